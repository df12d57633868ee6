"""Dates: near the programme, and nothing reported or done later than the day that the figures speak to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.base.errors import Finding
from generator.contract.schema import Column, Table, tables
from generator.private.intake.book import Book
from generator.private.intake.sheets import limited

YEARS_AROUND = 10
"""Years before and after the programme within which a date is no slip of the pen."""
_TEMPORAL = ("date", "yearmonth", "year")
_AHEAD = ("planned_start_on", "planned_end_on", "due_on", "posted_from", "ended_on")
"""Days that may lie ahead; every other day or month records what has happened."""


def time_faults(book: Book) -> Iterator[Finding]:
    """Dates far from the programme, and past events dated after `as_of`."""
    first = int(book.programme.start_on[:4]) - YEARS_AROUND
    last = int(book.programme.end_on[:4]) + YEARS_AROUND
    for table, column in _temporal_columns(book):
        far = _is_far(first, last)
        yield from _each(book, table, column, "date.range", far, first=first, last=last)
        if column.type != "year" and column.name not in _AHEAD:
            yield from _each(book, table, column, "date.future", _is_later(book), as_of=book.programme.as_of)


def _temporal_columns(book: Book) -> Iterator[tuple[Table, Column]]:
    for table in tables().values():
        if table.name in book.frames:
            yield from ((table, column) for column in table.columns if column.type in _TEMPORAL)


def _each(
    book: Book, table: Table, column: Column, code: str, is_fault: Callable[[object], bool], **facts: object
) -> list[Finding]:
    plans = _promised(book) if (table.name, column.name, code) == ("fund_moves", "moved_on", "date.future") else set()
    values = list(book.known(table.name, column.name))
    bad = {value for value in {value for _, value in values} if is_fault(value)}
    return limited(
        [
            book.fault(code, table.name, row, column.name, **facts)
            for row, value in values
            if value in bad and row not in plans
        ]
    )


def _promised(book: Book) -> set[int]:
    """Rows of moves that are only promised: their day may lie ahead."""
    return {row for row, stage in enumerate(book.column("fund_moves", "stage")) if stage == "promised"}


def _is_far(first: int, last: int) -> Callable[[object], bool]:
    return lambda value: not first <= int(str(value)[:4]) <= last


def _is_later(book: Book) -> Callable[[object], bool]:
    """ISO text compares as time; a month is later when it begins after the day."""
    return lambda value: str(value) > book.programme.as_of
