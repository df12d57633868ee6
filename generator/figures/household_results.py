"""Goals of households as results of places: the percentage that met it, and the state that the numbers come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.base.blanks import Blank
from generator.figures.goal_results import PlaceResult, Reading, State, arithmetic
from generator.figures.household_goals import HouseholdGoal, Standing
from generator.published.goal_states import MET, NOT_MET
from generator.published.rows import Benchmark, Goal

ALL_OF_THEM = Decimal(100)
"""Percent: a goal of households is met when all that it asks have met it"""


def household_results(
    goal: Goal, found: HouseholdGoal, spots: Sequence[tuple[str, str]], by_year: Mapping[int, Benchmark], as_of: str
) -> tuple[PlaceResult, ...]:
    """One result per (level, code), in the order given."""
    return tuple(_of_place(goal, found, spot, by_year, as_of) for spot in spots)


def _of_place(
    goal: Goal, found: HouseholdGoal, spot: tuple[str, str], by_year: Mapping[int, Benchmark], as_of: str
) -> PlaceResult:
    readings = {year: _reading(goal, s, by_year.get(year)) for year, s in found.standings.get(spot, {}).items()}
    earlier = [year for year in readings if year < goal.year]
    missing = _missing(goal, found, spot, as_of)
    return PlaceResult(
        place_code=spot[1],
        state=_state(goal, found.standings.get(spot, {}).get(goal.year), missing, as_of),
        reading=readings.get(goal.year) or _blank(goal, missing, by_year.get(goal.year)),
        preview=readings[max(earlier)] if earlier and goal.year not in readings else None,
    )


def _missing(goal: Goal, found: HouseholdGoal, spot: tuple[str, str], as_of: str) -> Blank:
    """Why the goal year has no numbers of a place: a level that the policy leaves out is withheld."""
    if found.years and spot not in found.standings:
        return Blank.WITHHELD
    return Blank.NOT_DUE if goal.due_on > as_of else Blank.NOT_REPORTED


def _reading(goal: Goal, standing: Standing, benchmark: Benchmark | None) -> Reading:
    percent, verdict = standing.percent, standing.verdict
    return Reading(
        year=standing.year,
        value=percent,
        target=ALL_OF_THEM,
        arithmetic=arithmetic(goal, benchmark),
        gap=percent if isinstance(percent, Blank) else percent - ALL_OF_THEM,
        is_satisfied=verdict if isinstance(verdict, Blank) else verdict == MET,
    )


def _blank(goal: Goal, missing: Blank, benchmark: Benchmark | None) -> Reading:
    return Reading(
        year=goal.year,
        value=missing,
        target=ALL_OF_THEM,
        arithmetic=arithmetic(goal, benchmark),
        gap=missing,
        is_satisfied=missing,
    )


def _state(goal: Goal, standing: Standing | None, missing: Blank, as_of: str) -> State:
    """Met counts as soon as it is reported; behind only from the due date on."""
    verdict = standing.verdict if standing is not None else missing
    if verdict == MET:
        return State.MET
    if verdict in (Blank.WITHHELD, Blank.NOT_APPLICABLE):
        return State(str(verdict))
    if goal.due_on > as_of:
        return State.NOT_DUE
    return State.BEHIND if verdict == NOT_MET else State.NOT_REPORTED
