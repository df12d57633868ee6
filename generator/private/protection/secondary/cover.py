"""The cheapest set of cells that meets every cut found so far.

A cut says: of these cells enough must be hidden, else some goal cannot be reached. It comes from the prices of an
attack that fell short (Fischetti and Salazar): whatever the prices, a goal's cell moves no further than the hidden
cells' rooms times their reduced prices allow. So a cut is never wrong, whichever rounding the solver made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.base.solver import INFINITY, LimitReached, Optimum, Program, Row, minimise_whole
from generator.private.protection.secondary.attack import Component
from generator.private.protection.secondary.grid import Goal, Grid, joined
from generator.private.protection.secondary.problem import Limits, NotProtectable

Cut = Mapping[int, float]
"""Cell → coefficient; the coefficients of the hidden cells must add up to 1"""
SMALL, SLACK, GAP, CELL = 1e-9, 1e-6, 0.03, 0.9
"""A cover may miss the cheapest by 3 % or by less than a cell: proving the last of it costs more than it saves"""


def dual_cut(  # noqa: PLR0913, PLR0917  what an attack is
    grid: Grid, component: Component, goal: Goal, optimum: Optimum, hidden: Collection[int], known: Collection[int]
) -> Cut | None:
    """From an attack that fell short; None when what is hidden meets it: rounding, or hidden cells left out of it."""
    priced: defaultdict[int, float] = defaultdict(float)
    for row, price in zip(component.rows, optimum.prices, strict=True):
        for cell, coefficient in grid.rows[row] if abs(price) > SMALL else ():
            priced[cell] -= coefficient * price
    priced[goal.cell] += goal.sign / goal.need
    reach = {cell: _reach(grid, cell, value) for cell, value in priced.items() if cell not in known}
    if sum(value for cell, value in reach.items() if cell in hidden) > 1 - SLACK:
        return None
    return _scaled(grid, reach)


def row_cuts(grid: Grid) -> Iterator[Cut]:
    """What single sums already say: a cell moves only as far as the others of its sum."""
    for goal in grid.goals:
        for row, own in grid.rows_of[goal.cell]:
            others = ((cell, value) for cell, value in grid.rows[row] if cell != goal.cell)
            reach = {cell: _reach(grid, cell, -goal.sign * own * value / goal.need) for cell, value in others}
            if sum(reach[cell] for cell in reach if cell in grid.primary) < 1 - SLACK:
                yield _scaled(grid, reach)


def more_cut(grid: Grid, component: Component, hidden: Collection[int]) -> Cut:
    """At least one more cell beside this component: it is too small in whole numbers, though not in fractions."""
    beside = {cell for row in component.rows for cell, _ in grid.rows[row]}
    return {cell: 1.0 for cell in sorted(beside) if cell not in hidden and grid.is_hideable[cell]}


def _reach(grid: Grid, cell: int, price: float) -> float:
    if not grid.is_hideable[cell] or abs(price) < SMALL:
        return 0.0
    return price * grid.up if price > 0 else -price * grid.down[cell]


def _scaled(grid: Grid, reach: Mapping[int, float]) -> Cut:
    """Primaries are hidden anyway: their part is taken off, and no cell counts for more than the rest."""
    rest = 1 - sum(value for cell, value in reach.items() if cell in grid.primary)
    free = ((cell, value) for cell, value in sorted(reach.items()) if cell not in grid.primary and value > SMALL)
    return {cell: round(min(value / rest, 1.0), 9) for cell, value in free}


class Cover:
    """Cuts, and the cheapest cells that meet them."""

    def __init__(self, grid: Grid, limits: Limits) -> None:
        self._grid, self._limits = grid, limits
        self._cuts: list[Cut] = []
        self._cuts_of: defaultdict[int, list[int]] = defaultdict(list)
        self._unsure: set[int] = set()
        self._seen: set[int] = set()
        self._solved: dict[tuple[int, ...], frozenset[int]] = {}
        self._met = 0
        for cut in row_cuts(grid):
            self.add(cut)

    def add(self, cut: Cut, *, is_sure: bool = True) -> None:
        """Raises `NotProtectable` when no cell could meet it. A cut that is not sure only drives the search."""
        if sum(cut.values()) < 1 - SLACK:
            raise NotProtectable("a number cannot be protected by hiding others")
        signature = hash(tuple(cut.items()))
        if signature not in self._seen:
            self._seen.add(signature)
            for cell in cut:
                self._cuts_of[cell].append(len(self._cuts))
            if not is_sure:
                self._unsure.add(len(self._cuts))
            self._cuts.append(cut)

    def thinned(self, hidden: frozenset[int], kept: Collection[int]) -> frozenset[int]:
        """Without the secondary cells that no cut needs, dearest first; what is in `kept` stays."""
        spare = [sum(value for cell, value in cut.items() if cell in hidden) - 1 + SLACK for cut in self._cuts]
        left = set(hidden)
        for cell in self.dearest(hidden):
            if cell not in kept and all(self._cuts[cut][cell] <= spare[cut] for cut in self._cuts_of[cell]):
                left.discard(cell)
                for cut in self._cuts_of[cell]:
                    spare[cut] -= self._cuts[cut][cell]
        return frozenset(left)

    def is_needed(self, cell: int, hidden: Collection[int]) -> bool:
        """Whether some sure cut would fail without the cell."""
        cuts = (self._cuts[cut] for cut in self._cuts_of[cell] if cut not in self._unsure)
        return any(sum(v for c, v in cut.items() if c != cell and c in hidden) < 1 - SLACK for cut in cuts)

    def dearest(self, hidden: Collection[int]) -> list[int]:
        """Secondary cells, dearest first."""
        free = (cell for cell in hidden if cell not in self._grid.primary)
        return sorted(free, key=lambda cell: (-self._grid.weights[cell], cell))

    def cheapest(self) -> frozenset[int]:
        """Cells that meet every cut; cuts that share no cell are solved apart, and once."""
        chosen: set[int] = set()
        for group in self._groups(range(len(self._cuts)), frozenset()):
            if group not in self._solved:
                self._solved[group] = self._solve([self._cuts[cut] for cut in group], frozenset())
            chosen |= self._solved[group]
        self._met = len(self._cuts)
        return frozenset(chosen)

    def added(self, hidden: frozenset[int]) -> frozenset[int]:
        """`hidden` and the cheapest further cells that meet every cut."""
        unmet = [
            position
            for position in range(self._met, len(self._cuts))
            if sum(value for cell, value in self._cuts[position].items() if cell in hidden) < 1 - SLACK
        ]
        self._met = len(self._cuts)
        groups = self._groups(unmet, hidden)
        return hidden.union(*(self._solve([self._cuts[cut] for cut in group], hidden) for group in groups))

    def _groups(self, cuts: Sequence[int], hidden: frozenset[int]) -> list[tuple[int, ...]]:
        cells = {cut: [cell for cell in self._cuts[cut] if cell not in hidden] for cut in cuts}
        pairs = ((inside[0], cell) for inside in cells.values() for cell in inside[1:])
        groups = joined({cell for inside in cells.values() for cell in inside}, pairs)
        number = {cell: position for position, group in enumerate(groups) for cell in group}
        found: defaultdict[int, list[int]] = defaultdict(list)
        for cut in cuts:
            found[number[cells[cut][0]]].append(cut)
        return [tuple(found[position]) for position in sorted(found)]

    def _solve(self, cuts: Sequence[Cut], hidden: frozenset[int]) -> frozenset[int]:
        cells = sorted({cell for cut in cuts for cell in cut if cell not in hidden})
        column = {cell: position for position, cell in enumerate(cells)}
        rows = [_cover_row(cut, column) for cut in cuts]
        cost = [float(self._grid.weights[cell]) for cell in cells]
        program = Program(cost=cost, lower=[0.0] * len(cells), upper=[1.0] * len(cells), rows=rows)
        nodes = self._limits.cover_nodes
        try:
            best = minimise_whole(program, nodes=nodes, gap=GAP, slack=CELL * min(cost), is_proof_needed=False)
        except LimitReached as reached:
            raise NotProtectable("no pattern of hidden numbers was found within the limit") from reached
        return frozenset(cell for cell, value in zip(cells, best.columns, strict=True) if value > 0.5)


def _cover_row(cut: Cut, column: Mapping[int, int]) -> Row:
    free = [(column[cell], value) for cell, value in cut.items() if cell in column]
    already = sum(value for cell, value in cut.items() if cell not in column)
    return Row(
        columns=[place for place, _ in free],
        coefficients=[value for _, value in free],
        lower=1 - SLACK / 10 - already,
        upper=INFINITY,
    )
