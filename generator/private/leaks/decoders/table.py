"""Every decoder by name. Taking one away makes a test fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.private.leaks.decoders import embedded, encodings, escapes, images, kinds, markup, packed, pdf
from generator.private.leaks.decoders.piece import Blob, Opener, Piece, Reader, Text

P = TypeVar("P", Blob, Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoders:
    """Openers take bytes apart, readers take one layer of writing off a text."""

    openers: Mapping[str, Opener]
    readers: Mapping[str, Reader]


def counted(decoders: Decoders, pieces: Counter[str]) -> Decoders:
    """The same decoders; each adds what it gives to `pieces`, under its name."""
    pieces.update(dict.fromkeys([*decoders.openers, *decoders.readers], 0))
    return Decoders(
        openers={
            name: Opener(kind=opener.kind, open=_counting(name, opener.open, pieces))
            for name, opener in decoders.openers.items()
        },
        readers={name: _counting(name, reader, pieces) for name, reader in decoders.readers.items()},
    )


def _counting(
    name: str, decode: Callable[[P], Iterator[Piece]], pieces: Counter[str]
) -> Callable[[P], Iterator[Piece]]:
    def run(piece: P) -> Iterator[Piece]:
        for deeper in decode(piece):
            pieces[name] += 1
            yield deeper

    return run


def _opener(decode: Callable[[Blob], Iterator[Piece]], kind: str) -> Opener:
    return Opener(kind=kind, open=decode)


DECODERS = Decoders(
    openers={
        "utf-8": _opener(encodings.utf8, kinds.WRITING),
        "utf-16": _opener(encodings.utf16, kinds.WRITING),
        "gb18030": _opener(encodings.gb18030, kinds.WRITING),
        "gzip": _opener(packed.gzip_content, kinds.GZIP),
        "gzip header": _opener(packed.gzip_header, kinds.GZIP),
        "zip": _opener(packed.zip_members, kinds.ZIP),
        "zip margins": _opener(packed.zip_margins, kinds.ZIP),
        "pdf text": _opener(pdf.pdf_text, kinds.PDF),
        "pdf objects": _opener(pdf.pdf_objects, kinds.PDF),
        "png": _opener(images.png_chunks, kinds.PNG),
        "png packed text": _opener(images.png_packed_text, kinds.PNG),
        "jpeg": _opener(images.jpeg_segments, kinds.JPEG),
        "other image": _opener(images.other_image, kinds.IMAGE),
        "font": _opener(images.font, kinds.FONT),
    },
    readers={
        "text": markup.markup_text,
        "comments": markup.markup_comments,
        "attributes": markup.attributes,
        "runs": markup.office_runs,
        "entities": markup.entities,
        "script escapes": escapes.script_escapes,
        "style escapes": escapes.style_escapes,
        "address": escapes.percent,
        "invisible": escapes.invisible,
        "joined strings": escapes.joined_strings,
        "scientific": escapes.scientific,
        "folded lines": escapes.folded_lines,
        "base64": embedded.base64_blobs,
        "hex": embedded.hex_blobs,
    },
)
