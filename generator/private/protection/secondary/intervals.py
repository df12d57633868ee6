"""What anybody can work out about a hidden number: its smallest and largest value in any table that agrees."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.base.solver import INFINITY, LimitReached, LinearProgram, Program, Row, minimise_whole
from generator.private.protection.secondary.attack import TOLERANCE, Component, components
from generator.private.protection.secondary.grid import Grid, make_grid
from generator.private.protection.secondary.problem import Key, Limits, NotProtectable, Problem, Range


def intervals(problem: Problem, hidden: Collection[Key]) -> dict[Key, Range]:
    """Exact feasible interval of every hidden cell, sorted by key, in whole numbers.

    Depends on what is shown, the sums and the floors alone, never on the hidden values: anyone can recompute it.
    Raises `NotProtectable` when a cell has no largest value or a limit comes first.
    """
    grid = make_grid(problem)
    wanted = set(hidden)
    cells = [cell for cell, key in enumerate(grid.keys) if key in wanted]
    found: dict[Key, Range] = {}
    for component in components(grid, cells):
        try:
            found |= _ranges(grid, component, problem.limits)
        except LimitReached as reached:
            raise NotProtectable("an interval has no end, or was not found within the limit") from reached
    return dict(sorted(found.items()))


def _ranges(grid: Grid, component: Component, limits: Limits) -> dict[Key, Range]:
    column = {cell: position for position, cell in enumerate(component.cells)}
    lower = [float(grid.values[cell] - grid.down[cell]) for cell in component.cells]
    rows = [_row(grid, row, column) for row in component.rows]
    program = LinearProgram(lower, [INFINITY] * len(lower), rows, iterations=limits.iterations)

    def end(place: int, sign: float) -> int:
        best = program.maximise({place: sign})
        if all(abs(value - round(value)) < TOLERANCE for value in best.columns):
            return round(best.columns[place])
        cost = [-sign if position == place else 0.0 for position in range(len(lower))]
        exact = Program(cost=cost, lower=lower, upper=[INFINITY] * len(lower), rows=rows)
        whole = minimise_whole(exact, nodes=limits.nodes)
        return round(whole.columns[place])

    return {grid.keys[cell]: (end(place, -1.0), end(place, 1.0)) for cell, place in column.items()}


def _row(grid: Grid, row: int, column: dict[int, int]) -> Row:
    """What the hidden cells of a sum must add up to, from the shown ones."""
    terms: Sequence[tuple[int, int]] = grid.rows[row]
    shown = -sum(value * grid.values[cell] for cell, value in terms if cell not in column)
    inside = [(column[cell], float(value)) for cell, value in terms if cell in column]
    return Row(
        columns=[c for c, _ in inside], coefficients=[v for _, v in inside], lower=float(shown), upper=float(shown)
    )
