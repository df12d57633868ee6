"""One example table for one goal: the smallest change that reaches it, in whole numbers, looked for nearby first."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from contextlib import suppress

from generator.base.solver import LimitReached, Program, Row, minimise, minimise_whole
from generator.private.protection.secondary.attack import Component
from generator.private.protection.secondary.grid import Change, Goal, Grid
from generator.private.protection.secondary.problem import Limits

NEARBY, BRIDGES = (60, 400, 3_000), (1_000, 5_000)
"""How many cells around a goal are looked at, one after the other"""
TOLERANCE = 1e-6
BATCH_GAP = 0.1


def find_example(
    grid: Grid, goal: Goal, movable: Collection[int], limits: Limits, *, is_near_enough: bool = False
) -> Change | None:
    """None when there is none (or, with `is_near_enough`, none nearby), or when the limit came first: the safe side."""
    for size in NEARBY if is_near_enough else (*NEARBY, len(movable)):
        cells = _nearby(grid, goal.cell, movable, size)
        change = _smallest(grid, goal, cells, limits)
        if change is not None or len(cells) < size:
            return change
    return None


def find_bridge(grid: Grid, goal: Goal, hidden: Collection[int], limits: Limits) -> dict[int, float]:
    """A change, in fractions, that may move shown cells too: of those nearby the cheapest to hide. Empty if none."""
    able = _Able(grid)
    for size in BRIDGES:
        cells = _nearby(grid, goal.cell, able, size)
        program = _program(grid, goal, {c: 1.0 if c in hidden else float(grid.weights[c]) for c in cells})
        if program is not None:
            with suppress(LimitReached):
                return _moves(cells, minimise(program, iterations=limits.iterations).columns)
    return {}


class _Able(Container[int]):
    """Every cell that may be hidden."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def __contains__(self, cell: object) -> bool:
        return isinstance(cell, int) and self._grid.is_hideable[cell]


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


def _nearby(grid: Grid, start: int, movable: Container[int], size: int) -> list[int]:
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
    program = _program(grid, goal, dict.fromkeys(cells, 1.0))
    if program is None:
        return None
    try:
        change = _whole(grid, _moves(cells, minimise(program, iterations=limits.iterations).columns))
        if change is None:
            change = _whole(grid, _moves(cells, minimise_whole(program, nodes=limits.nodes, gap=1.0).columns))
    except LimitReached:
        return None
    return change


def _program(grid: Grid, goal: Goal, costs: Mapping[int, float]) -> Program | None:
    """The cheapest change that reaches the goal and moves only cells with a cost: a rise and a fall for each."""
    cells, count = [*costs], len(costs)
    room = [float(grid.up)] * count + [float(grid.down[cell]) for cell in cells]
    own = cells.index(goal.cell) + (0 if goal.sign > 0 else count)
    other = cells.index(goal.cell) + (count if goal.sign > 0 else 0)
    if room[own] < goal.need:
        return None
    lower = [0.0] * (2 * count)
    lower[own] = room[own] = float(goal.need)
    room[other] = 0.0
    return Program(cost=[*costs.values()] * 2, lower=lower, upper=room, rows=_rows(grid, cells))


def _moves(cells: Sequence[int], columns: Sequence[float]) -> dict[int, float]:
    """Cell → change, from a program of rises and falls."""
    rises, falls = columns[: len(cells)], columns[len(cells) :]
    return {
        cell: rise - fall for cell, rise, fall in zip(cells, rises, falls, strict=True) if abs(rise - fall) > TOLERANCE
    }


def _whole(grid: Grid, moves: Mapping[int, float]) -> Change | None:
    """The same in whole numbers, if it is that already and keeps every sum."""
    if any(abs(move - round(move)) > TOLERANCE for move in moves.values()):
        return None
    change = {cell: round(move) for cell, move in moves.items()}
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
