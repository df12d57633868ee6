"""What an edition shows of its protected tables: the latest snapshot of each level, as public rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.base.blanks import Blank
from generator.config.settings import GOAL, TablePolicy
from generator.private.history import Past, Snapshot
from generator.private.protection.household_money import MEASURES
from generator.private.protection.places import COUNTY, COUNTY_ONLY, VILLAGE
from generator.private.protection.snapshots import shown
from generator.private.protection.system import Key
from generator.private.protection.tally import FUND, HOUSEHOLDS, PERSONS, VOCABULARY
from generator.published.goal_states import NOT_BEHIND, year_and_state
from generator.published.release import HouseholdFigure, ProtectedTable

COUNTS, MONEY = "counts", "money"
"""Families: tables that sums join, released together"""


def family(table: TablePolicy) -> str:
    return MONEY if table.measure in MEASURES else COUNTS


def household_figures(
    tables: Iterable[TablePolicy], snapshots: Mapping[str, Sequence[Snapshot]]
) -> tuple[HouseholdFigure, ...]:
    """Every declared cell as it becomes public, sorted by table, level, place and category."""
    found = [figure for table in tables for figure in _of_table(table, snapshots[family(table)])]
    return tuple(sorted(found, key=lambda f: (f.table_id, f.level, f.place_code, f.category)))


def shown_levels(table: TablePolicy) -> tuple[str, ...]:
    """Where a table shows numbers: of a goal, villages show none."""
    return tuple(level for level in table.levels if level != VILLAGE or not table.by.startswith(GOAL))


def _of_table(table: TablePolicy, snapshots: Sequence[Snapshot]) -> Iterator[HouseholdFigure]:
    is_of_county = table.by == FUND and COUNTY in table.levels
    for level in (*shown_levels(table), COUNTY_ONLY) if is_of_county else shown_levels(table):
        snapshot = shown(snapshots, table.measure, table.by, level)
        for key, past in snapshot.cells.items() if snapshot is not None else ():
            is_shown = key[:3] == (table.measure, table.by, level) and year_and_state(key[4])[1] != NOT_BEHIND
            if snapshot is not None and is_shown:
                yield _figure(table.id, key, past, snapshot.as_of)


def _figure(table_id: str, key: Key, past: Past, as_of: str) -> HouseholdFigure:
    low, high = (past.blank or past.low), (past.blank or past.high)
    return HouseholdFigure(
        table_id=table_id,
        level=key[2],
        place_code=key[3],
        category=key[4],
        value=past.blank or (Blank.WITHHELD if past.is_hidden else past.value),
        low=low,
        high=high,
        as_of=as_of,
    )


def protected_tables(tables: Iterable[TablePolicy], figures: Iterable[HouseholdFigure]) -> tuple[ProtectedTable, ...]:
    """What each declared table shows and withholds; other blanks count as neither. Sorted by table."""
    shown_cells: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    for figure in figures:
        shown_cells[figure.table_id] += not isinstance(figure.value, Blank)
        withheld[figure.table_id] += figure.value is Blank.WITHHELD
    return tuple(
        ProtectedTable(
            table_id=table.id,
            title=table.title,
            measure=table.measure,
            by=table.by,
            unit="fen" if table.measure in MEASURES else PERSONS if table.measure == PERSONS else HOUSEHOLDS,
            levels=shown_levels(table),
            vocabulary=VOCABULARY.get(table.by, ""),
            cells_shown=shown_cells[table.id],
            cells_withheld=withheld[table.id],
        )
        for table in sorted(tables, key=lambda t: t.id)
    )
