"""Header rows → contract columns, and the frame that `check` reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import Finding
from generator.contract.schema import Column, Table
from generator.private.intake.catalogue import fault
from generator.private.intake.sheets import Sheet
from generator.private.intake.text import shown
from generator.private.stages import Source

if TYPE_CHECKING:
    import pandas as pd

_MONEY = re.compile(r"(.+?)（(元|万元|分)）")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One contract table as text: the frame has every contract column, absent ones empty."""

    frame: pd.DataFrame
    source: Source
    units: Mapping[str, str]
    """Unit of the text of each money column"""


def load_table(sheet: Sheet, table: Table) -> tuple[Loaded | None, list[Finding]]:
    """The sheet under contract names, or None and every fault of its header row."""
    matched = [_match(name, table) for name in sheet.header]
    faults = [*_unknown(sheet, table, matched), *_repeated(sheet, table, matched), *_missing(sheet, table, matched)]
    if faults:
        return None, faults
    names = [found[0].name for found in matched if found]
    units = {found[0].name: found[1] for found in matched if found and found[0].unit == "fen"}
    texts = dict(zip(names, zip(*sheet.cells, strict=True) if sheet.cells else ((),) * len(names), strict=True))
    source = Source(file=sheet.file, rows=sheet.rows, columns=dict(zip(names, sheet.header, strict=True)))
    return Loaded(frame=text_frame(table, texts, len(sheet.rows)), source=source, units=units), []


def text_frame(table: Table, texts: Mapping[str, Sequence[str]], size: int) -> pd.DataFrame:
    """A frame of `size` rows of text with every column of the table; absent columns hold empty text."""
    import pandas as pd  # noqa: PLC0415 - 0.3 s, only when tables are read

    columns = {column.name: list(texts.get(column.name, ("",) * size)) for column in table.columns}
    return pd.DataFrame(columns, dtype=object)


def _match(header: str, table: Table) -> tuple[Column, str] | None:
    """The column a header names and, for money, the unit of its text ('' where the header does not say)."""
    name = header.replace("(", "（").replace(")", "）")
    money = _MONEY.fullmatch(name)
    for column in table.columns:
        if column.unit == "fen":
            if name == column.name:
                return column, "分"
            if (money and money[1] == column.title) or name == column.title:
                return column, money[2] if money else ""
        elif name in (column.name, column.title):
            return column, "-"
    return None


def _unknown(sheet: Sheet, table: Table, matched: Sequence[tuple[Column, str] | None]) -> list[Finding]:
    """Headers of a private table are named by position: a file without header row starts with a person."""
    faults = []
    for at, found in enumerate(matched):
        header = sheet.header[at]
        name = shown(header) if table.is_public and header else ""
        if found is None:
            where = f"{column_letters(at)}{name}"
            faults.append(fault("header.unknown", sheet.file, 1, where, table=table.title))
        elif not found[1]:
            faults.append(fault("header.unit", sheet.file, 1, found[0].title, expected=found[0].header))
    return faults


def _repeated(sheet: Sheet, table: Table, matched: Sequence[tuple[Column, str] | None]) -> list[Finding]:
    uses = Counter(found[0].name for found in matched if found)
    return [fault("header.repeated", sheet.file, 1, column.header) for column in table.columns if uses[column.name] > 1]


def _missing(sheet: Sheet, table: Table, matched: Sequence[tuple[Column, str] | None]) -> list[Finding]:
    present = {found[0].name for found in matched if found}
    return [
        fault("header.missing", sheet.file, 1, column.header)
        for column in table.columns
        if column.required and column.name not in present
    ]


def column_letters(at: int) -> str:
    """0 → A, 25 → Z, 26 → AA: the name a spreadsheet gives a column."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
