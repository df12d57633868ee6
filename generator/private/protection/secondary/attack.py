"""The attacker: how far can a hidden number move while everything shown stays as it is?

Hidden cells fall into components that share no sum; each is one linear program over the changes of its cells, and
every question to it starts where the last one ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.base.solver import LimitReached, LinearProgram, Optimum, Row, minimise_whole
from generator.private.protection.secondary.grid import Change, Goal, Grid

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Hidden cells that are linked by sums, and those sums."""

    cells: tuple[int, ...]
    rows: tuple[int, ...]


def components(grid: Grid, hidden: Iterable[int]) -> list[Component]:
    """Ordered by smallest cell."""
    left, found = set(hidden), []
    for start in sorted(left):
        if start in left:
            found.append(_component(grid, start, left))
    return found


def _component(grid: Grid, start: int, left: set[int]) -> Component:
    """Takes its cells out of `left`."""
    left.discard(start)
    cells, rows, queue = [start], set(), [start]
    while queue:
        for row, _ in grid.rows_of[queue.pop()]:
            if row not in rows:
                rows.add(row)
                reached = [cell for cell, _ in grid.rows[row] if cell in left]
                left.difference_update(reached)
                cells += reached
                queue += reached
    return Component(cells=tuple(sorted(cells)), rows=tuple(sorted(rows)))


class Attack:
    """Linear program of one component."""

    def __init__(self, grid: Grid, component: Component, iterations: int) -> None:
        self.grid, self.component = grid, component
        self.column = {cell: position for position, cell in enumerate(component.cells)}
        self._lower = [-float(grid.down[cell]) for cell in component.cells]
        self._upper = [float(grid.up)] * len(component.cells)
        self._rows = list(_rows(grid, component, self.column))
        self._program = LinearProgram(self._lower, self._upper, self._rows, iterations=iterations)

    def freeze(self, cells: Iterable[int]) -> None:
        """These cells are known: they cannot differ."""
        for cell in cells:
            self._program.bound(self.column[cell], 0.0, 0.0)

    def thaw(self, cells: Iterable[int]) -> None:
        """Undoes `freeze`."""
        for cell in cells:
            column = self.column[cell]
            self._program.bound(column, self._lower[column], self._upper[column])

    def push(self, goal: Goal) -> Optimum:
        """As far as the goal's cell can go in its direction, and beyond what is needed if it can."""
        return self._program.maximise({self.column[goal.cell]: float(goal.sign)})

    def push_all(self, goals: Iterable[Goal], frozen: frozenset[int] = frozenset()) -> Optimum:
        """As many goals at once as possible, each counted no further than it needs."""
        wanted = {goal.cell: goal for goal in reversed(list(goals))}
        for goal in wanted.values():
            column = self.column[goal.cell]
            low, high = self._lower[column], self._upper[column]
            self._program.bound(column, *((low, goal.need) if goal.sign > 0 else (-goal.need, high)))
        best = self._program.maximise({self.column[c]: goal.sign / goal.need for c, goal in wanted.items()})
        self.thaw(cell for cell in wanted)
        return best

    def whole_change(self, optimum: Optimum) -> Change | None:
        """The optimum as a change in whole numbers; None when it is not whole or does not hold exactly."""
        change: dict[int, int] = {}
        for cell, moved in zip(self.component.cells, optimum.columns, strict=True):
            nearest = round(moved)
            if abs(moved - nearest) > TOLERANCE:
                return None
            if nearest:
                change[cell] = nearest
        return change if self.grid.holds(change) else None


def _rows(grid: Grid, component: Component, column: dict[int, int]) -> Iterable[Row]:
    for row in component.rows:
        inside = [(column[cell], float(coefficient)) for cell, coefficient in grid.rows[row] if cell in column]
        yield Row(columns=[c for c, _ in inside], coefficients=[v for _, v in inside], lower=0.0, upper=0.0)
