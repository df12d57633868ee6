"""Which hidden numbers follow from the equations alone: sparse elimination, exact because it counts modulo a prime.

A number is determined when the equations reduce to one that holds it alone. Coefficients are small whole numbers, so
arithmetic modulo 2^61-1 decides this as rational arithmetic would, without growing fractions or rounding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.attack.facts import Equation
from generator.attack.report import Key

PRIME = 2**61 - 1


class Reduced:
    """Equations in reduced row echelon form: every pivot stands in one row only."""

    def __init__(self, equations: Iterable[Equation]) -> None:
        self.contradictions: list[str] = []
        """Equations that disagree with those before them and were left out"""
        self._rows: dict[Key, dict[Key, int]] = {}
        self._total: dict[Key, int] = {}
        self._holders: defaultdict[Key, set[Key]] = defaultdict(set)
        for equation in sorted(equations, key=lambda e: (e.is_usual, len(e.terms), e.how, sorted(e.terms))):
            self._take(equation)

    def determined(self) -> dict[Key, int]:
        """Every number that has only one value, and that value."""
        return {pivot: _whole(self._total[pivot]) for pivot, row in self._rows.items() if len(row) == 1}

    def partners(self) -> list[list[Key]]:
        """Groups in which knowing one number gives all the others."""
        groups: defaultdict[Key, list[Key]] = defaultdict(list)
        for pivot, row in self._rows.items():
            if len(row) == 2:
                other = next(key for key in row if key != pivot)
                groups[other].append(pivot)
        return [sorted([free, *pivots]) for free, pivots in sorted(groups.items())]

    def _take(self, equation: Equation) -> None:
        row = {key: value % PRIME for key, value in equation.terms.items()}
        total = equation.low % PRIME
        for key in [key for key in row if key in self._rows]:
            total = (total - row[key] * self._total[key]) % PRIME
            _subtract(row, row[key], self._rows[key])
        if row:
            self._pivot(row, total)
        elif total:
            self.contradictions.append(equation.how)

    def _pivot(self, row: dict[Key, int], total: int) -> None:
        """The number that stands in the fewest other rows becomes the pivot, and leaves those rows."""
        pivot = min(row, key=lambda key: (len(self._holders[key]), key))
        inverse = pow(row[pivot], -1, PRIME)
        row = {key: value * inverse % PRIME for key, value in row.items()}
        total = total * inverse % PRIME
        for other in sorted(self._holders.pop(pivot, ())):
            target = self._rows[other]
            factor = target[pivot]
            self._total[other] = (self._total[other] - factor * total) % PRIME
            before = set(target)
            _subtract(target, factor, row)
            self._move(other, before, set(target))
        self._rows[pivot], self._total[pivot] = row, total
        for key in row:
            if key != pivot:
                self._holders[key].add(pivot)

    def _move(self, pivot: Key, before: set[Key], after: set[Key]) -> None:
        for key in before - after:
            self._holders[key].discard(pivot)
        for key in after - before:
            self._holders[key].add(pivot)


def _subtract(row: dict[Key, int], factor: int, other: dict[Key, int]) -> None:
    """row -= factor x other, in place; zeros drop out."""
    for key, value in other.items():
        left = (row.get(key, 0) - factor * value) % PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def _whole(residue: int) -> int:
    return residue if residue <= PRIME // 2 else residue - PRIME
