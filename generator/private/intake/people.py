"""Contradictions in the household tables: doubts for the reviewer, as counts and never with a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.private.intake.book import Book

_COVERED = {"pension_persons": "pension_eligible_persons", "allowance_persons": "allowance_eligible_persons"}
"""Members who have something, and how many it is meant for"""
_MEMBER_COUNTS = ("insured_persons", *_COVERED, *_COVERED.values())


def people_doubts(book: Book) -> Iterator[Finding]:
    """More members than a household has, more receiving than eligible, an ID number twice."""
    columns = ("persons", "labour_persons")
    labour = [row for row, persons, able in book.rows("households", *columns) if able > persons]
    yield from _counted(book, "people.labour", "households", "labour_persons", labour)
    yield from _counted(book, "people.number", "households", "head_id_number", _repeated_numbers(book))
    persons_of = book.by_key("households", "persons") if "households" in book.frames else {}
    for column in _MEMBER_COUNTS:
        members = [
            row
            for row, household, count in book.rows("household_years", "household_id", column)
            if not isinstance(count, Blank) and count > persons_of.get(household, count)
        ]
        yield from _counted(book, "people.members", "household_years", column, members)
    for column, meant in _COVERED.items():
        beyond = [
            row
            for row, given, eligible in book.rows("household_years", column, meant)
            if not isinstance(given, Blank) and not isinstance(eligible, Blank) and given > eligible
        ]
        yield from _counted(book, "people.covered", "household_years", column, beyond)


def _repeated_numbers(book: Book) -> list[int]:
    numbers = book.column("households", "head_id_number")
    uses = Counter(numbers)
    return [row for row, number in enumerate(numbers) if uses[number] > 1]


def _counted(book: Book, code: str, table: str, column: str, rows: Sequence[int]) -> Iterator[Finding]:
    """One doubt at the first of `rows`, with their number."""
    if rows:
        yield book.doubt(code, table, rows[0], column, count=len(rows))
