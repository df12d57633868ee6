"""Bytes written as letters: base64 and hexadecimal."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from generator.private.leaks.decoders.encodings import reads, strict
from generator.private.leaks.decoders.piece import Blob, Piece, Text

_RUN = re.compile(r"[A-Za-z0-9+/_-]{11,}+", re.ASCII)
_WRAPPED = re.compile(r"(?:[A-Za-z0-9+/]{56,76}\s{1,9})+[A-Za-z0-9+/]*", re.ASCII)
_LETTERS = "[A-Za-z0-9+/]"
_LINE_END = re.compile(
    rf"\n(?:(?<={_LETTERS}\n)(?<={_LETTERS}{{56}}\n)|(?<={_LETTERS}\r\n)(?<={_LETTERS}{{56}}\r\n))", re.ASCII
)
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){9,}", re.ASCII)
_COMMON = re.compile("[ -~\\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*")
"""What a text in a two-byte encoding consists of; letters that happen to decode give rarer characters"""
_HIGH = bytes([0x00, 0x30, *range(0x4E, 0xA0), 0xFF, 0x16, 0x20])
"""High bytes of those, white space included, in a two-byte encoding"""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1b\x7f]")
_SEPARATOR = re.compile(r"[-_/+]")
_SHORTEST = 11
"""Letters that three Chinese characters or a phone number take at least, less padding"""
_SHORT = 200
_NOTHING: set[str] = set()
"""Short runs seen before that stand for no text, such as names in a page's own code"""
_MOST_SEEN = 100_000


def base64_blobs(text: Text) -> Iterator[Piece]:
    """Every run of the alphabet (the one for addresses too), whole, wrapped in lines, and between its separators."""
    yield from _pieces(text, "base64", _base64_texts, _from_base64)
    is_wrapped = _LINE_END.search(text.text) or any(len(run) > 55 for run in _runs(text.new_lines))
    for run in _WRAPPED.findall(text.text) if is_wrapped else ():
        yield Blob(name="", data=_from_base64("".join(run.split())), trail=(*text.trail, "base64"), is_guess=True)


def hex_blobs(text: Text) -> Iterator[Piece]:
    """Pairs of hexadecimal digits."""
    yield from _pieces(text, "hex", _hex_texts, _from_hex)


@lru_cache(maxsize=4)
def _runs(text: str) -> tuple[str, ...]:
    """Runs of the base64 alphabet, which holds the hexadecimal digits too, less those that stand for nothing."""
    return tuple(sorted(run for run in set(_RUN.findall(text)) - _NOTHING if _stands_for_text(run)))


def _stands_for_text(run: str) -> bool:
    if len(run) >= _SHORT or _base64_texts(run) or _hex_texts(run):
        return True
    if len(_NOTHING) < _MOST_SEEN:
        _NOTHING.add(run)
    return False


def _pieces(text: Text, step: str, texts: Callable[[str], str], decode: Callable[[str], bytes]) -> Iterator[Piece]:
    """What short runs stand for as one piece, as they repeat on every page; long ones on their own."""
    trail, runs = (*text.trail, step), _runs(text.new_lines)
    found = [plain for run in runs if len(run) < _SHORT and (plain := texts(run))]
    if found:
        yield Text(text="\n".join(found), trail=trail, is_noise=text.is_noise)
    for run in runs:
        if len(run) >= _SHORT and (data := decode(run)):
            yield Blob(name="", data=data, trail=trail, is_guess=True)


@lru_cache(maxsize=1 << 16)
def _base64_texts(run: str) -> str:
    parts = [part for part in _SEPARATOR.split(run) if len(part) >= _SHORTEST]
    return "\n".join(filter(None, (_readable(_from_base64(part)) for part in dict.fromkeys((run, *parts)))))


@lru_cache(maxsize=1 << 16)
def _hex_texts(run: str) -> str:
    return _readable(_from_hex(run))


def _readable(data: bytes) -> str:
    """The text that a few bytes are, in each encoding in which they are one."""
    plain = strict(data, "utf-8") if data else ""
    if plain is not None:
        return plain if plain and reads(plain) else ""
    texts = (strict(data, encoding) for encoding in _likely(data))
    return "\n".join(text for text in texts if text and _COMMON.fullmatch(text))


def _likely(data: bytes) -> Iterator[str]:
    """Encodings that could give common characters: no controls, or the high bytes of such characters."""
    if not _CONTROL.search(data):
        yield "gb18030"
    if not data[1::2].translate(None, _HIGH):
        yield "utf-16-le"
    if not data[::2].translate(None, _HIGH):
        yield "utf-16-be"


def _from_base64(run: str) -> bytes:
    plain = run.replace("-", "+").replace("_", "/")
    whole = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return b""


def _from_hex(run: str) -> bytes:
    return b"".join(bytes.fromhex(digits) for digits in _HEX.findall(run))
