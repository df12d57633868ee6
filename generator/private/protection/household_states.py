"""Households of each village by where they stand with each goal, year by year; goals, targets and years are data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.base.blanks import Blank
from generator.base.errors import Bilingual, Finding, ProtectionRefused, Where
from generator.config.settings import GOAL, TablePolicy
from generator.figures.goal_results import share
from generator.private.protection.columns import records
from generator.private.protection.household_measures import (
    BOOK,
    MEASURES,
    RECORDS,
    REGISTER,
    YEARS,
    Facts,
    Measure,
    Value,
)
from generator.private.protection.mask import HOUSEHOLD_KEY
from generator.private.stages import Masked
from generator.published.goal_states import MET, NOT_APPLICABLE, NOT_BEHIND, NOT_REPORTED, year_and_state

OF_HOUSEHOLDS = ("household", "member")
"""Levels of the goals that bind households"""
_REGISTERED = ("persons", "labour_persons")
_YEARLY = (
    "net_income_per_head_fen",
    "insured_persons",
    "pension_eligible_persons",
    "pension_persons",
    "allowance_eligible_persons",
    "allowance_persons",
    "has_firm_link",
    "is_cooperative_member",
)
_SIGNATURES = ("is_signed_by_village", "is_signed_by_head", "is_signed_by_team")
_ByYear = Mapping[str, Mapping[int, Mapping[int, Facts]]]
"""Table → year → household → what it says"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdStates:
    """Households by state."""

    categories: Mapping[str, tuple[str, ...]]
    """Breakdown → `<year>.<state>` for every year that was reported and every state that its measure knows;
    `not_applicable` alone where the register says in all years who is asked; `<year>.not_behind` where not all are"""
    counts: Mapping[tuple[str, str, str], int]
    """(village, breakdown, category) → households"""
    twins: Sequence[Sequence[tuple[str, str]]]
    """(breakdown, category) that are one number under several names, and everybody knows it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goal:
    by: str
    measure: str
    operator: str
    targets: Mapping[int, Value]
    """Year → target of that same year"""


def household_states(masked: Masked, owed: Collection[str], tables: Iterable[TablePolicy]) -> HouseholdStates:
    """Households of the villages of `owed` by every goal that a table of the policy names.

    Raises ProtectionRefused when two of these goals have one measure: what lies between two targets is a number that
    a reader works out and nobody protects.
    """
    named = {table.by.removeprefix(GOAL) for table in tables if table.by.startswith(GOAL)}
    if not named or REGISTER not in masked.frames:
        return HouseholdStates(categories={}, counts={}, twins=())
    told: _ByYear = {YEARS: _years(masked), RECORDS: _books(masked)}
    goals = [goal for goal in _goals(masked, told) if goal.by.removeprefix(GOAL) in named]
    if len({goal.measure for goal in goals}) < len(goals):
        raise ProtectionRefused([_TWICE])
    return HouseholdStates(
        categories={goal.by: tuple(_categories(goal)) for goal in goals},
        counts=_counts(masked, owed, goals, told),
        twins=_twins(goals),
    )


def states_of_level(categories: Sequence[str], *, is_village: bool) -> tuple[str, ...]:
    """Categories of a goal on a level: a village, which shows no number, does not tell apart who met it from whom it
    did not ask; for neighbours know whom, and a finer table would hide more than it can tell.
    """
    is_coarse = is_village and any(year_and_state(each)[1] == NOT_BEHIND for each in categories)
    left_out = (MET, NOT_APPLICABLE) if is_coarse else ()
    return tuple(each for each in categories if year_and_state(each)[1] not in left_out)


def _category(measure: Measure, year: int, state: str) -> str:
    """`2014.met`; whom a goal asks by the register is one number for all years: `not_applicable`."""
    return state if state == NOT_APPLICABLE and measure.asks_in == REGISTER else f"{year}.{state}"


def _categories(goal: _Goal) -> Iterable[str]:
    measure = MEASURES[goal.measure]
    states = (*measure.states, NOT_BEHIND) if measure.asks else measure.states
    return dict.fromkeys(_category(measure, year, state) for year in goal.targets for state in states)


def _counts(
    masked: Masked, owed: Collection[str], goals: Sequence[_Goal], told: _ByYear
) -> Mapping[tuple[str, str, str], int]:
    counts: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    years = sorted({year for goal in goals for year in goal.targets})
    for key, village, *registered in records(masked.frames[REGISTER], HOUSEHOLD_KEY, "village_code", *_REGISTERED):
        register = dict(zip(_REGISTERED, registered, strict=True))
        for year in years if village in owed else ():
            book = told[RECORDS].get(year, {}).get(key, {BOOK: ()})
            facts = {**register, **told[YEARS].get(year, {}).get(key, {}), **book}
            for goal in (goal for goal in goals if year in goal.targets):
                measure = MEASURES[goal.measure]
                state = measure.state(facts, goal.operator, goal.targets[year])
                for each in (state, NOT_BEHIND) if measure.asks and state in (MET, NOT_APPLICABLE) else (state,):
                    counts[village, goal.by, _category(measure, year, each)].add(key)
    return {spot: len(households) for spot, households in counts.items()}


def _years(masked: Masked) -> Mapping[int, Mapping[int, Facts]]:
    found: defaultdict[int, dict[int, Facts]] = defaultdict(dict)
    if YEARS in masked.frames:
        for key, year, *cells in records(masked.frames[YEARS], HOUSEHOLD_KEY, "year", *_YEARLY):
            found[year][key] = dict(zip(_YEARLY, cells, strict=True))
    return found


def _books(masked: Masked) -> Mapping[int, Mapping[int, Facts]]:
    """An entry that is still missing has taken as many days as have passed until today."""
    found: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    if RECORDS in masked.frames:
        for key, helped, entered, *signed in records(
            masked.frames[RECORDS], HOUSEHOLD_KEY, "helped_on", "entered_on", *_SIGNATURES
        ):
            until = masked.programme.as_of if isinstance(entered, Blank) else entered
            days = (date.fromisoformat(until) - date.fromisoformat(helped)).days
            found[int(helped[:4])].setdefault(key, {BOOK: []})[BOOK].append((all(signed), days))
    return found


def _goals(masked: Masked, told: _ByYear) -> Iterator[_Goal]:
    """Goals of households that can be measured, each with the years that have ended, were reported and lead to it."""
    programme, series = masked.programme, _benchmarks(masked)
    columns = ("goal_id", "level", "measure", "operator", "target", "benchmark_id", "factor_percent", "year")
    for code, level, measure, operator, target, benchmark, factor, last in records(masked.frames["goals"], *columns):
        if level not in OF_HOUSEHOLDS or measure not in MEASURES or operator == "text":
            continue
        targets = {
            year: target if isinstance(benchmark, Blank) else _share(factor, series.get((benchmark, year)))
            for year in sorted(told[MEASURES[measure].table])
            if int(programme.start_on[:4]) <= year <= last and f"{year}-12-31" <= programme.as_of
        }
        yield _Goal(by=f"{GOAL}{code}", measure=measure, operator=operator, targets=targets)


def _share(factor: Any, benchmark_fen: int | None) -> Value:
    return Blank.NOT_REPORTED if benchmark_fen is None else share(factor, benchmark_fen)


def _benchmarks(masked: Masked) -> Mapping[tuple[str, int], int]:
    rows = records(masked.frames["benchmarks"], "benchmark_id", "year", "value_fen")
    return {(name, year): fen for name, year, fen in rows}


def _twins(goals: Iterable[_Goal]) -> Sequence[Sequence[tuple[str, str]]]:
    """Goals that leave the same households aside, and goals that stand on the same record books."""
    groups: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for goal in goals:
        measure = MEASURES[goal.measure]
        for year in goal.targets:
            if measure.asks:
                aside = _category(measure, year, NOT_APPLICABLE)
                groups[measure.asks, aside].append((goal.by, aside))
            if measure.table == RECORDS:
                groups[RECORDS, str(year)].append((goal.by, _category(measure, year, NOT_REPORTED)))
    unique = (list(dict.fromkeys(group)) for _, group in sorted(groups.items()))
    return [group for group in unique if len(group) > 1]


_TWICE = Finding(
    code="protect.goals",
    where=Where(file="site_config.yml", column="protection.tables"),
    rule=Bilingual(
        zh="两张目标表的指标相同，两个标准之间的户数可以相减得出",
        en="two tables of goals have one measure; the households between the two targets follow by subtraction",
    ),
    remedy=Bilingual(zh="在 site_config.yml 中只保留其中一张", en="keep only one of the two in site_config.yml"),
)
