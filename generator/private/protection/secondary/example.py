"""One example table for one goal: the smallest change that reaches it, in whole numbers, looked for nearby first."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.base.solver import LimitReached, Program, Row, minimise, minimise_whole
from generator.private.protection.secondary.attack import Component
from generator.private.protection.secondary.grid import Change, Goal, Grid
from generator.private.protection.secondary.problem import Limits

NEARBY = (60, 400)
TOLERANCE = 1e-6
BATCH_GAP = 0.1


def find_example(grid: Grid, goal: Goal, movable: Collection[int], limits: Limits) -> Change | None:
    """None when there is none, or when the limit came before an answer (which counts as none: the safe side)."""
    for size in (*NEARBY, len(movable)):
        cells = _nearby(grid, goal.cell, movable, size)
        change = _smallest(grid, goal, cells, limits)
        if change is not None or len(cells) < size:
            return change
    return None


def find_many(
    grid: Grid, component: Component, asked: Mapping[int, Goal], known: Collection[int], limits: Limits
) -> Change | None:
    """One change that reaches as many of the goals as a short search finds; `asked` has at most one per cell.

    Cells in `known` stay as they are. None when the search found nothing.
    """
    cells = [cell for cell in component.cells if cell not in known]
    place = {cell: position for position, cell in enumerate(cells)}
    lower, upper = [float(-grid.down[cell]) for cell in cells], [float(grid.up)] * len(cells)
    cost = [0.0] * len(cells)
    for goal in (asked[cell] for cell in cells if cell in asked):
        bounds = upper if goal.sign > 0 else lower
        bounds[place[goal.cell]] = float(goal.sign * goal.need)
        cost[place[goal.cell]] = -goal.sign / goal.need
    program = Program(cost=cost, lower=lower, upper=upper, rows=_sums(grid, component, place))
    try:
        best = minimise_whole(program, nodes=limits.batch_nodes, gap=BATCH_GAP, is_proof_needed=False).columns
    except LimitReached:
        return None
    change = {cell: round(delta) for cell, delta in zip(cells, best, strict=True) if round(delta)}
    return change if grid.holds(change) else None


def _sums(grid: Grid, component: Component, place: Mapping[int, int]) -> list[Row]:
    inside = ([(place[c], float(v)) for c, v in grid.rows[row] if c in place] for row in component.rows)
    return [
        Row(columns=[c for c, _ in each], coefficients=[v for _, v in each], lower=0.0, upper=0.0) for each in inside
    ]


def _nearby(grid: Grid, start: int, movable: Collection[int], size: int) -> list[int]:
    """The first `size` cells around `start`, from sum to sum."""
    found, rows = {start: None}, set()
    for cell in (queue := [start]):
        for row, _ in grid.rows_of[cell]:
            if row not in rows and len(found) < size:
                rows.add(row)
                reached = [each for each, _ in grid.rows[row] if each in movable and each not in found]
                found.update(dict.fromkeys(reached))
                queue += reached
    return sorted(found)


def _smallest(grid: Grid, goal: Goal, cells: list[int], limits: Limits) -> Change | None:
    count = len(cells)
    room = [float(grid.up)] * count + [float(grid.down[cell]) for cell in cells]
    own = cells.index(goal.cell) + (0 if goal.sign > 0 else count)
    other = cells.index(goal.cell) + (count if goal.sign > 0 else 0)
    if room[own] < goal.need:
        return None
    lower = [0.0] * (2 * count)
    lower[own] = room[own] = float(goal.need)
    room[other] = 0.0
    program = Program(cost=[1.0] * (2 * count), lower=lower, upper=room, rows=_rows(grid, cells))
    try:
        best = minimise(program, iterations=limits.iterations).columns
        change = _whole(grid, cells, best)
        if change is None:
            best = minimise_whole(program, nodes=limits.nodes, gap=1.0).columns
            change = _whole(grid, cells, best)
    except LimitReached:
        return None
    return change


def _whole(grid: Grid, cells: list[int], columns: Collection[float]) -> Change | None:
    moved = list(columns)
    change = {}
    for position, cell in enumerate(cells):
        delta = moved[position] - moved[position + len(cells)]
        if abs(delta - round(delta)) > TOLERANCE:
            return None
        if round(delta):
            change[cell] = round(delta)
    return change if grid.holds(change) else None


def _rows(grid: Grid, cells: list[int]) -> list[Row]:
    place = {cell: position for position, cell in enumerate(cells)}
    inside: dict[int, list[tuple[int, int]]] = {}
    for cell in cells:
        for row, coefficient in grid.rows_of[cell]:
            inside.setdefault(row, []).append((place[cell], coefficient))
    return [
        Row(
            columns=[*(c for c, _ in terms), *(c + len(cells) for c, _ in terms)],
            coefficients=[*(float(v) for _, v in terms), *(-float(v) for _, v in terms)],
            lower=0.0,
            upper=0.0,
        )
        for _, terms in sorted(inside.items())
    ]
