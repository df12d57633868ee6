"""Downloads: every public table as CSV for spreadsheets and as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.base.units import FEN_PER_YUAN
from generator.config.settings import GOAL
from generator.contract.programme import Programme
from generator.contract.schema import Column, Table, tables
from generator.contract.wording import wording
from generator.figures import changes
from generator.published.goal_states import MET, NOT_APPLICABLE, NOT_MET, NOT_REPORTED, year_and_state
from generator.published.release import (
    ALL,
    EarlierFigure,
    HouseholdFigure,
    HouseholdState,
    MoneyTotal,
    ProtectedTable,
    Release,
)
from generator.site.risk import disclosure_risk
from generator.site.text import plain

FOLDER = "data/tables/"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet would run a text cell that starts so"""
FEN = "fen"
STATES = {MET: "已达到", NOT_MET: "未达到", NOT_REPORTED: "未报", NOT_APPLICABLE: "不适用"}
"""Where households stand with a goal"""
UNITS = {"households": "户", "persons": "人", FEN: "元"}
"""Units of protected tables, as the CSV writes them"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One downloadable table: what stands in its header, and its rows as the release has them."""

    name: str
    title: str
    headers: tuple[str, ...]
    names: tuple[str, ...]
    cells: Callable[[object], list[str]]
    """Row → CSV texts, one per header"""
    rows: Sequence[object]
    shared: Callable[[object], dict[str, object]] = lambda row: {}
    """Row → JSON values that its table holds for it"""


def downloads(release: Release) -> Iterator[Artifact]:
    """`data/tables/<name>.csv` and `.json` of every public table, protected ones included; the risk report."""
    for table in download_tables(release):
        yield Artifact(path=f"{FOLDER}{table.name}.csv", data=_csv(table))
        yield Artifact(path=f"{FOLDER}{table.name}.json", data=_json(table))
    yield disclosure_risk(release)


def download_tables(release: Release) -> tuple[Download, ...]:
    """Every table in contract order, then those that protection makes."""
    public = (
        _public(table, release.programme, getattr(release, name)) for name, table in tables().items() if table.is_public
    )
    made = (*public, _figures(release), _states(release), _totals(release), _earlier(release))
    return tuple(said(table, release.programme) for table in made)


def said(table: Download, programme: Programme) -> Download:
    """The same table with title and headers in the programme's words."""
    say = wording(programme)
    return Download(
        name=table.name,
        title=say(table.title),
        headers=tuple(map(say, table.headers)),
        names=table.names,
        cells=table.cells,
        rows=table.rows,
        shared=table.shared,
    )


def _public(table: Table, programme: Programme, rows: Sequence[object]) -> Download:
    columns = table.published_columns
    names = tuple(column.name for column in columns)
    return Download(
        name=table.name,
        title=table.title,
        headers=tuple(column.header for column in columns),
        names=names,
        cells=_by_column(names, tuple(_writer(column, programme) for column in columns)),
        rows=rows,
    )


def _by_column(names: Sequence[str], write: Sequence[Callable[[object], str]]) -> Callable[[object], list[str]]:
    """Cells of a row, each written by its column's own writer."""
    return lambda row: [one(getattr(row, name)) for name, one in zip(names, write, strict=True)]


def _figures(release: Release) -> Download:
    """Money in yuan in the CSV and in fen in the JSON; `unit` says which numbers are money."""
    known = {table.table_id: table for table in release.protected_tables}
    labels = {(name, t.code): t.label for name, terms in release.programme.vocabularies for t in terms}
    level, say = _labelled(_levels(release.programme)), wording(release.programme)

    def cells(row: object) -> list[str]:
        found: HouseholdFigure = row  # type: ignore[assignment]
        table = known[found.table_id]
        category = _category(table, found.category, labels)
        write = _yuan if table.unit == FEN else _text
        return [
            *map(_text, (table.table_id, table.title)),
            say(UNITS[table.unit]),
            level(found.level),
            *map(_text, (found.place_code, category)),
            *map(write, (found.value, found.low, found.high)),
            found.as_of,
        ]

    return Download(
        name="household_figures",
        title="农户统计（含发给农户的资金）",
        headers=("表编码", "表名", "单位", "层级", "地区编码", "分类", "数值", "最少可能", "最多可能", "截至"),
        names=("table_id", "level", "place_code", "category", "value", "low", "high", "as_of"),
        cells=cells,
        rows=release.household_figures,
        shared=lambda row: {"unit": known[row.table_id].unit},  # type: ignore[attr-defined]
    )


def _category(table: ProtectedTable, category: str, labels: Mapping[tuple[str, str], str]) -> str:
    """The category in words: 合计, 「2014年 已达到」 of a goal, the label of a term, or the code itself."""
    if table.by.startswith(GOAL):
        year, state = year_and_state(category)
        return f"{year}年 {STATES[state]}" if year else STATES[state]
    return "合计" if category == ALL else labels.get((table.vocabulary, category), category)


def _states(release: Release) -> Download:
    """Goals of households by village: words only."""
    titles = {table.table_id: table.title for table in release.protected_tables}

    def cells(row: object) -> list[str]:
        found: HouseholdState = row  # type: ignore[assignment]
        state = found.state.label if isinstance(found.state, Blank) else STATES[found.state]
        words = (found.table_id, titles[found.table_id], found.place_code, found.year, state, found.as_of)
        return list(map(_text, words))

    return Download(
        name="household_states",
        title="各村按户、按人目标的状态",
        headers=("表编码", "表名", "村编码", "年份", "状态", "截至"),
        names=tuple(field.name for field in fields(HouseholdState)),
        cells=cells,
        rows=release.household_states,
    )


def _totals(release: Release) -> Download:
    heads = ("层级", "地区编码", "资金编码", "环节", "金额（元）", "笔数")
    stages = _labelled(tables()["fund_moves"].column("stage").categories)
    write = (_labelled(_levels(release.programme)), _text, _text, stages, _yuan, _text)
    names = tuple(field.name for field in fields(MoneyTotal))
    return Download(
        name="money_totals",
        title="给单位和项目的资金合计",
        headers=heads,
        names=names,
        cells=_by_column(names, write),
        rows=release.money_totals,
    )


def _earlier(release: Release) -> Download:
    """What the edition before showed of every village."""
    names = tuple(field.name for field in fields(EarlierFigure))
    what = {
        changes.RECEIVED: "到账",
        changes.SPENT: "支出",
        changes.STARTED: "已开工的项目",
        changes.COMPLETED: "已完工的项目",
        changes.ACCEPTED: "已验收的项目",
        changes.POSTED: "已张贴的公示",
        changes.MET: "已达到的目标",
        changes.BEHIND: "未达到的目标",
    }
    return Download(
        name="earlier_figures",
        title="上一期各村的数",
        headers=("期数", "截至", "村编码", "什么", "金额（元）", "编码"),
        names=names,
        cells=_by_column(names, (_text, _text, _text, _labelled(what), _yuan, _text)),
        rows=release.earlier_figures,
    )


def _levels(programme: Programme) -> dict[str, str]:
    return {
        **{term.code: term.label for term in programme.level_names},
        "county_only": wording(programme)("不属于单个村"),
    }


def _writer(column: Column, programme: Programme) -> Callable[[object], str]:
    if column.unit == "fen":
        return _yuan
    say = wording(programme)
    labels = {value: say(label) for value, label in column.categories.items()}
    if column.vocabulary:
        labels = {term.code: term.label for term in programme.terms(column.vocabulary)}
    return _labelled(labels) if labels else _text


def _labelled(labels: Mapping[str, str]) -> Callable[[object], str]:
    """Writes codes, and lists of codes, as their labels; a code without one stays."""

    def write(value: object) -> str:
        if isinstance(value, tuple):
            return _text(tuple(labels.get(code, code) for code in value))
        return _text(value if isinstance(value, Blank) else labels.get(str(value), value))

    return write


def _yuan(value: object) -> str:
    """Plain yuan without separators, exact."""
    if isinstance(value, Blank):
        return value.label
    whole, rest = divmod(abs(int(str(value))), FEN_PER_YUAN)
    return f"{'-' if int(str(value)) < 0 else ''}{whole}.{rest:02d}"


def _text(value: object) -> str:
    if isinstance(value, Blank):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return plain(value)
    text = ";".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv(table: Download) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.headers)
    writer.writerows(map(table.cells, table.rows))
    return out.getvalue().encode("utf-8-sig")


def _json(table: Download) -> bytes:
    """Records with contract names: money in fen, blanks as their codes, decimals as text so that they stay exact."""
    records = [{name: _plain(getattr(row, name)) for name in table.names} | table.shared(row) for row in table.rows]
    document = {"table": table.name, "title": table.title, "rows": records}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: object) -> object:
    if isinstance(value, Blank):
        return value.value
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value
