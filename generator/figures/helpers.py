"""Helping units: whether their cadres arrived in time, and what money they gave themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.base.blanks import Blank
from generator.published.release import Release
from generator.published.rows import Assignment, FundMove, Goal

MEASURE = "cadre_arrival"
"""Measure of the goals that set the day by which cadres must have arrived"""
GIVEN = ("promised", "issued", "received")
"""Stages of money that a unit gives; what the village then spends is no longer the unit's payment"""


class Arrival(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    """No arrival is told and the deadline lies after the as-of date"""
    NOT_APPLICABLE = "not_applicable"
    """The table says that no cadre has to come"""
    ARRIVED = "arrived"
    """Arrived where no goal sets a deadline"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One unit's arrival in one village."""

    state: Arrival
    days_late: int
    """Days after the deadline; 0 unless late"""


def deadlines(release: Release) -> Mapping[str, Goal]:
    """Village → the goal that sets the day of arrival, the earliest where several bind it."""
    goals = sorted((g for g in release.goals if g.measure == MEASURE), key=lambda g: (g.due_on, g.goal_id))
    found: dict[str, Goal] = {}
    for village in release.villages:
        bound = (g for g in goals if isinstance(g.village_kinds, Blank) or village.kind in g.village_kinds)
        goal = next(bound, None)
        if goal is not None:
            found[village.village_code] = goal
    return found


def arrival(assignment: Assignment, goal: Goal | None, as_of: str) -> Arrived:
    """The arrival of an assignment against its deadline; the deadline's own day is in time."""
    arrived = assignment.arrived_on
    if isinstance(arrived, Blank):
        is_open = goal is not None and goal.due_on > as_of and arrived is Blank.NOT_REPORTED
        return Arrived(state=Arrival.NOT_DUE if is_open else Arrival(str(arrived)), days_late=0)
    if goal is None:
        return Arrived(state=Arrival.ARRIVED, days_late=0)
    late = (date.fromisoformat(arrived) - date.fromisoformat(goal.due_on)).days
    return Arrived(state=Arrival.LATE if late > 0 else Arrival.ON_TIME, days_late=max(0, late))


def accounts(release: Release) -> Mapping[str, str]:
    """Unit → the organisation that pays for it. The tables name no such link: it is the only one of the same name."""
    by_name: dict[str, list[str]] = {}
    for organisation in release.organisations:
        if not isinstance(organisation.name, Blank):
            by_name.setdefault(organisation.name, []).append(organisation.organisation_id)
    names = [unit.name for unit in release.units]
    return {
        unit.unit_id: by_name[unit.name][0]
        for unit in release.units
        if len(by_name.get(unit.name, ())) == 1 and names.count(unit.name) == 1
    }


def given(release: Release) -> Mapping[str, tuple[FundMove, ...]]:
    """Unit → lines of money that its organisation gives, by date; only money to organisations and projects is told
    line by line. Units without such an organisation are absent.
    """
    unit_of = {organisation: unit for unit, organisation in accounts(release).items()}
    found: dict[str, list[FundMove]] = {unit: [] for unit in unit_of.values()}
    for move in sorted(release.fund_moves, key=lambda m: (m.moved_on, m.move_id)):
        if move.stage in GIVEN and move.payer_id in unit_of:
            found[unit_of[str(move.payer_id)]].append(move)
    return {unit: tuple(moves) for unit, moves in found.items()}
