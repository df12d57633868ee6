"""The protected tables as a system of sums: places, breakdowns, years of a goal, cause groups and funds each add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.config.settings import GOAL, TablePolicy
from generator.private.protection.household_money import MEASURES
from generator.private.protection.places import COUNTY, LONE, TOWNSHIP, VILLAGE, Place, Places
from generator.private.protection.system import Cell, Equation, Key, System
from generator.private.protection.tally import (
    CAUSE,
    CAUSE_GROUP,
    FUND,
    HOUSEHOLDS,
    YEAR,
    Part,
    Tally,
    cell_key,
)
from generator.published.goal_states import MET, NOT_APPLICABLE, NOT_BEHIND, by_year, year_and_state
from generator.published.release import ALL

Sum = tuple[Key, list[Key]]
_NOTHING = Part(value=0, households=0)


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

    def categories(self, by: str, place: Place) -> tuple[str, ...]:
        return self.tally.categories(by, place[0])


def table_system(tally: Tally, places: Places, tables: Iterable[TablePolicy]) -> System:
    """Cells of the declared tables and the totals that bind them."""
    layout = _Layout(tally=tally, places=places, declared=_declared(tally, places, tables))
    cells = {cell.key: cell for cell in _cells(layout)}
    sums = [*_place_sums(layout), *_breakdown_sums(layout), *_fund_sums(layout), *_group_sums(layout), *_twins(layout)]
    return System(cells=cells, equations=[Equation(parent=p, children=tuple(keys)) for p, keys in sums if keys])


def _declared(tally: Tally, places: Places, tables: Iterable[TablePolicy]) -> dict[tuple[str, str], tuple[str, ...]]:
    """A broken-down table brings in its total, and townships the villages that are in none: readers can work these
    out themselves.
    """
    levels: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for table in tables:
        for by in {table.by} if table.by in (YEAR, FUND) else {table.by, ALL}:
            levels[table.measure, by].update(tally.levels(by, table.levels))
    lone = {LONE} if places.lone else set()
    added = {key: lone if value >= {TOWNSHIP, COUNTY} else set() for key, value in levels.items()}
    return {key: tuple(sorted(value | added[key])) for key, value in sorted(levels.items())}


def _cells(layout: _Layout) -> Iterator[Cell]:
    for measure, by, place in layout.spots():
        for category in layout.categories(by, place):
            key = cell_key(measure, by, place, category)
            part = layout.tally.parts.get(key, _NOTHING)
            yield Cell(
                key=key,
                value=part.value,
                households=part.households,
                largest=part.largest,
                blank=None if key in layout.tally.parts else _blank(layout, measure, by, place),
            )


def _blank(layout: _Layout, measure: str, by: str, place: Place) -> Blank | None:
    """Why nothing was counted; None when it means nought."""
    if place[0] in (VILLAGE, LONE) and place[1] not in layout.places.owed:
        return Blank.NOT_APPLICABLE
    is_told = layout.tally.is_reported(measure) if measure in MEASURES else layout.tally.has_households and by != YEAR
    return None if is_told else Blank.NOT_REPORTED


def _place_sums(layout: _Layout) -> Iterator[Sum]:
    """A township is its villages, the county its townships; its money also the funds that only it shows."""
    for measure, by, place in layout.spots():
        parts = layout.places.parts(place, layout.declared[measure, by])
        for category in layout.categories(by, place):
            children = [
                cell_key(measure, by, part, category) for part in parts if category in layout.categories(by, part)
            ]
            if by == FUND and category == ALL and place[0] == COUNTY:
                alone = sorted(layout.tally.county_funds)
                children += [cell_key(measure, by, place, fund) for fund in alone if children]
            yield cell_key(measure, by, place, category), children


def _breakdown_sums(layout: _Layout) -> Iterator[Sum]:
    """All households are the sum over the categories of each breakdown, and over the states of each year of a goal."""
    for measure, by, place in layout.spots():
        if by not in (ALL, YEAR, FUND):
            categories = layout.categories(by, place)
            for group in by_year(categories).values() if by.startswith(GOAL) else (categories,):
                both = [c for c in group if year_and_state(c)[1] in (MET, NOT_APPLICABLE)]
                sums = [c for c in group if not both or year_and_state(c)[1] != NOT_BEHIND]
                yield cell_key(measure, ALL, place, ALL), [cell_key(measure, by, place, c) for c in sums]
                for found in (c for c in group if c not in sums):
                    yield cell_key(measure, by, place, found), [cell_key(measure, by, place, c) for c in both]


def _fund_sums(layout: _Layout) -> Iterator[Sum]:
    """All money to households of a place is the sum of its funds."""
    for measure, by, place in layout.spots():
        if by == FUND:
            *funds, _ = layout.categories(by, place) or ("",)
            yield cell_key(measure, by, place, ALL), [cell_key(measure, by, place, fund) for fund in funds]


def _twins(layout: _Layout) -> Iterator[Sum]:
    """One number under two names is a sum of one part."""
    for place in sorted({place for _, by, place in layout.spots() if by.startswith(GOAL)}):
        for group in layout.tally.twins:
            names = [
                cell_key(HOUSEHOLDS, by, place, category)
                for by, category in group
                if place[0] in layout.declared[HOUSEHOLDS, by] and category in layout.categories(by, place)
            ]
            yield from ((names[0], [other]) for other in names[1:])


def _group_sums(layout: _Layout) -> Iterator[Sum]:
    """A cause group is the sum of its causes, where both are shown."""
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for cause, group in layout.tally.group_of.items():
        causes[group].append(cause)
    for measure, by, place in layout.spots():
        if by != CAUSE_GROUP or place[0] not in layout.declared.get((measure, CAUSE), ()):
            continue
        for group in layout.categories(by, place):
            children = [cell_key(measure, CAUSE, place, cause) for cause in causes[group]]
            yield cell_key(measure, by, place, group), children
