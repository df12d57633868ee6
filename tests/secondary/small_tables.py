"""Small counties that can be searched table by table, sharing nothing with the suppressor but the problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from generator.private.protection.secondary.counts import Rule, count_problem
from generator.private.protection.secondary.problem import Key, Problem, Sum

K = 3
ALL = "*"
Table = dict[Key, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """Villages with a count per cause, in townships and in helper groupings that cross them."""

    counts: tuple[tuple[int, ...], ...]
    """village x cause"""
    town: tuple[int, ...]
    helper: tuple[int, ...]

    @property
    def places(self) -> dict[Key, list[int]]:
        """Every place and its villages."""
        every = range(len(self.counts))
        found: dict[Key, list[int]] = {("county", "0"): list(every)}
        for level, of in (("town", self.town), ("helper", self.helper)):
            for code in sorted(set(of)):
                found[level, str(code)] = [v for v in every if of[v] == code]
        return found | {("village", str(v)): [v] for v in every}

    def sums(self) -> Iterator[Sum]:
        causes = [str(c) for c in range(len(self.counts[0]))]
        for place, villages in self.places.items():
            yield Sum(parent=(*place, ALL), children=tuple((*place, cause) for cause in causes))
            for cause in (*causes, ALL) if place[0] in ("town", "helper") else ():
                yield Sum(parent=(*place, cause), children=tuple(("village", str(v), cause) for v in villages))
        for level, of in (("town", self.town), ("helper", self.helper)):
            for cause in (*causes, ALL):
                parts = tuple((level, str(code), cause) for code in sorted(set(of)))
                yield Sum(parent=("county", "0", cause), children=parts)

    def table(self, counts: tuple[tuple[int, ...], ...]) -> Table:
        """Every published number, from the village counts."""
        table: Table = {}
        for place, villages in self.places.items():
            rows = [counts[v] for v in villages]
            table |= {(*place, str(c)): sum(row[c] for row in rows) for c in range(len(counts[0]))}
            table[*place, ALL] = sum(map(sum, rows))
        return table

    def problem(self, rule: Rule) -> Problem:
        table = self.table(self.counts)
        shown = {key for key in table if key[2] == ALL}
        return count_problem(table, self.sums(), k=K, always_shown=shown, rule=rule)

    def candidates(self, problem: Problem, hidden: frozenset[Key]) -> list[Table]:
        """Every table that agrees with what is shown; village totals are always shown."""
        true = self.table(self.counts)
        floors = {number.key: number.floor for number in problem.numbers}
        choices = [
            [
                split
                for split in _splits(sum(row), len(row))
                if all(("village", str(v), str(c)) in hidden or split[c] == row[c] for c in range(len(row)))
            ]
            for v, row in enumerate(self.counts)
        ]
        tables = (self.table(counts) for counts in product(*choices))
        # A shown village count is settled before villages are combined.
        return [
            table
            for table in tables
            if all(value >= floors[key] if key in hidden else value == true[key] for key, value in table.items())
        ]


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _splits(total - first, parts - 1):
            yield (first, *rest)


def insiders(small: Small, hidden: frozenset[Key]) -> list[frozenset[Key]]:
    """The cells of value 1 of each single household, worked out place by place."""
    table = small.table(small.counts)
    found = []
    for key in sorted(hidden):
        if key[0] == "village" and table[key] == 1:
            village, cause = int(key[1]), key[2]
            above = (place for place, villages in small.places.items() if village in villages)
            found.append(frozenset(cell for place in above if table[cell := (*place, cause)] == 1 and cell in hidden))
    return found


def unsafe(small: Small, problem: Problem, hidden: frozenset[Key]) -> list[Key]:
    """Primaries that some attacker narrows."""
    tables = small.candidates(problem, hidden)
    views: list[tuple[frozenset[Key], list[Table]]] = [(frozenset(), tables)]
    if problem.has_insiders:
        views += [(own, [t for t in tables if all(t[key] == 1 for key in own)]) for own in insiders(small, hidden)]
    required = {number.key: number.required for number in problem.numbers if number.required is not None}
    return sorted(
        {
            key
            for own, seen in views
            for key, (low, high) in required.items()
            if key not in own and not (min(t[key] for t in seen) <= low and max(t[key] for t in seen) >= high)
        }
    )
