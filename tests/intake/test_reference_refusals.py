"""Wrong reference data in a copy of a synthetic county is refused with code, file, row, column and remedy.

Nothing private is told. Each case changes one cell, one row or one key of a county that is accepted as it stands.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.folder import POLICY, County

from generator.base.errors import DataRefused, Finding
from generator.contract.schema import Privacy, tables
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.sample.write import SampleSize, write_sample

PROGRAMME = "programme.yml"
Edit = Callable[[County], None]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic county with the reference tables of the repository, as they are."""
    folder = tmp_path_factory.mktemp("sample") / "county"
    write_sample(folder, SampleSize(villages=8, households=80, seed=5, as_of="2015-06"))
    return folder


@pytest.fixture
def county(sample: Path, tmp_path: Path) -> County:
    return County(Path(shutil.copytree(sample, tmp_path / "county")))


def cell(table: str, key: str, header: str, value: str) -> Edit:
    """Puts `value` into the row that begins with `key`."""
    return lambda county: county.set(table, row_of(county, table, key), header, value)


def again(table: str, key: str) -> Edit:
    """The row of `key` once more at the end."""

    def edit(county: County) -> None:
        rows = county.read(table)
        county.write(table, [*rows, rows[row_of(county, table, key) - 1]])

    return edit


def without(table: str, *cells: str) -> Edit:
    """Every row that begins with `cells`… is gone. An empty text matches any cell."""

    def edit(county: County) -> None:
        head, *rows = county.read(table)
        kept = [row for row in rows if not all(want in ("", got) for want, got in zip(cells, row, strict=False))]
        assert len(kept) < len(rows)
        county.write(table, [head, *kept])

    return edit


def both(*edits: Edit) -> Edit:
    def edit(county: County) -> None:
        for each in edits:
            each(county)

    return edit


def words(old: str, new: str) -> Edit:
    """Another text in `programme.yml`."""

    def edit(county: County) -> None:
        file = county.folder / PROGRAMME
        text = file.read_text("utf-8")
        assert len(re.findall(old, text)) == 1, old
        file.write_text(re.sub(old, new, text), "utf-8")

    return edit


def row_of(county: County, table: str, key: str) -> int:
    """Spreadsheet row whose first cell is `key`; the last one."""
    return max(at for at, row in enumerate(county.read(table), 1) if row[0] == key)


Place = tuple[str, str, str]
"""(table, first cell of the row or empty for the whole file, header or path)"""
CASES: dict[str, tuple[Edit, str, Place]] = {
    # goals
    "unknown operator": (cell("goals", "G2", "判定", "约等于"), "cell.choice", ("goals", "G2", "判定")),
    "unknown measure": (cell("goals", "G2", "指标", "幸福指数"), "cell.choice", ("goals", "G2", "指标")),
    "unknown level": (cell("goals", "G2", "考核层级", "省"), "cell.choice", ("goals", "G2", "考核层级")),
    "level that the measure lacks": (cell("goals", "G3", "考核层级", "县"), "goal.level", ("goals", "G3", "考核层级")),
    "village kind that is not there": (
        cell("goals", "G3", "适用村类别", "star_village"),
        "cell.choice",
        ("goals", "G3", "适用村类别"),
    ),
    "people's goal that forgets a kind": (
        cell("goals", "G5", "适用村类别", "city_key"),
        "goal.kinds",
        ("goals", "G5", "适用村类别"),
    ),
    "operator that needs a number": (cell("goals", "G3", "目标值", ""), "goal.value", ("goals", "G3", "目标值")),
    "words with a number": (cell("goals", "G10", "目标值", "3"), "goal.text", ("goals", "G10", "判定")),
    "rate over 100": (cell("goals", "G5", "目标值", "101"), "goal.rate", ("goals", "G5", "目标值")),
    "rate below 0": (cell("goals", "G5", "目标值", "-1"), "goal.rate", ("goals", "G5", "目标值")),
    "unit that the measure lacks": (
        cell("goals", "G3", "目标值单位", "户"),
        "goal.measure_unit",
        ("goals", "G3", "目标值单位"),
    ),
    "share of no benchmark": (cell("goals", "G2", "基准编码", ""), "goal.factor", ("goals", "G2", "基准比例（%）")),
    "benchmark that is not there": (
        cell("goals", "G2", "基准编码", "world_income"),
        "goal.benchmark",
        ("goals", "G2", "基准编码"),
    ),
    "benchmark missing for a year that is due": (
        both(
            cell("goals", "G2", "目标年份", "2014"),
            cell("goals", "G2", "期限", "2014-12-31"),
            without("benchmarks", "province_rural_income", "", "2014"),
        ),
        "goal.benchmark",
        ("goals", "G2", "基准编码"),
    ),
    "goal measured against itself": (
        cell("goals", "G4", "基准编码", "county_rural_income"),
        "goal.circle",
        ("goals", "G4", "基准编码"),
    ),
    "growth since no year": (cell("goals", "T13-4", "对比年份", ""), "goal.base_year", ("goals", "T13-4", "对比年份")),
    "growth since the same year": (
        cell("goals", "T13-4", "对比年份", "2013"),
        "goal.base_year",
        ("goals", "T13-4", "对比年份"),
    ),
    "due before its year": (cell("goals", "G8", "期限", "2014-12-31"), "goal.due", ("goals", "G8", "期限")),
    "due in another age": (cell("goals", "G8", "期限", "2115-12-31"), "date.range", ("goals", "G8", "期限")),
    "goal twice": (again("goals", "G8"), "key.repeated", ("goals", "G8", "目标编码")),
    "goal without clause": (cell("goals", "G8", "方案条款", ""), "cell.required", ("goals", "G8", "方案条款")),
    # benchmarks
    "benchmark twice": (
        again("benchmarks", "province_rural_income"),
        "key.repeated",
        ("benchmarks", "province_rural_income", "基准编码、年份"),
    ),
    "benchmark without source": (
        cell("benchmarks", "province_rural_income", "来源", ""),
        "cell.required",
        ("benchmarks", "province_rural_income", "来源"),
    ),
    "benchmark neither confirmed nor not": (
        cell("benchmarks", "province_rural_income", "已确认", ""),
        "cell.required",
        ("benchmarks", "province_rural_income", "已确认"),
    ),
    # streams
    "stream without rule": (cell("funds", "F7", "规则", ""), "cell.required", ("funds", "F7", "规则")),
    "stream without scope": (cell("funds", "F7", "适用范围", ""), "cell.required", ("funds", "F7", "适用范围")),
    "stream rate over 100": (
        cell("funds", "F3", "补助比例（%）", "100.5"),
        "cell.maximum",
        ("funds", "F3", "补助比例（%）"),
    ),
    "stream rate below 0": (
        cell("funds", "F3", "补助比例（%）", "-1"),
        "cell.minimum",
        ("funds", "F3", "补助比例（%）"),
    ),
    "stream twice": (again("funds", "F3"), "key.repeated", ("funds", "F3", "资金编码")),
    "streams that differ in case": (cell("funds", "F16", "资金编码", "f3"), "key.case", ("funds", "f3", "资金编码")),
    "payer level that is not there": (
        cell("funds", "F3", "出资层级", "联合国"),
        "cell.choice",
        ("funds", "F3", "出资层级"),
    ),
    "use that is not there": (
        cell("funds", "F2", "允许用途", "village_roads;villas"),
        "cell.choice",
        ("funds", "F2", "允许用途"),
    ),
    "use named twice": (
        cell("funds", "F2", "允许用途", "village_roads;village_roads"),
        "cell.list",
        ("funds", "F2", "允许用途"),
    ),
    "origin that is not there": (
        cell("funds", "F2", "适用帮扶归属", "prefecture;mars"),
        "cell.choice",
        ("funds", "F2", "适用帮扶归属"),
    ),
    "instalment in no year": (cell("funds", "F2", "下达年份", "2014;明年"), "fund.years", ("funds", "F2", "下达年份")),
    "instalment in another age": (
        cell("funds", "F2", "下达年份", "2014;2105"),
        "date.range",
        ("funds", "F2", "下达年份"),
    ),
    "money of a stream that is gone": (without("funds", "F9"), "link.unknown", ("fund_moves", "", "资金编码")),
    # duties and entitlements
    "unknown rhythm": (cell("duties", "D18", "频次", "每旬"), "cell.choice", ("duties", "D18", "频次")),
    "duty of nobody": (cell("duties", "D18", "责任主体", ""), "cell.required", ("duties", "D18", "责任主体")),
    "duty twice": (again("duties", "D18"), "key.repeated", ("duties", "D18", "职责编码")),
    "household class that is not there": (
        cell("entitlements", "E01", "贫困户类别", "百万富翁"),
        "cell.choice",
        ("entitlements", "E01", "贫困户类别"),
    ),
    "entitlement twice": (again("entitlements", "E01"), "key.repeated", ("entitlements", "E01", "待遇编码")),
    # places and levels
    "village with the code of a township": (
        cell("villages", "DL07", "村编码", "XZ"),
        "place.code",
        ("villages", "XZ", "村编码"),
    ),
    "township with the code of the county": (
        cell("townships", "XZ", "镇编码", "441882"),
        "place.code",
        ("townships", "441882", "镇编码"),
    ),
    "level above itself": (
        words("village: 村\n", "village: 镇（乡）\n"),
        "programme.levels",
        (PROGRAMME, "", "levels"),
    ),
    "level left out": (words("township: 镇（乡）\n *", ""), "yaml.missing_key", (PROGRAMME, "", "levels.township")),
    "level too many": (
        words("  township: 镇（乡）", "  province: 省\n  township: 镇（乡）"),
        "yaml.unknown_key",
        (PROGRAMME, "", "levels.province"),
    ),
    "groups that are their own groups": (
        words("label: 健康原因\n", "label: 健康原因\n    group: health\n"),
        "programme.group",
        (PROGRAMME, "", "vocabularies.causes_groups"),
    ),
    "cause of a group that is not there": (
        words("code: health\n", "code: healthy\n"),
        "programme.group",
        (PROGRAMME, "", "vocabularies.causes"),
    ),
    "word twice": (
        words("label: 市重点帮扶村", "label: 省重点帮扶村"),
        "programme.repeated",
        (PROGRAMME, "", "vocabularies.village_kinds"),
    ),
    "kind of village with households that is not there": (
        words(r"household_village_kinds:\n- province_key", "household_village_kinds:\n- moon_village"),
        "programme.kinds",
        (PROGRAMME, "", "household_village_kinds"),
    ),
    "programme that ends before it starts": (
        words("end_on: '2015-12-31'", "end_on: '2012-12-31'"),
        "programme.period",
        (PROGRAMME, "", "programme.end_on"),
    ),
}


def faults(county: County) -> tuple[Finding, ...]:
    with pytest.raises(DataRefused) as refusal:
        link(check(intake(county.folder, POLICY, allow_draft=True)))
    return refusal.value.findings


def test_the_county_is_accepted_as_it_stands(county: County) -> None:
    assert len(link(check(intake(county.folder, POLICY, allow_draft=True))).frames) == len(tables())


@pytest.mark.parametrize("case", CASES)
def test_wrong_reference_data_is_refused_where_it_stands(county: County, case: str) -> None:
    edit, code, (table, key, column) = CASES[case]
    edit(county)
    file = table if table == PROGRAMME else f"{table}.csv"
    found = [f for f in faults(county) if f.code == code and f.where.file == file and f.where.column == column]
    assert found, faults(county)
    if key:
        assert row_of(county, table, key) in {f.where.row for f in found}
    assert all(f.rule.zh and f.rule.en and f.remedy.zh and f.remedy.en for f in found)
    assert "{" not in "".join(f.rule.zh + f.rule.en + f.remedy.zh + f.remedy.en for f in found)


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_tells_nothing_private(county: County, case: str) -> None:
    private = private_values(county)
    assert len(private) > 300
    CASES[case][0](county)
    text = repr(faults(county))
    assert [value for value in private if value in text] == []


def private_values(county: County) -> set[str]:
    """Identifiers of people that are long enough to be told from a word."""
    found: set[str] = set()
    for table in tables().values():
        if not table.is_public:
            head, *rows = county.read(table.name)
            named = [c.header for c in table.columns if c.privacy is Privacy.IDENTIFIER]
            found |= {row[head.index(name)] for name in named for row in rows}
    return {value for value in found if len(value) > 2 and value not in ("未报", "不适用", "未到期")}
