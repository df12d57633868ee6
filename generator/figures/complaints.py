"""The register of complaints: how long each took, or has been waiting. The release holds no person and no place."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.published.release import HouseholdFigure, Release
from generator.published.rows import Complaint

OPEN = "open"
MEASURE = "complaints"
"""Measure of a protected table of complaints by place, should the policy declare one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One complaint."""

    complaint: Complaint
    is_open: bool
    age_months: int | Blank
    """Whole months from the month of receipt to that of the answer, or to the edition's while it is open; not
    reported where it was answered and nobody says when
    """


def register(release: Release) -> tuple[Entry, ...]:
    """Every complaint, the oldest first; within a month in the order of the release."""
    until = release.programme.as_of[:7]
    return tuple(_entry(complaint, until) for complaint in sorted(release.complaints, key=lambda c: c.month))


def _entry(complaint: Complaint, until: str) -> Entry:
    is_open = complaint.outcome == OPEN
    end = until if is_open else complaint.closed_month
    age = Blank.NOT_REPORTED if isinstance(end, Blank) else months(complaint.month, end)
    return Entry(complaint=complaint, is_open=is_open, age_months=age)


def months(first: str, last: str) -> int:
    """`2014-11`, `2015-02` → 3."""
    (year, month), (until, number) = (map(int, text.split("-")) for text in (first, last))
    return (until - year) * 12 + number - month


def by_township(release: Release) -> tuple[HouseholdFigure, ...]:
    """Protected numbers of complaints by township; empty while the policy declares no such table."""
    tables = {table.table_id for table in release.protected_tables if table.measure == MEASURE}
    return tuple(f for f in release.household_figures if f.table_id in tables and f.level == "township")
