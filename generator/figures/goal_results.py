"""What is said of a goal: its arithmetic, readings of places and years, and the state at the edition's date."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.base.blanks import Blank
from generator.figures.household_goals import HouseholdGoal
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
    """Fen, percent, households or villages, as the goal's unit says; of households the percentage that met it"""
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
    townships: tuple[PlaceResult, ...]
    """Of a goal of households, besides the county"""
    households: HouseholdGoal | None
    """Of a goal of households that a protected table declares"""
    series: tuple[Benchmark, ...]
    """Every year of the goal's benchmark"""
    breaks: tuple[Break, ...]

    def count(self, state: State) -> int:
        return sum(1 for place in self.places if place.state is state)


def arithmetic(goal: Goal, benchmark: Benchmark | None) -> Arithmetic | None:
    if benchmark is None or isinstance(goal.factor_percent, Blank):
        return None
    target = share(goal.factor_percent, benchmark.value_fen)
    return Arithmetic(factor_percent=goal.factor_percent, benchmark=benchmark, target_fen=target)


def share(factor_percent: Decimal, benchmark_fen: int) -> Decimal:
    """factor % of a benchmark, in fen, exact."""
    return (factor_percent * benchmark_fen).scaleb(-2)
