"""What clerks report: yearly figures of villages, monthly progress, checklists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from generator.sample.documents import village_plan_id
from generator.sample.household_money import Grant
from generator.sample.places import Village
from generator.sample.projects import Project
from generator.sample.story import END, START, Later, Row, Value, chance, days, later

YEARS = (2011, 2012, 2013, 2014, 2015)
FIRST_REPORTED = 2013
"""Years before the programme are known from the start"""
ITEMS = (
    ("village_industry", 0.8),
    ("village_cooperative", 0.75),
    ("village_revolving_fund", 0.45),
    ("ensure_team", 0.6),
    ("ensure_fund", 0.4),
    ("ensure_industry", 0.7),
    ("ensure_environment", 0.5),
    ("ensure_governance", 0.6),
    ("ensure_customs", 0.5),
)
"""(checklist item, share of villages that finish it)"""


def counts_by_year(rounds: Iterable[Grant]) -> dict[tuple[str, int, str], int]:
    """Households of each housing or moving round by (village, year, category)."""
    found: dict[tuple[str, int, str], int] = {}
    for grant in rounds:
        if grant.category:
            key = (grant.village.code, int(grant.plan[5:9]), grant.category)
            found[key] = found.get(key, 0) + len(grant.homes)
    return found


def village_year_rows(
    seed: int, village: Village, counts: dict[tuple[str, int, str], int], *, has_households: bool
) -> Iterator[Row]:
    """Rows of `village_years`. City-level villages report their collective income only, and not always."""
    rng = chance(seed, "village years", village.code)
    income, collective = rng.uniform(3900, 5600), rng.triangular(2000, 29_500, 14_000)
    for year in YEARS:
        income *= 1 if year == YEARS[0] else rng.uniform(1.08, 1.2)
        collective = max(500, collective * rng.uniform(1.02, 1.35) + rng.gauss(1500, 3000) * (year > YEARS[0]))
        figures: dict[str, int] = {"collective_income_fen": round(collective) * 100 + rng.choice((0, 0, 0, 50, 36))}
        if village.is_province_key:
            figures["net_income_per_head_fen"] = round(income) * 100
        if village.is_province_key and has_households and year >= FIRST_REPORTED:
            figures["houses_rebuilt"] = counts.get((village.code, year, "housing"), 0)
            figures["households_relocated"] = counts.get((village.code, year, "relocation"), 0)
        yield _village_year(rng, village, year, figures)


def _village_year(rng: Random, village: Village, year: int, figures: dict[str, int]) -> Row:
    due = START if year < FIRST_REPORTED else date(year + 1, 1, 15)
    missing = rng.random() < (0.05 if village.is_province_key else 0.2)
    reported = due + days(rng.randrange(0, 16) if rng.random() > 0.12 else rng.randrange(20, 90))
    known = START if year < FIRST_REPORTED else reported
    filled = {name: None if missing else Later(((known, value),)) for name, value in figures.items()}
    told = None if missing or year < FIRST_REPORTED else Later(((known, reported),))
    return Row("village_years", due, {"village_code": village.code, "year": year, **filled, "reported_on": told})


def progress_rows(seed: int, project: Project) -> Iterator[Row]:
    """Rows of `project_reports`: from the planned start to completion, one month in ten missing, some late."""
    rng = chance(seed, "progress", project.key)
    month, before = project.planned_start.replace(day=1), 0
    while month <= END.replace(day=1) and before < 100:
        nearly_end = _next_month(month) - days(1)
        before = max(before, _progress(rng, project, nearly_end))
        lag = rng.randrange(1, 9) if rng.random() > 0.1 else rng.randrange(15, 70)
        if rng.random() > 0.1 or before == 100:
            reported = nearly_end + days(lag)
            cells: dict[str, Value | Later] = {
                "project_id": project.key,
                "month": f"{month:%Y-%m}",
                "progress_percent": before,
            }
            yield Row("project_reports", reported, {**cells, "reported_on": reported})
        month = _next_month(month)


def _next_month(month: date) -> date:
    return (month + days(32)).replace(day=1)


def _progress(rng: Random, project: Project, day: date) -> int:
    noise = rng.uniform(0.85, 1.1)
    if project.started is None or project.completed is None or day < project.started:
        return 0
    if day >= project.completed:
        return 100
    share = (day - project.started) / (project.completed - project.started)
    return min(99, round(share * noise * 20) * 5)


def checklist_rows(seed: int, village: Village) -> Iterator[Row]:
    """Rows of `checklists`: not done, in progress, done; one in twelve never reported."""
    if not village.is_province_key:
        return
    rng = chance(seed, "checklist", village.code)
    for item, share in ITEMS:
        began = date(2013, 10, 1) + days(rng.randrange(300))
        done = began + days(rng.randrange(60, 420))
        states = [(START + days(60), "not_done"), (began, "in_progress")]
        states += [(done, "done")] if rng.random() < share else []
        evidence = village_plan_id(village.code) if states[-1][1] == "done" and rng.random() < 0.7 else None
        is_silent = rng.random() < 0.08
        yield Row(
            "checklists",
            START,
            {
                "village_code": village.code,
                "item": item,
                "state": None if is_silent else Later(tuple(states)),
                "evidence_document_id": later(max(done, date(2014, 1, 2)), evidence) if not is_silent else None,
                "stated_on": None if is_silent else Later(tuple((on, on) for on, _ in states)),
            },
        )
