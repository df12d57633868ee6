"""Sort orders: a withheld number between two shown ones of a sorted column lies between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from generator.attack.markup import Printed, PrintedRow
from generator.attack.report import Key, Verdict, Win

LEAST_NUMBERS = 6
"""Different shown numbers before an order is believed to be one"""
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")

Column = list[tuple[float | None, Key | None]]
"""(shown number, or None; key of a withheld one) from top to bottom"""


def order_leaks(printed: Printed, name: str, subject: Callable[[PrintedRow, str], Key | None]) -> Iterator[Win]:
    """Withheld cells inside a column whose shown numbers rise or fall from top to bottom."""
    columns: defaultdict[tuple[str, str], Column] = defaultdict(list)
    for row in printed.rows:
        for cell in row.cells if not row.css & {"sum", "group"} else ():
            if cell.label:
                found = _NUMBER.fullmatch(cell.text.strip())
                value = float(cell.text.strip().replace(",", "")) if found else None
                columns[row.table, cell.label].append((value, None if found else subject(row, cell.label)))
    for column in columns.values():
        if _is_sorted([value for value, _ in column if value is not None]):
            for key in _inside(column):
                yield Win(verdict=Verdict.PAGE, cell=key, how=f"{name}: place in a sorted column")


def _is_sorted(values: Sequence[float]) -> bool:
    rises = all(a <= b for a, b in pairwise(values))
    falls = all(a >= b for a, b in pairwise(values))
    return len(set(values)) >= LEAST_NUMBERS and (rises or falls)


def _inside(column: Column) -> Iterator[Key]:
    shown = [at for at, (value, _) in enumerate(column) if value is not None]
    for at, (_, key) in enumerate(column):
        if key is not None and shown[0] < at < shown[-1]:
            yield key
