"""Finds the examples: many goals by one integer program, what is left one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

from generator.private.protection.secondary.attack import TOLERANCE, Component
from generator.private.protection.secondary.example import find_example, find_many
from generator.private.protection.secondary.grid import Goal, Grid
from generator.private.protection.secondary.problem import Limits
from generator.private.protection.secondary.proofs import NOBODY, Proofs

SHARE, FEW, CLASSES, HELPS = 4, 100, 8, 0.99
"""A program asks for every fourth goal while more than a hundred are open; insiders are held off in eight classes"""


class Prover:
    """Examples of one grid."""

    def __init__(self, grid: Grid, limits: Limits) -> None:
        self._grid, self._limits = grid, limits
        self._proofs = Proofs(grid)
        self.done: set[tuple[int, ...]] = set()

    def known_to(self, view: int) -> Collection[int]:
        """Cells that the holder of a view knows."""
        return self._proofs.known_to(view)

    def goals_of(self, cells: Collection[int]) -> list[Goal]:
        """Goals at these cells, in their order."""
        return self._proofs.goals_of(sorted(cells))

    def learn(self, moves: Mapping[int, float]) -> None:
        """An attack's changes, when they are few and whole: an example for nothing."""
        if len(moves) <= FEW and all(abs(move - round(move)) < TOLERANCE for move in moves.values()):
            self._proofs.add({cell: round(move) for cell, move in moves.items() if round(move)})

    def missing(self, component: Component, hidden: AbstractSet[int]) -> list[tuple[Goal, int]]:
        """Goals and views for which no example exists under this pattern, after looking for them."""
        if component.cells in self.done:
            return []
        goals = self._proofs.goals_of(component.cells)
        self._many(component, goals, hidden, range(NOBODY, NOBODY + 1))
        for number in range(CLASSES if self._grid.same_household else 0):
            self._many(component, goals, hidden, range(number, len(self._grid.same_household), CLASSES))
        found = [(goal, view) for goal in goals for view in self._one(goal, hidden)]
        if not found:
            self.done.add(component.cells)
        return found

    def _many(self, component: Component, goals: Iterable[Goal], hidden: AbstractSet[int], views: range) -> None:
        """Goals that are open from any of the views, as many at a time as come, while it helps."""
        turn, idle, left = 0, 0, self._open(goals, hidden, views)
        while left and idle <= (step := SHARE if len(left) > FEW else 1):
            sign = 1 if turn // step % 2 else -1
            asked = {goal.cell: goal for goal in sorted(left[turn % step :: step], key=lambda goal: goal.sign * sign)}
            seen = {view for goal in left for view in self._proofs.open_views(goal, hidden) if view in views}
            known = {cell for view in seen for cell in self._proofs.known_to(view)}
            change = find_many(self._grid, component, asked, known, self._limits)
            if change:
                self._proofs.add(change)
            still = self._open(left, hidden, views)
            idle = 0 if len(still) < HELPS * len(left) else idle + 1
            left, turn = still, turn + 1

    def _open(self, goals: Iterable[Goal], hidden: AbstractSet[int], views: range) -> list[Goal]:
        return [goal for goal in goals if any(view in views for view in self._proofs.open_views(goal, hidden))]

    def _one(self, goal: Goal, hidden: AbstractSet[int]) -> list[int]:
        """Views for which no example exists."""
        missing: list[int] = []
        while views := [view for view in self._proofs.open_views(goal, hidden) if view not in missing]:
            movable = hidden - frozenset(self._proofs.known_to(views[0]))
            change = find_example(self._grid, goal, movable, self._limits)
            if change is not None:
                self._proofs.add(change)
            else:
                missing.append(views[0])
                if views[0] == NOBODY:
                    break
        return missing
