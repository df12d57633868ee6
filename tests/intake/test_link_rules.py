"""Rules between rows: structural faults stop with a place; private contradictions are counted for the reviewer."""

from __future__ import annotations

import pytest
from support.folder import County, demand_no_private_value

from generator.base.errors import Severity

FAULTS = [
    ("villages", 2, "镇编码", "C", "link.unknown", "镇编码"),
    ("villages", 2, "镇编码", "", "village.township", "镇编码"),
    ("fund_moves", 5, "村编码", "ZZ", "link.unknown", "村编码"),
    ("fund_moves", 4, "来源流转编码", "M9", "link.unknown", "来源流转编码"),
    ("fund_moves", 4, "收款单位编码", "O9", "link.unknown", "收款单位编码"),
    ("fund_moves", 2, "来源流转编码", "M3", "move.circle", "来源流转编码"),
    ("fund_moves", 4, "村编码", "B01", "move.village", "村编码"),
    ("fund_moves", 4, "日期", "2015-07-01", "date.future", "日期"),
    ("fund_moves", 4, "填报日期", "2015-07-01", "date.future", "填报日期"),
    ("documents", 2, "发文日期", "1914-01-10", "date.range", "发文日期"),
    ("documents", 2, "文件所列总额（元）", "30000.51", "money.document", "文件所列总额（元）"),
    ("projects", 2, "预算金额（元）", "20000.51", "money.budget", "预算金额（元）"),
    ("funds", 2, "下达年份", "14;15", "fund.years", "下达年份"),
    ("goals", 2, "基准编码", "wages", "goal.benchmark", "基准编码"),
    ("goals", 2, "目标年份", "2013", "goal.benchmark", "基准编码"),
    ("goals", 2, "基准比例（%）", "", "goal.factor", "基准比例（%）"),
    ("goals", 3, "目标值", "", "goal.value", "目标值"),
    ("goals", 3, "目标值单位", "", "goal.unit", "目标值单位"),
    ("goals", 4, "目标值", "3", "goal.text", "判定"),
    ("funds", 2, "资金编码", "A-LL", "fund.taken", "资金编码"),
    ("funds", 2, "资金编码", "N3", "fund.taken", "资金编码"),
    ("goals", 2, "目标编码", "C12", "goal.taken", "目标编码"),
    ("goals", 3, "目标编码", "f1", "goal.taken", "目标编码"),
    ("households", 2, "村编码", "B02", "household.kind", "村编码"),
    ("households", 2, "村编码", "Z9Z9", "link.unknown", "村编码"),
    ("household_years", 2, "户编码", "Z9Z9", "link.unknown", "户编码"),
    ("household_payments", 2, "流转编码", "Z9Z9", "link.unknown", "流转编码"),
    ("households", 2, "建档日期", "1900-01-01", "date.range", "建档日期"),
]


@pytest.mark.parametrize(("table", "row", "header", "value", "code", "column"), FAULTS)
def test_a_broken_link_is_named(
    county: County, table: str, row: int, header: str, value: str, code: str, column: str
) -> None:
    county.set(table, row, header, value)
    found = [f for f in county.faults() if f.code == code]
    assert (f"{table}.csv", row, column) in [(f.where.file, f.where.row, f.where.column) for f in found]


@pytest.mark.parametrize(
    ("row", "header", "value", "code", "column"),
    [(2, "金额（元）", "100.01", "payments.sum", "金额（元）"), (2, "户编码", "H2", "payments.households", "受益户数")],
)
def test_payments_must_bear_out_their_move(
    county: County, row: int, header: str, value: str, code: str, column: str
) -> None:
    county.set("household_payments", row, header, value)
    assert [(f.code, str(f.where)) for f in county.faults()] == [(code, f"fund_moves.csv, row 5, {column}")]


def test_household_years_without_households_are_refused(county: County) -> None:
    (county.folder / "households.csv").unlink()
    assert {f.code for f in county.faults()} == {"link.table"}


def test_a_county_without_household_tables_is_accepted(county: County) -> None:
    for table in ("households", "household_years", "household_payments"):
        (county.folder / f"{table}.csv").unlink()
    assert "households" not in county.load().frames


@pytest.mark.parametrize(
    ("table", "row", "header", "value", "code"),
    [
        ("households", 2, "劳动力人数", "5", "people.labour"),
        ("households", 3, "户主身份证号", "000000190001010011", "people.number"),
        ("household_years", 2, "参加医疗保险人数", "5", "people.members"),
        ("household_years", 2, "享受低保人数", "3", "people.covered"),
        ("fund_moves", 4, "金额（元）", "20000.51", "source.overdrawn"),
    ],
)
def test_a_contradiction_is_a_doubt(county: County, table: str, row: int, header: str, value: str, code: str) -> None:
    county.set(table, row, header, value)
    doubts = county.load().doubts
    assert [(d.code, d.severity) for d in doubts] == [(code, Severity.DOUBT)]
    demand_no_private_value(doubts)


def test_spending_more_than_was_received_is_left_to_the_findings_page(county: County) -> None:
    county.set("fund_moves", 5, "金额（元）", "99999999")
    for table in ("household_payments",):
        (county.folder / f"{table}.csv").unlink()
    assert county.load().doubts == ()
