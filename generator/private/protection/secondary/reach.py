"""Which goals a pattern reaches in fractions, remembered; what it does not reach leaves cuts."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.base.solver import Optimum
from generator.private.protection.secondary.attack import TOLERANCE, Attack, Component, components, is_met, parts_of
from generator.private.protection.secondary.blocks import Walls
from generator.private.protection.secondary.cover import Cover, dual_cut, more_cut
from generator.private.protection.secondary.grid import Goal, Grid
from generator.private.protection.secondary.problem import Limits
from generator.private.protection.secondary.prover import Prover

HELPS = 0.9
"""Many at once are tried again while fewer than this share stay unmet"""


class Reach:
    """Answers of the linear programs so far; new cuts go to the cover, whole changes to the prover."""

    def __init__(self, grid: Grid, limits: Limits, walls: Sequence[Walls], cover: Cover, prover: Prover) -> None:
        self._grid, self._limits, self._ladder = grid, limits, walls
        self._cover, self._prover = cover, prover
        self._used: dict[Goal, array[int]] = {}
        """Cells that moved when the goal was last reached: while all are hidden, it need not be asked again"""
        self._users: defaultdict[int, list[list[Goal]]] = defaultdict(list)
        """Cell → goals that use it or once did, in lists that cells share"""
        self._rung: dict[Goal, int] = {}
        """Of a goal that smaller blocks left open: where asking begins"""

    def attack(self, component: Component) -> Attack:
        """A fresh linear program of some hidden cells."""
        return Attack(self._grid, component, self._limits.iterations)

    def forget(self) -> None:
        """Drops which cells were used once but are no longer."""
        goals_of: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal, cells in self._used.items():
            goals_of[id(cells)].append(goal)
        self._users.clear()
        for users in goals_of.values():
            for cell in self._used[users[0]]:
                self._users[cell].append(users)

    def unmet(self, hidden: frozenset[int], goals: Sequence[Goal]) -> list[Goal]:
        """Those of the goals that cannot be reached; they leave new cuts. Small blocks are asked first."""
        unmet, left = list[Goal](), [goal for goal in goals if not self._is_reached(goal, hidden)]
        for rung, walls in enumerate(self._ladder):
            later = [goal for goal in left if self._rung.get(goal, 0) > rung]
            lost, open_ = self._asked(hidden, walls, [goal for goal in left if self._rung.get(goal, 0) <= rung])
            self._rung |= dict.fromkeys(open_, min(rung + 1, len(self._ladder) - 1))
            unmet, left = unmet + lost, later + open_
        for component in components(self._grid, hidden, (goal.cell for goal in left)):
            self._cover.add(more_cut(self._grid, component, hidden), is_sure=False)
        return sorted([*unmet, *left])

    def _is_reached(self, goal: Goal, hidden: AbstractSet[int]) -> bool:
        """Whether all cells are hidden that moved when the goal was last reached."""
        return goal in self._used and all(cell in hidden for cell in self._used[goal])

    def _asked(
        self, hidden: frozenset[int], walls: frozenset[int], goals: Sequence[Goal]
    ) -> tuple[list[Goal], list[Goal]]:
        """Goals that a new cut says are out of reach, and goals that only these walls may stand before."""
        goals_of: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in goals:
            goals_of[goal.cell].append(goal)
        lost, left = list[Goal](), [goal for goal in goals if goal.cell in walls]
        for component in components(self._grid, hidden - walls, goals_of):
            asked = [goal for cell in component.cells for goal in goals_of.get(cell, ())]
            attack = self.attack(component)
            for goal, is_cut in self._failed(attack, self._unreached(attack, asked), hidden):
                (lost if is_cut else left).append(goal)
        return lost, left

    def _unreached(self, attack: Attack, goals: list[Goal]) -> list[Goal]:
        """Goals not met by the optima of many at once: candidates for a question each. Tries while it helps."""
        left, sign, idle = goals, 1, 0
        while left and idle < 2:
            one_each = {goal.cell: goal for goal in sorted(left, key=lambda goal: goal.sign * sign)}
            still = self.still(left, attack.push_all(one_each.values()))
            idle = 0 if len(still) < HELPS * len(left) else idle + 1
            left, sign = still, -sign
        return left

    def _failed(
        self, attack: Attack, goals: list[Goal], hidden: AbstractSet[int], *, is_one_enough: bool = False
    ) -> list[tuple[Goal, bool]]:
        """Asked one by one; what one question reached for others as well is not asked again.

        Of each that fails: whether a new cut says so.
        """
        failed: list[tuple[Goal, bool]] = []
        while goals and not (failed and is_one_enough):
            found = self.pushed(attack, goals[0], hidden)
            if isinstance(found, bool):
                failed.append((goals[0], found))
                goals = goals[1:]
            else:
                goals = self.still(goals, attack.moves(found.columns))
        return failed

    def still(self, goals: list[Goal], moves: Mapping[int, float]) -> list[Goal]:
        """Goals that these changes do not reach; for the others what moved with their cell is remembered."""
        met = {goal for goal in goals if is_met(goal, moves)}
        at: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in met:
            at[goal.cell].append(goal)
        for part in parts_of(self._grid, moves):
            self._prover.learn(part)
            if users := [goal for cell in part if cell in at for goal in at[cell]]:
                self._used |= dict.fromkeys(users, array("i", part))
                for cell in part:
                    self._users[cell].append(users)
        return [goal for goal in goals if goal not in met]

    def pushed(
        self, attack: Attack, goal: Goal, hidden: AbstractSet[int], known: Collection[int] = ()
    ) -> Optimum | bool:
        """How the goal can be reached, at least in fractions; if it cannot, whether there is a new cut."""
        frozen = [cell for cell in known if cell in attack.column]
        attack.freeze(frozen)
        best = attack.push(goal)
        attack.thaw(frozen)
        if best.value > 1 - TOLERANCE:
            return best
        cut = dual_cut(self._grid, attack.component, goal, best, hidden, frozen)
        if cut is not None:
            self._cover.add(cut)
        return cut is not None

    def is_safe_without(self, attack: Attack, cell: int, hidden: AbstractSet[int]) -> bool:
        """Whether every goal that used the cell can do without inside the block; its neighbours are asked first."""
        goals = sorted({goal for users in self._users[cell] for goal in users if cell in self._used[goal]})
        if not all(goal.cell in attack.column for goal in goals):
            return False
        beside = self._grid.beside(cell)
        if any(isinstance(self.pushed(attack, goal, hidden), bool) for goal in goals if goal.cell in beside):
            return False
        return not self._failed(attack, self._unreached(attack, goals), hidden, is_one_enough=True)
