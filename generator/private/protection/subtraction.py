"""Secondary suppression of money: no hidden number comes back by one subtraction. Household counts take `secondary`.

An equation is unsafe when
- its parent is hidden and no child is: adding up gives the parent;
- its parent is shown and fewer than two children are hidden: subtracting gives the child;
- its parent is shown and the hidden children together stand on too few households: subtracting gives their sum, and
  what is known of a sum of 1 + 1 is known of its parts (a hidden count is at least 1).

Then the smallest further cell with households behind it is hidden, children before the parent, until nothing changes.
Cells are only ever added, so this ends. A reader who combines several equations, as the stages of a chain of moves
invite to, may still get further; that and exact intervals are the full method's, behind this same signature.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from generator.private.protection.system import Equation, Key, System


def close(system: System, primary: Iterable[Key], k: int) -> frozenset[Key]:
    """`primary` and everything that must be hidden with it. Same system, same answer.

    Equations are taken in their order, so those over leaves come first: a hidden total soon knows its hidden leaves.
    """
    state = _State(system, k)
    queue = list(state.hide(primary))
    heapify(queue)
    while queue:
        equation = system.equations[heappop(queue)]
        key = state.next_to_hide(equation)
        for position in state.hide([key]) if key is not None else ():
            heappush(queue, position)
    return frozenset(state.hidden)


class _State:
    """What is hidden so far, and which hidden leaves each total holds."""

    def __init__(self, system: System, k: int) -> None:
        self.system, self.k = system, k
        self.hidden: set[Key] = set()
        self.leaves: defaultdict[Key, set[Key]] = defaultdict(set)

    def hide(self, keys: Iterable[Key]) -> set[int]:
        """Hides cells and their followers; positions of the equations to look at again."""
        touched: set[int] = set()
        for key in keys:
            for each in (key, *self.system.followers.get(key, ())):
                touched.update(self._hide_one(each))
        return touched

    def _hide_one(self, key: Key) -> tuple[int, ...]:
        if key in self.hidden:
            return ()
        self.hidden.add(key)
        for total in self.system.cells[key].totals:
            self.leaves[total].add(key)
        return self.system.equations_of.get(key, ())

    def next_to_hide(self, equation: Equation) -> Key | None:
        """The cell to hide next in an unsafe equation; None when it is safe."""
        if self.is_safe(equation):
            return None
        shown = [key for key in equation.children if key not in self.hidden]
        candidates = [key for key in shown if self.system.cells[key].is_hideable]
        if equation.parent in self.hidden:
            # A part of household money that names no households of its own is still that money.
            return min(candidates or shown, key=self._cost)
        return min(candidates, key=self._cost) if candidates else equation.parent

    def is_safe(self, equation: Equation) -> bool:
        """Whether one equation gives nothing away."""
        below = [key for key in equation.children if key in self.hidden]
        if equation.parent in self.hidden or not below:
            return bool(below) == (equation.parent in self.hidden)
        return len(below) >= equation.least_children and equation.mass(self._leaves(below)) >= self.k

    def _leaves(self, keys: Iterable[Key]) -> set[Key]:
        return {leaf for key in keys for leaf in self.leaves.get(key, (key,))}

    def _cost(self, key: Key) -> tuple[bool, int, int, Key]:
        """A total that already holds hidden leaves costs least: nothing more than the total is lost."""
        cell = self.system.cells[key]
        return (not self.leaves.get(key), cell.households, abs(cell.value), key)
