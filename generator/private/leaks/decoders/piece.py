"""What decoders take and give: bytes of a file, or a text that somebody can read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

MAX_BYTES = 200_000_000
"""Of all decoded pieces of one file together, in bytes or characters"""
MAX_DEPTH = 12
MAX_PIECES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Undecoded bytes. `name` decides what they are expected to be; without one, what they begin with."""

    name: str
    data: bytes
    trail: tuple[str, ...] = ()
    is_guess: bool = False
    """Perhaps not a file at all, such as letters that happen to be valid base64: no refusal when it will not open"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A decoded text. `trail` names the decoders that led to it."""

    text: str
    trail: tuple[str, ...] = ()
    is_noise: bool = False
    """Bytes read as text in the hope of finding some: words of two characters prove nothing here"""


Piece: TypeAlias = Blob | Text
Opener: TypeAlias = Callable[[Blob], Iterator[Piece]]
"""Pieces of a blob of its kind, nothing for any other. Raises UnreadableError when the file is damaged."""
Reader: TypeAlias = Callable[[Text], Iterator[Piece]]
"""The same text one layer of writing deeper; nothing when that layer is absent."""


class UnreadableError(Exception):
    """A file that cannot be opened cannot be vouched for."""


class BoundError(Exception):
    """A file that unpacks to more than the gate is willing to read."""


def lines_with(mark: str, text: str) -> str:
    """Only the lines that hold `mark`, so that a view of a few escapes costs little."""
    return "\n".join(line for line in text.split("\n") if mark in line)
