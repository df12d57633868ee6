"""Numbers that identify a person whatever file they stand in: ID numbers (GB 11643) and payment cards (Luhn)."""

from __future__ import annotations

import re
from collections.abc import Iterator

ID_NUMBER = "id_number"
CARD_NUMBER = "card_number"

_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_HAS_FULL_WIDTH = re.compile("[０-９]")
_ALONE_BEFORE, _ALONE_AFTER = r"(?<![0-9A-Za-z_.])", r"(?![0-9A-Za-z_]|\.[0-9])"
_ID_PARTS = r"([1-8][0-9]{5})[ -]?((?:18|19|20)[0-9]{2})[ -]?([0-9]{4})[ -]?([0-9]{3}[0-9Xx])"
_ID = re.compile(f"{_ALONE_BEFORE}{_ID_PARTS}{_ALONE_AFTER}", re.ASCII)
_CARD = re.compile(rf"{_ALONE_BEFORE}[3-6][0-9]{{3}}(?:[ -]?[0-9]{{4}}){{3}}[0-9]{{0,3}}{_ALONE_AFTER}", re.ASCII)


def plain_digits(text: str) -> str:
    """The text with full-width digits written as ASCII ones."""
    return text.translate(_FULL_WIDTH) if _HAS_FULL_WIDTH.search(text) else text


def identifiers(text: str) -> Iterator[str]:
    """The class of every ID or card number in the text; digits inside a longer token, as in a digest, do not count."""
    plain = plain_digits(text)
    for match in _ID.finditer(plain):
        if is_id_number("".join(match.groups())):
            yield ID_NUMBER
    for match in _CARD.finditer(plain):
        if has_luhn_digit(re.sub("[ -]", "", match[0])):
            yield CARD_NUMBER


def is_id_number(text: str) -> bool:
    """True for 17 digits with a possible birthday and their check digit (GB 11643; a lower-case x passes)."""
    month, day = int(text[10:12]), int(text[12:14])
    weighted = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(text[:17]))
    return 1 <= month <= 12 and 1 <= day <= 31 and "10X98765432"[weighted % 11] == text[17].upper()


def has_luhn_digit(digits: str) -> bool:
    """True when the last digit is the Luhn check digit of the others."""
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
