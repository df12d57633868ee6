"""Every text that somebody could read in a file: decoders applied to what decoders gave, within bounds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from generator.base.pages import Artifact
from generator.private.leaks.decoders.kinds import kind
from generator.private.leaks.decoders.piece import (
    CHARACTERS_PER_PIECE,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_PIECES,
    Blob,
    BoundError,
    Piece,
    Text,
    UnreadableError,
)
from generator.private.leaks.decoders.table import DECODERS, Decoders

Part: TypeAlias = Callable[[str], str]
"""Gives a part of a text"""


def _whole(text: str) -> str:
    return text


def views(
    artifact: Artifact, decoders: Decoders = DECODERS, shown: Part = _whole, fresh: Part = _whole
) -> Iterator[Text]:
    """Texts of a file, the shallowest first, none twice.

    `shown` leaves out what may be published although it looks private, `fresh` what was examined in an earlier file.

    Raises UnreadableError for a file or part that no decoder opens, BoundError when there is too much of it.
    """
    return _walk(Blob(name=artifact.path, data=artifact.data), decoders, shown, fresh)


def written(text: str, decoders: Decoders = DECODERS) -> Iterator[Text]:
    """Texts of a string, such as a file name. Raises as `views`."""
    return _walk(Text(text=text), decoders, _whole, _whole)


def _walk(first: Piece, decoders: Decoders, shown: Part, fresh: Part) -> Iterator[Text]:
    waiting, seen = deque([first]), set[str]()
    budget = _Budget(len(first.data if isinstance(first, Blob) else first.text))
    while waiting:
        piece = waiting.popleft()
        if isinstance(piece, Text):
            text = shown(piece.text)
            if text in seen:
                continue
            seen.add(text)
            piece = replace(piece, text=text, fresh=None if piece.is_noise else fresh(text))
            yield piece
        for deeper in _decoded(piece, decoders):
            budget.spend(deeper)
            waiting.append(deeper)


class _Budget:
    """What one file may unpack to."""

    def __init__(self, size: int) -> None:
        # A large table holds a digest in every row: what stands in the file itself may be taken apart, what it unpacks
        # to may not multiply.
        self._pieces, self._bytes = MAX_PIECES + size // CHARACTERS_PER_PIECE, MAX_BYTES

    def spend(self, piece: Piece) -> None:
        self._pieces -= 1
        self._bytes -= len(piece.data if isinstance(piece, Blob) else piece.text)
        if self._pieces < 0 or self._bytes < 0 or len(piece.trail) > MAX_DEPTH:
            raise BoundError


def _decoded(piece: Piece, decoders: Decoders) -> Iterator[Piece]:
    if isinstance(piece, Text):
        for reader in decoders.readers.values():
            yield from reader(piece)
        return
    is_open = piece.is_guess
    try:
        found = kind(piece)
        for opener in (opener for opener in decoders.openers.values() if opener.kind == found):
            for deeper in opener.open(piece):
                is_open = True
                yield deeper
    except UnreadableError:
        if not piece.is_guess:
            raise
    if not is_open:
        raise UnreadableError
