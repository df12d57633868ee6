"""Bytes written as letters: base64 and hexadecimal."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from generator.private.leaks.decoders.encodings import strict
from generator.private.leaks.decoders.kinds import WRITING, kind
from generator.private.leaks.decoders.piece import Blob, Piece, Text

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{11,}", re.ASCII)
_WRAPPED = re.compile(r"(?:[A-Za-z0-9+/]{56,76}\s{1,9})+[A-Za-z0-9+/]*", re.ASCII)
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:(?:0x)?[0-9A-Fa-f]{2}[ :]?){9,}(?![0-9A-Fa-f])", re.ASCII)
_SEPARATOR = re.compile(r"[-_/+]")
_SHORTEST = 11
"""Letters that three Chinese characters or a phone number take at least, less padding"""
_CACHED_LENGTH = 200


def base64_blobs(text: Text) -> Iterator[Piece]:
    """Every run of the alphabet (the one for addresses too), whole, wrapped in lines, and between its separators."""
    runs = sorted(set(_BASE64.findall(text.text)))
    parts = {part for run in runs if len(run) < _CACHED_LENGTH for part in _SEPARATOR.split(run)}
    runs += sorted(part for part in parts if len(part) >= _SHORTEST)
    runs += ["".join(run.split()) for run in _WRAPPED.findall(text.text)]
    yield from _pieces(runs, _from_base64, text, "base64")


def hex_blobs(text: Text) -> Iterator[Piece]:
    """Pairs of hexadecimal digits, also with spaces, colons or 0x between them."""
    runs = sorted(set(_HEX.findall(text.text)))
    yield from _pieces(runs, _from_hex, text, "hex")


def _pieces(runs: list[str], decode: Callable[[str], bytes], text: Text, step: str) -> Iterator[Piece]:
    """Short texts together as one piece; files on their own."""
    trail, lines = (*text.trail, step), []
    for run in runs:
        found = _short(decode, run) if len(run) < _CACHED_LENGTH else decode(run)
        if isinstance(found, bytes):
            blob = Blob(name="", data=found, trail=trail, is_guess=True)
            if kind(blob) != WRITING or len(run) >= _CACHED_LENGTH:
                yield blob
        else:
            lines.append(found)
    if any(lines):
        yield Text(text="\n".join(filter(None, lines)), trail=trail, is_noise=text.is_noise)


@lru_cache(maxsize=1 << 16)
def _short(decode: Callable[[str], bytes], run: str) -> str | bytes:
    """The text that a short run stands for, if any; bytes when it begins like a file."""
    data = decode(run)
    if kind(Blob(name="", data=data, is_guess=True)) != WRITING:
        return data
    texts = (strict(data, encoding) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"))
    return "\n".join(text for text in texts if text and text.isprintable())


def _from_base64(run: str) -> bytes:
    plain = run.replace("-", "+").replace("_", "/")
    whole = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return b""


def _from_hex(run: str) -> bytes:
    return bytes.fromhex(re.sub(r"0x|[ :]", "", run))
