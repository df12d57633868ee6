"""A reader of what is published: knows every sum, solves them all, and may be in one of the numbers.

The sums are set up anew from the tree of places: only the solver is shared with the product.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from systems import Tree, above

from generator.base.solver import LinearProgram, Row
from generator.private.protection.places import LONE, TOWNSHIP, VILLAGE, Place
from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Cell, Key, System
from generator.private.protection.tally import cell_key
from generator.published.release import ALL

Values = Mapping[Key, int]
Sum = tuple[Key, tuple[Key, ...]]
ENDLESS = 10**9
"""Where nothing above a number is shown"""


class Reader:
    """Everything that is shown of a system, and how far each hidden number can still be."""

    def __init__(self, tree: Tree, system: System, hidden: Collection[Key]) -> None:
        self.cells: Mapping[Key, Cell] = {key: cell for key, cell in system.cells.items() if key[2] != LONE}
        self.values = {key: cell.value for key, cell in self.cells.items()}
        self.hidden = frozenset(key for key in hidden if key in self.cells)
        self.tree = tree
        self.sums: list[Sum] = list(reader_sums(tree, self.cells.keys()))

    def ends(self, wanted: Collection[Key], known: Collection[Key] = ()) -> dict[Key, list[int]]:
        left = self.hidden.difference(known)
        return ends(self.values, left, self.sums, sorted(left.intersection(wanted)))

    def views(self, wanted: Collection[Key]) -> Iterator[dict[Key, list[int]]]:
        """What everybody sees, and what each household sees that is alone in a hidden number."""
        yield self.ends(wanted)
        for own in insiders(self.cells, self.tree):
            if own & self.hidden:
                yield self.ends(wanted, own)

    def narrowed(self, wanted: Mapping[Key, Range], slack: int = 0) -> list[Key]:
        """Demands that some view does not leave open; nobody's own numbers count."""
        return [
            key
            for seen in self.views(wanted)
            for key, (low, high) in wanted.items()
            if key in seen and (seen[key][0] > low + slack or seen[key][1] < high - slack)
        ]


def publishes(wanted: Mapping[Key, Range]) -> dict[Key, Range]:
    return {key: range_ for key, range_ in wanted.items() if key[2] != LONE}


def reader_sums(tree: Tree, keys: Collection[Key]) -> Iterator[Sum]:
    """Every sum between these published numbers: townships of villages, the county of townships, all of its parts."""
    for parent in sorted(keys):
        measure, by, level, code, category = parent
        places = () if level == VILLAGE else sorted(_parts(tree, (level, code)))
        below = tuple(cell_key(measure, by, place, category) for place in places)
        if below and all(key in keys for key in below):
            yield parent, below
        split = sorted(k for k in keys if k[0] == measure and k[2:4] == (level, code) and k[4] != ALL)
        if category == ALL and split:
            yield parent, tuple(split)


def _parts(tree: Tree, place: Place) -> set[Place]:
    """The largest places below; a village of no township stands right below the county."""
    if place[0] == TOWNSHIP:
        return {(VILLAGE, village) for village, township in tree.items() if township == place[1]}
    return {(TOWNSHIP, township) if township else (VILLAGE, village) for village, township in tree.items()}


def ends(values: Values, hidden: Collection[Key], sums: Iterable[Sum], wanted: Collection[Key]) -> dict[Key, list[int]]:
    """Smallest and largest value of the `wanted` hidden numbers in any table that agrees with everything shown.

    One tree of places crossed with one breakdown is a network: its fractional ends are whole.
    """
    column = {key: place for place, key in enumerate(sorted(hidden))}
    rows = [row for parent, children in sums if (row := _row(values, column, parent, children)).columns]
    program = LinearProgram([0.0] * len(column), [float(ENDLESS)] * len(column), rows)
    found = {
        key: [round(program.maximise({column[key]: sign}).columns[column[key]]) for sign in (-1.0, 1.0)]
        for key in wanted
    }
    return {key: [low, high if high < ENDLESS // 2 else ENDLESS] for key, (low, high) in found.items()}


def _row(values: Values, column: Mapping[Key, int], parent: Key, children: tuple[Key, ...]) -> Row:
    signed = [(parent, -1.0), *((child, 1.0) for child in children)]
    shown = -sum(sign * values[key] for key, sign in signed if key not in column)
    inside = [(column[key], sign) for key, sign in signed if key in column]
    return Row(columns=[c for c, _ in inside], coefficients=[v for _, v in inside], lower=shown, upper=shown)


def insiders(cells: Mapping[Key, Cell], tree: Tree) -> Iterator[frozenset[Key]]:
    """What a household that is alone in a number of its village knows: this, and what it is alone in above."""
    for key, cell in sorted(cells.items()):
        if key[2] == VILLAGE and key[4] != ALL and cell.households == 1:
            spots = above(tree, key[3])
            alone = (k for k, c in cells.items() if c.households == 1 and k[0] == key[0] and k[2:4] in spots)
            yield frozenset(k for k in alone if k[4] in (key[4], ALL))
