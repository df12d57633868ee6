"""What may stand in a cell, and how a value is named in a finding."""

from __future__ import annotations

import re
import unicodedata

UNSAFE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Control, bidirectional, zero-width, private-use and surrogate characters: what a reader cannot see can deceive."""

_LONG_NUMBER = re.compile(r"[0-9０-９]{9,}")
_SHOWN_LENGTH = 40


def has_edge_space(text: str) -> bool:
    """White space, full-width included, before or after the text."""
    return text != text.strip()


def shown(text: str) -> str:
    """`text` as a finding may show it: short, invisible characters written out, no number that may be a person's.

    Only for public columns. A long run of digits may be an ID, phone or account number in the wrong column.
    """
    if _LONG_NUMBER.search(text):
        return "〔…〕"
    cut = text[:_SHOWN_LENGTH] + ("…" if len(text) > _SHOWN_LENGTH else "")
    return f"「{''.join(_visible(character) for character in cut)}」"


def _visible(character: str) -> str:
    kind = unicodedata.category(character)
    if character == " " or kind[0] not in "CZ":
        return character
    return f"\\u{ord(character):04x}"
