"""Where each village stands with each goal of households: a word, from what its protected numbers tell; never a number.

A word is a function of numbers that are shown and of ranges that are public, so it gives away nothing that these, were
they published, would not; and they are protected as if they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.base.blanks import Blank
from generator.config.settings import GOAL, TablePolicy
from generator.private.history import Past, Snapshot
from generator.private.protection.places import VILLAGE
from generator.private.protection.snapshots import shown
from generator.published.goal_states import MET, NOT_MET, NOT_REPORTED, by_year, year_and_state
from generator.published.release import HouseholdState


def household_states(
    tables: Iterable[TablePolicy], snapshots: Sequence[Snapshot], k: int
) -> tuple[HouseholdState, ...]:
    """Every village in every year of every goal that the policy declares for villages; sorted by primary key."""
    goals = (table for table in tables if table.by.startswith(GOAL) and VILLAGE in table.levels)
    found = (state for table in goals for state in _of_table(table, snapshots, k))
    return tuple(sorted(found, key=lambda s: (s.table_id, s.place_code, s.year)))


def _of_table(table: TablePolicy, snapshots: Sequence[Snapshot], k: int) -> Iterator[HouseholdState]:
    snapshot = shown(snapshots, table.measure, table.by, VILLAGE)
    if snapshot is None:
        return
    villages: dict[str, dict[str, Past]] = {}
    for (measure, by, level, code, category), past in snapshot.cells.items():
        if (measure, by, level) == (table.measure, table.by, VILLAGE):
            villages.setdefault(code, {})[category] = past
    for code, cells in villages.items():
        for year, categories in by_year(cells).items():
            yield HouseholdState(
                table_id=table.id,
                place_code=code,
                year=int(year),
                state=village_state({year_and_state(c)[1]: cells[c] for c in categories}, k),
                as_of=snapshot.as_of,
            )


def village_state(cells: Mapping[str, Past], k: int) -> str | Blank:
    """The word for one village and year, from its cells by state.

    Not met: at least k households are behind. Met: none is behind, none is not reported, and at least k are there.
    Not reported: none is known to be behind, and only of those not reported are there k. Otherwise withheld.
    """
    blank = next((past.blank for past in cells.values() if past.blank is not None), None)
    if blank is not None:
        return blank
    many = {state for state, past in cells.items() if isinstance(past.low, int) and past.low >= k}
    none = {state for state, past in cells.items() if past.high == 0}
    if NOT_MET in many:
        return NOT_MET
    if {NOT_MET, NOT_REPORTED} <= none and many:
        return MET
    return Blank.NOT_REPORTED if NOT_MET in none and many == {NOT_REPORTED} else Blank.WITHHELD
