"""Words and cells of pages: a cell is (style class, text), so that templates write it without deciding anything."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from urllib.parse import quote

from generator.base.blanks import Blank
from generator.base.units import FEN_PER_YUAN, wan_short_text, wan_text, yuan_text
from generator.contract.schema import tables

Cell = tuple[str, str]
"""(class, text). Classes: `n` number, `z` zero, and one per blank"""
Phone = tuple[str, str, str]
"""(class, text, number to dial or empty)"""

BLANK_CLASS = {
    Blank.NOT_REPORTED: "b nr",
    Blank.NOT_DUE: "b nd",
    Blank.WITHHELD: "b wh",
    Blank.NOT_APPLICABLE: "b na",
}
# Blank has no subclass, and `type(x) is Blank` costs a third of isinstance, which counts in cells.
_BLANK_CELL: dict[Blank, Cell] = {blank: (css, blank.label) for blank, css in BLANK_CLASS.items()}
ZERO: Cell = ("n z", "0")
_PHONE = re.compile(r"\+?[0-9][0-9 ()（）-]{1,23}[0-9]", re.ASCII)
_DIALLED = frozenset("+0123456789-")


def yuan(fen: int | Blank) -> Cell:
    """Money in 元, exact, as tables show it; the unit stands in the header or beside the cell."""
    if isinstance(fen, int):
        return ("n", yuan_text(fen)) if fen else ZERO
    return _BLANK_CELL[fen]


def wan(fen: int | Blank) -> str:
    """Money in sentences, cards and charts: 「175.28 万元」, rounded, or why there is none."""
    return fen.label if isinstance(fen, Blank) else f"{wan_short_text(fen)} 万元"


def exact_wan(fen: int) -> str:
    """An amount that a rule states: 「20 万元」, never rounded."""
    return f"{wan_text(fen)} 万元"


def count(number: int | Blank) -> Cell:
    if isinstance(number, Blank):
        return _BLANK_CELL[number]
    return ("n", f"{number:,}") if number else ZERO


def decimal(number: Decimal | Blank) -> Cell:
    """A plain decimal, exact, without trailing zeros or exponent."""
    if isinstance(number, Blank):
        return _BLANK_CELL[number]
    return ("n", plain(number)) if number else ZERO


def words(text: str | Blank) -> Cell:
    return _BLANK_CELL[text] if type(text) is Blank else ("", text)


def day(iso: str | Blank) -> Cell:
    """A date as it stands in tables, ISO."""
    return _BLANK_CELL[iso] if type(iso) is Blank else ("d", iso)


@cache
def phone(number: str | Blank) -> Phone:
    """A phone number with what a phone dials for it; text that is no number gets no link."""
    css, text = words(number)
    return (css, text, "".join(c for c in text if c in _DIALLED) if _PHONE.fullmatch(text) else "")


def yes_no(flag: bool | Blank) -> Cell:
    return _BLANK_CELL[flag] if isinstance(flag, Blank) else ("", "是" if flag else "否")


def plain(number: Decimal) -> str:
    """`Decimal('6012.1800')` → `6012.18`, never an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """`Decimal('50000.50')` → `50,000.5`, exact."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_yuan(fen: Decimal | int) -> str:
    """Exact yuan of fen for written-out arithmetic: `1336040` → `13360.4`."""
    return plain(Decimal(fen).scaleb(-2)) if Decimal(fen) % FEN_PER_YUAN else f"{int(fen) // FEN_PER_YUAN}"


@cache
def chinese_date(iso: str) -> str:
    """`2015-06-30` → `2015年6月30日`; raises ValueError for anything else."""
    found = date.fromisoformat(iso)
    return f"{found.year}年{found.month}月{found.day}日"


def href(root: str, section: str, code: str) -> str:
    """Relative address of a page of one thing, explicit down to `index.html` so that it works from a USB stick."""
    safe = code if code.isascii() and code.isalnum() else quote(code, safe="")
    return f"{root}{section}/{safe}/index.html"


@cache
def categories(table: str, column: str) -> dict[str, str]:
    """The contract's Chinese labels of an enumerated column by value."""
    return dict(tables()[table].column(column).categories)


def category(table: str, column: str, value: str | Blank) -> str:
    """The contract's Chinese label of an enumerated value, or of its blank."""
    return value.label if isinstance(value, Blank) else categories(table, column).get(value, value)
