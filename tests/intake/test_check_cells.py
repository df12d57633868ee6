"""One mutation per rule: the finding names file, row and column, and shows no private value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.folder import County

from generator.base.blanks import Blank
from generator.private.intake.sheets import MAX_PER_RULE

CELLS = [
    ("villages", 2, "村名", "", "cell.required"),
    ("villages", 2, "村名", "未报", "cell.required"),
    ("villages", 2, "村名", "不公开", "cell.withheld"),
    ("villages", 2, "村名", "东\u200b村", "cell.unsafe"),
    ("villages", 2, "村名", "东\u202e村", "cell.unsafe"),
    ("villages", 2, "村名", "东\ue001村", "cell.unsafe"),
    ("villages", 2, "村名", "东\n村", "cell.unsafe"),
    ("villages", 2, "村名", "\u3000东村", "cell.space"),
    ("villages", 2, "村名", "村" * 41, "cell.length"),
    ("villages", 2, "村编码", "../A", "cell.pattern"),
    ("villages", 2, "村编码", "all", "key.reserved"),
    ("villages", 2, "村类别", "别的村", "cell.choice"),
    ("villages", 2, "经度", "一百", "cell.number"),
    ("villages", 2, "经度", "181", "cell.maximum"),
    ("villages", 2, "示范村", "有", "cell.boolean"),
    ("villages", 3, "村编码", "A01", "key.repeated"),
    ("villages", 3, "村编码", "a01", "key.case"),
    ("funds", 2, "下达年份", "2014;;2015", "cell.list"),
    ("funds", 2, "允许用途", "bridges", "cell.choice"),
    ("funds", 2, "补助比例（%）", "101", "cell.maximum"),
    ("projects", 2, "预算金额（元）", "20,000.50", "cell.grouped"),
    ("projects", 2, "预算金额（元）", "10(其中,灾情因素6万元)", "cell.remark"),
    ("projects", 2, "预算金额（元）", "2万元", "cell.unit"),
    ("projects", 2, "预算金额（元）", "2.005", "cell.fen"),
    ("projects", 2, "预算金额（元）", "0", "cell.minimum"),
    ("projects", 2, "预算金额（元）", "２０", "cell.number"),
    ("projects", 2, "受益户数", "0", "cell.minimum"),
    ("fund_moves", 2, "日期", "2014-02-30", "cell.date"),
    ("fund_moves", 2, "日期", "2014/2/3", "cell.date"),
    ("fund_moves", 2, "用途", "桥", "cell.choice"),
    ("goals", 2, "目标年份", "14", "cell.year"),
    ("households", 2, "户主身份证号", "Z9Z9", "cell.pattern"),
    ("households", 2, "户主姓名", "Z9Z9\u200b", "cell.unsafe"),
    ("households", 2, "户主姓名", "", "cell.required"),
    ("households", 2, "家庭人口", "Z9Z9", "cell.integer"),
    ("households", 2, "家庭人口", "31", "cell.maximum"),
    ("households", 2, "致贫原因", "Z9Z9", "cell.choice"),
    ("households", 3, "户编码", "H1", "key.repeated"),
    ("household_years", 2, "人均纯收入（元）", "Z9Z9", "cell.number"),
    ("household_years", 2, "人均纯收入（元）", "2011.11（Z9Z9）", "cell.remark"),
]


@pytest.mark.parametrize(("table", "row", "header", "value", "code"), CELLS)
def test_a_spoiled_cell_is_named(county: County, table: str, row: int, header: str, value: str, code: str) -> None:
    county.set(table, row, header, value)
    found = [f for f in county.faults() if f.code == code]
    assert [(f.where.file, f.where.row, f.where.column) for f in found] == [(f"{table}.csv", row, header)]
    assert all(f.rule.zh and f.rule.en and f.remedy.zh and f.remedy.en for f in found)


def test_values_are_typed(county: County) -> None:
    frames = county.load().frames
    assert list(frames["projects"]["budget_fen"]) == [2_000_050, 1_000_000]
    assert list(frames["villages"]["longitude"]) == [Decimal("112.1"), Blank.NOT_REPORTED, Blank.NOT_REPORTED]
    assert list(frames["villages"]["is_demonstration"]) == [True, False, Blank.NOT_REPORTED]
    assert list(frames["villages"]["kind"]) == ["province_key", "province_key", "city_key"]
    assert list(frames["funds"]["instalment_years"]) == [("2014", "2015"), Blank.NOT_APPLICABLE]
    assert list(frames["household_years"]["net_income_per_head_fen"]) == [201_111, 302_222, Blank.NOT_REPORTED]
    assert frames["contracts"].empty
    assert "assistance_records" not in frames


@pytest.mark.parametrize(("token", "blank"), [("未报", Blank.NOT_REPORTED), ("未到期", Blank.NOT_DUE), ("不适用", "")])
def test_a_token_names_its_blank(county: County, token: str, blank: Blank | str) -> None:
    county.set("projects", 2, "验收日期", token)
    value = county.load().frames["projects"]["accepted_on"][0]
    assert value is (blank or Blank.NOT_APPLICABLE)


def test_every_fault_is_reported_at_once(county: County) -> None:
    county.set("villages", 2, "村名", "")
    county.set("projects", 3, "预算金额（元）", "一万")
    county.set("households", 4, "劳动力人数", "Z9Z9")
    assert [(f.where.file, f.where.row) for f in county.faults()] == [
        ("households.csv", 4),
        ("projects.csv", 3),
        ("villages.csv", 2),
    ]


def test_a_public_value_is_shown_with_invisible_characters_written_out(county: County) -> None:
    county.set("villages", 2, "村名", "东\u200b村")
    assert "东\\u200b村" in county.faults()[0].rule.zh


def test_a_number_that_may_be_a_persons_is_never_shown(county: County) -> None:
    county.set("villages", 2, "经度", "000000190001010011")
    assert "〔…〕" in county.faults()[0].rule.zh


def test_findings_of_one_rule_in_one_column_are_capped(county: County) -> None:
    rows = county.read("villages")
    rows += [[f"C{at}", "A", "村" * 50, "province_key", "", ""] for at in range(MAX_PER_RULE + 20)]
    county.write("villages", rows)
    found = county.faults()
    assert sum(f.code == "cell.length" for f in found) == MAX_PER_RULE
    assert [f.rule.en for f in found if f.code == "more"] == [
        f"the same fault (cell.length) occurs {MAX_PER_RULE + 20} times; only the first are listed"
    ]


def test_a_vocabulary_that_is_absent_is_named(county: County) -> None:
    path = county.folder / "programme.yml"
    path.write_text(
        "".join(x for x in path.read_text("utf-8").splitlines(True) if "project_categories" not in x), "utf-8"
    )
    assert {(f.code, f.where.column) for f in county.faults()} == {("cell.vocabulary", "项目类别")}


def test_a_blank_column_needs_no_vocabulary(county: County) -> None:
    path = county.folder / "programme.yml"
    path.write_text("".join(x for x in path.read_text("utf-8").splitlines(True) if "helper_origins" not in x), "utf-8")
    assert county.load().programme.terms("helper_origins") == ()
