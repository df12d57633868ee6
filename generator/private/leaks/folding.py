"""One spelling for characters that look or read alike, so that a value is found however it was typed."""

from __future__ import annotations

import unicodedata

_BY_CATEGORY = {**dict.fromkeys(("Cf", "Cc", "Mn", "Me"), ""), "Zs": " ", "Zl": "\n", "Zp": "\n", "Pd": "-"}
_AS = {**dict.fromkeys("\u115f\u1160\u3164\uffa0", ""), "\r": "\n", "\u2212": "-"}
"""Letters that show as nothing, and two that their category would misplace"""
_ASCII = bytes(range(0x20, 0x7F)) + b"\t\n"
"""Most of a page, and never folded"""
_PLAIN: set[str] = set()
"""Other characters that stay as they are; grows as texts are read"""
_MANY = 8


def folded(text: str) -> str:
    """Invisible and combining characters gone, full-width and compatibility forms plain, one space, one hyphen."""
    odd = [(char, fold) for char in sorted(_rare(text) - _PLAIN) if (fold := _fold(char)) != char]
    if len(odd) > _MANY:
        return text.translate({ord(char): fold for char, fold in odd})
    for char, fold in odd:
        text = text.replace(char, fold)
    return text


def squeezed(text: str) -> str:
    """Without spaces: names are set with a space between, to align them in a column."""
    return text.replace(" ", "")


def _rare(text: str) -> set[str]:
    """The characters of a text but printable ASCII: bytes are dropped five times as fast as characters are counted."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(rest.decode("utf-8", "surrogatepass"))


def _fold(char: str) -> str:
    fold = _folded_character(char)
    if fold == char:
        _PLAIN.add(char)
    return fold


def _folded_character(char: str) -> str:
    if char in _AS:
        return _AS[char]
    category = unicodedata.category(char)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if category == "Nd":
        return str(unicodedata.digit(char))
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain.isalnum() else char
