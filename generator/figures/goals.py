"""Goals: the exact operator, the dated benchmark with its arithmetic, the value, the gap and the state.

Benchmark goals move: 60 % means 60 % of the provincial income of the value's own year. Arithmetic is exact decimal.
The value of a goal of households is the percentage of them that met it; it is met when all have.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from generator.base.blanks import Blank
from generator.figures import measures
from generator.figures.goal_results import Break, GoalResult, PlaceResult, Reading, State, arithmetic
from generator.figures.household_goals import HouseholdGoal, household_goals
from generator.figures.household_results import household_results
from generator.figures.measures import OF_HOUSEHOLDS, Facts
from generator.published.release import Release
from generator.published.rows import Benchmark, Goal


def results(release: Release) -> tuple[GoalResult, ...]:
    """Every goal against the release's own facts, sorted by goal id as the release is."""
    facts, declared = Facts.of(release), household_goals(release)
    series: dict[str, list[Benchmark]] = {}
    for benchmark in release.benchmarks:
        series.setdefault(benchmark.benchmark_id, []).append(benchmark)
    found = ((goal, tuple(series.get(str(goal.benchmark_id), ()))) for goal in release.goals)
    return tuple(_result(goal, facts, years, declared.get(goal.goal_id)) for goal, years in found)


def _result(goal: Goal, facts: Facts, series: tuple[Benchmark, ...], declared: HouseholdGoal | None) -> GoalResult:
    by_year = {benchmark.year: benchmark for benchmark in series}
    households = declared if goal.level in OF_HOUSEHOLDS else None
    if households is not None:
        spots = [("county", facts.county_code), *(("township", code) for code in facts.townships)]
        places = household_results(goal, households, spots, by_year, facts.as_of)
    else:
        places = tuple(_place(goal, code, facts, by_year) for code in measures.places(goal, facts))
    return GoalResult(
        goal=goal,
        places=places if households is None else places[:1],
        townships=() if households is None else places[1:],
        households=households,
        series=series,
        breaks=tuple(Break(before=a, after=b) for a, b in pairwise(series) if a.definition != b.definition),
    )


def _place(goal: Goal, code: str, facts: Facts, by_year: Mapping[int, Benchmark]) -> PlaceResult:
    reading = read(goal, code, goal.year, facts, by_year)
    preview = None if not isinstance(reading.value, Blank) else _preview(goal, code, facts, by_year)
    return PlaceResult(place_code=code, state=_state(goal, reading, facts), reading=reading, preview=preview)


def _preview(goal: Goal, code: str, facts: Facts, by_year: Mapping[int, Benchmark]) -> Reading | None:
    for year in range(goal.year - 1, facts.first_year - 1, -1):
        reading = read(goal, code, year, facts, by_year)
        if not isinstance(reading.value, Blank):
            return reading
    return None


def read(goal: Goal, code: str, year: int, facts: Facts, by_year: Mapping[int, Benchmark]) -> Reading:
    """Value and target of one place and year; blanks say what is missing."""
    value = measures.value(goal, code, year, facts)
    written = arithmetic(goal, by_year.get(year))
    target = written.target_fen if written else _fixed_target(goal)
    if goal.due_on > facts.as_of and year == goal.year:
        value, target = _not_due(value), _not_due(target)
    return Reading(
        year=year,
        value=value,
        target=target,
        arithmetic=written,
        gap=_gap(value, target),
        is_satisfied=satisfies(value, goal.operator, target),
    )


def _fixed_target(goal: Goal) -> Decimal | Blank:
    if isinstance(goal.target, Blank):
        # A benchmark goal whose year has no published benchmark yet has no target to compare with.
        return goal.target if isinstance(goal.benchmark_id, Blank) else Blank.NOT_REPORTED
    return goal.target


def _not_due(figure: Decimal | Blank) -> Decimal | Blank:
    return Blank.NOT_DUE if figure is Blank.NOT_REPORTED else figure


def _gap(value: Decimal | Blank, target: Decimal | Blank) -> Decimal | Blank:
    if isinstance(value, Blank):
        return value
    return target if isinstance(target, Blank) else value - target


def satisfies(value: Decimal | Blank, operator: str, target: Decimal | Blank) -> bool | Blank:
    """`value operator target`, exactly; `by` compares 100 with 100. Blank where a side is blank.

    Raises KeyError for an operator that the contract does not know.
    """
    if isinstance(value, Blank):
        return value
    if operator == "by":
        return value >= 100
    if operator == "text":
        return Blank.NOT_APPLICABLE
    if isinstance(target, Blank):
        return target
    return {
        ">=": value >= target,
        ">": value > target,
        "<=": value <= target,
        "<": value < target,
        "==": value == target,
    }[operator]


def _state(goal: Goal, reading: Reading, facts: Facts) -> State:
    """Met counts as soon as it is reported; behind only from the due date on."""
    if goal.measure == "text" or goal.operator == "text":
        return State.TEXT
    if reading.is_satisfied is True:
        return State.MET
    if reading.value in (Blank.WITHHELD, Blank.NOT_APPLICABLE):
        return State(str(reading.value))
    if goal.due_on > facts.as_of:
        return State.NOT_DUE
    return State.BEHIND if reading.is_satisfied is False else State.NOT_REPORTED
