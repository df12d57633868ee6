"""Free text of public tables: which cells the screen withholds, and which of those a reviewer has signed off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.contract.schema import Column, Privacy, Table, tables
from generator.private.intake.book import Book
from generator.private.intake.catalogue import fault
from generator.private.intake.screen import Reason, make_screen
from generator.private.stages import REVIEWS, Review
from generator.trust.digests import sha256_hex

if TYPE_CHECKING:
    import pandas as pd

Cell: TypeAlias = tuple[str, str, int]
"""(table, column, row of the frame)"""
Frames: TypeAlias = "Mapping[str, pd.DataFrame]"

PRIVATE_KINDS = ("natural_person", "sole_trader")
_DOUBTS = {Reason.NUMBER: "text.number", Reason.NAME: "text.name", Reason.PHRASE: "text.phrase"}
KEY_JOIN = ";"
"""Between the parts of a row's key"""
LEAST_SIGNED = 8
"""Characters of a text that can be signed off: a shorter one may be no more than a name, which would then pass
everywhere"""


def private_names(frames: Frames) -> list[str]:
    """Heads of household, natural persons and sole traders."""
    heads = _column(frames, "households", "head_name")
    kinds = zip(_column(frames, "organisations", "name"), _column(frames, "organisations", "kind"), strict=True)
    return [*heads, *(name for name, kind in kinds if kind in PRIVATE_KINDS)]


def withheld_texts(frames: Frames, reviews: Sequence[Review] = ()) -> dict[Cell, Reason]:
    """Every cell that may not be shown, with the reason; a valid sign-off takes its cell out."""
    withheld, signed = _screened(frames), signed_texts(frames, reviews)
    return {cell: reason for cell, reason in withheld.items() if cell not in signed}


def signed_texts(frames: Frames, reviews: Sequence[Review]) -> dict[Cell, str]:
    """Texts that are shown because a reviewer signed them off: exactly this text in exactly this cell."""
    judged = _judged(frames, reviews)
    return {cell: _text(frames, cell) for _, cell, code in judged if cell is not None and not code}


def review_faults(book: Book) -> Iterator[Finding]:
    """Entries of the sign-off file that sign nothing: wrong place, changed text, an identifier, not needed, twice."""
    judged = _judged(book.frames, book.permits.reviews)
    uses = Counter(cell for _, cell, _ in judged)
    for review, cell, code in judged:
        is_repeated = cell is not None and uses[cell] > 1
        if code or is_repeated:
            yield fault("review.repeated" if is_repeated else code, REVIEWS, review.row, least=LEAST_SIGNED)


def text_doubts(book: Book) -> Iterator[Finding]:
    """Every withheld text that nobody has signed off, by its place."""
    for (table, column, row), reason in withheld_texts(book.frames, book.permits.reviews).items():
        yield book.doubt(_DOUBTS[reason], table, row, column)


def _screened(frames: Frames) -> dict[Cell, Reason]:
    screen = make_screen(private_names(frames))
    return {
        (table.name, column.name, row): reason
        for table, column in _columns(frames)
        for row, text in enumerate(frames[table.name][column.name].tolist())
        if not isinstance(text, Blank) and (reason := screen(text))
    }


def _judged(frames: Frames, reviews: Sequence[Review]) -> list[tuple[Review, Cell | None, str]]:
    """Every entry with the cell that it names and the code of what is wrong with it, empty when it stands."""
    if not reviews:
        return []
    withheld, places = _screened(frames), _places(frames)
    judged: list[tuple[Review, Cell | None, str]] = []
    for review in reviews:
        cells = places.get((review.table, review.column))
        cell = cells.get(review.row_key) if cells is not None else None
        if cell is not None:
            judged.append((review, cell, _fault(_text(frames, cell), review, withheld.get(cell))))
        else:
            judged.append((review, None, "review.column" if cells is None else "review.row"))
    return judged


def _fault(text: str, review: Review, reason: Reason | None) -> str:
    if isinstance(text, Blank) or sha256_hex(text.encode("utf-8")) != review.text_sha256:
        return "review.changed"
    if reason is None:
        return "review.unused"
    if reason is Reason.NUMBER:
        return "review.number"
    return "review.short" if len("".join(text.split())) < LEAST_SIGNED else ""


def _places(frames: Frames) -> dict[tuple[str, str], dict[str, Cell]]:
    """(table, column) → row key → cell. Table and column go by their name and by their Chinese title."""
    found: dict[tuple[str, str], dict[str, Cell]] = {}
    for table, column in _columns(frames):
        keys = zip(*(frames[table.name][part].tolist() for part in table.primary_key), strict=True)
        cells = {KEY_JOIN.join(map(str, key)): (table.name, column.name, row) for row, key in enumerate(keys)}
        found |= dict.fromkeys(product((table.name, table.title), (column.name, column.title)), cells)
    return found


def _columns(frames: Frames) -> Iterator[tuple[Table, Column]]:
    """Free text of the public tables."""
    for name, table in tables().items():
        if table.is_public and name in frames:
            yield from ((table, column) for column in table.columns if column.privacy is Privacy.FREE_TEXT)


def _text(frames: Frames, cell: Cell) -> str:
    table, column, row = cell
    text: str = frames[table][column].tolist()[row]
    return text


def _column(frames: Frames, table: str, column: str) -> list[str]:
    return frames[table][column].tolist() if table in frames else []
