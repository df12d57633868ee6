"""Small counties as systems of sums, built of numbers instead of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.config.settings import TablePolicy
from generator.private.protection.places import COUNTY, TOWNSHIP, VILLAGE, Place, Places, make_tree
from generator.private.protection.system import Cell, Key, System
from generator.private.protection.tables import table_system
from generator.private.protection.tally import (
    CAUSE,
    CAUSE_GROUP,
    CLASS,
    FUND,
    HOUSEHOLDS,
    YEAR,
    Part,
    Tally,
    cell_key,
)
from generator.published.release import ALL

Tree = Mapping[str, str]
"""Village → township; empty for a village of none"""
EVERY = (VILLAGE, TOWNSHIP, COUNTY)
CODE = "C"


def a_cell(value: int, households: int, largest: tuple[int, int] = (0, 0)) -> Cell:
    """One number on its own."""
    return Cell(key=("measure", "by", "level", "code", "category"), value=value, households=households, largest=largest)


def a_count(value: int) -> Cell:
    return a_cell(value, value)


def places_of(tree: Tree) -> Places:
    townships = sorted({township for township in tree.values() if township})
    return make_tree(CODE, townships, {village: (township, True) for village, township in tree.items()})


def above(tree: Tree, village: str) -> list[Place]:
    """Every published place that holds a village, itself included."""
    township = [(TOWNSHIP, tree[village])] if tree[village] else []
    return [(VILLAGE, village), *township, (COUNTY, CODE)]


def count_system(tree: Tree, counts: Mapping[tuple[str, str], int], levels: tuple[str, ...] = EVERY) -> System:
    """Households in all and by group; `counts` by village and group."""
    parts: defaultdict[Key, int] = defaultdict(int)
    for (village, group), number in counts.items():
        for place in places_of(tree).above((VILLAGE, village)):
            parts[cell_key(HOUSEHOLDS, CAUSE_GROUP, place, group)] += number
            parts[cell_key(HOUSEHOLDS, ALL, place, ALL)] += number
    groups = tuple(sorted({group for _, group in counts}))
    tally = _tally({key: Part(value=n, households=n) for key, n in parts.items()}, {CAUSE_GROUP: groups})
    return table_system(tally, places_of(tree), [_table(HOUSEHOLDS, by, levels) for by in (ALL, CAUSE_GROUP)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Money to some households of a village; each is another household than those of other sums."""

    fen: int
    households: int
    largest: tuple[int, int] = (0, 0)


Spent = Mapping[tuple[str, str, str], Paid]
"""(village, fund, measure) → what was paid"""


def money_system(tree: Tree, spent: Spent, measures: Iterable[str]) -> System:
    """Money to households by fund at some stages."""
    held: defaultdict[Key, list[Paid]] = defaultdict(list)
    for (village, fund, measure), paid in spent.items():
        for place in places_of(tree).above((VILLAGE, village)):
            for category in (fund, ALL):
                held[cell_key(measure, FUND, place, category)].append(paid)
    funds = tuple(sorted({fund for _, fund, _ in spent}))
    tally = _tally({key: _together(sums) for key, sums in held.items()}, {FUND: funds})
    return table_system(tally, places_of(tree), [_table(measure, FUND, EVERY) for measure in measures])


def _together(sums: Collection[Paid]) -> Part:
    first, second = sorted((fen for paid in sums for fen in paid.largest), reverse=True)[:2]
    households = sum(paid.households for paid in sums)
    return Part(value=sum(paid.fen for paid in sums), households=households, largest=(first, second))


def _tally(parts: Mapping[Key, Part], terms: Mapping[str, tuple[str, ...]]) -> Tally:
    nothing: dict[str, tuple[str, ...]] = dict.fromkeys((CAUSE_GROUP, CAUSE, CLASS, YEAR, FUND), ())
    return Tally(
        parts=parts,
        terms={**nothing, ALL: (ALL,), **terms},
        county_funds=frozenset(),
        group_of={},
        twins=(),
        has_households=True,
        has_county_only=False,
    )


def _table(measure: str, by: str, levels: tuple[str, ...]) -> TablePolicy:
    return TablePolicy(id=f"{measure}_{by}", title="", measure=measure, by=by, levels=levels)
