"""Goals: the exact operator, the dated benchmark with its arithmetic, the value, the gap and the state.

Benchmark goals move: 60 % means 60 % of the provincial income of the value's own year. Arithmetic is exact decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from generator.base.blanks import Blank
from generator.figures import measures
from generator.figures.measures import Facts
from generator.published.release import Release
from generator.published.rows import Benchmark, Goal


class State(StrEnum):
    """Where a goal stands at the edition's as-of date."""

    MET = "met"
    BEHIND = "behind"
    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    WITHHELD = "withheld"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"
    """A goal in words: nothing is computed"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """factor % × benchmark = target, as it is written out: 45 % × 13360.4 = 6012.18."""

    factor_percent: Decimal
    benchmark: Benchmark
    target_fen: Decimal
    """Exact, not rounded to whole fen"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One year's value of one place against the target of that same year."""

    year: int
    value: Decimal | Blank
    """Fen, percent, households or villages, as the goal's unit says"""
    target: Decimal | Blank
    """In the unit of the value; not reported while that year's benchmark is unknown"""
    arithmetic: Arithmetic | None
    gap: Decimal | Blank
    """value − target"""
    is_satisfied: bool | Blank
    """Whether value and target satisfy the operator"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceResult:
    """One goal of one place."""

    place_code: str
    state: State
    reading: Reading
    """The goal year"""
    preview: Reading | None
    """The latest earlier year that has a value, while the goal year has none"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Two neighbouring benchmark years that were measured by different definitions and may not be joined."""

    before: Benchmark
    after: Benchmark


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """One goal with every place that it binds: villages, or the county alone."""

    goal: Goal
    places: tuple[PlaceResult, ...]
    series: tuple[Benchmark, ...]
    """Every year of the goal's benchmark"""
    breaks: tuple[Break, ...]

    def count(self, state: State) -> int:
        return sum(1 for place in self.places if place.state is state)


def results(release: Release) -> tuple[GoalResult, ...]:
    """Every goal against the release's own facts, sorted by goal id as the release is."""
    facts = Facts.of(release)
    series: dict[str, list[Benchmark]] = {}
    for benchmark in release.benchmarks:
        series.setdefault(benchmark.benchmark_id, []).append(benchmark)
    return tuple(_result(goal, facts, tuple(series.get(str(goal.benchmark_id), ()))) for goal in release.goals)


def _result(goal: Goal, facts: Facts, series: tuple[Benchmark, ...]) -> GoalResult:
    by_year = {benchmark.year: benchmark for benchmark in series}
    places = tuple(_place(goal, code, facts, by_year) for code in measures.places(goal, facts))
    breaks = tuple(Break(before=a, after=b) for a, b in pairwise(series) if a.definition != b.definition)
    return GoalResult(goal=goal, places=places, series=series, breaks=breaks)


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
    arithmetic = _arithmetic(goal, by_year.get(year))
    target = arithmetic.target_fen if arithmetic else _fixed_target(goal)
    if goal.due_on > facts.as_of and year == goal.year:
        value, target = _not_due(value), _not_due(target)
    return Reading(
        year=year,
        value=value,
        target=target,
        arithmetic=arithmetic,
        gap=_gap(value, target),
        is_satisfied=satisfies(value, goal.operator, target),
    )


def _arithmetic(goal: Goal, benchmark: Benchmark | None) -> Arithmetic | None:
    if benchmark is None or isinstance(goal.factor_percent, Blank):
        return None
    target = share(goal.factor_percent, benchmark.value_fen)
    return Arithmetic(factor_percent=goal.factor_percent, benchmark=benchmark, target_fen=target)


def share(factor_percent: Decimal, benchmark_fen: int) -> Decimal:
    """factor % of a benchmark, in fen, exact."""
    return (factor_percent * benchmark_fen).scaleb(-2)


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
