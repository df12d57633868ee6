"""Secondary suppression: as few further cells as possible so that every goal is reached.

    cuts from single sums
      → cheapest cover → attack → cuts of what falls short        (a few rounds: cells come and go)
      → the same, but cells only come
      → cells that no cut needs are shown again, many at once, then one by one
      → an example in whole numbers for every goal and insider    (what has none hides more)
      → every secondary cell that no cut and no missing example asks for is shown again

Same problem, same answer: everything is sorted, nothing is timed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from generator.base.solver import LimitReached
from generator.private.protection.secondary.attack import Attack, components
from generator.private.protection.secondary.blocks import ladder
from generator.private.protection.secondary.cover import Cover, more_cut
from generator.private.protection.secondary.example import find_bridge
from generator.private.protection.secondary.grid import Goal, Grid, make_grid
from generator.private.protection.secondary.problem import Key, Limits, NotProtectable, Problem
from generator.private.protection.secondary.prover import Prover
from generator.private.protection.secondary.reach import Reach

SHARE, MANY = 3, 1_000
"""Of many goals only every third is asked in a round: the cuts of one help its neighbours"""
ROUNDS, TAIL = 8, 60
"""After so many additions by cuts the last few goals need many cells in a row, which cuts find one at a time"""
USERS = 40
"""Goals that may need a new example for one cell to be shown again"""
GAIN = 0.06
"""Share of the secondary cells that thinning out must take away to be tried once more"""


def suppress(problem: Problem) -> frozenset[Key]:
    """Keys of everything to hide, primaries included.

    Raises `NotProtectable` when no pattern protects the primaries or a limit comes first.
    """
    grid = make_grid(problem)
    search = Search(grid, problem.limits)
    try:
        hidden = search.reopened(search.found())
    except LimitReached as reached:
        raise NotProtectable("a limit of the solver came first") from reached
    return frozenset(grid.keys[cell] for cell in hidden)


class Search:
    """One problem's cuts, covers and examples."""

    def __init__(self, grid: Grid, limits: Limits) -> None:
        self._grid, self._limits = grid, limits
        self._ladder = ladder(grid, limits.blocks)
        self._cover = Cover(grid, limits)
        self._prover = Prover(grid, limits, self._ladder)
        self._reach = Reach(grid, limits, self._ladder, self._cover, self._prover)

    def found(self) -> frozenset[int]:
        """A proved pattern: the cheapest of a few, each from a cover of all cuts that the ones before left."""
        goals = self._grid.goals
        rounds, tries = next((r, t) for most, r, t in self._limits.effort if len(goals) <= most)
        share = SHARE if len(goals) > MANY else 1
        for turn in range(rounds):
            self._reach.unmet(self._grid.primary | self._cover.cheapest(), goals[turn % share :: share])
        found = [self._proved(self._settled()) for _ in range(tries)]
        return min(found, key=lambda hidden: (sum(self._grid.weights[cell] for cell in hidden), sorted(hidden)))

    def _settled(self) -> frozenset[int]:
        """A pattern that no attack in fractions undoes, and in which every secondary cell is needed by a cut."""
        hidden = self._mended(self._grid.primary | self._cover.cheapest(), self._grid.goals)
        kept: frozenset[int] = frozenset()
        while True:
            self._reach.forget()
            self._prover.forget(hidden)
            fewer = self._cover.thinned(hidden, kept)
            if len(hidden - fewer) <= GAIN * len(hidden - self._grid.primary):
                return self._freed(hidden)
            hidden = self._mended(fewer, self._grid.goals)
            kept |= hidden - fewer

    def _freed(self, hidden: frozenset[int]) -> frozenset[int]:
        """Without the cells that neither a cut nor an attack in fractions inside their block asks for, one by one."""
        left = set(hidden)
        spare = [cell for cell in self._cover.dearest(hidden) if not self._cover.is_needed(cell, hidden)]
        for component in components(self._grid, hidden - self._ladder[-2:][0], spare):
            inside = {*component.cells}
            self._free(self._reach.attack(component), inside.intersection(spare), left)
        return frozenset(left)

    def _free(self, attack: Attack, spare: AbstractSet[int], left: set[int]) -> None:
        """Takes out of `left` what of the spare cells can go."""
        for cell in self._cover.dearest(spare):
            if not self._cover.is_needed(cell, left):
                left.discard(cell)
                attack.freeze([cell])
                if not self._reach.is_safe_without(attack, cell, left):
                    attack.thaw([cell])
                    left.add(cell)

    def _mended(self, hidden: frozenset[int], goals: Sequence[Goal]) -> frozenset[int]:
        """With cells added until these goals are reached in fractions."""
        unmet = self._reach.unmet(hidden, goals)
        for turn in range(self._limits.repairs):
            if not unmet:
                return hidden
            is_tail = turn >= ROUNDS and len(unmet) <= TAIL
            hidden = self._bridged(hidden, unmet) if is_tail else self._cover.added(hidden)
            share = SHARE if len(unmet) > MANY else 1
            asked = unmet[turn % share :: share]
            unmet = sorted({*unmet} - {*asked} | {*self._reach.unmet(hidden, asked)})
        raise NotProtectable("no safe pattern within the limit of rounds")

    def _bridged(self, hidden: frozenset[int], unmet: Sequence[Goal]) -> frozenset[int]:
        """With the cells of an example added for each of these goals, one after the other; else what the cuts say."""
        more = set(hidden)
        for goal in unmet:
            moves = find_bridge(self._grid, goal, more, self._limits)
            self._reach.still([goal], moves)
            more |= moves.keys()
        return frozenset(more) if len(more) > len(hidden) else self._cover.added(hidden)

    def _proved(self, hidden: frozenset[int]) -> frozenset[int]:
        """The pattern with as much added as an example for every goal and view takes."""
        for _ in range(self._limits.repairs):
            if not self._unproved(hidden):
                return hidden
            hidden = self._cover.added(hidden)
        raise NotProtectable("no proof within the limit of rounds")

    def _unproved(self, hidden: frozenset[int]) -> bool:
        """Whether examples are missing; each that is leaves a cut."""
        missing = self._prover.missing(hidden, self._grid.goals)
        views_of: defaultdict[int, list[tuple[Goal, int]]] = defaultdict(list)
        for goal, view in missing:
            views_of[goal.cell].append((goal, view))
        for component in components(self._grid, hidden, views_of):
            attack = self._reach.attack(component)
            for goal, view in (each for cell in component.cells for each in views_of.get(cell, ())):
                if self._reach.pushed(attack, goal, hidden, self._prover.known_to(view)) is not True:
                    self._cover.add(more_cut(self._grid, component, hidden), is_sure=False)
        return bool(missing)

    def is_proved(self, hidden: frozenset[int]) -> bool:
        """Whether every goal has an example from every view under this pattern as it is."""
        return not self._prover.missing(hidden, self._grid.goals)

    def reopened(self, hidden: frozenset[int]) -> frozenset[int]:
        """Without the secondary cells that neither a sure cut nor a missing example asks for, dearest first."""
        for cell in self._cover.dearest(hidden):
            if not self._cover.is_needed(cell, hidden) and self._can_go(cell, hidden):
                hidden -= {cell}
        return hidden

    def _can_go(self, cell: int, hidden: frozenset[int]) -> bool:
        """Whether every goal has examples that do not move the cell.

        Where very many goals would need new ones, the answer is no: the cell stays hidden, which is the safe side.
        """
        users = self._prover.left_without(cell, hidden)
        return len(users) <= USERS and self._prover.can_show(cell, hidden, users)
