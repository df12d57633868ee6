"""Bytes of a CSV file → rows of text, with the row numbers that a spreadsheet shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.errors import Finding
from generator.private.intake.catalogue import fault

MAX_PER_RULE = 100
"""Findings of one rule in one column (or file) that are listed; the rest is a count."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file as text: `cells[i]` stands in spreadsheet row `rows[i]` and is as wide as the header."""

    file: str
    header: tuple[str, ...]
    rows: tuple[int, ...]
    cells: Sequence[Sequence[str]]


class _Unreadable(Exception):
    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code, self.row = code, row


def read_sheet(file: str, data: bytes, encoding: str = "", header_row: int = 1) -> tuple[Sheet | None, list[Finding]]:
    """The sheet below row `header_row`, or None and the faults; empty rows are left out."""
    try:
        records = list(_records(_decode(data, encoding)))
    except _Unreadable as error:
        return None, [fault(error.code, file, error.row)]
    header = next((cells for row, cells in records if row == header_row), None)
    if not header:
        return None, [fault("sheet.header", file, header_row)]
    body = [(row, cells) for row, cells in records if row > header_row and any(cells)]
    ragged = [row for row, cells in body if len(cells) != len(header)]
    if ragged:
        return None, limited([fault("sheet.ragged", file, row, expected=len(header)) for row in ragged])
    rows = tuple(row for row, _ in body)
    stripped = tuple(name.strip() for name in header)
    return Sheet(file=file, header=stripped, rows=rows, cells=[cells for _, cells in body]), []


def limited(findings: Sequence[Finding]) -> list[Finding]:
    """At most `MAX_PER_RULE` findings of one rule and place, and one more that counts the rest."""
    kept = list(findings[:MAX_PER_RULE])
    if len(findings) > MAX_PER_RULE:
        first = findings[0]
        kept.append(fault("more", first.where.file, column=first.where.column, rule=first.code, count=len(findings)))
    return kept


def _decode(data: bytes, encoding: str) -> str:
    if data.startswith(_UTF16):
        raise _Unreadable("sheet.encoding")
    for candidate in (encoding,) if encoding else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    raise _Unreadable("sheet.encoding")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Spreadsheet rows: a line break inside quotation marks starts no new row."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            yield row, cells
    except csv.Error:
        raise _Unreadable("sheet.quotes", row + 1) from None
