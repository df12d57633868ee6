"""k = 5 by hand."""

from __future__ import annotations

import pytest
from systems import a_cell, a_count

from generator.private.protection.rules.small_count import small_count


@pytest.mark.parametrize("value", [1, 2, 4])
def test_one_to_k_less_one_must_look_like_1_to_k(value: int) -> None:
    assert small_count(a_count(value), 5, is_money=False) == (1, 5)


@pytest.mark.parametrize("value", [0, 5, 6, 300])
def test_zero_and_k_are_shown(value: int) -> None:
    assert small_count(a_count(value), 5, is_money=False) is None


def test_persons_of_one_household_may_be_one_person_or_five_households() -> None:
    assert small_count(a_cell(6, 1), 5, is_money=False) == (1, 30)


def test_persons_of_four_households_go_up_by_the_mean_size_rounded_up() -> None:
    assert small_count(a_cell(11, 4), 5, is_money=False) == (1, 14)


def test_twelve_persons_of_three_households_are_small_though_the_number_is_not() -> None:
    assert small_count(a_cell(12, 3), 5, is_money=False) == (1, 20)
    assert small_count(a_cell(12, 5), 5, is_money=False) is None


def test_money_may_be_the_mean_payment_to_one_household_or_to_k() -> None:
    assert small_count(a_cell(300_000, 3), 5, is_money=True) == (100_000, 500_000)


def test_means_that_are_not_whole_are_rounded_outwards() -> None:
    assert small_count(a_cell(1_000, 3), 5, is_money=True) == (333, 1_667)


def test_money_to_k_households_or_to_nobody_is_not_small() -> None:
    assert small_count(a_cell(1, 5), 5, is_money=True) is None
    assert small_count(a_cell(900, 0), 5, is_money=True) is None


def test_another_k_draws_another_line() -> None:
    assert small_count(a_count(9), 10, is_money=False) == (1, 10)
    assert small_count(a_count(10), 10, is_money=False) is None
