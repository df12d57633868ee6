"""A goal: clause, operator, benchmark arithmetic, and every place's value, gap and state."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.goal_results import GoalResult, PlaceResult
from generator.figures.measures import COUNTED_TABLES, OF_HOUSEHOLDS
from generator.published.rows import Goal
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, category, chinese_date, day, href, plain_yuan, words
from generator.site.views import common, goals, goaltext, householdgoals

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.goals)


def page(county: County, key: str) -> Page:
    """The page of one goal; raises KeyError for an unknown id."""
    result = county.goals[key]
    goal = result.goal
    return Page(
        path=f"goals/{key}/index.html",
        section="goals",
        title=goal.title,
        description=f"{goal.title}：{goal.year}年目标，判定、基准与状态",
        template="goal.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": goal.title,
            "year": str(goal.year),
            "level": county.say(category("goals", "level", goal.level)),
            "target": goaltext.target(goal, goaltext.benchmark_name(result), county.say),
            "due_on": goal.due_on,
            "clause": goal.clause,
            "note": "" if isinstance(goal.note, Blank) else goal.note,
            "states": goals.states(county, result),
            "is_text": goal.operator == "text",
            "is_of_households": goal.level in OF_HOUSEHOLDS,
            "households": householdgoals.block(county, result, ROOT),
            "labels": (*householdgoals.LABELS, "达到的户占"),
            "counted_on": _counted_on(county, goal),
            "arithmetic": _arithmetic(result),
            "series": _series(result),
            "missing": _missing(county, result),
            "breaks": tuple(
                (str(b.before.year), b.before.definition, str(b.after.year), b.after.definition) for b in result.breaks
            ),
            "places": tuple(_place(county, result, place) for place in result.places),
        },
    )


def _counted_on(county: County, goal: Goal) -> str:
    """Date of the protected table that the goal's values stand in; empty for other goals."""
    day = county.snapshot_dates.get(goal.measure, {}).get("county") if goal.measure in COUNTED_TABLES else None
    return chinese_date(day) if day else ""


def _arithmetic(result: GoalResult) -> tuple[tuple[str, str, str], ...]:
    """(year, written-out arithmetic, mark) for every benchmark year of the programme's own span."""
    goal = result.goal
    if isinstance(goal.factor_percent, Blank):
        return ()
    factor = goal.factor_percent
    return tuple(
        (str(b.year), goaltext.written(factor, b), "" if b.is_confirmed else "基准待核")
        for b in result.series
        if b.year <= goal.year
    )


def _missing(county: County, result: GoalResult) -> Cell:
    """Why the goal year has no arithmetic yet; an empty cell when it has, or needs none."""
    goal = result.goal
    if isinstance(goal.factor_percent, Blank) or any(b.year == goal.year for b in result.series):
        return ("", "")
    return words(Blank.NOT_DUE if goal.due_on > county.programme.as_of else Blank.NOT_REPORTED)


def _series(result: GoalResult) -> tuple[tuple[str, str, str, str, Cell, Cell], ...]:
    """(year, yuan, definition, source, published, confirmed) of the benchmark."""
    return tuple(
        (
            str(b.year),
            plain_yuan(b.value_fen),
            b.definition,
            b.source,
            day(b.published_on),
            words("已确认") if b.is_confirmed else ("st late", "待核"),
        )
        for b in result.series
    )


def _place(county: County, result: GoalResult, place: PlaceResult) -> tuple[object, ...]:
    """(figure code, address, name, state, reading, preview or empty, preview word)."""
    village = county.villages.get(place.place_code)
    code = f"{place.place_code}-{result.goal.goal_id}"
    return (
        code,
        f"{href(ROOT, 'villages', place.place_code)}#{code}" if village else "",
        village.name if village else county.programme.county_name,
        goaltext.state(place),
        goaltext.reading(result.goal, place.reading, county.say),
        goaltext.reading(result.goal, place.preview, county.say) if place.preview else (),
        goaltext.preview_word(place.preview) if place.preview else "",
    )
