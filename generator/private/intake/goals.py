"""Goals and fund rules that can be computed: operator, target or benchmark, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.private.intake.book import Book

_WORDS = ("by", "text")
"""Operators that compare no number."""
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


def goal_faults(book: Book) -> Iterator[Finding]:
    """Goals that cannot be judged, and instalment years that are no years."""
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
    yield from _benchmarks(book)
    for row, years in book.known("funds", "instalment_years"):
        if not all(_YEAR.fullmatch(year) for year in years):
            yield book.fault("fund.years", "funds", row, "instalment_years")


def _benchmarks(book: Book) -> Iterator[Finding]:
    """A goal's benchmark exists, and for the goal's own year once the goal is due."""
    given: set[tuple[Any, Any]] = {(name, year) for _, name, year in book.rows("benchmarks", "benchmark_id", "year")}
    names = {name for name, _ in given}
    for row, benchmark, year, due_on in book.rows("goals", "benchmark_id", "year", "due_on"):
        if isinstance(benchmark, Blank):
            continue
        if benchmark not in names:
            yield book.fault("goal.benchmark", "goals", row, "benchmark_id", year="", year_en="")
        elif due_on <= book.programme.as_of and (benchmark, year) not in given:
            words = {"year": f"（{year} 年）", "year_en": f" for {year}"}
            yield book.fault("goal.benchmark", "goals", row, "benchmark_id", **words)
