"""Who is late: projects against their plan, resident cadres against the day by which they had to arrive."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.blanks import Blank
from generator.figures.findings.entries import days_between
from generator.figures.findings.facts import Facts
from generator.figures.findings.record import PublicFinding, Verdict, day, row
from generator.figures.findings.rules import Rule
from generator.figures.projects import ProjectState, state
from generator.published.rows import Assignment, Goal, Project

ARRIVAL = "cadre_arrival"
"""Measure of the goal that gives the day of arrival"""


def late_projects(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Completion against the planned end; where that is in time or still ahead, the start against the planned start."""
    for project in facts.release.projects:
        end = _late(facts, rule, project, project.planned_end_on, project.completed_on)
        start = _late(facts, rule, project, project.planned_start_on, project.started_on)
        if end or start:
            yield end or start
        else:
            where = state(project, facts.as_of)
            yield {ProjectState.NOT_DUE: Blank.NOT_DUE, ProjectState.NOT_REPORTED: Blank.NOT_REPORTED}.get(where)


def _late(
    facts: Facts, rule: Rule, project: Project, planned: str | Blank, actual: str | Blank
) -> PublicFinding | None:
    """A day that never came counts until the edition's; what is finished has started, whatever was reported."""
    is_over = not isinstance(project.completed_on, Blank) or not isinstance(project.accepted_on, Blank)
    if isinstance(planned, Blank) or (isinstance(actual, Blank) and is_over):
        return None
    until = facts.as_of if isinstance(actual, Blank) else actual
    if until <= planned or days_between(planned, until) <= rule.threshold:
        return None
    key = row("projects", project.project_id)
    return PublicFinding(
        finding_id=f"{project.project_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=project.village_code,
        fund_id=Blank.NOT_APPLICABLE,
        project_id=project.project_id,
        at_stake_fen=project.budget_fen,
        first=day(planned, key),
        second=day(actual, key),
        since=planned,
        is_open=isinstance(actual, Blank),
    )


def late_cadres(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Arrivals of every helping unit of the villages that a goal of arrival binds."""
    for goal in facts.release.goals:
        if goal.measure == ARRIVAL and goal.level == "village":
            kinds = goal.village_kinds
            for assignment in facts.release.assignments:
                if isinstance(kinds, Blank) or facts.kinds[assignment.village_code] in kinds:
                    yield _arrival(facts, rule, goal, assignment)


def _arrival(facts: Facts, rule: Rule, goal: Goal, assignment: Assignment) -> Verdict:
    arrived = assignment.arrived_on
    until = facts.as_of if isinstance(arrived, Blank) else arrived
    if until <= goal.due_on or days_between(goal.due_on, until) <= rule.threshold:
        return Blank.NOT_DUE if isinstance(arrived, Blank) else None
    key = row("assignments", assignment.unit_id, assignment.village_code)
    return PublicFinding(
        finding_id=f"{assignment.unit_id}-{assignment.village_code}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=assignment.village_code,
        fund_id=Blank.NOT_APPLICABLE,
        project_id=Blank.NOT_APPLICABLE,
        at_stake_fen=Blank.NOT_APPLICABLE,
        first=day(goal.due_on, row("goals", goal.goal_id)),
        second=day(arrived, key),
        since=goal.due_on,
        is_open=isinstance(arrived, Blank),
    )
