"""Suppression on tables whose answer is known by hand."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from small_tables import K, Small, unsafe

from generator.private.protection.secondary.counts import Rule
from generator.private.protection.secondary.intervals import intervals
from generator.private.protection.secondary.problem import Limits, NotProtectable, Number, Problem, Sum
from generator.private.protection.secondary.suppress import suppress

SQUARE = Small(counts=((1, 6, 6), (6, 6, 6), (6, 6, 6)), town=(0, 0, 0), helper=(0, 0, 0))


def numbers(*values: int, shown: tuple[int, ...] = (), k: int = K) -> list[Number]:
    return [
        Number(
            key=(str(place),),
            value=value,
            is_hideable=place not in shown and value > 0,
            required=(0, k) if 0 < value < k and place not in shown else None,
        )
        for place, value in enumerate(values)
    ]


def test_a_lone_small_cell_takes_the_corners_of_a_rectangle_with_it() -> None:
    hidden = suppress(SQUARE.problem(Rule.WEAK))
    assert ("village", "0", "0") in hidden
    assert len([key for key in hidden if key[0] == "village"]) == 4
    assert len(hidden) == 4


def test_nothing_small_hides_nothing() -> None:
    big = Small(counts=((6, 7), (0, 8)), town=(0, 1), helper=(0, 0))
    for rule in Rule:
        assert suppress(big.problem(rule)) == frozenset()


def test_same_answer_in_any_order() -> None:
    problem = SQUARE.problem(Rule.FULL)
    turned = replace(problem, numbers=tuple(reversed(problem.numbers)), sums=tuple(reversed(problem.sums)))
    assert suppress(problem) == suppress(turned)


def test_the_lighter_of_two_partners_is_hidden() -> None:
    cells = numbers(13, 1, 6, 6, shown=(0,))
    cells[2] = replace(cells[2], weight=9)
    problem = Problem(numbers=cells, sums=[Sum(parent=("0",), children=(("1",), ("2",), ("3",)))])
    assert suppress(problem) == {("1",), ("3",)}


def test_a_small_total_of_two_parts_is_refused_when_zeros_are_shown() -> None:
    """Both parts are at least 1, so the total is at least 2: no pattern makes it look like 1."""
    two = Small(counts=((1, 6), (1, 6), (6, 6), (6, 6)), town=(0, 0, 1, 1), helper=(0, 0, 0, 0))
    with pytest.raises(NotProtectable):
        suppress(two.problem(Rule.FULL_SHOWN_ZEROS))
    problem = two.problem(Rule.FULL)
    assert unsafe(two, problem, suppress(problem)) == []


def test_the_insider_costs_more_than_the_outsider() -> None:
    """1 + 1 = 2 could be 0 + 2 for everybody else; either of the two households knows the other is there."""
    cells = [
        replace(number, required=number.required and (1, 2)) for number in numbers(20, 1, 1, 9, 9, shown=(0,), k=2)
    ]
    problem = Problem(numbers=cells, sums=[Sum(parent=("0",), children=(("1",), ("2",), ("3",), ("4",)))])
    assert suppress(problem) == {("1",), ("2",)}
    assert len(suppress(replace(problem, has_insiders=True))) == 3


@pytest.mark.parametrize(
    "small",
    [
        Small(counts=((0, 4, 1), (1, 4, 1), (3, 0, 1)), town=(0, 0, 0), helper=(0, 0, 0)),
        Small(counts=((0, 3, 1), (3, 1, 1), (3, 3, 1)), town=(0, 0, 1), helper=(1, 1, 1)),
        Small(counts=((3, 1, 3), (0, 4, 1), (0, 0, 0)), town=(0, 0, 1), helper=(0, 0, 0)),
    ],
)
def test_what_later_cells_make_needless_is_shown_again(small: Small) -> None:
    """Whole numbers and insiders ask for more cells than fractions do; some of the first are then no longer needed."""
    problem = small.problem(Rule.FULL)
    hidden = suppress(problem)
    for key in sorted(hidden - {number.key for number in problem.numbers if number.required is not None}):
        assert unsafe(small, problem, hidden - {key}), key


def test_one_shown_total_over_one_hidden_part_is_refused() -> None:
    problem = Problem(numbers=numbers(1, 1, shown=(0,)), sums=[Sum(parent=("0",), children=(("1",),))])
    with pytest.raises(NotProtectable):
        suppress(problem)


def test_sums_that_do_not_hold_are_refused() -> None:
    problem = Problem(numbers=numbers(9, 1, 6), sums=[Sum(parent=("0",), children=(("1",), ("2",)))])
    with pytest.raises(NotProtectable, match="does not hold"):
        suppress(problem)


@pytest.mark.parametrize("limits", [Limits(repairs=0), Limits(iterations=1)])
def test_at_a_limit_nothing_is_published(limits: Limits) -> None:
    with pytest.raises(NotProtectable):
        suppress(replace(SQUARE.problem(Rule.WEAK), limits=limits))


def test_halves_are_not_households() -> None:
    """An odd cycle of sums: in fractions each cell could be half, in whole numbers it is known."""
    cells = [
        Number(key=(name,), value=value, is_hideable=name in "abc")
        for name, value in zip(("a", "b", "c", "x", "y", "z"), (1, 1, 1, 2, 2, 2), strict=True)
    ]
    sums = [Sum(parent=(p,), children=((a,), (b,))) for p, a, b in (("x", "a", "b"), ("y", "b", "c"), ("z", "a", "c"))]
    assert set(intervals(Problem(numbers=cells, sums=sums), {("a",), ("b",), ("c",)}).values()) == {(1, 1)}


def test_an_interval_without_end_is_refused() -> None:
    with pytest.raises(NotProtectable):
        intervals(Problem(numbers=numbers(7), sums=[]), {("0",)})


def test_large_values_and_wide_ranges() -> None:
    """Money in a coarse unit: five villages by three streams, ranges of a thousand to a hundred thousand wide."""
    draw = Random(5)
    cells = {(v, s): draw.randrange(0, 10**6) for v in "abcde" for s in "xyz"}
    table = cells | {(v, "*"): sum(cells[v, s] for s in "xyz") for v in "abcde"}
    table |= {("*", s): sum(table[v, s] for v in "abcde") for s in "xyz*"}
    wide = {("a", "x"): 10**3, ("b", "y"): 10**4, ("e", "z"): 10**5}
    cells_ = [
        Number(
            key=key,
            value=value,
            is_hideable="*" not in key,
            required=(value - min(value, wide[key]), value + wide[key]) if key in wide else None,
        )
        for key, value in table.items()
    ]
    sums = [Sum(parent=(v, "*"), children=tuple((v, s) for s in "xyz")) for v in "abcde*"]
    sums += [Sum(parent=("*", s), children=tuple((v, s) for v in "abcde")) for s in "xyz*"]
    problem = Problem(numbers=cells_, sums=sums)
    hidden = suppress(problem)
    assert len(hidden) <= 9
    found = intervals(problem, hidden)
    for key, width in wide.items():
        low, high = found[key]
        assert low <= max(0, table[key] - width)
        assert high >= table[key] + width
