"""The list of goals: the goals of the last year first, then the stage tasks of the years before."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.goal_results import GoalResult, State
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, category, href
from generator.site.views import common, goaltext, householdgoals

ROOT = "../"

GoalRow = tuple[str, str, str, str, str, str, str, tuple[tuple[Cell, str], ...], str]
"""(id, address, title, level, target, due, clause, (state, number of places or percentage) pairs, mark)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every goal with its target and state, by goal year, latest first."""
    years = sorted({result.goal.year for result in county.goals.values()}, reverse=True)
    return Page(
        path="goals/index.html",
        section="goals",
        title="目标",
        description=f"{len(county.goals)} 项目标的判定、基准与状态",
        template="goals.html",
        context={
            **common.base(county, ROOT),
            "years": tuple(
                (str(year), tuple(row(county, r, ROOT) for r in county.goals.values() if r.goal.year == year))
                for year in years
            ),
        },
    )


def row(county: County, result: GoalResult, root: str) -> GoalRow:
    goal = result.goal
    return (
        goal.goal_id,
        href(root, "goals", goal.goal_id),
        goal.title,
        county.say(category("goals", "level", goal.level)),
        goaltext.target(goal, goaltext.benchmark_name(result), county.say),
        goal.due_on,
        goal.clause,
        states(county, result),
        "" if all(b.is_confirmed for b in result.series) else "基准待核",
    )


def states(county: County, result: GoalResult) -> tuple[tuple[Cell, str], ...]:
    """How many places stand in each state; for a county goal its one state, without a number; of households the latest
    percentage.
    """
    is_county = result.goal.level != "village"
    return tuple(
        (goaltext.STATES[state], householdgoals.latest(result) if is_county else county.say(f"{number} 个村"))
        for state in State
        if (number := result.count(state))
    )
