"""k = 5 by hand: a difference of one to four to any earlier snapshot must look like minus five to five."""

from __future__ import annotations

import pytest
from systems import a_cell, a_count

from generator.base.blanks import Blank
from generator.private.history import Past
from generator.private.protection.rules.change import change
from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Cell


def shown(value: int, households: int | None = None) -> Past:
    return Past(value=value, households=value if households is None else households, low=value, high=value)


def count(value: int, *earlier: Past) -> Range | None:
    return change(a_count(value), earlier, 5, is_money=False)


def money(cell: Cell, *earlier: Past) -> Range | None:
    return change(cell, earlier, 5, is_money=True)


@pytest.mark.parametrize("value", [26, 29, 31, 34])
def test_a_small_difference_to_a_shown_number_reaches_five_to_both_sides(value: int) -> None:
    assert count(value, shown(30)) == (25, 35)


@pytest.mark.parametrize("value", [30, 25, 35, 0, 60])
def test_no_difference_and_one_of_k_are_no_matter(value: int) -> None:
    assert count(value, shown(30)) is None


def test_without_a_past_there_is_no_difference() -> None:
    assert count(30) is None


def test_what_would_be_less_than_nobody_is_cut() -> None:
    assert count(4, shown(3)) == (0, 8)
    assert count(1, shown(0)) == (0, 5)


def test_a_number_that_was_hidden_asks_only_for_what_its_range_left_open() -> None:
    assert count(31, Past(value=30, households=30, low=27, high=38)) == (31, 32)
    assert count(31, Past(value=30, households=30, low=30, high=33)) == (28, 35)
    assert count(31, Past(value=30, households=30, low=20, high=45)) == (31, 31)


def test_every_earlier_snapshot_asks_for_itself() -> None:
    """Three months on the number is back at 30: only the second snapshot differs."""
    assert count(30, shown(30), Past(value=29, households=29, low=26, high=31), shown(36)) == (26, 31)
    assert count(30, shown(28), shown(33), shown(20)) == (23, 38)


def test_persons_go_in_mean_households() -> None:
    """A household of six is one household, though six is more than five."""
    assert change(a_cell(114, 30), [shown(120, 31)], 5, is_money=False) == (100, 140)
    assert change(a_cell(100, 25), [shown(120, 31)], 5, is_money=False) is None


def test_the_larger_mean_of_the_two_dates_counts() -> None:
    assert change(a_cell(30, 10), [shown(28, 7)], 5, is_money=False) == (8, 48)


def test_money_to_fewer_than_k_households_more_goes_in_mean_payments() -> None:
    assert money(a_cell(34_000, 34), shown(30_000, 30)) == (25_000, 35_000)
    assert money(a_cell(35_000, 35), shown(30_000, 30)) is None


def test_another_sum_to_as_many_households_is_small_however_large() -> None:
    assert money(a_cell(90_000, 30), shown(30_000, 30)) == (15_000, 90_000)


def test_the_same_sum_to_other_households_is_no_difference() -> None:
    assert money(a_cell(30_000, 33), shown(30_000, 30)) is None


def test_money_that_was_hidden_without_a_range_asks_as_if_it_had_been_shown() -> None:
    """The safe side: its true range only reaches further."""
    past = Past(value=30_000, households=30, low=Blank.WITHHELD, high=Blank.WITHHELD)
    assert money(a_cell(31_000, 31), past) == money(a_cell(31_000, 31), shown(30_000, 30)) == (25_000, 35_000)


def test_a_number_that_was_not_reported_counts_as_nought() -> None:
    past = Past(value=0, households=0, low=0, high=0, blank=Blank.NOT_REPORTED)
    assert count(3, past) == (0, 5)
    assert count(5, past) is None
