"""Proof by example: a goal is reached when some table in whole numbers reaches it and agrees with all that is shown.

An insider's view needs an example in which the insider's own cells stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from generator.private.protection.secondary.grid import Change, Goal, Grid

Support = frozenset[int]
NOBODY = -1
"""The view of somebody who is in no hidden cell"""


class Proofs:
    """Examples found so far. Every one was checked exactly; hiding more keeps them true."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._household = {cell: number for number, group in enumerate(grid.same_household) for cell in group}
        self._goals: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in grid.goals:
            self._goals[goal.cell].append(goal)
        self._supports: defaultdict[Goal, dict[Support, frozenset[int]]] = defaultdict(dict)
        self._users: defaultdict[int, set[Goal]] = defaultdict(set)

    def add(self, change: Change, sought: Goal) -> None:
        """An example that was sought for one goal, and the same the other way round where the floors allow it."""
        self._add(change, sought)
        back = {cell: -delta for cell, delta in change.items()}
        if self._grid.holds(back):
            self._add(back, sought)

    def _add(self, change: Change, sought: Goal) -> None:
        support = frozenset(change)
        insiders = frozenset(self._household[cell] for cell in support if cell in self._household)
        for cell, delta in change.items():
            for goal in self._goals.get(cell, ()):
                if delta * goal.sign >= goal.need and (goal == sought or self._is_news(goal, insiders)):
                    self._supports[goal][support] = insiders
                    for used in support:
                        self._users[used].add(goal)

    def _is_news(self, goal: Goal, insiders: frozenset[int]) -> bool:
        known = self._supports[goal]
        return not known or bool(frozenset.intersection(*known.values()) - insiders) or len(known) < 4

    def open_views(self, goal: Goal, without: int | None = None) -> list[int]:
        """Views from which the goal is not proved, leaving out examples that use the cell `without`."""
        known = [insiders for support, insiders in self._supports[goal].items() if without not in support]
        if not known:
            return [NOBODY]
        return sorted(frozenset.intersection(*known) - {self._household.get(goal.cell, NOBODY)})

    def drop(self, cell: int) -> None:
        """Forgets the examples that use a cell: it is shown from now on."""
        for goal in self._users.pop(cell, ()):
            left = {support: who for support, who in self._supports[goal].items() if cell not in support}
            self._supports[goal] = left

    def users(self, cell: int) -> list[Goal]:
        """Goals with an example that uses the cell."""
        return sorted(self._users.get(cell, ()))

    def known_to(self, view: int) -> Collection[int]:
        """Cells that the holder of a view knows."""
        return () if view == NOBODY else self._grid.same_household[view]
