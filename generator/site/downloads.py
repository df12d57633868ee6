"""Downloads: every public table as CSV for spreadsheets and as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.base.units import FEN_PER_YUAN
from generator.contract.schema import Column, Table, tables
from generator.published.release import HouseholdCount, MoneyTotal, Release
from generator.site.text import plain

FOLDER = "data/tables/"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet would run a text cell that starts so"""

Row = HouseholdCount | MoneyTotal | object


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One downloadable table: what stands in its header, and its rows as the release has them."""

    name: str
    title: str
    headers: tuple[str, ...]
    names: tuple[str, ...]
    write: tuple[Callable[[object], str], ...]
    """One writer per column: value → CSV text"""
    rows: Sequence[object]


def downloads(release: Release) -> Iterator[Artifact]:
    """`data/tables/<name>.csv` and `.json` of every public table, protected counts and money totals included."""
    for table in download_tables(release):
        yield Artifact(path=f"{FOLDER}{table.name}.csv", data=_csv(table))
        yield Artifact(path=f"{FOLDER}{table.name}.json", data=_json(table))


def download_tables(release: Release) -> tuple[Download, ...]:
    """Every table in contract order, then the two that protection makes."""
    public = (_public(table, getattr(release, name)) for name, table in tables().items() if table.is_public)
    return (*public, _counts(release), _totals(release))


def _public(table: Table, rows: Sequence[object]) -> Download:
    columns = table.published_columns
    return Download(
        name=table.name,
        title=table.title,
        headers=tuple(column.header for column in columns),
        names=tuple(column.name for column in columns),
        write=tuple(_writer(column) for column in columns),
        rows=rows,
    )


def _counts(release: Release) -> Download:
    titles = {table.table_id: table.title for table in release.protected_tables}
    heads = ("表编码", "表名", "层级", "地区编码", "分类", "数量")
    names = ("table_id", "table_id", "level", "place_code", "category", "count")
    write = (_text, lambda v: _text(titles.get(str(v), str(v))), _text, _text, _text, _text)
    return Download(
        name="household_counts",
        title="户数保护表",
        headers=heads,
        names=names,
        write=write,
        rows=release.household_counts,
    )


def _totals(release: Release) -> Download:
    heads = ("层级", "地区编码", "资金编码", "环节", "金额（元）", "公开项数", "不公开项数", "不公开金额（元）")
    stages = dict(tables()["fund_moves"].column("stage").categories)
    write = (_text, _text, _text, lambda v: stages.get(str(v), str(v)), _yuan, _text, _text, _yuan)
    names = tuple(field.name for field in fields(MoneyTotal))
    return Download(
        name="money_totals", title="资金合计", headers=heads, names=names, write=write, rows=release.money_totals
    )


def _writer(column: Column) -> Callable[[object], str]:
    if column.unit == "fen":
        return _yuan
    if column.categories and column.separator is None:
        labels = dict(column.categories)
        return lambda value: value.label if isinstance(value, Blank) else labels.get(str(value), _text(value))
    return _text


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
    writer.writerows(_cells(table))
    return out.getvalue().encode("utf-8-sig")


def _cells(table: Download) -> Iterable[list[str]]:
    for row in table.rows:
        yield [write(getattr(row, name)) for name, write in zip(table.names, table.write, strict=True)]


def _json(table: Download) -> bytes:
    """Records with contract names: money in fen, blanks as their codes, decimals as text so that they stay exact."""
    names = tuple(dict.fromkeys(table.names))
    records = [{name: _plain(getattr(row, name)) for name in names} for row in table.rows]
    document = {"table": table.name, "title": table.title, "rows": records}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: object) -> object:
    if isinstance(value, Blank):
        return value.value
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value
