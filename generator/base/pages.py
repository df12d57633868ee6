"""What a site is made of on its way to disk: files, and the frame around a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One output file. `path` is relative, with forward slashes, and never starts with one."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page without its content: literal pieces around named slots, `len(pieces) == len(slots) + 1`.

    A slot may appear more than once (the title stands in three places). Values must be HTML already.
    """

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """The whole page. Raises KeyError when a slot has no value."""
        out = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            out.append(values[slot])
            out.append(piece)
        return "".join(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything that MkDocs makes."""

    frames: Mapping[tuple[str, int], Frame]
    """Empty frames by (section, depth); depth is the number of folders above the page"""
    authored: Mapping[str, Frame]
    """Authored pages by path, e.g. `method/index.html`: content in place, the edition's slots still open"""
    assets: tuple[Artifact, ...]
    """Only the theme files that pages use"""
