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

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.base.solver import LimitReached, Optimum
from generator.private.protection.secondary.attack import TOLERANCE, Attack, components, is_met
from generator.private.protection.secondary.cover import Cover, dual_cut, more_cut
from generator.private.protection.secondary.grid import Goal, Grid, make_grid
from generator.private.protection.secondary.problem import Key, Limits, NotProtectable, Problem
from generator.private.protection.secondary.prover import Prover

SHARE, MANY = 3, 1_000
"""Of many goals only every third is asked in a round: the cuts of one help its neighbours"""
HELPS = 0.9
"""Many at once are tried again while fewer than this share stay unmet"""


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
        self._cover = Cover(grid, limits)
        self._prover = Prover(grid, limits)
        self._used: dict[Goal, array[int]] = {}
        """Cells that moved when the goal was last reached: while all are hidden, it need not be asked again"""

    def found(self) -> frozenset[int]:
        """A proved pattern: the cheapest of a few, each from a cover of all cuts that the ones before left."""
        goals = self._grid.goals
        rounds, tries = next((r, t) for most, r, t in self._limits.effort if len(goals) <= most)
        share = SHARE if len(goals) > MANY else 1
        for turn in range(rounds):
            self._unmet(self._grid.primary | self._cover.cheapest(), goals[turn % share :: share])
        found = [self._proved(self._settled()) for _ in range(tries)]
        return min(found, key=lambda hidden: (sum(self._grid.weights[cell] for cell in hidden), sorted(hidden)))

    def _settled(self) -> frozenset[int]:
        """A pattern that no attack in fractions undoes, and in which every secondary cell is needed by a cut."""
        hidden = self._mended(self._grid.primary | self._cover.cheapest(), self._grid.goals)
        kept: frozenset[int] = frozenset()
        while (fewer := self._cover.thinned(hidden, kept)) != hidden:
            hidden = self._mended(fewer, self._grid.goals)
            kept |= hidden - fewer
        return self._freed(hidden)

    def _freed(self, hidden: frozenset[int]) -> frozenset[int]:
        """Without the cells that neither a cut nor an attack in fractions asks for, one by one."""
        left: set[int] = set()
        for component in components(self._grid, hidden):
            inside = set(component.cells)
            spare = [cell for cell in self._cover.dearest(inside) if not self._cover.is_needed(cell, inside)]
            if spare:
                self._free(Attack(self._grid, component, self._limits.iterations), spare, inside)
            left |= inside
        return frozenset(left)

    def _free(self, attack: Attack, spare: Sequence[int], inside: set[int]) -> None:
        """Takes out of `inside` what of the spare cells can go."""
        for cell in spare:
            if not self._cover.is_needed(cell, inside):
                inside.discard(cell)
                attack.freeze([cell])
                if not self._stays_safe(attack, cell, inside):
                    attack.thaw([cell])
                    inside.add(cell)

    def _stays_safe(self, attack: Attack, cell: int, inside: set[int]) -> bool:
        """Whether every goal that used the cell can do without; its neighbours are asked first."""
        goals = [goal for goal in self._prover.goals_of(inside) if cell in self._used.get(goal, (cell,))]
        beside = {other for row, _ in self._grid.rows_of[cell] for other, _ in self._grid.rows[row]}
        if any(self._pushed(attack, goal, inside) is None for goal in goals if goal.cell in beside):
            return False
        return not self._failed(attack, self._unreached(attack, goals), inside, is_one_enough=True)

    def _mended(self, hidden: frozenset[int], goals: Sequence[Goal]) -> frozenset[int]:
        """With cells added until these goals are reached in fractions."""
        unmet = self._unmet(hidden, goals)
        for turn in range(self._limits.repairs):
            if not unmet:
                return hidden
            hidden = self._cover.added(hidden)
            share = SHARE if len(unmet) > MANY else 1
            asked = unmet[turn % share :: share]
            unmet = sorted({*unmet} - {*asked} | {*self._unmet(hidden, asked)})
        raise NotProtectable("no safe pattern within the limit of rounds")

    def _unmet(self, hidden: frozenset[int], goals: Sequence[Goal]) -> list[Goal]:
        """Those of the goals that cannot be reached; they leave new cuts."""
        goals_of: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in goals:
            if not (goal in self._used and all(cell in hidden for cell in self._used[goal])):
                goals_of[goal.cell].append(goal)
        unmet: list[Goal] = []
        for component in components(self._grid, hidden) if goals_of else ():
            asked = [goal for cell in component.cells for goal in goals_of.get(cell, ())]
            if asked:
                attack = Attack(self._grid, component, self._limits.iterations)
                unmet += self._failed(attack, self._unreached(attack, asked), hidden)
        return unmet

    def _unreached(self, attack: Attack, goals: list[Goal]) -> list[Goal]:
        """Goals not met by the optima of many at once: candidates for a question each. Tries while it helps."""
        left, sign, idle = goals, 1, 0
        while left and idle < 2:
            one_each = {goal.cell: goal for goal in sorted(left, key=lambda goal: goal.sign * sign)}
            still = self._still(left, attack.push_all(one_each.values()))
            idle = 0 if len(still) < HELPS * len(left) else idle + 1
            left, sign = still, -sign
        return left

    def _failed(
        self, attack: Attack, goals: list[Goal], hidden: AbstractSet[int], *, is_one_enough: bool = False
    ) -> list[Goal]:
        """Asked one by one; what one question reached for others as well is not asked again."""
        failed: list[Goal] = []
        while goals and not (failed and is_one_enough):
            best = self._pushed(attack, goals[0], hidden)
            if best is None:
                failed.append(goals[0])
                goals = goals[1:]
            else:
                goals = self._still(goals, attack.moves(best.columns))
        return failed

    def _still(self, goals: list[Goal], moves: Mapping[int, float]) -> list[Goal]:
        """Goals that these changes do not reach; for the others they are remembered."""
        self._prover.learn(moves)
        used, still = array("i", moves), []
        for goal in goals:
            if is_met(goal, moves):
                self._used[goal] = used
            else:
                still.append(goal)
        return still

    def _pushed(
        self, attack: Attack, goal: Goal, hidden: AbstractSet[int], known: Collection[int] = ()
    ) -> Optimum | None:
        """How the goal can be reached, at least in fractions; if it cannot, there is a new cut."""
        frozen = [cell for cell in known if cell in attack.column]
        attack.freeze(frozen)
        best = attack.push(goal)
        attack.thaw(frozen)
        if best.value > 1 - TOLERANCE:
            return best
        cut = dual_cut(self._grid, attack.component, goal, best, frozen)
        if cut is not None:
            self._cover.add(cut)
        else:
            self._cover.add(more_cut(self._grid, attack.component, hidden), is_sure=False)
        return None

    def _proved(self, hidden: frozenset[int]) -> frozenset[int]:
        """The pattern with as much added as an example for every goal and view takes."""
        for _ in range(self._limits.repairs):
            if not self._unproved(hidden):
                return hidden
            hidden = self._cover.added(hidden)
        raise NotProtectable("no proof within the limit of rounds")

    def _unproved(self, hidden: frozenset[int]) -> bool:
        """Whether examples are missing; each that is leaves a cut."""
        is_open = False
        for component in components(self._grid, hidden):
            if missing := self._prover.missing(component, hidden):
                is_open = True
                attack = Attack(self._grid, component, self._limits.iterations)
                for goal, view in missing:
                    if self._pushed(attack, goal, hidden, self._prover.known_to(view)) is not None:
                        self._cover.add(more_cut(self._grid, component, hidden), is_sure=False)
        return is_open

    def is_proved(self, hidden: frozenset[int]) -> bool:
        """Whether every goal has an example from every view under this pattern as it is."""
        return not any(self._prover.missing(component, hidden) for component in components(self._grid, hidden))

    def reopened(self, hidden: frozenset[int]) -> frozenset[int]:
        """Without the secondary cells that neither a sure cut nor a missing example asks for, dearest first."""
        left: set[int] = set()
        for component in components(self._grid, hidden):
            inside = frozenset(component.cells)
            for cell in self._cover.dearest(inside):
                fewer = inside - {cell}
                if not self._cover.is_needed(cell, inside) and self.is_proved(fewer):
                    inside = fewer
            left |= inside
        return frozenset(left)
