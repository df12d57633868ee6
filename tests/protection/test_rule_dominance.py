"""85 % by hand."""

from __future__ import annotations

from systems import a_cell

from generator.private.protection.rules.dominance import dominance


def test_two_payments_of_exactly_the_share_are_shown() -> None:
    assert dominance(a_cell(10_000, 9, (5_000, 3_500)), 85) is None


def test_one_fen_more_is_hidden_as_far_as_the_share_would_be_allowed() -> None:
    assert dominance(a_cell(10_000, 9, (5_000, 3_501)), 85) == (9_998, 10_002)


def test_as_far_down_as_up() -> None:
    assert dominance(a_cell(1_700, 9, (1_000, 700)), 85) == (1_400, 2_000)


def test_a_single_payment_dominates_alone() -> None:
    assert dominance(a_cell(850, 9, (850, 0)), 85) == (700, 1_000)


def test_two_payments_of_more_than_the_sum_never_reach_below_nothing() -> None:
    """A payment may be recorded larger than the line it belongs to."""
    assert dominance(a_cell(100, 9, (400, 0)), 85) == (0, 471)


def test_without_recorded_payments_nobody_dominates() -> None:
    assert dominance(a_cell(10_000, 9), 85) is None
