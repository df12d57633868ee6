"""The household tables as a system of sums, and back: places, breakdowns and cause groups each add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.config.settings import TablePolicy
from generator.private.protection.hidden_counts import HiddenCounts
from generator.private.protection.places import VILLAGE, Place, Places
from generator.private.protection.system import Cell, Equation, Key, Mass, System
from generator.private.protection.tally import (
    CAUSE,
    CAUSE_GROUP,
    HOUSEHOLDS,
    PERSONS,
    VOCABULARY,
    YEAR,
    Tally,
    cell_key,
)
from generator.published.release import ALL, HouseholdCount, ProtectedTable

Sum = tuple[Key, list[Key]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What is published where."""

    tally: Tally
    places: Places
    declared: Mapping[tuple[str, str], tuple[str, ...]]
    """(measure, by) → levels"""

    def spots(self) -> Iterator[tuple[str, str, Place]]:
        """Every (measure, by, place) of a declared table."""
        for (measure, by), levels in self.declared.items():
            for level in levels:
                for place in self.places.of_level(level):
                    yield measure, by, place


def table_system(tally: Tally, places: Places, tables: Iterable[TablePolicy]) -> System:
    """Cells of the declared tables and the totals that bind them."""
    layout = _Layout(tally=tally, places=places, declared=_declared(tables))
    cells = {cell.key: cell for cell in _cells(layout)}
    sums = [*_place_sums(layout), *_breakdown_sums(layout), *_group_sums(layout)]
    mass = _count_mass(cells)
    return System(
        cells=cells,
        equations=[Equation(parent=parent, children=tuple(keys), mass=mass) for parent, keys in sums if keys],
    )


def _declared(tables: Iterable[TablePolicy]) -> dict[tuple[str, str], tuple[str, ...]]:
    """A broken-down table brings in its total: readers can add that up themselves."""
    levels: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for table in tables:
        levels[table.measure, table.by].update(table.levels)
        if table.by != YEAR:
            levels[table.measure, ALL].update(table.levels)
    return {key: tuple(sorted(value)) for key, value in sorted(levels.items())}


def _cells(layout: _Layout) -> Iterator[Cell]:
    for measure, by, place in layout.spots():
        for category in layout.tally.categories[by]:
            key = cell_key(measure, by, place, category)
            value, households = layout.tally.counts.get(key, (0, 0))
            twin = cell_key(HOUSEHOLDS, by, place, category) if measure == PERSONS else None
            yield Cell(key=key, value=value, households=households, follows=twin)


def _place_sums(layout: _Layout) -> Iterator[Sum]:
    """A township is its villages, the county its townships."""
    for measure, by, place in layout.spots():
        parts = layout.places.parts(place, layout.declared[measure, by])
        for category in layout.tally.categories[by]:
            children = [cell_key(measure, by, part, category) for part in parts]
            yield cell_key(measure, by, place, category), children


def _breakdown_sums(layout: _Layout) -> Iterator[Sum]:
    """All households are the sum over the categories of each breakdown."""
    for measure, by, place in layout.spots():
        if by not in (ALL, YEAR):
            children = [cell_key(measure, by, place, category) for category in layout.tally.categories[by]]
            yield cell_key(measure, ALL, place, ALL), children


def _group_sums(layout: _Layout) -> Iterator[Sum]:
    """A cause group is the sum of its causes, where both are shown."""
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for cause, group in layout.tally.group_of.items():
        causes[group].append(cause)
    for measure, by, place in layout.spots():
        if by != CAUSE_GROUP or place[0] not in layout.declared.get((measure, CAUSE), ()):
            continue
        for group in layout.tally.categories[by]:
            children = [cell_key(measure, CAUSE, place, cause) for cause in causes[group]]
            yield cell_key(measure, by, place, group), children


def _count_mass(cells: Mapping[Key, Cell]) -> Mass:
    """Households behind hidden counts, less one for each further count.

    Counts of one sum are of different households, and each hidden one is at least 1: of m hidden counts that add up
    to s the largest that one of them can be is s - (m - 1).
    """

    def mass(keys: Iterable[Key]) -> int:
        hidden = list(keys)
        return sum(cells[key].households for key in hidden) - (len(hidden) - 1)

    return mass


def household_counts(
    tally: Tally, places: Places, tables: Iterable[TablePolicy], hidden: HiddenCounts
) -> tuple[HouseholdCount, ...]:
    """Every declared cell as it becomes public, sorted by table, level, place and category."""
    counts = [count for table in tables for count in _table_counts(tally, places, table, hidden)]
    return tuple(sorted(counts, key=lambda c: (c.table_id, c.level, c.place_code, c.category)))


def _table_counts(tally: Tally, places: Places, table: TablePolicy, hidden: HiddenCounts) -> Iterator[HouseholdCount]:
    for place in (place for level in table.levels for place in places.of_level(level)):
        for category in tally.categories[table.by]:
            key = cell_key(table.measure, table.by, place, category)
            figure = _figure(tally, places, key, hidden.keys)
            low, high = hidden.ranges.get(key, (figure, figure))
            yield HouseholdCount(
                table_id=table.id,
                level=place[0],
                place_code=place[1],
                category=category,
                count=figure,
                low=low,
                high=high,
            )


def _figure(tally: Tally, places: Places, key: Key, hidden: Container[Key]) -> Figure:
    if key in hidden:
        return Blank.WITHHELD
    if key in tally.counts:
        return tally.counts[key][0]
    _, by, level, code, _ = key
    if level == VILLAGE and code not in places.owed:
        return Blank.NOT_APPLICABLE
    return 0 if tally.has_households and by != YEAR else Blank.NOT_REPORTED


def protected_tables(tables: Iterable[TablePolicy], counts: Iterable[HouseholdCount]) -> tuple[ProtectedTable, ...]:
    """What each declared table shows and withholds; other blanks count as neither. Sorted by table."""
    shown: defaultdict[str, int] = defaultdict(int)
    withheld: defaultdict[str, int] = defaultdict(int)
    for count in counts:
        shown[count.table_id] += not isinstance(count.count, Blank)
        withheld[count.table_id] += count.count is Blank.WITHHELD
    return tuple(
        ProtectedTable(
            table_id=table.id,
            title=table.title,
            levels=table.levels,
            vocabulary=VOCABULARY.get(table.by, ""),
            cells_shown=shown[table.id],
            cells_withheld=withheld[table.id],
        )
        for table in sorted(tables, key=lambda t: t.id)
    )
