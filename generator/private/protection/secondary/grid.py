"""The problem by positions: cells sorted by key, sums as sparse rows, and the goals that protection has to reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.private.protection.secondary.problem import Key, NotProtectable, Problem

Change = Mapping[int, int]
"""Cell → by how much an alternative table differs there; cells that do not differ are left out"""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Goal:
    """Some table that agrees with everything shown must differ by `need` at `cell`, upwards (1) or downwards (-1)."""

    cell: int
    sign: int
    need: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Cells are positions 0 … n-1."""

    keys: tuple[Key, ...]
    values: tuple[int, ...]
    weights: tuple[int, ...]
    is_hideable: tuple[bool, ...]
    down: tuple[int, ...]
    """How far a cell can fall when it is hidden"""
    up: int
    """How far any cell is let rise: a bound on the tables used as proof, so it can only add protection"""
    rows: tuple[tuple[tuple[int, int], ...], ...]
    """Each sum as (cell, coefficient); the coefficients times the values add up to 0"""
    rows_of: tuple[tuple[tuple[int, int], ...], ...]
    """Each cell as (row, coefficient)"""
    goals: tuple[Goal, ...]
    primary: frozenset[int]
    same_household: tuple[frozenset[int], ...]
    """Cells of value 1 that count one and the same household; empty when there are no insiders"""

    def holds(self, change: Change) -> bool:
        """Whether a change keeps every sum and every floor: exact, in whole numbers."""
        totals: defaultdict[int, int] = defaultdict(int)
        for cell, delta in change.items():
            if -delta > self.down[cell] or not self.is_hideable[cell]:
                return False
            for row, coefficient in self.rows_of[cell]:
                totals[row] += coefficient * delta
        return not any(totals.values())


def make_grid(problem: Problem) -> Grid:
    """Raises `NotProtectable` when a sum does not hold or a primary may not be hidden."""
    numbers = sorted(problem.numbers, key=lambda number: number.key)
    place = {number.key: position for position, number in enumerate(numbers)}
    rows = tuple(
        sorted({((place[s.parent], -1), *((place[child], 1) for child in sorted(s.children))) for s in problem.sums})
    )
    values = tuple(number.value for number in numbers)
    if any(sum(coefficient * values[cell] for cell, coefficient in row) for row in rows):
        raise NotProtectable("a sum does not hold")
    primary = frozenset(place[n.key] for n in numbers if n.required is not None)
    if not all(numbers[cell].is_hideable for cell in primary):
        raise NotProtectable("a number that must be hidden is declared as always shown")
    goals = tuple(_goals(problem, place))
    return Grid(
        keys=tuple(number.key for number in numbers),
        values=values,
        weights=tuple(number.weight for number in numbers),
        is_hideable=tuple(number.is_hideable for number in numbers),
        down=tuple(number.value - number.floor for number in numbers),
        up=2 * max((goal.need for goal in goals), default=0),
        rows=rows,
        rows_of=_rows_of(rows, len(numbers)),
        goals=goals,
        primary=primary,
        same_household=_same_household(values, rows, primary) if problem.has_insiders else (),
    )


def _goals(problem: Problem, place: Mapping[Key, int]) -> Iterator[Goal]:
    for number in sorted(problem.numbers, key=lambda n: n.key):
        if number.required is not None:
            low, high = number.required
            for sign, need in ((1, high - number.value), (-1, number.value - low)):
                if need > 0:
                    yield Goal(cell=place[number.key], sign=sign, need=need)


def _rows_of(rows: Iterable[Iterable[tuple[int, int]]], size: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    found: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for position, row in enumerate(rows):
        for cell, coefficient in row:
            found[cell].append((position, coefficient))
    return tuple(tuple(each) for each in found)


def _same_household(
    values: tuple[int, ...], rows: Iterable[tuple[tuple[int, int], ...]], primary: frozenset[int]
) -> tuple[frozenset[int], ...]:
    """A total of 1 and its one part of 1 are the same household: the insider knows both."""
    single = {cell for cell in primary if values[cell] == 1}
    pairs = [
        (parent, child)
        for (parent, _), *children in rows
        for child, _ in children
        if parent in single and child in single
    ]
    return tuple(frozenset(group) for group in joined(single, pairs))


def joined(items: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Items in groups: the two of a pair share one. Sorted, and sorted by smallest item."""
    leader = {item: item for item in items}

    def find(item: int) -> int:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for one, other in pairs:
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for item in sorted(leader):
        groups[find(item)].append(item)
    return [group for _, group in sorted(groups.items())]
