"""Feasible intervals: how small and how large a hidden number can be, given everything.

Counts are whole numbers: a linear program first, an integer program where its corner is not whole. Every whole point
that is found is kept, because it proves at once how far each of its numbers can go. Limits are counts of nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import shake_256

from generator.attack.facts import Equation
from generator.attack.report import Key
from generator.base.solver import INFINITY, LimitReached, LinearProgram, Program, Row, minimise_whole

NODES = 5_000
PROGRAMS = 20_000
"""Programs solved for one component, insiders included"""
MOST = 10_000_000
"""Stands for 「no upper bound」 on a count"""
CLOSE = 1e-6

Bounds = Mapping[Key, tuple[int, int | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Hidden numbers that hang together, and their equations."""

    keys: tuple[Key, ...]
    equations: tuple[Equation, ...]


def components(bounds: Bounds, equations: Iterable[Equation]) -> list[Component]:
    """Splits a system into independent parts, in the order of their first key."""
    kept = list(equations)
    root = {key: key for key in bounds}

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
    for key in sorted(bounds):
        members[find(key)].append(key)
    for equation in kept:
        rows[find(min(equation.terms))].append(equation)
    parts = [Component(keys=tuple(keys), equations=tuple(rows[name])) for name, keys in members.items()]
    return sorted(parts, key=lambda part: part.keys)


class Whole:
    """The whole points of one component, and all of them that were found so far."""

    def __init__(self, component: Component, bounds: Bounds) -> None:
        self.keys = component.keys
        self.at = {key: column for column, key in enumerate(self.keys)}
        self._lower = [bounds[key][0] for key in self.keys]
        self._upper = [MOST if (high := bounds[key][1]) is None else high for key in self.keys]
        self._rows = [_row(equation, self.at) for equation in component.equations]
        self._program = LinearProgram(self._lower, self._upper, self._rows)
        self.points: list[tuple[int, ...]] = []
        self._solved = 0

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
        self.points.append(point)
        return point

    def scatter(self, rounds: int) -> None:
        """Corners in settled but irregular directions: each has about half of the counts low and half high.

        A few dozen show nearly every pair of counts in all four ways, which spares insiders their own programs.
        """
        for round_number in range(rounds):
            bits = int.from_bytes(shake_256(str(round_number).encode()).digest(len(self.keys) // 8 + 1), "big")
            goal = {column: 1 if bits >> column & 1 else -1 for column in range(len(self.keys))}
            if (point := self._corner(goal, {})) is not None:
                self.points.append(point)

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


class View:
    """What somebody sees who knows everything public and, perhaps, one hidden count."""

    def __init__(self, whole: Whole, known: Mapping[Key, int]) -> None:
        self._whole = whole
        self._fixes = {whole.at[key]: value for key, value in known.items()}
        self._low: list[int] = [MOST] * len(whole.keys)
        self._high: list[int] = [-1] * len(whole.keys)
        for point in whole.points:
            if all(point[at] == value for at, value in self._fixes.items()):
                self._note(point)

    def sweep(self, k: int) -> None:
        """Pushes many counts at once, down to 1 and up to k, while that still brings news. Raises LimitReached."""
        for sign in (-1, 1):
            waiting, before = self._waiting(sign, k), len(self._low) + 1
            while 1 < len(waiting) < before:
                self._note(self._whole.best(dict.fromkeys(waiting, sign), self._fixes))
                waiting, before = self._waiting(sign, k), len(waiting)

    def _waiting(self, sign: int, k: int) -> list[int]:
        """Columns not yet seen as low as 1 (sign -1) or as high as k (sign 1)."""
        ends = self._low if sign < 0 else self._high
        return [at for at, end in enumerate(ends) if at not in self._fixes and (end > 1 if sign < 0 else end < k)]

    def interval(self, key: Key, k: int) -> tuple[int, int]:
        """Smallest and largest value; an end known to lie outside [1, k] is not worked out further.

        Raises LimitReached.
        """
        column = self._whole.at[key]
        if self._low[column] > 1:
            self._note(self._whole.best({column: -1}, self._fixes))
        if self._high[column] < max(k, self._low[column] + 1):
            self._note(self._whole.best({column: 1}, self._fixes))
        return self._low[column], self._high[column]

    def ends(self, key: Key) -> tuple[int, int]:
        """Smallest and largest value, both worked out. Raises LimitReached."""
        column = self._whole.at[key]
        for sign in (-1, 1):
            self._note(self._whole.best({column: sign}, self._fixes))
        return self._low[column], self._high[column]

    def can_be_one(self, key: Key) -> bool:
        return self._low[self._whole.at[key]] <= 1

    def _note(self, point: Sequence[int]) -> None:
        self._low = list(map(min, self._low, point))
        self._high = list(map(max, self._high, point))


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


class Money:
    """The points of one component that holds money, as a linear program in yuan. May raise `LimitReached`."""

    def __init__(self, component: Component, bounds: Bounds, units: Mapping[Key, float]) -> None:
        """`units`: what one unit of the solver is worth: 100 fen for money, 1 for a count."""
        self.keys = component.keys
        self._at = {key: column for column, key in enumerate(self.keys)}
        self._units = units
        lower = [bounds[key][0] / units[key] for key in self.keys]
        highs = [(bounds[key][1], units[key]) for key in self.keys]
        upper = [INFINITY if high is None else high / unit for high, unit in highs]
        rows = [self._scaled(equation) for equation in component.equations]
        self._program = LinearProgram(lower, upper, rows)
        self._lowest = [INFINITY] * len(self.keys)

    def _scaled(self, equation: Equation) -> Row:
        keys = sorted(equation.terms)
        scale = max(self._units[key] for key in keys)
        return Row(
            columns=[self._at[key] for key in keys],
            coefficients=[equation.terms[key] * self._units[key] / scale for key in keys],
            lower=equation.low / scale,
            upper=INFINITY if equation.is_at_least else equation.low / scale,
        )

    def can_be_under(self, key: Key, value: float) -> bool:
        """Whether some point, found before or now, has the number at or below `value` (in its solver unit)."""
        return self._lowest[self._at[key]] <= value or self.extreme(key, -1) <= value

    def extreme(self, key: Key, sign: int) -> float:
        """The largest (1) or smallest (-1) value of a number in its solver unit; INFINITY when it has no limit."""
        try:
            optimum = self._program.maximise({self._at[key]: float(sign)})
        except LimitReached:
            if sign > 0:
                return INFINITY
            raise
        self._lowest = [min(old, new) for old, new in zip(self._lowest, optimum.columns, strict=True)]
        return optimum.columns[self._at[key]]
