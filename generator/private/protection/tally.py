"""Numbers behind the protected tables: households and persons, goals, yearly counts, and money to households.

Households of a village whose kind owes no household tables are not counted anywhere: such a village shows 不适用.
A sum over villages of which some did not report is the sum of those that did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.blanks import Blank
from generator.config.settings import GOAL, ProtectionPolicy
from generator.private.protection.columns import records
from generator.private.protection.household_money import MEASURES, HouseholdMoney
from generator.private.protection.household_states import HouseholdStates, household_states, states_of_level
from generator.private.protection.places import COUNTY, COUNTY_ONLY, VILLAGE, Place, Places
from generator.private.protection.system import Key
from generator.private.stages import Masked
from generator.published.release import ALL

if TYPE_CHECKING:
    import pandas as pd

HOUSEHOLDS, PERSONS = "households", "persons"
CAUSE, CAUSE_GROUP, CLASS, YEAR, FUND = "cause", "cause_group", "household_class", "year", "fund"
VOCABULARY = {CAUSE: "causes", CAUSE_GROUP: "causes_groups", CLASS: "household_classes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one cell counts."""

    value: int
    households: int
    largest: tuple[int, int] = (0, 0)
    """Of money: the two largest sums of one household"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Everything counted, at every level, and the words it is counted by."""

    parts: Mapping[Key, Part]
    """A place that reported nothing of a measure has no entry; neither has a category in which there is nobody"""
    terms: Mapping[str, tuple[str, ...]]
    """Categories by dimension, in the order of the vocabulary; of `fund` those that pay households"""
    county_funds: frozenset[str]
    """Funds that are published for the whole county only"""
    group_of: Mapping[str, str]
    """Cause → cause group"""
    twins: Sequence[Sequence[tuple[str, str]]]
    """(goal breakdown, category) of households that are one number under several names"""
    has_households: bool
    has_county_only: bool
    """Whether money to households exists that belongs to no village"""

    def categories(self, by: str, level: str) -> tuple[str, ...]:
        """Categories of a breakdown on a level."""
        if by.startswith(GOAL):
            return states_of_level(self.terms.get(by, ()), is_village=level == VILLAGE)
        if by != FUND:
            return self.terms[by]
        funds = self.terms[FUND]
        return (*(fund for fund in funds if level == COUNTY or fund not in self.county_funds), ALL) if funds else ()

    def is_reported(self, measure: str) -> bool:
        """False for a stage of money of which nobody reported a line."""
        return measure not in MEASURES or any(key[0] == measure for key in self.parts)

    def levels(self, by: str, levels: tuple[str, ...]) -> tuple[str, ...]:
        """The levels of a table: money of the county that belongs to no village stands beside the townships."""
        return (*levels, COUNTY_ONLY) if by == FUND and self.has_county_only and COUNTY in levels else levels


def cell_key(measure: str, by: str, place: Place, category: str) -> Key:
    """Key of one cell; tables that declare the same number share it."""
    return (measure, by, *place, category)


def make_tally(masked: Masked, places: Places, policy: ProtectionPolicy, money: HouseholdMoney) -> Tally:
    """Counts of every measure that the policy declares."""
    words = dict(masked.programme.vocabularies)
    years = sorted({year for (year,) in records(masked.frames["village_years"], "year")})
    terms = {by: tuple(term.code for term in words.get(name, ())) for by, name in VOCABULARY.items()}
    group_of = {term.code: term.group for term in words.get(VOCABULARY[CAUSE], ())}
    counts: dict[Key, tuple[int, int]] = {}
    if "households" in masked.frames:
        _count_households(masked.frames["households"], group_of, places, counts)
    states = household_states(masked, places.owed, policy.tables)
    _count_states(states, places, counts)
    for measure in sorted({table.measure for table in policy.tables if table.by == YEAR}):
        _count_years(masked.frames["village_years"], measure, places, counts)
    return Tally(
        parts={key: Part(value=v, households=n) for key, (v, n) in counts.items()} | _money(money, places),
        terms={ALL: (ALL,), YEAR: tuple(str(year) for year in years), FUND: money.funds, **terms, **states.categories},
        county_funds=money.county_funds,
        group_of=group_of,
        twins=states.twins,
        has_households="households" in masked.frames,
        has_county_only=any(place == places.county_only for place, _, _ in money.sums),
    )


def _count_households(
    frame: pd.DataFrame, group_of: Mapping[str, str], places: Places, counts: dict[Key, tuple[int, int]]
) -> None:
    for village, persons, household_class, cause in records(
        frame, "village_code", "persons", "household_class", "cause"
    ):
        if village not in places.owed:
            continue
        dims = {ALL: ALL, CLASS: household_class, CAUSE: cause, CAUSE_GROUP: group_of[cause]}
        for place in places.above((VILLAGE, village)):
            for by, category in dims.items():
                _add(counts, cell_key(HOUSEHOLDS, by, place, category), 1, 1)
                _add(counts, cell_key(PERSONS, by, place, category), persons, 1)


def _count_states(states: HouseholdStates, places: Places, counts: dict[Key, tuple[int, int]]) -> None:
    for (village, by, category), number in states.counts.items():
        for place in places.above((VILLAGE, village)):
            _add(counts, cell_key(HOUSEHOLDS, by, place, category), number, number)


def _count_years(frame: pd.DataFrame, measure: str, places: Places, counts: dict[Key, tuple[int, int]]) -> None:
    for village, year, value in records(frame, "village_code", "year", measure):
        if isinstance(value, Blank):
            continue
        for place in places.above((VILLAGE, village)):
            _add(counts, cell_key(measure, YEAR, place, str(year)), value, value)


def _add(counts: dict[Key, tuple[int, int]], key: Key, value: int, households: int) -> None:
    old = counts.get(key, (0, 0))
    counts[key] = (old[0] + value, old[1] + households)


def _money(money: HouseholdMoney, places: Places) -> dict[Key, Part]:
    """Money to households of every place above the smallest; funds of the county only stand in the county alone."""
    held: dict[Key, list[tuple[Place, str, str]]] = {}
    for spot in money.sums:
        place, fund, stage = spot
        for above in places.above(place):
            is_local = above[0] == COUNTY or fund not in money.county_funds
            for category in (fund, ALL) if is_local else ():
                held.setdefault(cell_key(f"{stage}_fen", FUND, above, category), []).append(spot)
    found = {}
    for key, spots in held.items():
        fen, households, largest = money.together(spots)
        found[key] = Part(value=fen, households=households, largest=largest)
    return found
