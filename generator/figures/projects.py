"""Where a project stands at the edition's as-of date, told from its dates alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.base.blanks import Blank
from generator.published.rows import Project


class ProjectState(StrEnum):
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    """Finished, not yet accepted"""
    LATE = "late"
    """The planned end has passed without a reported completion"""
    LATE_START = "late_start"
    """The planned start has passed without a reported start"""
    UNDER_WAY = "under_way"
    NOT_DUE = "not_due"
    """Planned to start after the as-of date"""
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Actual dates of a project; a date that could not exist yet is not due instead of not reported."""

    started_on: str | Blank
    completed_on: str | Blank
    accepted_on: str | Blank


def state(project: Project, as_of: str) -> ProjectState:
    """The state at `as_of` (ISO date); ISO text compares as dates do."""
    if _known(project.accepted_on):
        return ProjectState.ACCEPTED
    if _known(project.completed_on):
        return ProjectState.COMPLETED
    if _passed(project.planned_end_on, as_of):
        return ProjectState.LATE
    if _known(project.started_on):
        return ProjectState.UNDER_WAY
    if _passed(project.planned_start_on, as_of):
        return ProjectState.LATE_START
    return ProjectState.NOT_DUE if _known(project.planned_start_on) else ProjectState.NOT_REPORTED


def dates(project: Project, as_of: str) -> Dates:
    """Actual dates with blanks that tell 未报 (it should have happened) from 未到期 (not yet)."""
    return Dates(
        started_on=_actual(project.started_on, due=_passed(project.planned_start_on, as_of)),
        completed_on=_actual(project.completed_on, due=_passed(project.planned_end_on, as_of)),
        accepted_on=_actual(project.accepted_on, due=_known(project.completed_on)),
    )


def _known(date: str | Blank) -> bool:
    return not isinstance(date, Blank)


def _passed(date: str | Blank, as_of: str) -> bool:
    return not isinstance(date, Blank) and date < as_of


def _actual(date: str | Blank, *, due: bool) -> str | Blank:
    if date is not Blank.NOT_REPORTED or due:
        return date
    return Blank.NOT_DUE
