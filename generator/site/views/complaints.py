"""The register of complaints: by subject, month, age and outcome; no person, places only as protected counts."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.contract.schema import tables
from generator.figures.complaints import Entry, by_township, register
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, chinese_date, count, href, words
from generator.site.views import common

ROOT = "../../"
AGES = ((0, 1, "1 个月以内"), (2, 3, "2 至 3 个月"), (4, None, "4 个月以上"))
"""(from, to, label) in whole months"""
OUTCOMES = {"open": ("tag warn", "处理中")}
"""Outcomes with a mark of their own"""

SubjectRow = tuple[str, tuple[Cell, ...]]
"""(label, (received, each outcome))"""
EntryRow = tuple[str, str, Cell, Cell, Cell]
"""(month, subject, outcome, month of the answer, months)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every complaint of the release; rows and columns add up to all."""
    entries = register(county.release)
    labels = tables()["complaints"].column("outcome").categories
    outcomes = tuple(labels)
    subjects = [term.code for term in county.programme.terms("complaint_subjects")]
    return Page(
        path="objections/register/index.html",
        section="objections",
        title="投诉登记",
        description=county.say(f"{len(entries)} 件投诉：事由、收到月份、处理结果和用时，不写是谁、哪个村"),
        template="complaints.html",
        context={
            **common.base(county, ROOT),
            "total": str(len(entries)),
            "open": str(sum(entry.is_open for entry in entries)),
            "heads": tuple(labels.values()),
            "subjects": tuple(
                (county.label("complaint_subjects", code), _numbers(found, outcomes))
                for code in subjects
                if (found := [entry for entry in entries if entry.complaint.subject == code])
            ),
            "all": _numbers(entries, outcomes),
            "years": tuple(
                (year, _numbers([entry for entry in entries if entry.complaint.month[:4] == year], outcomes))
                for year in sorted({entry.complaint.month[:4] for entry in entries})
            ),
            "ages": _ages(entries),
            "waiting": tuple(_row(county, entry) for entry in entries if entry.is_open),
            "entries": tuple(_row(county, entry) for entry in reversed(entries)),
            "places": _places(county),
        },
    )


def _numbers(entries: Sequence[Entry], outcomes: Sequence[str]) -> tuple[Cell, ...]:
    """All, then by outcome; the outcomes add up to all."""
    found = [entry.complaint.outcome for entry in entries]
    return tuple(count(number) for number in (len(found), *(found.count(outcome) for outcome in outcomes)))


def _ages(entries: Sequence[Entry]) -> tuple[tuple[str, Cell, Cell], ...]:
    """(months, answered, waiting) by age; what was answered nobody says when stands in a row of its own."""
    rows = []
    for low, high, label in AGES:
        found = [entry.is_open for entry in entries if _is_of(entry, low, high)]
        rows.append((label, found.count(False), found.count(True)))
    unknown = sum(isinstance(entry.age_months, Blank) for entry in entries)
    rows += [("办结月份未报", unknown, 0)] if unknown else []
    return tuple((label, count(done), count(waiting)) for label, done, waiting in rows)


def _is_of(entry: Entry, low: int, high: int | None) -> bool:
    age = entry.age_months
    return not isinstance(age, Blank) and low <= age and (high is None or age <= high)


def _row(county: County, entry: Entry) -> EntryRow:
    complaint = entry.complaint
    label = tables()["complaints"].column("outcome").categories[complaint.outcome]
    is_answered_silently = not entry.is_open and isinstance(complaint.closed_month, Blank)
    return (
        complaint.month,
        county.label("complaint_subjects", complaint.subject),
        OUTCOMES.get(complaint.outcome, ("", label)),
        words(Blank.NOT_REPORTED if is_answered_silently else complaint.closed_month),
        count(entry.age_months),
    )


def _places(county: County) -> tuple[tuple[str, str, Cell, str], ...]:
    """(address, township, number or 不公开, date); empty while no such table is declared."""
    return tuple(
        (
            href(ROOT, "townships", cell.place_code),
            county.townships[cell.place_code].name,
            common.possible(cell),
            chinese_date(cell.as_of),
        )
        for cell in by_township(county.release)
    )
