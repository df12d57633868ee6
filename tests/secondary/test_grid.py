"""The exact checks behind every proof, one at a time: a solver that errs must not get past them."""

from __future__ import annotations

import pytest

from generator.private.protection.secondary.example import _whole
from generator.private.protection.secondary.grid import make_grid
from generator.private.protection.secondary.intervals import intervals
from generator.private.protection.secondary.problem import Number, Problem, Sum


def number(key: str, value: int, *, floor: int = 0, is_hideable: bool = True) -> Number:
    return Number(key=(key,), value=value, floor=floor, is_hideable=is_hideable)


def total(parent: str, children: str) -> Sum:
    return Sum(parent=(parent,), children=tuple((child,) for child in children))


GRID = make_grid(
    Problem(
        numbers=[number("a", 3, floor=1), number("b", 4), number("c", 5, is_hideable=False), number("t", 12)],
        sums=[total("t", "abc")],
    )
)
A, B, C, T = range(4)


@pytest.mark.parametrize(
    ("change", "is_right"),
    [
        ({A: -2, B: 2}, True),
        ({A: 1, T: 1}, True),
        ({A: -3, B: 3}, False),
        ({B: -5, A: 5}, False),
        ({C: 1, B: -1}, False),
        ({A: 1, B: 1}, False),
    ],
)
def test_a_proof_keeps_floors_shown_numbers_and_sums(change: dict[int, int], is_right: bool) -> None:
    assert GRID.holds(change) is is_right


def test_an_example_in_fractions_is_none() -> None:
    assert _whole(GRID, {A: 1.0, B: -1.0}) == {A: 1, B: -1}
    assert _whole(GRID, {A: 0.5, B: -0.5}) is None
    assert _whole(GRID, {A: 1.0}) is None


def test_an_interval_begins_at_the_floor() -> None:
    problem = Problem(
        numbers=[number("t", 5, is_hideable=False), number("a", 2, floor=1), number("b", 3, floor=2)],
        sums=[total("t", "ab")],
    )
    assert intervals(problem, {("a",), ("b",)}) == {("a",): (1, 3), ("b",): (2, 4)}


def test_an_interval_ends_at_a_whole_number() -> None:
    """Each two of a, b and c are at most 1 together: in fractions their sum could be 1.5."""
    cells = [number(key, value) for key, value in zip("abcuvwp", (1, 0, 0, 0, 1, 0, 1), strict=True)]
    shown = [number(key, 1, is_hideable=False) for key in "xyz"]
    sums = [total("x", "abu"), total("y", "bcv"), total("z", "acw"), total("p", "abc")]
    found = intervals(Problem(numbers=[*cells, *shown], sums=sums), {cell.key for cell in cells})
    assert found["p",] == (0, 1)
