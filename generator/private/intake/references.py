"""Rows that point to rows: foreign keys, sources of money, the tree of places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.contract.schema import ForeignKey, Privacy, Table, tables
from generator.private.intake.book import Book
from generator.private.intake.catalogue import fault
from generator.private.intake.sheets import limited
from generator.private.intake.text import shown


def reference_faults(book: Book) -> Iterator[Finding]:
    """Every foreign key of the contract that leads nowhere."""
    for table in tables().values():
        if table.name in book.frames:
            for key in table.foreign_keys:
                yield from _foreign_key(book, table, key)


def place_faults(book: Book) -> Iterator[Finding]:
    """Villages without the township they owe, households in other kinds of village, moves away from their project,
    and a place that has the code of the place above it: a figure code would name both.
    """
    owed = set(book.programme.household_village_kinds)
    if book.column("townships", "township_code"):
        for row, kind, township in book.rows("villages", "kind", "township_code"):
            if kind in owed and isinstance(township, Blank):
                yield book.fault("village.township", "villages", row, "township_code")
    yield from _shared_codes(book)
    kinds = book.by_key("villages", "kind")
    yield from limited(
        [
            book.fault("household.kind", "households", row, "village_code")
            for row, village in book.known("households", "village_code")
            if kinds.get(village) not in owed and village in kinds
        ]
    )
    villages = book.by_key("projects", "village_code")
    for row, village, project in book.rows("fund_moves", "village_code", "project_id"):
        other = villages.get(project, Blank.NOT_APPLICABLE)
        if not isinstance(village, Blank) and not isinstance(other, Blank) and village != other:
            yield book.fault("move.village", "fund_moves", row, "village_code")


def _shared_codes(book: Book) -> Iterator[Finding]:
    """Townships with the code of the county, villages with the code of either."""
    taken = {book.programme.county_code.lower(): "programme.yml"}
    for table in ("townships", "villages"):
        column = tables()[table].primary_key[0]
        codes = [code.lower() for code in book.column(table, column)]
        for row, code in enumerate(codes):
            if code in taken:
                yield book.fault("place.code", table, row, column, above=taken[code])
        taken |= dict.fromkeys(codes, book.sources[table].file)


def circle_faults(book: Book) -> Iterator[Finding]:
    """Moves that are, through their sources, their own source."""
    sources = {
        move: source
        for _, move, source in book.rows("fund_moves", "move_id", "source_move_id")
        if not isinstance(source, Blank)
    }
    rooted: set[Any] = set()
    for row, move in enumerate(book.column("fund_moves", "move_id")):
        path: dict[Any, None] = {}
        while move in sources and move not in rooted and move not in path:
            path[move] = None
            move = sources[move]  # noqa: PLW2901 - a walk to the root
        if move in path:
            yield book.fault("move.circle", "fund_moves", row, "source_move_id")
        rooted.update(path)


def _foreign_key(book: Book, table: Table, key: ForeignKey) -> list[Finding]:
    values = book.frames[table.name][key.column]
    if key.table not in book.frames:
        return [fault("link.table", book.sources[table.name].file, target=key.table)] if len(values) else []
    targets = set(book.column(key.table, key.target))
    missing = [
        (row, value) for row, value in enumerate(values) if value not in targets and not isinstance(value, Blank)
    ]
    is_shown = table.is_public and table.column(key.column).privacy is Privacy.PUBLIC
    return limited(
        [
            book.fault(
                "link.unknown",
                table.name,
                row,
                key.column,
                target=key.table,
                value=f" {shown(value)}" if is_shown else "",
            )
            for row, value in missing
        ]
    )
