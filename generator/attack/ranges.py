"""Feasible intervals: how small and how large a hidden number can be, given everything.

Counts are whole numbers: a linear program first, an integer program where its corner is not whole. Every point that is
found is kept, because it shows at once how far each of its numbers can go. Limits are counts of programs and nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import shake_256

from generator.attack.facts import Bounds, Equation
from generator.attack.report import Key
from generator.base.solver import INFINITY, LimitReached, LinearProgram, Program, Row, minimise_whole

NODES = 5_000
PROGRAMS = 20_000
"""Programs solved for one component, insiders included"""
MOST = 10_000_000
"""Stands for 「no upper bound」 on a count"""
CLOSE = 1e-6
LARGEST = 1e4
"""What the largest number of a money component is scaled to"""
BEYOND = 1e7
"""The same scale's 「no upper bound」"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Hidden numbers that hang together, and their equations."""

    keys: tuple[Key, ...]
    equations: tuple[Equation, ...]


def components(keys: Iterable[Key], equations: Iterable[Equation]) -> list[Component]:
    """Splits a system into independent parts, in the order of their first key."""
    kept = list(equations)
    root = {key: key for key in keys}

    def find(key: Key) -> Key:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for equation in kept:
        first, *others = sorted(equation.terms)
        for other in others:
            root[find(other)] = find(first)
    members: defaultdict[Key, list[Key]] = defaultdict(list)
    rows: defaultdict[Key, list[Equation]] = defaultdict(list)
    for key in sorted(root):
        members[find(key)].append(key)
    for equation in kept:
        rows[find(min(equation.terms))].append(equation)
    parts = [Component(keys=tuple(found), equations=tuple(rows[name])) for name, found in members.items()]
    return sorted(parts, key=lambda part: part.keys)


class Whole:
    """The whole points of one component of counts, and all of them that were found so far."""

    def __init__(self, component: Component, bounds: Mapping[Key, Bounds]) -> None:
        self.keys = component.keys
        self.at = {key: column for column, key in enumerate(self.keys)}
        self._lower = [bounds[key][0] for key in self.keys]
        self._upper = [MOST if (high := bounds[key][1]) is None else high for key in self.keys]
        self._rows = [_row(equation, self.at) for equation in component.equations]
        self._program = LinearProgram(self._lower, self._upper, self._rows)
        self._solved = 0
        self._settled: set[tuple[int, int]] = set()
        self.points: list[tuple[int, ...]] = []
        self.low = [MOST] * len(self.keys)
        """Smallest value of each column that some point shows; the true end is no larger"""
        self.high = [-1] * len(self.keys)

    def best(self, goal: Mapping[int, int], fixes: Mapping[int, int]) -> tuple[int, ...]:
        """The point with the largest sum of weight x column, some columns fixed.

        Raises LimitReached at the limit of nodes or programs, or when there is no such point.
        """
        self._solved += 1
        if self._solved > PROGRAMS:
            raise LimitReached("programs")
        for other, value in fixes.items():
            self._program.bound(other, value, value)
        try:
            point = self._corner(goal, fixes) or self._search(goal, fixes)
        finally:
            for other in fixes:
                self._program.bound(other, self._lower[other], self._upper[other])
        self._note(point)
        return point

    def end(self, column: int, sign: int) -> int:
        """The true smallest (-1) or largest (1) value of a column; MOST for no limit. Raises LimitReached."""
        if (column, sign) not in self._settled:
            self.best({column: sign}, {})
            self._settled.add((column, sign))
        return self.low[column] if sign < 0 else self.high[column]

    def scatter(self, rounds: int) -> None:
        """Corners in settled but irregular directions: each has about half of the counts low and half high.

        A few dozen show nearly every pair of counts in all four ways, which spares insiders their own programs.
        """
        for round_number in range(rounds):
            bits = int.from_bytes(shake_256(str(round_number).encode()).digest(len(self.keys) // 8 + 1), "big")
            goal = {column: 1 if bits >> column & 1 else -1 for column in range(len(self.keys))}
            if (point := self._corner(goal, {})) is not None:
                self._note(point)

    def _note(self, point: tuple[int, ...]) -> None:
        self.points.append(point)
        self.low = list(map(min, self.low, point))
        self.high = list(map(max, self.high, point))

    def _corner(self, goal: Mapping[int, int], fixes: Mapping[int, int]) -> tuple[int, ...] | None:
        optimum = self._program.maximise({column: float(weight) for column, weight in goal.items()})
        point = tuple(round(value) for value in optimum.columns)
        is_whole = all(abs(value - whole) < CLOSE for value, whole in zip(optimum.columns, point, strict=True))
        return point if is_whole and self._fits(point, fixes) else None

    def _search(self, goal: Mapping[int, int], fixes: Mapping[int, int]) -> tuple[int, ...]:
        cost = [-float(goal.get(column, 0)) for column in range(len(self.keys))]
        lower = [fixes.get(at, low) for at, low in enumerate(self._lower)]
        upper = [fixes.get(at, high) for at, high in enumerate(self._upper)]
        optimum = minimise_whole(Program(cost=cost, lower=lower, upper=upper, rows=self._rows), nodes=NODES)
        point = tuple(round(value) for value in optimum.columns)
        if not self._fits(point, fixes):
            raise LimitReached("the solver's point does not fit")
        return point

    def _fits(self, point: Sequence[int], fixes: Mapping[int, int]) -> bool:
        if any(point[at] != value for at, value in fixes.items()):
            return False
        in_bounds = all(low <= x <= high for low, x, high in zip(self._lower, point, self._upper, strict=True))
        return in_bounds and all(_holds(row, point) for row in self._rows)


def _row(equation: Equation, at: Mapping[Key, int], scale: float = 1.0) -> Row:
    keys = sorted(equation.terms)
    total = equation.low / scale if scale != 1.0 else float(equation.low)
    return Row(
        columns=[at[key] for key in keys],
        coefficients=[float(equation.terms[key]) for key in keys],
        lower=total,
        upper=INFINITY if equation.is_at_least else total,
    )


def _holds(row: Row, point: Sequence[int]) -> bool:
    total = sum(int(c) * point[column] for c, column in zip(row.coefficients, row.columns, strict=True))
    return row.lower <= total <= row.upper


class Amounts:
    """The points of one component of money, as a linear program in a unit of its own size. Ends are in fen."""

    def __init__(self, component: Component, bounds: Mapping[Key, Bounds]) -> None:
        self.keys = component.keys
        self.at = {key: column for column, key in enumerate(self.keys)}
        numbers = [abs(equation.low) for equation in component.equations]
        numbers += [number for key in self.keys for number in bounds[key] if number is not None]
        self._unit = max([1, *numbers]) / LARGEST
        lower = [bounds[key][0] / self._unit for key in self.keys]
        upper = [BEYOND if (high := bounds[key][1]) is None else high / self._unit for key in self.keys]
        rows = [_row(equation, self.at, self._unit) for equation in component.equations]
        self._program = LinearProgram(lower, upper, rows)
        self._low = [INFINITY] * len(self.keys)
        self._high = [-INFINITY] * len(self.keys)

    def seen(self, key: Key) -> tuple[float, float]:
        """The widest interval that points found so far show; the true one is no narrower."""
        high = self._high[self.at[key]]
        return self._low[self.at[key]] * self._unit, INFINITY if high > BEYOND / 2 else high * self._unit

    def push(self, keys: Iterable[Key], sign: int) -> None:
        """Moves the sum of some numbers as far down (-1) or up (1) as it goes. Raises LimitReached."""
        optimum = self._program.maximise({self.at[key]: float(sign) for key in keys})
        self._low = list(map(min, self._low, optimum.columns))
        self._high = list(map(max, self._high, optimum.columns))
