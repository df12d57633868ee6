"""A valid county folder of two townships, three villages and five households, and how to spoil it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.base.errors import DataRefused, Finding
from generator.config.settings import ApprovalPolicy
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.stages import Linked

POLICY = ApprovalPolicy(people=2, roles=2, signers=())
PROGRAMME = """\
schema_version: 1
synthetic: true
programme: {id: T1, title: 测试项目, start_on: 2013-06-18, end_on: '2015-12-31'}
county: {code: '000000', name: 测试县}
levels: {county: 县, township: 镇, village: 村}
currency: 元
as_of: '2015-06-30'
edition: 1
coordinate_system: CGCS2000
household_village_kinds: [province_key]
contact: {office: 办公室, hotline: '12317', phone: 0000-0000000, address: 测试路}
vocabularies:
  village_kinds: [{code: province_key, label: 省重点帮扶村}, {code: city_key, label: 市重点帮扶村}]
  helper_origins: [{code: province, label: 省直}]
  fund_levels: [{code: county, label: 县级}, {code: village, label: 村级}, {code: household, label: 农户}]
  fund_uses: [{code: roads, label: 道路}]
  project_categories: [{code: road, label: 道路}]
  causes: [{code: illness, label: 因病, group: health}, {code: flood, label: 因灾, group: burden}]
  causes_groups: [{code: health, label: 健康}, {code: burden, label: 变故}]
  household_classes: [{code: weak, label: 无劳力}, {code: able, label: 有劳力}]
"""
TABLES: Mapping[str, str] = {
    "townships": "镇编码,镇名\nA,甲镇\nB,乙镇",
    "villages": "村编码,镇编码,村名,村类别,经度,示范村\n"
    "A01,A,东村,省重点帮扶村,112.1,是\nB01,B,西村,province_key,,否\nB02,,南村,市重点帮扶村,未报,",
    "organisations": "机构编码,机构名称,机构类型\nO1,县财政局,政府部门\nO2,某建筑公司,企业",
    "documents": "文件编码,文件标题,发文单位,发文日期,文件所列总额（元）\nD1,资金文件,县财政局,2014-01-10,30000.50",
    "funds": "资金编码,资金名称,出资层级,适用范围,规则,补助比例（%）,下达年份,"
    "允许用途,发给农户,涉及疾病或残疾,方案条款\n"
    "F1,专项资金,县级,全县,按项目安排,50,2014;2015,roads,否,否,一\nF2,到户补助,县级,全县,按户发放,,,,是,否,二",
    "projects": "项目编码,村编码,项目名称,项目类别,建设内容,文件编码,预算金额（元）\n"
    "P1,A01,修路,道路,硬化道路一条,D1,20000.50\nP2,B01,修桥,道路,,D1,10000",
    "fund_moves": "流转编码,来源流转编码,环节,拨出层级,接收层级,资金编码,村编码,项目编码,日期,填报日期,"
    "金额（元）,受益户数\n"
    "M1,,计划,县级,村级,F1,A01,P1,2014-01-10,,20000.50,\n"
    "M2,,计划,县级,村级,F1,B01,P2,2014-01-10,,10000,\n"
    "M3,M1,下达,县级,村级,F1,A01,P1,2014-02-10,2014-02-12,20000.50,\n"
    "M4,,支出,县级,农户,F2,A01,,2015-05-01,2015-05-02,300,3",
    "goals": "目标编码,目标名称,考核层级,指标,判定,目标值,目标值单位,基准编码,基准比例（%）,目标年份,期限,方案条款\n"
    "G1,收入,户,人均纯收入,达到或超过,,,income,45,2014,2014-12-31,一\n"
    "G2,示范村,县,示范村个数,>=,14,个村,,,2015,2015-12-31,一\n"
    "G3,文字,县,文字目标,文字目标,,,,,2015,2015-12-31,一",
    "benchmarks": "基准编码,基准名称,年份,数值（元）,统计口径,来源,已确认\n"
    "income,全省收入,2014,12245.60,可支配收入,公报,否",
    "households": "户编码,村编码,户主姓名,户主身份证号,联系电话,银行账号,住址,"
    "家庭人口,劳动力人数,贫困户类别,致贫原因,建档日期\n"
    "H1,A01,张甲乙,000000190001010011,13800000001,6222000000000001,东村一号,4,2,无劳力,因病,2013-08-01\n"
    "H2,A01,李丙丁,000000190001010022,13800000002,6222000000000002,东村二号,3,1,有劳力,因灾,2013-08-01\n"
    "H3,A01,王戊己,000000190001010033,,,,5,2,有劳力,因病,2013-08-01\n"
    "H4,B01,赵庚辛,000000190001010044,,,,2,0,无劳力,因病,2013-08-02\n"
    "H5,B01,钱壬癸,00000019000101005X,,,,1,0,无劳力,因病,2013-08-02",
    "household_years": "户编码,年份,人均纯收入（元）,参加医疗保险人数,符合低保条件人数,享受低保人数\n"
    "H1,2014,2011.11,4,2,2\nH2,2014,3022.22,3,0,0\nH4,2014,未报,2,2,1",
    "household_payments": "付款编码,户编码,流转编码,付款日期,金额（元）\n"
    "Y1,H1,M4,2015-05-01,100\nY2,H2,M4,2015-05-01,100\nY3,H3,M4,2015-05-01,100",
}
PRIVATE_VALUES = (
    "张甲乙",
    "000000190001010011",
    "13800000001",
    "6222000000000001",
    "东村一号",
    "李丙丁",
    "000000190001010022",
    "2011.11",
    "Z9Z9",
)
"""Canaries: values of private cells, and the marker that tests put into them."""


@dataclass(frozen=True, slots=True)
class County:
    """A data folder under test."""

    folder: Path

    def read(self, table: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO((self.folder / f"{table}.csv").read_text("utf-8-sig"), newline="")))

    def write(self, table: str, rows: list[list[str]], encoding: str = "utf-8-sig") -> None:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows(rows)
        (self.folder / f"{table}.csv").write_bytes(out.getvalue().encode(encoding))

    def set(self, table: str, row: int, header: str, value: str) -> None:
        """Puts `value` into spreadsheet row `row`; adds the column when the table lacks it."""
        rows = self.read(table)
        if header not in rows[0]:
            rows = [[*cells, header if at == 0 else ""] for at, cells in enumerate(rows)]
        rows[row - 1][rows[0].index(header)] = value
        self.write(table, rows)

    def load(self) -> Linked:
        return link(check(intake(self.folder, POLICY, allow_draft=True)))

    def faults(self) -> tuple[Finding, ...]:
        """Findings of the refusal; the test fails when the folder is accepted. No finding shows a private value."""
        with pytest.raises(DataRefused) as refusal:
            self.load()
        demand_no_private_value(refusal.value.findings)
        return refusal.value.findings


def demand_no_private_value(findings: tuple[Finding, ...]) -> None:
    text = repr(findings)
    assert [value for value in PRIVATE_VALUES if value in text] == []


def make_county(folder: Path) -> County:
    """Writes the valid folder."""
    made = County(folder)
    folder.mkdir()
    (folder / "programme.yml").write_text(PROGRAMME, "utf-8")
    for table, text in TABLES.items():
        made.write(table, [line.split(",") for line in text.split("\n")])
    return made
