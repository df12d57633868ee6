"""Files in the offices' own shape: the real notices, and every way in which a mapping can be wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from support.folder import POLICY, County

from generator.base.blanks import Blank
from generator.base.errors import DataRefused, Finding
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.stages import Linked

DATA = Path(__file__).parents[1] / "data"


def _load(folder: Path) -> Linked:
    return link(check(intake(folder, POLICY, allow_draft=True)))


def _faults(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(DataRefused) as refusal:
        _load(folder)
    return refusal.value.findings


def _copy(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / name, tmp_path / name))


@pytest.mark.parametrize(
    ("name", "lines", "total_fen", "is_printed"),
    [
        ("beita", 16, 408_000_000, True),
        ("liling", 5, 1_200_000_000, True),
        ("yaozhou", 6, 1_568_000_000, False),
        ("zeku", 6, 1_259_000_000, True),
    ],
)
def test_a_real_notice_reconciles(name: str, lines: int, total_fen: int, is_printed: bool) -> None:
    frames = _load(DATA / name).frames
    assert len(frames["projects"]) == len(frames["fund_moves"]) == lines
    assert sum(frames["projects"]["budget_fen"]) == sum(frames["fund_moves"]["amount_fen"]) == total_fen
    assert list(frames["documents"]["stated_total_fen"]) == [total_fen if is_printed else Blank.NOT_APPLICABLE]


def test_printed_subtotals_of_beita() -> None:
    budgets = list(_load(DATA / "beita").frames["projects"]["budget_fen"])
    assert [sum(budgets[:7]), sum(budgets[7:15]), budgets[15]] == [160_000_000, 236_000_000, 12_000_000]


def test_remarks_in_number_cells_are_refused_without_cleaned_values(tmp_path: Path) -> None:
    folder = _copy("beita", tmp_path)
    path = folder / "mapping.yml"
    document = yaml.safe_load(path.read_text("utf-8"))
    for source in document["sources"]:
        source.pop("clean")
    path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    found = _faults(folder)
    assert [(f.code, str(f.where)) for f in found] == [
        ("cell.remark", "beita-2020-projects.csv, row 14, 资金金额"),
        ("cell.remark", "beita-2020-projects.csv, row 15, 资金金额"),
    ]
    assert "10(其中,灾情因素6万元)" in found[0].rule.zh
    assert "clean" in found[0].remedy.zh


def test_a_cleaned_value_that_breaks_the_printed_total_is_refused(tmp_path: Path) -> None:
    folder = _copy("beita", tmp_path)
    _edit(folder, "value: '25'", "value: '24'")
    assert [(f.code, str(f.where)) for f in _faults(folder)] == [
        ("money.document", "documents.csv, row 2, 文件所列总额（元）")
    ]


MISTAKES = [
    ("sources:", "source:", "yaml.unknown_key"),
    ("table: projects", "table: project", "mapping.table"),
    ("table: projects", "table: fund_moves", "mapping.table_twice"),
    ("table: projects", "table: villages", "mapping.column"),
    ("file: beita-2020", "file: beita-2021", "mapping.file"),
    ("columns: {name: 项目名称,", "columns: {name: 项目,", "mapping.header"),
    ("columns: {name: 项目名称,", "columns: {title: 项目名称,", "mapping.column"),
    ("columns: {name: 项目名称, ", "columns: {", "mapping.required"),
    ("constants: {document_id: BT2020-1}", "constants: {document_id: BT2020-1, name: x}", "mapping.filled_twice"),
    ("units: {budget_fen: 万元}", "units: {}", "mapping.unit"),
    ("units: {budget_fen: 万元}", "units: {budget_fen: 万元, name: 万元}", "mapping.unit"),
    ("units: {budget_fen: 万元}", "units: {budget_fen: 亿}", "yaml.choice"),
    ("category: {'': 贴息}", "responsible_role: {'': 贴息}", "mapping.labels"),
    ("category: {'': 贴息}", "category: {新建: 新建}", "cell.required"),
    ("table: villages, match: name", "table: villages, match: title", "mapping.lookup"),
    ("table: villages, match: name", "table: townships, match: name", "mapping.lookup_table"),
    ("match: name}", "match: kind}", "mapping.lookup_none"),
    ("row: 14,", "row: 13,", "mapping.clean"),
    ("row: 14,", "row: 15,", "mapping.clean_twice"),
    ("row: 14,", "row: fourteen,", "yaml.integer"),
    ("灾情因素6万元)', value: '10'", "灾情因素 6万元)', value: '10'", "mapping.clean"),
    ("value: '10'", "value: 10", "yaml.type"),
    ("prefix: BT2020-,", "prefix: '',", "yaml.empty"),
    ("lookup:", "lookups:", "yaml.unknown_key"),
    ("table: projects", "table: projects\n    encoding: big5", "yaml.choice"),
    ("table: projects", "table: projects\n    header_row: 2", "mapping.header"),
]


@pytest.mark.parametrize(("old", "new", "code"), MISTAKES)
def test_a_mapping_is_read_strictly(tmp_path: Path, old: str, new: str, code: str) -> None:
    folder = _copy("beita", tmp_path)
    _edit(folder, old, new)
    found = _faults(folder)
    assert code in {f.code for f in found}
    assert len(set(found)) == len(found)


def test_an_ambiguous_name_is_refused(tmp_path: Path) -> None:
    folder = _copy("beita", tmp_path)
    path = folder / "villages.csv"
    path.write_bytes(path.read_bytes() + "BT99,苗儿村,项目村\r\n".encode())
    assert [(f.code, f.where.row) for f in _faults(folder)] == [("mapping.lookup_many", 2), ("mapping.lookup_many", 3)]


def test_a_title_above_the_header_is_skipped(tmp_path: Path) -> None:
    folder = _copy("zeku", tmp_path)
    notice = folder / "zeku-2023-projects.csv"
    notice.write_bytes("第二批资金项目表\n单位：万元,\n".encode() + notice.read_bytes())
    mapping = folder / "mapping.yml"
    mapping.write_text(
        re.sub(r"(table: (projects|fund_moves))", r"\1\n    header_row: 3", mapping.read_text("utf-8")), "utf-8"
    )
    assert sum(_load(folder).frames["projects"]["budget_fen"]) == 1_259_000_000


def test_a_table_has_one_source(tmp_path: Path) -> None:
    folder = _copy("beita", tmp_path)
    (folder / "projects.csv").write_text("项目编码,项目名称,项目类别,预算金额（元）\nP1,修路,新建,10\n", "utf-8")
    assert [(f.code, f.where.file) for f in _faults(folder)] == [("mapping.table_twice", "mapping.yml")]


def test_a_private_name_that_is_not_found_is_not_shown(county: County) -> None:
    rows = county.read("household_years")
    rows[0][0], rows[1][0], rows[2][0], rows[3][0] = "姓名", "张甲乙", "Z9Z9", "赵庚辛"
    county.write("income", rows)
    (county.folder / "household_years.csv").unlink()
    (county.folder / "mapping.yml").write_text(
        "sources:\n"
        "  - file: income.csv\n"
        "    table: household_years\n"
        "    columns: {year: 年份, net_income_per_head_fen: 人均纯收入（元）}\n"
        "    units: {net_income_per_head_fen: 元}\n"
        "    lookup: {household_id: {column: 姓名, table: households, match: head_name}}\n",
        "utf-8",
    )
    assert [(f.code, str(f.where)) for f in county.faults()] == [("mapping.lookup_none", "income.csv, row 3, 姓名")]


def _edit(folder: Path, old: str, new: str) -> None:
    path = folder / "mapping.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
