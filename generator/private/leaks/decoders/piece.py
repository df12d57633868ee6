"""What decoders take and give: bytes of a file, or a text that somebody can read in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

MAX_BYTES = 200_000_000
"""Of all decoded pieces of one file together, in bytes or characters"""
MAX_DEPTH = 12
MAX_PIECES = 20_000
CHARACTERS_PER_PIECE = 64
"""Of a large file: further pieces that its own size allows"""
NEAR = 200
"""Characters on either side of an escape that may belong to the same value"""

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u202e\u2060\u2063\ufe00\ufe0f\ufeff"
)
WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
"""The common characters that show as nothing"""


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
    """Bytes read as text in the hope of finding some: words of two characters prove nothing here,
    and a letter beside a value may be a length or a mark"""
    fresh: str | None = None
    """Its lines that no clean file had; None while nobody has looked"""

    @property
    def new_lines(self) -> str:
        """For work whose outcome no line break can change, and to see whether a reader has anything to do at all."""
        return self.text if self.fresh is None else self.fresh


Piece: TypeAlias = Blob | Text
Reader: TypeAlias = Callable[[Text], Iterator[Piece]]
"""The same text one layer of writing deeper; nothing when that layer is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Takes blobs of one kind apart. `open` raises UnreadableError when the file is damaged."""

    kind: str
    open: Callable[[Blob], Iterator[Piece]]


class UnreadableError(Exception):
    """A file that cannot be opened cannot be vouched for."""


class BoundError(Exception):
    """A file that unpacks to more than the gate is willing to read."""


def near(pattern: re.Pattern[str], text: str) -> str:
    """Only what stands around matches of `pattern`, so that a few escapes in a large file make a small view."""
    windows: list[list[int]] = []
    for match in pattern.finditer(text):
        start, end = max(match.start() - NEAR, 0), match.end() + NEAR
        if windows and start <= windows[-1][1]:
            windows[-1][1] = end
        else:
            windows.append([start, end])
    return "\n".join(text[start:end] for start, end in windows)
