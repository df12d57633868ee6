"""Whether a given pattern protects a given table: the question asked of a pattern that was fixed by an earlier one."""

from __future__ import annotations

from collections.abc import Collection

from generator.private.protection.secondary.grid import make_grid
from generator.private.protection.secondary.problem import Key, NotProtectable, Problem
from generator.private.protection.secondary.suppress import Search


def holds(problem: Problem, hidden: Collection[Key]) -> bool:
    """Whether exactly this pattern, with nothing more hidden, meets every required range from every insider's view.

    Keys that the problem does not know or that may not be hidden count as shown. False as well when a sum does not
    hold or a limit of the solver comes first: the safe side.
    """
    try:
        grid = make_grid(problem)
        search = Search(grid, problem.limits)
    except NotProtectable:
        return False
    wanted = set(hidden)
    cells = frozenset(c for c, key in enumerate(grid.keys) if key in wanted and grid.is_hideable[c])
    return search.is_proved(cells)
