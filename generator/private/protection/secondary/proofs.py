"""Proof by example: a goal is reached when some table in whole numbers reaches it and agrees with all that is shown.

An insider's view needs an example in which the insider's own cells stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Set as AbstractSet

from generator.private.protection.secondary.grid import Change, Goal, Grid

NOBODY = -1
"""The view of somebody who is in no hidden cell"""


class Proofs:
    """Examples found so far, each checked exactly. One holds under every pattern that hides all of its cells."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._household = {cell: number for number, group in enumerate(grid.same_household) for cell in group}
        self._goals: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in grid.goals:
            self._goals[goal.cell].append(goal)
        self._supports: defaultdict[Goal, dict[frozenset[int], frozenset[int]]] = defaultdict(dict)

    def add(self, change: Change) -> None:
        """An example, and the same the other way round where the floors allow it."""
        support = frozenset(change)
        insiders = frozenset(self._household[cell] for cell in support if cell in self._household)
        for moved in (change, {cell: -delta for cell, delta in change.items()}):
            if self._grid.holds(moved):
                for cell, delta in moved.items():
                    for goal in self._goals.get(cell, ()):
                        if delta * goal.sign >= goal.need:
                            self._supports[goal][support] = insiders

    def goals_of(self, cells: Collection[int]) -> list[Goal]:
        """Goals at these cells, in their order."""
        return [goal for cell in cells for goal in self._goals.get(cell, ())]

    def open_views(self, goal: Goal, hidden: AbstractSet[int]) -> list[int]:
        """Views from which the goal is not proved under this pattern."""
        known = [who for support, who in self._supports.get(goal, {}).items() if support <= hidden]
        if not known:
            return [NOBODY]
        return sorted(frozenset.intersection(*known) - {self._household.get(goal.cell, NOBODY)})

    def known_to(self, view: int) -> Collection[int]:
        """Cells that the holder of a view knows."""
        return () if view == NOBODY else self._grid.same_household[view]
