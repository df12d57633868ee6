"""k = 5 by hand: all but fewer than five."""

from __future__ import annotations

import pytest
from systems import a_cell, a_count

from generator.private.protection.rules.group_disclosure import group_disclosure


@pytest.mark.parametrize("value", [96, 97, 100])
def test_all_but_fewer_than_k_must_look_like_all_but_k(value: int) -> None:
    assert group_disclosure(a_count(value), a_count(100), 5) == (95, value)


def test_all_but_k_is_shown() -> None:
    assert group_disclosure(a_count(95), a_count(100), 5) is None


def test_an_empty_class_says_nothing() -> None:
    assert group_disclosure(a_count(0), a_count(4), 5) is None
    assert group_disclosure(a_count(0), a_count(0), 5) is None


def test_a_place_of_k_households_ends_at_one() -> None:
    """Who is in the class knows that it is not empty: zero can never look possible to everybody."""
    assert group_disclosure(a_count(5), a_count(5), 5) == (1, 5)
    assert group_disclosure(a_count(1), a_count(3), 5) == (1, 1)


def test_of_persons_the_households_count() -> None:
    """All but one household of six are in the class: six persons are no crowd."""
    assert group_disclosure(a_cell(94, 24), a_cell(100, 25), 5) == (80, 94)
    assert group_disclosure(a_cell(98, 20), a_cell(100, 25), 5) is None


def test_persons_outside_who_are_more_than_k_mean_households_keep_the_true_value_possible() -> None:
    assert group_disclosure(a_cell(40, 21), a_cell(100, 25), 5) == (40, 40)
