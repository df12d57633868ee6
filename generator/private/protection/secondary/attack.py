"""The attacker: how far can a hidden number move while everything shown stays as it is?

Hidden cells fall into components that share no sum; each is one linear program over the changes of its cells, and
every question to it starts where the last one ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.solver import LinearProgram, Optimum, Row
from generator.private.protection.secondary.grid import Goal, Grid

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Hidden cells that are linked by sums, and those sums."""

    cells: tuple[int, ...]
    rows: tuple[int, ...]


def components(grid: Grid, hidden: Iterable[int], starts: Iterable[int] | None = None) -> list[Component]:
    """Ordered by smallest cell; with `starts` only those that hold one of these."""
    left, found = set(hidden), []
    for start in sorted(left if starts is None else starts):
        if start in left:
            found.append(_component(grid, start, left))
    return found


def parts_of(grid: Grid, moves: Mapping[int, float]) -> list[dict[int, float]]:
    """Changes that share no sum, each of which keeps every sum by itself."""
    return [{cell: moves[cell] for cell in part.cells} for part in components(grid, moves)]


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
    """Linear program of one component: a rise and a fall per cell, so that what need not move stays at 0."""

    def __init__(self, grid: Grid, component: Component, iterations: int) -> None:
        self.grid, self.component = grid, component
        self.size = len(component.cells)
        self.column = {cell: position for position, cell in enumerate(component.cells)}
        self._room = [float(grid.up)] * self.size + [float(grid.down[cell]) for cell in component.cells]
        rows = list(_rows(grid, component, self.column))
        self._program = LinearProgram([0.0] * (2 * self.size), self._room, rows, iterations=iterations)

    def freeze(self, cells: Iterable[int]) -> None:
        """These cells are known: they cannot differ."""
        for cell in cells:
            self._bound(cell, 1, 0.0)
            self._bound(cell, -1, 0.0)

    def thaw(self, cells: Iterable[int]) -> None:
        """Undoes `freeze`."""
        for cell in cells:
            self._bound(cell, 1, self._room[self._place(cell, 1)])
            self._bound(cell, -1, self._room[self._place(cell, -1)])

    def push(self, goal: Goal) -> Optimum:
        """As far as the goal's cell can go in its direction, and beyond what is needed if it can."""
        return self._program.maximise(self._objective([goal]))

    def push_all(self, goals: Iterable[Goal]) -> dict[int, float]:
        """Cell → change with as many goals met at once as possible, each counted no further than it needs."""
        wanted = list(goals)
        for goal in wanted:
            self._bound(goal.cell, goal.sign, float(goal.need))
        columns = self._program.maximise(self._objective(wanted)).columns
        for goal in wanted:
            self._bound(goal.cell, goal.sign, self._room[self._place(goal.cell, goal.sign)])
        return self.moves(columns)

    def moves(self, columns: Sequence[float]) -> dict[int, float]:
        """Cell → change, from the columns of an optimum."""
        moved = zip(self.component.cells, columns[: self.size], columns[self.size :], strict=True)
        return {cell: rise - fall for cell, rise, fall in moved if rise != fall}

    def _place(self, cell: int, sign: int) -> int:
        return self.column[cell] + (0 if sign > 0 else self.size)

    def _bound(self, cell: int, sign: int, room: float) -> None:
        self._program.bound(self._place(cell, sign), 0.0, room)

    def _objective(self, goals: Iterable[Goal]) -> dict[int, float]:
        objective: dict[int, float] = {}
        for goal in goals:
            objective[self._place(goal.cell, goal.sign)] = 1.0 / goal.need
            objective[self._place(goal.cell, -goal.sign)] = -1.0 / goal.need
        return objective


def is_met(goal: Goal, moves: Mapping[int, float]) -> bool:
    """Whether these changes, whole or not, reach the goal."""
    return moves.get(goal.cell, 0.0) * goal.sign >= goal.need * (1 - 2 * TOLERANCE)


def _rows(grid: Grid, component: Component, column: dict[int, int]) -> Iterable[Row]:
    size = len(column)
    for row in component.rows:
        inside = [(column[cell], float(coefficient)) for cell, coefficient in grid.rows[row] if cell in column]
        columns = [c for c, _ in inside]
        values = [v for _, v in inside]
        yield Row(
            columns=columns + [c + size for c in columns],
            coefficients=values + [-v for v in values],
            lower=0.0,
            upper=0.0,
        )
