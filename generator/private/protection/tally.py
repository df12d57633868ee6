"""Counts behind the household tables: households and persons from `households`, yearly counts from `village_years`.

Households of a village whose kind owes no household tables are not counted anywhere: such a village shows 不适用.
A sum over villages of which some did not report is the sum of those that did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.blanks import Blank
from generator.config.settings import ProtectionPolicy
from generator.private.protection.columns import records
from generator.private.protection.places import VILLAGE, Place, Places
from generator.private.protection.system import Key
from generator.private.stages import Masked
from generator.published.release import ALL

if TYPE_CHECKING:
    import pandas as pd

HOUSEHOLDS, PERSONS = "households", "persons"
CAUSE, CAUSE_GROUP, CLASS, YEAR = "cause", "cause_group", "household_class", "year"
VOCABULARY = {CAUSE: "causes", CAUSE_GROUP: "causes_groups", CLASS: "household_classes"}

Counts = dict[Key, tuple[int, int]]
"""cell_key → (value, contributing households)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Everything counted, at every level, and the words it is counted by."""

    counts: Counts
    """A place that reported nothing of a measure has no entry; neither has a category in which there is nobody"""
    categories: Mapping[str, tuple[str, ...]]
    """By dimension, in the order of the vocabulary"""
    group_of: Mapping[str, str]
    """Cause → cause group"""
    has_households: bool


def cell_key(measure: str, by: str, place: Place, category: str) -> Key:
    """Key of one cell; tables that declare the same number share it."""
    return (measure, by, *place, category)


def make_tally(masked: Masked, places: Places, policy: ProtectionPolicy) -> Tally:
    """Counts of every measure that the policy declares."""
    words = dict(masked.programme.vocabularies)
    years = sorted({year for (year,) in records(masked.frames["village_years"], "year")})
    terms = {by: tuple(term.code for term in words.get(name, ())) for by, name in VOCABULARY.items()}
    group_of = {term.code: term.group for term in words.get(VOCABULARY[CAUSE], ())}
    counts: Counts = {}
    if "households" in masked.frames:
        _count_households(masked.frames["households"], group_of, places, counts)
    for measure in sorted({table.measure for table in policy.tables if table.by == YEAR}):
        _count_years(masked.frames["village_years"], measure, places, counts)
    return Tally(
        counts=counts,
        categories={ALL: (ALL,), YEAR: tuple(str(year) for year in years), **terms},
        group_of=group_of,
        has_households="households" in masked.frames,
    )


def _count_households(frame: pd.DataFrame, group_of: Mapping[str, str], places: Places, counts: Counts) -> None:
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


def _count_years(frame: pd.DataFrame, measure: str, places: Places, counts: Counts) -> None:
    for village, year, value in records(frame, "village_code", "year", measure):
        if isinstance(value, Blank):
            continue
        for place in places.above((VILLAGE, village)):
            _add(counts, cell_key(measure, YEAR, place, str(year)), value, value)


def _add(counts: Counts, key: Key, value: int, households: int) -> None:
    old = counts.get(key, (0, 0))
    counts[key] = (old[0] + value, old[1] + households)
