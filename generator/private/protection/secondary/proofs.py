"""Proof by example: a goal is reached when some table in whole numbers reaches it and agrees with all that is shown.

An insider's view needs an example in which the insider's own cells stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.private.protection.secondary.grid import Change, Goal, Grid

NOBODY = -1
"""The view of somebody who is in no hidden cell"""
NONE = -1
"""No cell"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    cells: frozenset[int]
    """What it moves"""
    insiders: frozenset[int]
    """Views for which it is none, because it moves what they know"""
    goals: set[Goal]
    """What it reaches"""


class Proofs:
    """Examples found so far, each checked exactly. One holds under every pattern that hides all of its cells."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._household = {cell: number for number, group in enumerate(grid.same_household) for cell in group}
        self._goals: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in grid.goals:
            self._goals[goal.cell].append(goal)
        self._examples: dict[frozenset[int], _Example] = {}
        self._of_goal: defaultdict[Goal, list[_Example]] = defaultdict(list)
        self._of_cell: defaultdict[int, list[_Example]] = defaultdict(list)
        self._asked: tuple[AbstractSet[int], dict[frozenset[int], bool]] = (frozenset(), {})
        """The pattern that was asked for last, and which examples hold under it"""

    def add(self, change: Change) -> None:
        """An example, and the same the other way round where the floors allow it."""
        reached = [
            goal
            for moved in (change, {cell: -delta for cell, delta in change.items()})
            if self._grid.holds(moved)
            for cell, delta in moved.items()
            for goal in self._goals.get(cell, ())
            if delta * goal.sign >= goal.need
        ]
        if reached:
            self._enter(frozenset(change), reached)

    def _enter(self, cells: frozenset[int], reached: Iterable[Goal]) -> None:
        if cells not in self._examples:
            insiders = frozenset(self._household[cell] for cell in cells if cell in self._household)
            self._examples[cells] = _Example(cells=cells, insiders=insiders, goals=set())
            for cell in cells:
                self._of_cell[cell].append(self._examples[cells])
        example = self._examples[cells]
        for goal in reached:
            if goal not in example.goals:
                example.goals.add(goal)
                self._of_goal[goal].append(example)

    def forget(self, hidden: frozenset[int]) -> None:
        """Drops the examples that do not hold under this pattern: most come from patterns that were given up."""
        kept = [(cells, example.goals) for cells, example in self._examples.items() if cells <= hidden]
        for index in (self._examples, self._of_goal, self._of_cell):
            index.clear()
        for cells, goals in kept:
            self._enter(cells, goals)

    def users_of(self, cell: int, hidden: frozenset[int]) -> list[Goal]:
        """Goals of which some example that holds moves the cell."""
        examples = (example for example in self._of_cell.get(cell, ()) if self._holds(example, hidden))
        return sorted({goal for example in examples for goal in example.goals})

    def open_views(self, goal: Goal, hidden: frozenset[int], shown: int = NONE) -> list[int]:
        """Views from which the goal is not proved under this pattern, with one cell of it shown after all."""
        known = [
            example.insiders
            for example in self._of_goal.get(goal, ())
            if shown not in example.cells and self._holds(example, hidden)
        ]
        if not known:
            return [NOBODY]
        return sorted(frozenset.intersection(*known) - {self._household.get(goal.cell, NOBODY)})

    def _holds(self, example: _Example, hidden: frozenset[int]) -> bool:
        if self._asked[0] is not hidden:
            self._asked = (hidden, {})
        answers = self._asked[1]
        if example.cells not in answers:
            answers[example.cells] = example.cells <= hidden
        return answers[example.cells]

    def known_to(self, view: int) -> Collection[int]:
        """Cells that the holder of a view knows."""
        return () if view == NOBODY else self._grid.same_household[view]
