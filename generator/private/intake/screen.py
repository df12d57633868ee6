"""The free-text screen: a sentence that may speak of one household is withheld whole, never cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from generator.base.patterns import plain_digits

CONTEXT = re.compile("户主|村民|贫困户|家|户")
"""Words beside which even a two-character name is a person"""
PHRASE = re.compile(
    "户主|[该此某]户|身份证|某某|其(?:妻|丈?夫|老伴|父|母|儿|女|子女|孙|家)"
    "|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤吕张孔曹严华魏陶姜谢邹苏潘葛范彭鲁韦马袁柳唐罗郭梁宋叶曾黄邓]某"
)
"""Words that speak of one household or person without a name"""
DIGIT_RUN = re.compile(r"[0-9]{7}|[0-9](?:[ -]?[0-9]){9}", re.ASCII)
"""Seven digits, or ten in groups (a date has eight): a phone, an ID number or an account, whole or part"""

LONG_NAME = 3
SHORT_NAME = 2


class Reason(StrEnum):
    """Why a text is withheld, the gravest first."""

    NUMBER = "number"
    """It may hold an identifier: nobody can sign that off"""
    NAME = "name"
    PHRASE = "phrase"


def make_screen(names: Iterable[str]) -> Callable[[str], Reason | None]:
    """The reason to withhold a text, or None, given the names of all private persons.

    Names of three or more characters withhold on sight, names of two only beside a word of `CONTEXT`.
    A name is found by its length, so the cost is that of the text and does not grow with the number of names.
    """
    known = frozenset(name for name in names if len(name) >= SHORT_NAME)
    lengths = sorted({len(name) for name in known})

    def reason(text: str) -> Reason | None:
        shortest = SHORT_NAME if CONTEXT.search(text) else LONG_NAME
        if DIGIT_RUN.search(plain_digits(text)):
            return Reason.NUMBER
        if any(_holds(text, size, known) for size in lengths if size >= shortest):
            return Reason.NAME
        return Reason.PHRASE if PHRASE.search(text) else None

    return reason


def _holds(text: str, size: int, known: frozenset[str]) -> bool:
    return any(text[start : start + size] in known for start in range(len(text) - size + 1))
