"""Bytes as text: the encodings that a Chinese office machine writes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.private.leaks.decoders.piece import WITHOUT_INVISIBLE, Blob, Piece, Text

_UTF16 = {b"\xff\xfe": ("utf-16-le",), b"\xfe\xff": ("utf-16-be",)}
_BOTH = ("utf-16-le", "utf-16-be")
_CONTROLS = dict.fromkeys(range(0x20), "\n")
"""Among binary fields they end a text; in a text they are invisible"""
SWEPT = ("utf-8", "gb18030", *_BOTH)


def utf8(blob: Blob) -> Iterator[Piece]:
    text = _utf8(blob.data)
    if text is not None and (not blob.is_guess or reads(text)):
        yield Text(text=text, trail=blob.trail)


def utf16(blob: Blob) -> Iterator[Piece]:
    """Also without a byte order mark, and when the bytes happen to be valid UTF-8 with a NUL after each digit."""
    if b"\x00" not in blob.data and _utf8(blob.data) is not None:
        return
    for encoding in _UTF16.get(blob.data[:2], _BOTH):
        text = strict(blob.data, encoding)
        if text is not None and reads(text):
            yield Text(text=text, trail=(*blob.trail, "utf-16"))


def gb18030(blob: Blob) -> Iterator[Piece]:
    if _utf8(blob.data) is None:
        text = strict(blob.data, "gb18030")
        if text is not None and reads(text):
            yield Text(text=text, trail=(*blob.trail, "gb18030"))


@lru_cache(maxsize=1)
def _utf8(data: bytes) -> str | None:
    """Three decoders ask for it, one after the other."""
    return strict(data, "utf-8-sig")


def strict(data: bytes, encoding: str) -> str | None:
    """The text, or None when the bytes are not valid in that encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def sweep(data: bytes, trail: tuple[str, ...], encodings: tuple[str, ...] = SWEPT) -> Iterator[Text]:
    """Whatever text stands among other bytes, in every encoding; two-byte ones from even and odd places."""
    for encoding in encodings:
        for start in (0, 1) if encoding in _BOTH else (0,):
            text = data[start:].decode(encoding, "ignore").translate(_CONTROLS)
            yield Text(text=text, trail=trail, is_noise=True)


def reads(text: str) -> bool:
    """Whether this is text at all: no control, private or unassigned characters."""
    return "".join(text.split()).translate(WITHOUT_INVISIBLE).isprintable()
