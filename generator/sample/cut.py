"""Cuts the story at a day: drops what was not known yet, numbers the rows that became known, writes cells as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

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
"""Tables whose ids are given in the order in which rows became known: (prefix, digits). They never change between months."""

Lines = list[tuple[str, ...]]
Vocabularies = Mapping[str, Mapping[str, str]]
"""Label by code by vocabulary"""


def words_of(vocabularies: Mapping[str, Iterable[Mapping[str, str]]]) -> Vocabularies:
    """Labels by code of the `vocabularies` of a programme file."""
    return {name: {term["code"]: term["label"] for term in terms} for name, terms in vocabularies.items()}


def cut(rows: Iterable[Row], day: date, words: Vocabularies) -> dict[str, Lines]:
    """Text of every table as known on `day`: columns in contract order, rows in the order in which they became known."""
    kept: dict[str, list[tuple[date, tuple[str, ...]]]] = {name: [] for name in tables()}
    writers = {name: _writers(table, words) for name, table in tables().items()}
    for row in rows:
        if row.since <= day:
            kept[row.table].append((row.since, _texts(row, day, writers[row.table])))
    ordered = {name: [texts for _, texts in sorted(found, key=lambda pair: pair[0])] for name, found in kept.items()}
    return _numbered(ordered)


Writer = tuple[str, Callable[[Value], str]]


def _texts(row: Row, day: date, writers: list[Writer]) -> tuple[str, ...]:
    cells = row.cells
    texts = []
    for name, write in writers:
        value = cells.get(name)
        if isinstance(value, Later):
            value = value.at(day)
        texts.append("" if value is None else write(value))
    return tuple(texts)


def _writers(table: Table, words: Vocabularies) -> list[Writer]:
    return [(column.name, _writer(column, words)) for column in table.columns]


def _writer(column: Column, words: Vocabularies) -> Callable[[Value], str]:
    labels = column.categories or words.get(column.vocabulary or "", {})
    is_money = column.unit == "fen"

    def write(value: Value) -> str:
        if isinstance(value, str):
            return value.label if isinstance(value, Blank) else labels.get(value, value)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, tuple):
            return (column.separator or ";").join(value)
        if is_money and isinstance(value, int):
            return yuan(value)
        return str(value)

    return write


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
