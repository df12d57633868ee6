"""Finds the examples: many goals by one integer program, what is left one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from generator.private.protection.secondary.attack import TOLERANCE, Component, components, parts_of
from generator.private.protection.secondary.blocks import Walls
from generator.private.protection.secondary.example import find_example, find_many
from generator.private.protection.secondary.grid import Goal, Grid
from generator.private.protection.secondary.problem import Limits
from generator.private.protection.secondary.proofs import NOBODY, NONE, Proofs

SHARE, FEW, CLASSES, HELPS, WORTH = 4, 100, 8, 0.99, 20
"""A program asks for every fourth goal while more than a hundred are open; insiders are held off in eight classes.
One goal in twenty cells is worth a program of its own"""


class Prover:
    """Examples of one grid."""

    def __init__(self, grid: Grid, limits: Limits, walls: Sequence[Walls]) -> None:
        self._grid, self._limits, self._ladder = grid, limits, walls
        self._proofs = Proofs(grid)

    def known_to(self, view: int) -> Collection[int]:
        """Cells that the holder of a view knows."""
        return self._proofs.known_to(view)

    def forget(self, hidden: frozenset[int]) -> None:
        """Drops what does not hold under this pattern."""
        self._proofs.forget(hidden)

    def left_without(self, cell: int, hidden: frozenset[int]) -> list[Goal]:
        """Goals that no known example proves from every view once the cell is shown; the cell's neighbours first."""
        users = self._proofs.users_of(cell, hidden)
        beside = self._grid.beside(cell)
        left = [goal for goal in users if self._proofs.open_views(goal, hidden, cell)]
        return sorted(left, key=lambda goal: goal.cell not in beside)

    def learn(self, moves: Mapping[int, float]) -> None:
        """Changes that keep every sum by themselves, when they are whole: an example for nothing."""
        if all(abs(move - round(move)) < TOLERANCE for move in moves.values()):
            self._proofs.add({cell: round(move) for cell, move in moves.items() if round(move)})

    def missing(self, hidden: frozenset[int], goals: Iterable[Goal]) -> list[tuple[Goal, int]]:
        """Those of the goals, with a view, for which no example exists under this pattern, after looking for them."""
        left = [goal for goal in goals if self._proofs.open_views(goal, hidden)]
        for walls in self._ladder:
            left = self._looked(hidden, walls, left)
        return [(goal, view) for goal in left for view in self._one(goal, hidden)]

    def can_show(self, cell: int, hidden: frozenset[int], goals: Iterable[Goal]) -> bool:
        """Whether all of these goals have examples nearby from every view once the cell is shown; looks one by one."""
        return not any(self._one(goal, hidden, cell) for goal in goals)

    def _looked(self, hidden: frozenset[int], walls: Walls, goals: Sequence[Goal]) -> list[Goal]:
        """Goals still open after many at a time were tried in every block between these walls."""
        goals_of: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in goals:
            goals_of[goal.cell].append(goal)
        for component in components(self._grid, hidden - walls, goals_of):
            asked = [goal for cell in component.cells for goal in goals_of.get(cell, ())]
            if len(asked) * WORTH < len(component.cells):
                continue
            self._many(component, asked, hidden, range(NOBODY, NOBODY + 1))
            for number in range(CLASSES if self._grid.same_household else 0):
                self._many(component, asked, hidden, range(number, len(self._grid.same_household), CLASSES))
        return [goal for goal in goals if self._proofs.open_views(goal, hidden)]

    def _many(self, component: Component, goals: Iterable[Goal], hidden: frozenset[int], views: range) -> None:
        """Goals that are open from any of the views, as many at a time as come, while it helps."""
        turn, idle, left = 0, 0, self._open(goals, hidden, views)
        while left and idle <= (step := SHARE if len(left) > FEW else 1):
            sign = 1 if turn // step % 2 else -1
            asked = {goal.cell: goal for goal in sorted(left[turn % step :: step], key=lambda goal: goal.sign * sign)}
            seen = {view for goal in left for view in self._proofs.open_views(goal, hidden) if view in views}
            known = {cell for view in seen for cell in self._proofs.known_to(view)}
            change = find_many(self._grid, component, asked, known, self._limits)
            for part in parts_of(self._grid, change or {}):
                self.learn(part)
            still = self._open(left, hidden, views)
            idle = 0 if len(still) < HELPS * len(left) else idle + 1
            left, turn = still, turn + 1

    def _open(self, goals: Iterable[Goal], hidden: frozenset[int], views: range) -> list[Goal]:
        return [goal for goal in goals if any(view in views for view in self._proofs.open_views(goal, hidden))]

    def _one(self, goal: Goal, hidden: frozenset[int], shown: int = NONE) -> list[int]:
        """Views for which no example exists."""
        missing: list[int] = []
        while views := [view for view in self._proofs.open_views(goal, hidden, shown) if view not in missing]:
            movable = hidden.difference(self._proofs.known_to(views[0]), (shown,))
            change = find_example(self._grid, goal, movable, self._limits, is_near_enough=shown != NONE)
            if change is not None and goal.cell in movable:
                self._proofs.add(change)
            else:
                missing.append(views[0])
                if views[0] == NOBODY:
                    break
        return missing
