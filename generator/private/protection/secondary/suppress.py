"""Secondary suppression: as few further cells as possible so that every goal is reached.

    cuts from single sums
      → cheapest cover → attack → cuts of what falls short     (a lower bound on the way: cells come and go)
      → the same, but cells only come                          (ends: every round hides at least one more)
      → an example in whole numbers for every goal and insider (what has none hides more)
      → every secondary cell that no example needs is shown again

Same problem, same answer: everything is sorted, nothing is timed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.base.solver import LimitReached
from generator.private.protection.secondary.attack import TOLERANCE, Attack, components
from generator.private.protection.secondary.cover import Cover, dual_cut, more_cut
from generator.private.protection.secondary.example import find_example
from generator.private.protection.secondary.grid import Goal, Grid, make_grid
from generator.private.protection.secondary.problem import Key, Limits, NotProtectable, Problem
from generator.private.protection.secondary.proofs import NOBODY, Proofs


def suppress(problem: Problem) -> frozenset[Key]:
    """Keys of everything to hide, primaries included.

    Raises `NotProtectable` when no pattern protects the primaries or a limit comes first.
    """
    grid = make_grid(problem)
    search = _Search(grid, problem.limits)
    try:
        hidden = search.reopened(search.proved(search.found()))
    except LimitReached as reached:
        raise NotProtectable("a limit of the solver came first") from reached
    return frozenset(grid.keys[cell] for cell in hidden)


class _Search:
    def __init__(self, grid: Grid, limits: Limits) -> None:
        self._grid, self._limits = grid, limits
        self._cover = Cover(grid, limits)
        self._proofs = Proofs(grid)
        self._safe: set[tuple[int, ...]] = set()
        self._goals: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in grid.goals:
            self._goals[goal.cell].append(goal)

    def found(self) -> frozenset[int]:
        """A pattern that no attack in fractions undoes."""
        hidden, unmet = self._grid.primary, list(self._grid.goals)
        for _ in range(self._limits.rounds):
            hidden = self._grid.primary | self._cover.cheapest()
            unmet = self._unmet(hidden, self._grid.goals)
            if not unmet:
                return hidden
        for _ in range(self._limits.repairs):
            hidden = self._cover.added(hidden)
            unmet = self._unmet(hidden, unmet)
            if not unmet:
                return hidden
        raise NotProtectable("no safe pattern within the limit of rounds")

    def _unmet(self, hidden: frozenset[int], goals: Iterable[Goal]) -> list[Goal]:
        """Those of the goals that cannot be reached; they leave new cuts."""
        goals_of: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in goals:
            goals_of[goal.cell].append(goal)
        unmet: list[Goal] = []
        for component in components(self._grid, hidden):
            asked = [goal for cell in component.cells for goal in goals_of.get(cell, ())]
            if asked and component.cells not in self._safe:
                attack = Attack(self._grid, component, self._limits.iterations)
                failed = [goal for goal in attack.unreached(asked) if self._cut(attack, goal, hidden)]
                if not failed:
                    self._safe.add(component.cells)
                unmet += failed
        return unmet

    def _cut(self, attack: Attack, goal: Goal, hidden: frozenset[int], view: int = NOBODY) -> bool:
        """Whether the goal cannot be reached, even in fractions; then there is a new cut."""
        known = [cell for cell in self._proofs.known_to(view) if cell in attack.column]
        attack.freeze(known)
        best = attack.push(goal)
        attack.thaw(known)
        if best.value > 1 - TOLERANCE:
            return False
        cut = dual_cut(self._grid, attack.component, goal, best, known)
        self._cover.add(cut if cut is not None else more_cut(self._grid, attack.component, hidden))
        return True

    def proved(self, hidden: frozenset[int]) -> frozenset[int]:
        """The pattern with as much added as an example for every goal and view takes."""
        for _ in range(self._limits.repairs):
            if not self._unproved(hidden):
                return hidden
            hidden = self._cover.added(hidden)
        raise NotProtectable("no proof within the limit of rounds")

    def _unproved(self, hidden: frozenset[int]) -> bool:
        """Looks for the missing examples; what has none leaves a cut."""
        is_open = False
        for component in components(self._grid, hidden):
            attack: Attack | None = None
            for goal in (goal for cell in component.cells for goal in self._goals.get(cell, ())):
                for view in self._missing(goal, hidden, None):
                    is_open = True
                    attack = attack or Attack(self._grid, component, self._limits.iterations)
                    if not self._cut(attack, goal, hidden, view):
                        self._cover.add(more_cut(self._grid, component, hidden))
        return is_open

    def _missing(self, goal: Goal, hidden: frozenset[int], without: int | None) -> list[int]:
        """Views for which no example exists, after looking for it."""
        missing: list[int] = []
        while views := [view for view in self._proofs.open_views(goal, without) if view not in missing]:
            movable = hidden.difference(self._proofs.known_to(views[0]), () if without is None else (without,))
            change = find_example(self._grid, goal, movable, self._limits)
            if change is not None:
                self._proofs.add(change, goal)
            else:
                missing.append(views[0])
                if without is not None or views[0] == NOBODY:
                    break
        return missing

    def reopened(self, hidden: frozenset[int]) -> frozenset[int]:
        """Without the secondary cells that no proof needs, dearest first."""
        weights, keys = self._grid.weights, self._grid.keys
        spare = hidden - self._grid.primary - self._cover.needed(hidden)
        for cell in sorted(spare, key=lambda cell: (-weights[cell], keys[cell])):
            if not any(self._missing(goal, hidden, cell) for goal in self._proofs.users(cell)):
                self._proofs.drop(cell)
                hidden = hidden - {cell}
        return hidden
