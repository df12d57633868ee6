"""What happened in a month or a quarter: money, notices, projects, reports, inspections. One pass over the release.

A monthly report is owed for every project from the month of its planned or actual start, whichever is earlier, to the
month of its completion; a month's report is due only after the month has ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.figures.money import STAGES
from generator.figures.periods import Period, after, last_day, months, quarters, span
from generator.figures.projects import ProjectState
from generator.published.release import Release
from generator.published.rows import Inspection, Project

Counts = Counter[tuple[str, str]]
"""(group of places, what) → how many, or fen. What: a stage, `notices`, an event of projects, `owed`, `reported`"""
EVENTS = ("started", "completed", "accepted", "overdue")
OWED, REPORTED, NOTICES = "owed", "reported", "notices"
GroupOf = Callable[[str | Blank], str]
"""Village code, or its blank → the group of places that it is counted under"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that became of a project. `overdue`: a month ended after the planned end, without completion."""

    what: str
    on: str
    """ISO date; of `overdue` the planned end"""
    project: Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Everything by month, also of months outside the programme."""

    periods: Mapping[str, Period]
    """Months, then quarters, by code"""
    counts: Mapping[str, Counts]
    kinds: Mapping[str, Counter[str]]
    """Month → new notices by kind"""
    events: Mapping[str, tuple[Event, ...]]
    reports: Mapping[str, Counter[tuple[str, str]]]
    """Month → (village, `owed` or `reported`) → project reports"""
    inspections: Mapping[str, tuple[Inspection, ...]]
    """`2014-q2` → inspections"""
    projects: tuple[Project, ...]
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """One period."""

    period: Period
    counts: Counts
    kinds: Counter[str]
    events: tuple[Event, ...]
    """By date"""
    reports: Counter[tuple[str, str]]
    due_months: tuple[str, ...]
    """Months of the period whose reports are due at the as-of date"""
    inspections: tuple[Inspection, ...]
    so_far: Counts
    """The same counts from the first line to the end of the period"""
    standing: Counter[ProjectState]
    """Projects by state on the last day of the period"""


def journal(release: Release, group_of: GroupOf) -> Journal:
    """One pass over each table."""
    programme = release.programme
    periods = (*months(programme.start_on, programme.as_of), *quarters(programme.start_on, programme.as_of))
    events = _events(release.projects, programme.as_of)
    reports = _reports(release)
    counts: dict[str, Counts] = {}
    for month, village, what, number in (*_money(release), *_notices(release), *_of(events), *_of_villages(reports)):
        counts.setdefault(month, Counter())[group_of(village), what] += number
    return Journal(
        periods={period.code: period for period in periods},
        counts=counts,
        kinds=_kinds(release),
        events=events,
        reports=reports,
        inspections=_inspections(release),
        projects=release.projects,
        as_of=programme.as_of,
    )


def bulletin(found: Journal, code: str) -> Bulletin:
    """The bulletin of a period; raises KeyError for a code that is none."""
    period = found.periods[code]
    inside = period.months
    return Bulletin(
        period=period,
        counts=total(found.counts, inside),
        kinds=sum((found.kinds.get(m, Counter()) for m in inside), Counter[str]()),
        events=tuple(event for m in inside for event in found.events.get(m, ())),
        reports=sum((found.reports.get(m, Counter()) for m in inside), Counter[tuple[str, str]]()),
        due_months=tuple(m for m in inside if is_due(m, found.as_of)),
        inspections=found.inspections.get(code, ()) if period.is_quarter else (),
        so_far=total(found.counts, (m for m in found.counts if m <= inside[-1])),
        standing=Counter(standing(project, period.last_day) for project in found.projects),
    )


def total(counts: Mapping[str, Counts], inside: Iterable[str]) -> Counts:
    """Counts of several months together; a count of zero is left out."""
    return sum((counts.get(month, Counts()) for month in inside), Counts())


def is_due(month: str, as_of: str) -> bool:
    """Whether a month's reports are due: the month is over."""
    return last_day(month) < as_of


def standing(project: Project, day: str) -> ProjectState:
    """Where a project stood on an earlier day, from the dates that had passed by then."""
    if _by(project.accepted_on, day):
        return ProjectState.ACCEPTED
    if _by(project.completed_on, day):
        return ProjectState.COMPLETED
    if _before(project.planned_end_on, day):
        return ProjectState.LATE
    if _by(project.started_on, day):
        return ProjectState.UNDER_WAY
    if _before(project.planned_start_on, day):
        return ProjectState.LATE_START
    return ProjectState.NOT_REPORTED if isinstance(project.planned_start_on, Blank) else ProjectState.NOT_DUE


def owed(project: Project, as_of: str) -> tuple[str, ...]:
    """Months for which a project owes a report at `as_of`; none without any start."""
    starts = [day[:7] for day in (project.planned_start_on, project.started_on) if not isinstance(day, Blank)]
    if not starts:
        return ()
    end = as_of if isinstance(project.completed_on, Blank) else project.completed_on
    return tuple(month for month in span(min(starts), min(end, as_of)[:7]) if is_due(month, as_of))


Count = tuple[str, str | Blank, str, int]
"""(month, village, what, how many or fen)"""


def _money(release: Release) -> Iterator[Count]:
    for move in release.fund_moves:
        if move.stage in STAGES and isinstance(move.amount_fen, int):
            yield move.moved_on[:7], move.village_code, move.stage, move.amount_fen


def _notices(release: Release) -> Iterator[Count]:
    """Notices by the day on which they went up; a project's notice belongs to the project's village."""
    village_of = {p.project_id: p.village_code for p in release.projects}
    for notice in release.notices:
        if not isinstance(notice.posted_from, Blank):
            village = notice.village_code
            own = village_of.get(str(notice.project_id), village) if isinstance(village, Blank) else village
            yield notice.posted_from[:7], own, NOTICES, 1


def _of(events: Mapping[str, Iterable[Event]]) -> Iterator[Count]:
    for month, found in events.items():
        for event in found:
            yield month, event.project.village_code, event.what, 1


def _of_villages(reports: Mapping[str, Counter[tuple[str, str]]]) -> Iterator[Count]:
    for month, found in reports.items():
        for (village, what), number in found.items():
            yield month, village or Blank.NOT_APPLICABLE, what, number


def _kinds(release: Release) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for notice in release.notices:
        if not isinstance(notice.posted_from, Blank):
            found.setdefault(notice.posted_from[:7], Counter())[notice.kind] += 1
    return found


def _inspections(release: Release) -> dict[str, tuple[Inspection, ...]]:
    found: dict[str, list[Inspection]] = {}
    for inspection in release.inspections:
        found.setdefault(inspection.quarter.lower(), []).append(inspection)
    return {code: tuple(inside) for code, inside in found.items()}


def _reports(release: Release) -> dict[str, Counter[tuple[str, str]]]:
    """Month → (village or empty, owed or reported) → project reports. A report that nobody owed is not counted."""
    sent = {(report.project_id, report.month) for report in release.project_reports}
    found: dict[str, Counter[tuple[str, str]]] = {}
    for project in release.projects:
        village = "" if isinstance(project.village_code, Blank) else project.village_code
        for month in owed(project, release.programme.as_of):
            here = found.setdefault(month, Counter())
            here[village, OWED] += 1
            here[village, REPORTED] += (project.project_id, month) in sent
    return found


def _events(projects: Iterable[Project], as_of: str) -> dict[str, tuple[Event, ...]]:
    """Month → events by date."""
    found: dict[str, list[Event]] = {}
    for project in projects:
        for month, event in _of_project(project, as_of):
            found.setdefault(month, []).append(event)
    return {month: tuple(sorted(events, key=lambda e: (e.on, e.project.project_id))) for month, events in found.items()}


def _of_project(project: Project, as_of: str) -> Iterator[tuple[str, Event]]:
    dates = (project.started_on, project.completed_on, project.accepted_on)
    for what, on in zip(EVENTS, dates, strict=False):
        if not isinstance(on, Blank):
            yield on[:7], Event(what=what, on=on, project=project)
    planned = project.planned_end_on
    if not isinstance(planned, Blank):
        month = planned[:7] if planned < last_day(planned[:7]) else after(planned[:7])
        end = last_day(month)
        if end <= as_of and not (_by(project.completed_on, end) or _by(project.accepted_on, end)):
            yield month, Event(what="overdue", on=planned, project=project)


def _by(on: str | Blank, day: str) -> bool:
    return not isinstance(on, Blank) and on <= day


def _before(on: str | Blank, day: str) -> bool:
    return not isinstance(on, Blank) and on < day
