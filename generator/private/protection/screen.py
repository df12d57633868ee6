"""The free-text screen: a sentence that may speak of one household is withheld whole, never cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.base.patterns import plain_digits

CONTEXT = re.compile("户主|村民|贫困户|家|户")
"""Words beside which even a two-character name is a person"""
DIGIT_RUN = re.compile(r"[0-9]{7}|[0-9](?:[ -]?[0-9]){9}", re.ASCII)
"""Seven digits, or ten in groups (a date has eight): a phone, an ID number or an account, whole or part"""

LONG_NAME = 3
SHORT_NAME = 2


def make_screen(names: Iterable[str]) -> Callable[[str], bool]:
    """A test that is True when a text must be withheld, given the names of all household heads.

    Names of three or more characters withhold on sight, names of two only beside a word of `CONTEXT`.
    A name is found by its length, so the cost is that of the text and does not grow with the number of names.
    """
    known = frozenset(name for name in names if len(name) >= SHORT_NAME)
    lengths = sorted({len(name) for name in known})

    def must_withhold(text: str) -> bool:
        shortest = SHORT_NAME if CONTEXT.search(text) else LONG_NAME
        sizes = [size for size in lengths if size >= shortest]
        return DIGIT_RUN.search(plain_digits(text)) is not None or any(_windows(text, size, known) for size in sizes)

    return must_withhold


def _windows(text: str, size: int, known: frozenset[str]) -> bool:
    return any(text[start : start + size] in known for start in range(len(text) - size + 1))
