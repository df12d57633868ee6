"""p = 15 by hand: what is neither of the two largest must be at least 15 % of the largest."""

from __future__ import annotations

import pytest
from systems import a_cell

from generator.private.protection.rules.p_percent import p_percent


def test_the_rest_is_just_enough() -> None:
    assert p_percent(a_cell(1_000 + 500 + 150, 9, (1_000, 500)), 15) is None


def test_one_fen_less_is_hidden_by_one_fen() -> None:
    assert p_percent(a_cell(1_649, 9, (1_000, 500)), 15) == (1_648, 1_650)


def test_what_is_missing_goes_up_and_down() -> None:
    assert p_percent(a_cell(1_500, 2, (1_000, 500)), 15) == (1_350, 1_650)


def test_a_single_payee_is_hidden_by_p_percent_of_itself() -> None:
    assert p_percent(a_cell(1_000, 1, (1_000, 0)), 15) == (850, 1_150)


def test_a_share_that_is_not_whole_is_rounded_up() -> None:
    assert p_percent(a_cell(101, 1, (101, 0)), 15) == (101 - 16, 101 + 16)


def test_a_missing_share_larger_than_the_sum_ends_at_nothing() -> None:
    assert p_percent(a_cell(100, 1, (100, 0)), 150) == (0, 250)


@pytest.mark.parametrize("largest", [(0, 0), (100, 100)])
def test_no_recorded_payments_or_many_equal_ones_are_no_matter(largest: tuple[int, int]) -> None:
    assert p_percent(a_cell(100 * 9, 9, largest), 15) is None
