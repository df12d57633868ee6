"""What a goal measures: the places it binds and the value of each year, from the release's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.base.blanks import Blank, Figure
from generator.published.release import Release
from generator.published.rows import Assignment, Benchmark, Goal, Village, VillageYear

COUNTED_TABLES = ("houses_rebuilt", "households_relocated")
"""Measures that are protected household tables by year"""
OF_HOUSEHOLDS = ("household", "member")
"""Levels whose values stand on households: shown only through a declared protected table (`household_goals`)"""
COUNTY_INCOME = "county_rural_income"
"""Benchmark series that holds the county's own income per head"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The release's rows as goals look them up."""

    as_of: str
    first_year: int
    county_code: str
    townships: tuple[str, ...]
    villages: Mapping[str, Village]
    years: Mapping[tuple[str, int], VillageYear]
    arrivals: Mapping[str, tuple[Assignment, ...]]
    counts: Mapping[tuple[str, int], Figure]
    """(table id, year) → county count"""
    county_income: Mapping[int, Benchmark]

    @classmethod
    def of(cls, release: Release) -> Facts:
        """One pass over each table."""
        arrivals: dict[str, list[Assignment]] = {}
        for assignment in release.assignments:
            arrivals.setdefault(assignment.village_code, []).append(assignment)
        return cls(
            as_of=release.programme.as_of,
            first_year=_first_year(release),
            county_code=release.programme.county_code,
            townships=tuple(t.township_code for t in release.townships),
            villages={v.village_code: v for v in release.villages},
            years={(y.village_code, y.year): y for y in release.village_years},
            arrivals={code: tuple(found) for code, found in arrivals.items()},
            counts=_county_counts(release),
            county_income={b.year: b for b in release.benchmarks if b.benchmark_id == COUNTY_INCOME},
        )


def _first_year(release: Release) -> int:
    start = int(release.programme.start_on[:4])
    return min((start, *(year.year for year in release.village_years)))


def _county_counts(release: Release) -> dict[tuple[str, int], Figure]:
    return {
        (cell.table_id, int(cell.category)): cell.value
        for cell in release.household_figures
        if cell.level == "county" and cell.table_id in COUNTED_TABLES and cell.category.isdigit()
    }


def places(goal: Goal, facts: Facts) -> tuple[str, ...]:
    """Codes of the places that a goal binds: the villages of its kinds, or the county."""
    if goal.level != "village":
        return (facts.county_code,)
    kinds = goal.village_kinds
    return tuple(v.village_code for v in facts.villages.values() if isinstance(kinds, Blank) or v.kind in kinds)


def value(goal: Goal, code: str, year: int, facts: Facts) -> Decimal | Blank:
    """The measured value of a place in a year. Values of households that no protected table declares are withheld."""
    if goal.measure == "text":
        return Blank.NOT_APPLICABLE
    if goal.level in OF_HOUSEHOLDS:
        return Blank.WITHHELD
    if goal.measure == "cadre_arrival":
        return _arrived(goal, code, year, facts)
    return _village_value(goal, code, year, facts) if goal.level == "village" else _county_value(goal, year, facts)


def _village_value(goal: Goal, code: str, year: int, facts: Facts) -> Decimal | Blank:
    row = facts.years.get((code, year))
    if row is None:
        return Blank.NOT_REPORTED
    if goal.measure == "net_income_per_head_fen":
        return _decimal(row.net_income_per_head_fen)
    if goal.measure == "collective_income_fen":
        return _decimal(row.collective_income_fen)
    if goal.measure == "collective_income_growth_fen":
        return _growth(goal, code, row, facts)
    return Blank.NOT_REPORTED


def _growth(goal: Goal, code: str, row: VillageYear, facts: Facts) -> Decimal | Blank:
    base = facts.years.get((code, int(goal.base_year))) if isinstance(goal.base_year, int) else None
    if base is None:
        return Blank.NOT_REPORTED
    now, then = row.collective_income_fen, base.collective_income_fen
    if isinstance(now, Blank):
        return now
    return then if isinstance(then, Blank) else Decimal(now - then)


def _county_value(goal: Goal, year: int, facts: Facts) -> Decimal | Blank:
    if goal.measure in COUNTED_TABLES:
        return _counted(goal, year, facts)
    if goal.measure == "demonstration_villages":
        return _demonstration(goal, year, facts)
    if goal.measure == "county_income_per_head_fen":
        found = facts.county_income.get(year)
        return Decimal(found.value_fen) if found else Blank.NOT_REPORTED
    return Blank.NOT_REPORTED


def _counted(goal: Goal, year: int, facts: Facts) -> Decimal | Blank:
    """Households of the year, or since the base year where the goal names one; one withheld year withholds the sum."""
    start = goal.base_year if isinstance(goal.base_year, int) else year
    cells = [facts.counts.get((goal.measure, y), Blank.NOT_REPORTED) for y in range(start, year + 1)]
    if Blank.WITHHELD in cells:
        return Blank.WITHHELD
    known = [cell for cell in cells if not isinstance(cell, Blank)]
    return Decimal(sum(known)) if known else Blank.NOT_REPORTED


def _demonstration(goal: Goal, year: int, facts: Facts) -> Decimal | Blank:
    """Villages that are demonstration villages at the as-of date; the register holds no earlier state."""
    marks = [v.is_demonstration for v in facts.villages.values()]
    if year != goal.year or all(isinstance(mark, Blank) for mark in marks):
        return Blank.NOT_REPORTED
    return Decimal(sum(1 for mark in marks if mark is True))


def _arrived(goal: Goal, code: str, year: int, facts: Facts) -> Decimal | Blank:
    """100 × helpers whose cadres arrived in time ÷ helpers; a missing date is not reported."""
    if year != goal.year:
        return Blank.NOT_REPORTED
    codes = [code] if goal.level == "village" else list(facts.villages)
    found = [a for c in codes for a in facts.arrivals.get(c, ())]
    if not found:
        return Blank.NOT_APPLICABLE
    if any(isinstance(a.arrived_on, Blank) for a in found):
        return Blank.NOT_REPORTED
    on_time = sum(1 for a in found if str(a.arrived_on) <= goal.due_on)
    return Decimal(100 * on_time) / len(found)


def _decimal(figure: Figure) -> Decimal | Blank:
    return figure if isinstance(figure, Blank) else Decimal(figure)
