"""Documents that other rows cite: annual plans, issuing papers, ledgers, village plans, assessment results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from generator.sample.places import Village
from generator.sample.story import START, Row, chance, days

COUNTY_OFFICE = "连州市扶贫开发办公室（示例）"
PLANS = (
    ("PLAN-2013", date(2013, 8, 20), "2013年扶贫项目计划"),
    ("PLAN-2014-1", date(2014, 3, 10), "2014年第一批扶贫项目计划"),
    ("PLAN-2014-2", date(2014, 8, 14), "2014年第二批扶贫项目计划"),
    ("PLAN-2015-1", date(2015, 3, 12), "2015年第一批扶贫项目计划"),
    ("PLAN-2015-2", date(2015, 8, 13), "2015年第二批扶贫项目计划"),
)
"""(id, issued on, title)"""
PLAN_DAYS = {plan: on for plan, on, _ in PLANS}
REPORT_LAG = 3
"""Days from an issuing paper to the report of its lines; the paper and all its lines become known together."""
YEARS = (2013, 2014, 2015)
ASSESSED = {2013: date(2014, 3, 28), 2014: date(2015, 3, 27), 2015: date(2016, 3, 25)}
"""When the prefecture's assessment of a year came out"""


def issue_id(fund: str, plan: str) -> str:
    """The paper that issues a fund's money for one plan."""
    return plan.replace("PLAN", f"ISSUE-{fund}")


def issue_day(seed: int, fund: str, plan: str) -> date:
    """When it was issued: four to nine weeks after the plan, never close to the end of a month."""
    day = PLAN_DAYS[plan] + days(chance(seed, "issue", fund, plan).randrange(28, 62))
    return day.replace(day=min(day.day, 24))


def ledger_id(township: str, year: int) -> str:
    return f"LEDGER-{township}-{year}"


def village_plan_id(village: str) -> str:
    return f"VPLAN-{village}"


def assessment_id(year: int) -> str:
    return f"ASSESS-{year}"


def document_rows(seed: int, places: tuple[Village, ...], issued: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    """Rows of `documents`. `issued` gives the sum in fen of the lines of every issuing paper, by (fund, plan)."""
    for plan, on, title in PLANS:
        yield _row(plan, f"连扶办示〔{on.year}〕{plan[-1]}号", title, COUNTY_OFFICE, on)
    for number, ((fund, plan), total) in enumerate(sorted(issued.items()), start=1):
        on = issue_day(seed, fund, plan)
        title = f"下达{on.year}年扶贫资金（{fund}）的通知"
        cells = _row(issue_id(fund, plan), f"财农示〔{on.year}〕{number}号", title, "财政部门（示例）", on).cells
        yield Row("documents", on + days(REPORT_LAG), {**cells, "stated_total_fen": total})
    for year, on in ASSESSED.items():
        yield _row(
            assessment_id(year), f"清扶示〔{on.year}〕1号", f"{year}年度考核结果", "清远市扶贫办公室（示例）", on
        )
    yield from _local(seed, places)


def _local(seed: int, places: tuple[Village, ...]) -> Iterator[Row]:
    for code, name in {village.township_code: village.township_name for village in places}.items():
        for year in YEARS:
            opened = START if year == START.year else date(year, 1, 4)
            yield _row(ledger_id(code, year), None, f"{name}{year}年扶贫资金收支台账", f"{name}政府（示例）", opened)
    for village in places:
        if village.is_province_key:
            on = date(2013, 9, 2) + days(chance(seed, "village plan", village.code).randrange(100))
            yield _row(
                village_plan_id(village.code),
                None,
                f"{village.name}三年帮扶规划",
                f"{village.township_name}政府（示例）",
                on,
            )


def _row(document_id: str, number: str | None, title: str, issuer: str, on: date) -> Row:
    cells = {"document_id": document_id, "number": number, "title": title, "issuer": issuer, "issued_on": on}
    return Row("documents", on, cells)
