"""Cuts the story at a day: drops what was not known yet, numbers the rows that became known, writes cells as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.base.blanks import Blank
from generator.contract.schema import Column, Table, tables
from generator.sample.story import Later, Row, Value

NUMBERED = {
    "projects": ("P", 4),
    "fund_moves": ("M", 6),
    "contracts": ("HT", 4),
    "notices": ("GS", 5),
    "postings": ("ZT", 5),
    "inspections": ("DC", 5),
    "complaints": ("TS-", 6),
    "household_payments": ("PAY-", 7),
    "assistance_records": ("REC-", 7),
}
"""Tables whose ids follow the order in which rows became known, and so never change: (prefix, digits)"""

Lines = list[tuple[str, ...]]
Vocabularies = Mapping[str, Mapping[str, str]]
"""Label by code by vocabulary"""


def words_of(vocabularies: Mapping[str, Iterable[Mapping[str, str]]]) -> Vocabularies:
    """Labels by code of the `vocabularies` of a programme file."""
    return {name: {term["code"]: term["label"] for term in terms} for name, terms in vocabularies.items()}


def cut(rows: Iterable[Row], day: date, words: Vocabularies) -> dict[str, Lines]:
    """Text of every table as known on `day`: columns in contract order, rows in the order they became known."""
    kept: dict[str, list[tuple[date, tuple[str, ...]]]] = {name: [] for name in tables()}
    writers = {name: [_writer(column, words) for column in table.columns] for name, table in tables().items()}
    for row in rows:
        if row.since <= day:
            kept[row.table].append((row.since, _texts(row, day, writers[row.table])))
    ordered = {name: [texts for _, texts in sorted(found, key=_known)] for name, found in kept.items()}
    return _numbered(ordered)


def _known(pair: tuple[date, tuple[str, ...]]) -> date:
    return pair[0]


@dataclass(frozen=True, slots=True)
class _Writer:
    """How one column is written."""

    name: str
    labels: Mapping[str, str]
    separator: str
    is_money: bool


def _writer(column: Column, words: Vocabularies) -> _Writer:
    labels = column.categories or words.get(column.vocabulary or "", {})
    return _Writer(column.name, labels, column.separator or ";", column.unit == "fen")


def _texts(row: Row, day: date, writers: list[_Writer]) -> tuple[str, ...]:
    find = row.cells.get
    texts = []
    for writer in writers:
        value = find(writer.name)
        if isinstance(value, Later):
            value = value.at(day)
        if isinstance(value, str) and not isinstance(value, Blank):
            texts.append(writer.labels[value] if writer.labels else value)
        else:
            texts.append("" if value is None else _text(value, writer))
    return tuple(texts)


def _text(value: Value, writer: _Writer) -> str:
    if isinstance(value, Blank):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return _iso(value)
    if isinstance(value, tuple):
        return writer.separator.join(value)
    return yuan(value) if writer.is_money and isinstance(value, int) else str(value)


@cache
def _iso(day: date) -> str:
    """One string for all cells of a day: a large county holds millions of them."""
    return day.isoformat()


def yuan(fen: int) -> str:
    """`1234550` → `12345.50`; whole yuan without decimals."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _numbered(kept: dict[str, Lines]) -> dict[str, Lines]:
    """Provisional keys replaced by running numbers, in the rows themselves and in every row that points to them."""
    numbers = {name: _numbers(name, kept[name]) for name in NUMBERED}
    return {name: _renamed(table, kept[name], numbers) for name, table in tables().items()}


def _numbers(name: str, lines: Lines) -> dict[str, str]:
    prefix, digits = NUMBERED[name]
    return {line[0]: f"{prefix}{number:0{digits}d}" for number, line in enumerate(lines, start=1)}


def _renamed(table: Table, lines: Lines, numbers: Mapping[str, Mapping[str, str]]) -> Lines:
    names = [column.name for column in table.columns]
    swaps = [(names.index(key.column), numbers[key.table]) for key in table.foreign_keys if key.table in numbers]
    if table.name in numbers:
        swaps.append((0, numbers[table.name]))
    if not swaps:
        return lines
    return [_swapped(line, swaps) for line in lines]


def _swapped(line: tuple[str, ...], swaps: list[tuple[int, Mapping[str, str]]]) -> tuple[str, ...]:
    cells = list(line)
    for place, new in swaps:
        if cells[place]:
            cells[place] = new[cells[place]]
    return tuple(cells)
