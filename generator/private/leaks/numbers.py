"""Long numbers in a text: written together, spaced, with hyphens or dots, or in Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.base.patterns import CARD_NUMBER, ID_NUMBER, has_luhn_digit, is_id_number

LEAST_DIGITS = 9
"""Shorter runs of digits also occur as amounts and dates"""
MOST_DIGITS = 30

_NUMERALS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_NUMERALS |= dict(zip("壹贰叁肆伍陆柒捌玖貳參陸幺弌", "12345678923611", strict=True))
_WITHOUT_GAPS = dict.fromkeys(map(ord, " .·_/()-"))
_TO_DIGITS = str.maketrans(_NUMERALS)
_DIGIT = f"[0-9{''.join(_NUMERALS)}]"
_GAP = r"[ .·_/()-]"
_CHUNK = re.compile(rf"{_DIGIT}[0-9{''.join(_NUMERALS)} .·_/()-]{{{LEAST_DIGITS - 1},}}")
"""Quickly found, and few: where a run of digits could be"""
_RUN = re.compile(rf"{_DIGIT}(?:{_GAP}{{0,2}}{_DIGIT}){{{LEAST_DIGITS - 1},}}(?:{_GAP}?[xX])?")
_GAPS = re.compile(f"({_GAP}+)")
_HEXADECIMAL = re.compile("[A-Fa-f]")
_TOKEN = re.compile("[0-9A-Za-z_]", re.ASCII)
_PREFIXES = ("86", "0086")
_ID_DIGITS = 18
_CARD_DIGITS = range(16, 20)
_CARD_GROUP = 4


def numbers(text: str, known: Mapping[str, str], *, is_noise: bool = False) -> Iterator[str]:
    """Class of every known number, ID number and card number of a folded text.

    Digits inside a digest (hexadecimal letters beside them) do not count, but in noise any letter may stand there.
    """
    for match in _runs(text):
        before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        if not is_noise and (_HEXADECIMAL.match(before) or _HEXADECIMAL.match(after)):
            continue
        parts = _GAPS.split(match[0].translate(_TO_DIGITS).upper())
        groups, gaps = parts[::2], parts[1::2]
        yield from _known(groups, known)
        if not _TOKEN.match(before) and not _TOKEN.match(after) and before != ".":
            yield from _patterns(groups, gaps)


def id_forms(number: str) -> Iterator[str]:
    """An ID number, and its 15 digits of before 1999."""
    yield number
    if len(number) == _ID_DIGITS and is_id_number(number):
        yield number[:6] + number[8:17]


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Each with the X of an ID number, which may stand after a gap."""
    for chunk in _CHUNK.finditer(text):
        if _is_long(chunk[0]):
            yield from _RUN.finditer(text, chunk.start(), chunk.end() + 1)


@lru_cache(maxsize=1 << 14)
def _is_long(chunk: str) -> bool:
    """Most chunks are dates, and the same ones."""
    return len(chunk.translate(_WITHOUT_GAPS)) >= LEAST_DIGITS


def _known(groups: list[str], known: Mapping[str, str]) -> Iterator[str]:
    for number in _windows(groups) if known else ():
        for form in _forms(number):
            if form in known:
                yield known[form]


def _forms(number: str) -> tuple[str, ...]:
    """As it stands; without the country's code; without an X that follows by chance."""
    bare = number.removesuffix("X")
    if bare is number and not number.startswith(_PREFIXES):
        return (number,)
    plain = next((bare.removeprefix(prefix) for prefix in _PREFIXES if bare.startswith(prefix)), bare)
    return number, bare, plain


def _windows(groups: list[str]) -> Iterator[str]:
    """Neighbouring groups put together, as long as a number may be."""
    for first in range(len(groups)):
        number = ""
        for last in range(first, len(groups)):  # a slice would copy the rest for every group
            number += groups[last]
            if len(number) > MOST_DIGITS:
                break
            if len(number) >= LEAST_DIGITS:
                yield number


def _patterns(groups: list[str], gaps: list[str]) -> Iterator[str]:
    if any(_is_id(number) for number in _windows(groups) if len(number) == _ID_DIGITS):
        yield ID_NUMBER
    whole = "".join(groups)
    is_grouped = all(len(group) == _CARD_GROUP for group in groups[:-1]) and len(groups[-1]) <= _CARD_GROUP
    is_even = len(groups) == 1 or is_grouped or len(whole) == len(groups)
    if is_even and len(set(gaps)) < 2 and len(whole) in _CARD_DIGITS and whole[0] in "3456" and whole.isdigit():
        yield from [CARD_NUMBER] if has_luhn_digit(whole) else []


def _is_id(number: str) -> bool:
    return (
        number[:17].isdigit() and number[0] in "12345678" and number[6:8] in ("18", "19", "20") and is_id_number(number)
    )
