"""Goals and fund rules that can be computed: measure and level, operator, target or benchmark, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.contract.schema import tables
from generator.figures.measures import COUNTY_INCOME
from generator.private.intake.book import Book
from generator.private.intake.times import YEARS_AROUND

_WORDS = ("by", "text")
"""Operators that compare no number."""
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_PEOPLE, _VILLAGE, _COUNTY = ("household", "member"), ("village",), ("county",)
MEASURED: dict[str, tuple[tuple[str, ...], str]] = {
    "net_income_per_head_fen": ((*_PEOPLE, *_VILLAGE), "fen"),
    "collective_income_fen": (_VILLAGE, "fen"),
    "collective_income_growth_fen": (_VILLAGE, "fen"),
    "county_income_per_head_fen": (_COUNTY, "fen"),
    "houses_rebuilt": (_COUNTY, "households"),
    "households_relocated": (_COUNTY, "households"),
    "demonstration_villages": (_COUNTY, "villages"),
    "cadre_arrival": ((*_VILLAGE, *_COUNTY), ""),
    "insurance_percent": (_PEOPLE, "percent"),
    "pension_percent": (_PEOPLE, "percent"),
    "allowance_percent": (_PEOPLE, "percent"),
    "industry_link_percent": (_PEOPLE, "percent"),
    "record_signed_percent": (_PEOPLE, "percent"),
    "record_entry_days": (_PEOPLE, "days"),
}
"""Measure → the levels that it can be judged at, and the unit of its target; words (`text`) fit anywhere"""


def goal_faults(book: Book) -> Iterator[Finding]:
    """Goals that cannot be judged, and instalment years that are no years of the programme's time."""
    yield from _targets(book)
    yield from _measures(book)
    yield from _units(book)
    yield from _kinds(book)
    yield from _benchmarks(book)
    yield from _times(book)
    yield from _instalments(book)


def _instalments(book: Book) -> Iterator[Finding]:
    first, last = int(book.programme.start_on[:4]) - YEARS_AROUND, int(book.programme.end_on[:4]) + YEARS_AROUND
    for row, years in book.known("funds", "instalment_years"):
        if not all(_YEAR.fullmatch(year) for year in years):
            yield book.fault("fund.years", "funds", row, "instalment_years")
        elif not all(first <= int(year) <= last for year in years):
            yield book.fault("date.range", "funds", row, "instalment_years", first=first, last=last)


def _times(book: Book) -> Iterator[Finding]:
    """A growth is measured from an earlier year, and no goal is due before its own year."""
    for row, measure, base, year, due_on in book.rows("goals", "measure", "base_year", "year", "due_on"):
        is_growth = measure == "collective_income_growth_fen"
        is_late = is_growth if isinstance(base, Blank) else base > year - is_growth
        if is_late:
            yield book.fault("goal.base_year", "goals", row, "base_year")
        if int(due_on[:4]) < year:
            yield book.fault("goal.due", "goals", row, "due_on", year=year)


def _targets(book: Book) -> Iterator[Finding]:
    """A comparison has a target with its unit, or a benchmark with its factor; words have neither."""
    columns = ("operator", "target", "target_unit", "benchmark_id", "factor_percent")
    for row, operator, target, unit, benchmark, factor in book.rows("goals", *columns):
        has_target, has_benchmark = not isinstance(target, Blank), not isinstance(benchmark, Blank)
        if operator in _WORDS and (has_target or has_benchmark):
            yield book.fault("goal.text", "goals", row, "operator")
        if operator not in _WORDS and has_target == has_benchmark:
            yield book.fault("goal.value", "goals", row, "target")
        if has_target != (not isinstance(unit, Blank)):
            yield book.fault("goal.unit", "goals", row, "target_unit")
        if has_benchmark != (not isinstance(factor, Blank)):
            yield book.fault("goal.factor", "goals", row, "factor_percent")
        if unit == "percent" and has_target and not 0 <= target <= 100:
            yield book.fault("goal.rate", "goals", row, "target")


def _measures(book: Book) -> Iterator[Finding]:
    """The measure is one of the goal's level, and the operator one that it can be judged by."""
    for row, level, measure, operator in book.rows("goals", "level", "measure", "operator"):
        is_by_date = operator == "by"
        if operator != "text" and (measure == "text" or is_by_date != (measure == "cadre_arrival")):
            yield book.fault("goal.operator", "goals", row, "operator")
        elif measure in MEASURED and level not in MEASURED[measure][0]:
            known = MEASURED[measure][0]
            words = {"known": "、".join(_labels("level", known)), "known_en": ", ".join(known)}
            yield book.fault("goal.level", "goals", row, "level", **words)


def _units(book: Book) -> Iterator[Finding]:
    """The measure's own unit, which of a share of a benchmark is money."""
    for row, measure, unit, benchmark in book.rows("goals", "measure", "target_unit", "benchmark_id"):
        owed = MEASURED[measure][1] if measure in MEASURED else ""
        given = unit if isinstance(benchmark, Blank) else "fen"
        if owed and not isinstance(given, Blank) and given != owed:
            words = {"known": "、".join(_labels("target_unit", (owed,))), "known_en": owed}
            yield book.fault("goal.measure_unit", "goals", row, "target_unit", **words)


def _labels(column: str, values: tuple[str, ...]) -> list[str]:
    return [tables()["goals"].column(column).categories[value] for value in values]


def _kinds(book: Book) -> Iterator[Finding]:
    """Whom a goal of households binds is told by the household, never by its village: all villages with households."""
    owed = set(book.programme.household_village_kinds)
    for row, level, kinds in book.rows("goals", "level", "village_kinds"):
        if level in _PEOPLE and not isinstance(kinds, Blank) and not owed <= set(kinds):
            yield book.fault("goal.kinds", "goals", row, "village_kinds")


def _benchmarks(book: Book) -> Iterator[Finding]:
    """A goal's benchmark is another's number, exists, and for the goal's own year once the goal is due."""
    given: set[tuple[Any, Any]] = {(name, year) for _, name, year in book.rows("benchmarks", "benchmark_id", "year")}
    names = {name for name, _ in given}
    columns = ("measure", "benchmark_id", "year", "due_on")
    for row, measure, benchmark, year, due_on in book.rows("goals", *columns):
        if isinstance(benchmark, Blank):
            continue
        if measure == "county_income_per_head_fen" and benchmark == COUNTY_INCOME:
            yield book.fault("goal.circle", "goals", row, "benchmark_id")
        if benchmark not in names:
            yield book.fault("goal.benchmark", "goals", row, "benchmark_id", year="", year_en="")
        elif due_on <= book.programme.as_of and (benchmark, year) not in given:
            words = {"year": f"（{year} 年）", "year_en": f" for {year}"}
            yield book.fault("goal.benchmark", "goals", row, "benchmark_id", **words)
