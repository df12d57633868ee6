"""Rows to CSV and back, exactly. One blank is one word; a list is joined by `;`; a decimal keeps every digit.

A text that a spreadsheet would run as a formula gets a leading apostrophe, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.base.blanks import Blank
from generator.published.shape import Hint, row_fields

LIST_SEPARATOR = ";"
BLANKS = {blank.value: blank for blank in Blank}
BOOLEANS = {"true": True, "false": False}

_FORMULA = re.compile(r"'*[=+\-@\t\r].*\w", re.DOTALL)
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r].*\w", re.DOTALL)
_INTEGER = re.compile(r"-?[0-9]{1,30}", re.ASCII)


def to_csv(row_type: type, rows: Iterable[object]) -> bytes:
    """UTF-8, CRLF, one header row of field names, rows in the order given."""
    names = list(row_fields(row_type))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_encode(getattr(row, name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8")


def from_csv(row_type: type, data: bytes) -> tuple[Any, ...]:
    """The rows that `to_csv` wrote. Raises ValueError for anything else, without naming a value."""
    hints = row_fields(row_type)
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    try:
        if next(reader, None) != list(hints):
            raise ValueError("the header differs from the contract")
        return tuple(_row(row_type, hints, line) for line in reader)
    except csv.Error:
        raise ValueError("not a CSV file") from None


def _row(row_type: type, hints: Mapping[str, Hint], line: list[str]) -> Any:
    if len(line) != len(hints):
        raise ValueError("a row has too many or too few cells")
    cells = zip(hints.items(), line, strict=True)
    return row_type(**{name: _decode(text, hint) for (name, hint), text in cells})


def _encode(value: object) -> str:
    if isinstance(value, Blank):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else str(value)


def _decode(text: str, hint: Hint) -> object:
    if hint.may_be_blank and text in BLANKS:
        return BLANKS[text]
    if hint.kind is bool:
        return _known(BOOLEANS, text)
    if hint.kind is int:
        return _integer(text)
    if hint.kind is Decimal:
        return _decimal(text)
    if hint.kind is tuple:
        return tuple(text.split(LIST_SEPARATOR)) if text else ()
    # Codes, dates and names recur in most rows: kept once, a release takes a third of the memory.
    return sys.intern(text[1:] if _QUOTED_FORMULA.match(text) else text)


def _known(words: Mapping[str, bool], text: str) -> bool:
    if text not in words:
        raise ValueError("not a boolean")
    return words[text]


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError("not an integer")
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("not a decimal number") from None
