"""Categories of a goal's table: `<year>.<state>`, or the state alone where it is one number for all years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.base.blanks import Blank

MET, NOT_MET = "met", "not_met"
NOT_REPORTED, NOT_APPLICABLE = Blank.NOT_REPORTED.value, Blank.NOT_APPLICABLE.value
NOT_BEHIND = "not_behind"
"""Met, or not asked: what villages are divided by, and what readers of larger places can add up; in no table"""


def year_and_state(category: str) -> tuple[str, str]:
    """`2014.met` → 2014 and met; `not_applicable` → no year and not_applicable."""
    year, _, state = category.rpartition(".")
    return year, state


def by_year(categories: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Year → its categories, among which all households are divided; what has no year belongs to every year."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for category in categories:
        groups[year_and_state(category)[0]].append(category)
    always = groups.pop("", [])
    return {year: (*found, *always) for year, found in sorted(groups.items())}
