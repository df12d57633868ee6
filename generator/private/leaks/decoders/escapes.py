r"""Escapes of JSON, scripts, style sheets and addresses (\u4e2d, \xe4, \4e2d, %E4, %u4e2d), and strings in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import unquote

from generator.private.leaks.decoders.encodings import strict
from generator.private.leaks.decoders.piece import INVISIBLE, WITHOUT_INVISIBLE, Piece, Text, near

_UNICODE = re.compile(r"\\+u(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})|\\+U([0-9a-fA-F]{8})")
_BYTES = re.compile(r"(?:\\+x[0-9a-fA-F]{2})+")
_SHORT = re.compile(r"\\+[bfnrtv]")
_SLASH = re.compile(r"\\+([/\"'`&-])")
_SCRIPT = re.compile(r"\\(?:[uU][0-9a-fA-F{]|x[0-9a-fA-F]{2}|[/\"'`&bfnrtv-])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STYLE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?")
_PERCENT = re.compile(r"%(?:[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})")
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
_JOIN = re.compile(r"([\"'`])\s*[+&]\s*[\"'`]")
_PLUS, _AND = re.compile(r"\+\s*[\"'`]"), re.compile(r"&\s*[\"'`]")
"""Apart, as a pattern that begins with one certain character is found ten times as fast"""
_SCIENTIFIC = re.compile(r"[0-9]\.[0-9]{1,19}[eE]\+?[0-9]{1,2}(?![0-9])", re.ASCII)
_FOLD = re.compile(r"\r?\n[ \t]")


def script_escapes(text: Text) -> Iterator[Piece]:
    """JSON and script strings; any number of backslashes, as JSON inside JSON doubles them."""
    if "\\" in text.new_lines:
        lines = near(_SCRIPT, text.text)
        plain = _UNICODE.sub(lambda m: _character(m[1] or m[2] or m[3]), lines)
        plain = _SLASH.sub(r"\1", _SHORT.sub(" ", _BYTES.sub(_bytes, plain)))
        if plain != lines:
            yield _deeper(text, _joined(plain), "script escapes")


def style_escapes(text: Text) -> Iterator[Piece]:
    """Style sheets write a character as a backslash and its number."""
    if "\\" in text.new_lines and _STYLE.search(text.new_lines):
        plain = _STYLE.sub(lambda m: _character(m[1]), near(_STYLE, text.text))
        yield _deeper(text, _joined(plain), "style escapes")


def percent(text: Text) -> Iterator[Piece]:
    """Addresses, in UTF-8 and in GB 18030, and the old %u form."""
    if "%" not in text.new_lines or not _PERCENT.search(text.new_lines):
        return
    lines = _PERCENT_U.sub(lambda m: _character(m[1]), near(_PERCENT, text.text))
    yield _deeper(text, unquote(_joined(lines), "utf-8", "ignore"), "address")
    yield _deeper(text, unquote(_joined(lines), "gb18030", "ignore"), "address")


def invisible(text: Text) -> Iterator[Piece]:
    """Characters that show as nothing, where they break an escape in two; the search itself passes them over."""
    if not text.new_lines.isascii() and any(char in text.new_lines for char in INVISIBLE):
        yield _deeper(text, text.text.translate(WITHOUT_INVISIBLE), "invisible")


def joined_strings(text: Text) -> Iterator[Piece]:
    """'a' + 'b' in a script, "a" & "b" in a formula."""
    if (_PLUS.search(text.text) or _AND.search(text.text)) and (found := near(_JOIN, text.text)):
        yield _deeper(text, _JOIN.sub("", found), "joined strings")


def scientific(text: Text) -> Iterator[Piece]:
    """Spreadsheets write a long number as 1.39E+10."""
    is_likely = "+1" in text.new_lines or ("E1" in text.new_lines and "<v>" in text.new_lines)
    if is_likely and (found := _SCIENTIFIC.findall(text.new_lines)):
        yield _deeper(text, "\n".join(f"{Decimal(number):f}" for number in found), "scientific")


def folded_lines(text: Text) -> Iterator[Piece]:
    """Calendars and contact cards break a line and go on after a space."""
    if "BEGIN:V" in text.text:
        yield _deeper(text, _FOLD.sub("", text.text), "folded lines")


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else ""


def _bytes(match: re.Match[str]) -> str:
    data = bytes.fromhex(re.sub(r"\\+x", "", match[0]))
    return strict(data, "utf-8") or data.decode("latin-1")


def _joined(text: str) -> str:
    """Escaped surrogate pairs as the characters they stand for."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _deeper(text: Text, plain: str, step: str) -> Text:
    return Text(text=plain, trail=(*text.trail, step), is_noise=text.is_noise)
