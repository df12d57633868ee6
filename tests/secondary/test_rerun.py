"""A reader who re-runs the public program on every table there could be and keeps those that give the same edition.

What this reader cannot do, and what no program that hides few cells can prevent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from random import Random

import pytest
from small_tables import K, Small, Table

from generator.private.protection.secondary.counts import Rule
from generator.private.protection.secondary.problem import Key, NotProtectable
from generator.private.protection.secondary.suppress import suppress

SMALL = set(range(1, K))


@cache
def pattern(small: Small) -> frozenset[Key] | None:
    """None when the table is refused."""
    try:
        return suppress(small.problem(Rule.FULL))
    except NotProtectable:
        return None


def left_possible(small: Small) -> list[set[int]]:
    """Of each small count: the values that it has in the tables which this reader cannot discard."""
    hidden, problem = pattern(small), small.problem(Rule.FULL)
    assert hidden is not None
    kept = [table for table in small.candidates(problem, hidden) if pattern(with_counts(small, table)) == hidden]
    return [{table[n.key] for table in kept} for n in problem.numbers if n.required is not None]


def with_counts(small: Small, table: Table) -> Small:
    causes = range(len(small.counts[0]))
    counts = [tuple(table["village", str(v), str(c)] for c in causes) for v in range(len(small.counts))]
    return replace(small, counts=tuple(counts))


def small_counts(small: Small) -> int:
    return sum(count in SMALL for row in small.counts for count in row)


def rows(size: int, most: int) -> Iterator[Small]:
    """Every village of `size` causes, alone in its county, whose small counts can be protected."""
    for counts in product(range(most + 1), repeat=size):
        village = Small(counts=(counts,), town=(0,), helper=(0,))
        if small_counts(village) and pattern(village) is not None:
            yield village


def squares(size: tuple[int, int], town: tuple[int, ...], number: int) -> Iterator[Small]:
    draw = Random(7)
    for _ in range(number):
        counts = tuple(tuple(draw.randrange(6) for _ in range(size[1])) for _ in range(size[0]))
        county = Small(counts=counts, town=town, helper=(0,) * size[0])
        if small_counts(county) and pattern(county) is not None:
            yield county


@pytest.mark.parametrize(("size", "most"), [(2, 9), (3, 6)])
def test_a_small_count_alone_in_its_sum_stays_wide_open(size: int, most: int) -> None:
    lone = [small for small in rows(size, most) if small_counts(small) == 1]
    assert len(lone) > 10
    for small in lone:
        assert all(values >= SMALL for values in left_possible(small)), small


@pytest.mark.parametrize(("size", "most"), [(2, 9), (3, 6)])
def test_several_small_counts_narrow_each_other_only_at_the_largest_small_value(size: int, most: int) -> None:
    """1 + 1, 1 + 2 and three small counts leave everything open; k - 1 twice may be seen through."""
    for small in rows(size, most):
        if small_counts(small) > 1 and not all(values >= SMALL for values in left_possible(small)):
            assert sorted(count for count in small.counts[0] if count in SMALL) == [K - 1, K - 1], small


def test_no_program_that_hides_two_cells_keeps_both_open() -> None:
    """2 2 3 and 2 3 2, k = 3: either, to leave 1 possible in the first cell, needs 1 3 3 to be hidden its own way."""
    first_two, outer_two = frozenset({0, 1}), frozenset({0, 2})
    for hidden_in_133 in (first_two, outer_two):
        is_open = [hidden_in_133 == forced for forced in (first_two, outer_two)]
        assert not all(is_open)
    for counts, forced in (((2, 2, 3), first_two), ((2, 3, 2), outer_two)):
        others = [(a, b, c) for a, b, c in product(range(8), repeat=3) if a == 1 and a + b + c == 7]
        agree = [t for t in others if all(t[cell] == counts[cell] for cell in {0, 1, 2} - forced)]
        assert agree == [(1, 3, 3)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "town", "number", "share"),
    [((2, 2), (0, 0), 80, 0.6), ((2, 2), (0, 1), 80, 0.6), ((2, 3), (0, 0), 15, 0.4)],
)
def test_most_small_tables_stay_wide_open(
    size: tuple[int, int], town: tuple[int, ...], number: int, share: float
) -> None:
    """Zeros, one-child townships and margins: measured, not promised."""
    drawn = list(squares(size, town, number))
    is_open = [all(values >= SMALL for values in left_possible(small)) for small in drawn]
    assert sum(is_open) >= share * len(drawn) > 3


def test_choices_do_not_look_at_sizes() -> None:
    """Only who is small, and where, decides which partner is hidden."""
    row = Small(counts=((1, 5, 9, 7),), town=(0,), helper=(0,))
    assert {
        pattern(replace(row, counts=((a, b, c, d),))) for a in (1, 2) for b, c, d in product((5, 50), repeat=3)
    } == {pattern(row)}
