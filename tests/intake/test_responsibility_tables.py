"""Tables of helpers, duties, entitlements, checklists, inspections and assessments: what does not fit is refused with
file, row, column and remedy.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.folder import County, make_county

TABLES = {
    "units": "单位编码,单位名称,单位归属\nU1,省厅,省直",
    "assignments": "单位编码,村编码,牵头单位,驻村干部进驻日期\nU1,A01,是,2013-06-09",
    "duties": "职责编码,职责内容,责任主体,频次,时限要求,期限,方案条款\nD1,报进度,镇政府,每月,每月一次,,六",
    "entitlements": "待遇编码,贫困户类别,待遇名称,条件,待遇内容,办理办法,方案条款"
    "\nE1,无劳力,低保,符合条件,按月发,问村委会,三",
    "inspections": "督查编码,季度,督查日期,村编码,督查结果\nI1,2014-Q2,2014-05-20,A01,合格",
    "assessments": "年份,村编码,得分,名次,排名范围,文件编码\n2014,A01,88.5,12,全市,D1",
}


@pytest.fixture
def county(tmp_path: Path) -> County:
    made = make_county(tmp_path / "county")
    for table, text in TABLES.items():
        made.write(table, [line.split(",") for line in text.split("\n")])
    return made


def test_the_tables_fit(county: County) -> None:
    assert set(TABLES) <= set(county.load().frames)


@pytest.mark.parametrize(
    ("table", "header", "value", "code"),
    [
        ("units", "单位归属", "火星", "cell.choice"),
        ("assignments", "单位编码", "U9", "link.unknown"),
        ("assignments", "村编码", "Z99", "link.unknown"),
        ("assignments", "驻村干部进驻日期", "2015-07-01", "date.future"),
        ("assignments", "牵头单位", "大概", "cell.boolean"),
        ("duties", "频次", "每周", "cell.choice"),
        ("duties", "期限", "2014-02-30", "cell.date"),
        ("duties", "责任主体", "", "cell.required"),
        ("entitlements", "贫困户类别", "第六类", "cell.choice"),
        ("entitlements", "办理办法", "", "cell.required"),
        ("inspections", "季度", "2014-Q5", "cell.pattern"),
        ("inspections", "督查结果", "还行", "cell.choice"),
        ("inspections", "督查日期", "2015-07-02", "date.future"),
        ("assessments", "名次", "0", "cell.minimum"),
        ("assessments", "得分", "八十", "cell.number"),
        ("assessments", "文件编码", "D9", "link.unknown"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_cell(
    county: County, table: str, header: str, value: str, code: str
) -> None:
    county.set(table, 2, header, value)
    found = county.faults()
    assert [(f.code, f.where.file, f.where.row, f.where.column) for f in found] == [(code, f"{table}.csv", 2, header)]
    assert found[0].remedy.zh
    assert found[0].remedy.en
