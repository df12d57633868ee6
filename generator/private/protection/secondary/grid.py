"""The problem by positions: cells sorted by key, sums as sparse rows, and the goals that protection has to reach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log

from generator.private.protection.secondary.problem import Key, NotProtectable, Number, Problem

PER_CELL, PER_DEPTH, PER_ROW, ROWS, SPREAD, STRIDE = 1000, 50, 100, 6, 97, 7919
"""What hiding a cell costs: few cells first; among as few those that stand for fewer parts and stand in more sums with
primaries; then position alone, since many equal costs would be a maze. Nothing here depends on how large a value is"""

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
    parts: tuple[int, ...]
    """How many cells that are no total each cell stands for"""
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
    """Cells behind which one and the same single household stands; empty when there are no insiders"""

    def beside(self, cell: int) -> set[int]:
        """Cells that stand in a sum with it, and itself."""
        return {other for row, _ in self.rows_of[cell] for other, _ in self.rows[row]}

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
    parts = tuple(_parts(len(numbers), rows))
    single = {place[n.key] for n in numbers if n.required is not None and (n.is_alone or n.value == 1)}
    # A bound that does not depend on a value: twice the widest required range.
    reach = 2 * max((n.required[1] - n.required[0] for n in numbers if n.required is not None), default=0)
    return Grid(
        keys=tuple(number.key for number in numbers),
        values=values,
        weights=tuple(_weights(numbers, rows, parts, primary)),
        parts=parts,
        is_hideable=tuple(number.is_hideable for number in numbers),
        down=tuple(number.value - number.floor for number in numbers),
        up=reach,
        rows=rows,
        rows_of=_rows_of(rows, len(numbers)),
        goals=goals,
        primary=primary,
        same_household=_same_household(single, rows) if problem.has_insiders else (),
    )


def _weights(
    numbers: Sequence[Number],
    rows: Sequence[Sequence[tuple[int, int]]],
    parts: Sequence[int],
    primary: AbstractSet[int],
) -> Iterator[int]:
    helped = Counter(cell for row in rows if any(c in primary for c, _ in row) for cell, _ in row)
    for place, number in enumerate(numbers):
        idle = PER_ROW * max(0, ROWS - helped[place])
        yield number.weight * (PER_CELL + int(PER_DEPTH * log(parts[place])) + idle + place * STRIDE % SPREAD)


def _parts(size: int, rows: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """How many cells that are no total each cell stands for."""
    below: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for (parent, _), *children in rows:
        below[parent].append(tuple(child for child, _ in children))
    parts, order, seen = [1] * size, list[int](), set[int]()
    for start in sorted(below):
        stack = [start]
        while stack:
            cell = stack[-1]
            fresh = [c for each in below.get(cell, ()) for c in each if c not in seen] if cell not in seen else []
            seen.add(cell)
            if fresh:
                stack += fresh
            else:
                order.append(stack.pop())
    for cell in order:
        parts[cell] = max((sum(parts[c] for c in each) for each in below.get(cell, ())), default=1) or 1
    return parts


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


def _same_household(single: set[int], rows: Iterable[tuple[tuple[int, int], ...]]) -> tuple[frozenset[int], ...]:
    """A total of one household and its one part of one are the same household: the insider knows both."""
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
