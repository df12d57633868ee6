"""The private values of a county that no output may contain, as strings to look for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.blanks import Blank
from generator.contract.schema import Column, Privacy, tables
from generator.private.intake.free_text import PRIVATE_KINDS, withheld_texts
from generator.private.leaks.folding import folded, squeezed
from generator.private.leaks.numbers import LEAST_DIGITS, id_forms
from generator.private.stages import Linked

if TYPE_CHECKING:
    import pandas as pd

TRADERS = "organisations.name"
NAME_COLUMNS = ("head_name",)
PERSON_WORDS = ("户主", "村民", "贫困户", "姓名")
JOINS = ("", "：", ":")
PHONE_WORDS = ("电话", "手机", "联系", "致电")

LONG_NAME = 3
SHORT_NAME = 2
SHORT_NUMBER = 5
"""Fewer than LEAST_DIGITS digits count beside a word that says what they are"""
LEAST_CODE = 4
LEAST_TEXT = 8

NAME_LABELS = frozenset({TRADERS, *(f"households.{column}" for column in NAME_COLUMNS)})

_DIGITS = re.compile(r"[0-9][0-9 +-]*[0-9Xx]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateValues:
    """Strings to look for → class of value (`households.head_name`), by the way they are sought."""

    words: dict[str, str] = field(default_factory=dict)
    """Names of three or more characters, addresses, texts: without spaces, found anywhere"""
    short_names: dict[str, str] = field(default_factory=dict)
    """Names of two characters: found in context"""
    codes: dict[str, str] = field(default_factory=dict)
    """Found as whole tokens"""
    numbers: dict[str, str] = field(default_factory=dict)
    """Digits only (and X): found however they are grouped"""
    public_words: frozenset[str] = frozenset()
    """Names of two characters that are also published as something else, such as a village"""

    def __len__(self) -> int:
        return len(self.words) + len(self.short_names) + len(self.codes) + len(self.numbers)


def private_values(linked: Linked) -> PrivateValues:
    """Every private value of the county. Codes and texts that are published anyway are left out."""
    public = _public_values(linked.frames)
    values = PrivateValues(public_words=frozenset(word for word in public if len(word) == SHORT_NAME))
    for label, column, value in _private_values(linked.frames):
        if column.name in NAME_COLUMNS:
            add_name(values, label, value)
        elif value not in public:
            _add(values, label, value, is_code=column.pattern is not None)
    for name in _trader_names(linked.frames):
        add_name(values, TRADERS, name)
    for table, field_name, row in withheld_texts(linked.frames, linked.permits.reviews):
        _add(values, f"{table}.{field_name}", linked.frames[table][field_name].tolist()[row], is_code=False)
    return values


def add_name(values: PrivateValues, label: str, name: str) -> None:
    """A person's name, sought by its length; one character alone cannot be sought."""
    word = squeezed(folded(name))
    if len(word) >= LONG_NAME:
        values.words[word] = label
    elif len(word) == SHORT_NAME:
        values.short_names[word] = label


def _private_values(frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, Column, str]]:
    for name, table in tables().items():
        for column in table.columns if name in frames else ():
            if column.privacy is Privacy.IDENTIFIER or (column.privacy is Privacy.FREE_TEXT and not table.is_public):
                for value in sorted({v for v in frames[name][column.name].tolist() if not isinstance(v, Blank)}):
                    yield f"{name}.{column.name}", column, value


def _public_values(frames: Mapping[str, pd.DataFrame]) -> set[str]:
    """Values of published columns that are public by class; free text is public only after its screen."""
    return {
        value
        for name, table in tables().items()
        for column in table.published_columns
        if name in frames and column.privacy is Privacy.PUBLIC
        for value in frames[name][column.name].tolist()
        if isinstance(value, str)
    }


def _trader_names(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    frame = frames["organisations"]
    rows = zip(frame["name"].tolist(), frame["kind"].tolist(), strict=True)
    return sorted(name for name, kind in rows if kind in PRIVATE_KINDS and not isinstance(name, Blank))


def _add(values: PrivateValues, label: str, value: str, *, is_code: bool) -> None:
    plain = folded(value)
    if _DIGITS.fullmatch(plain):
        _add_number(values, label, plain)
    elif is_code and len(plain) >= LEAST_CODE:
        values.codes.update({plain: label, plain.lower(): label})
    elif not is_code and len(plain) >= LEAST_TEXT:
        values.words[squeezed(plain)] = label


def _add_number(values: PrivateValues, label: str, number: str) -> None:
    bare = re.sub(r"[ +-]", "", number).upper()
    if len(bare) >= LEAST_DIGITS:
        values.numbers.update(dict.fromkeys(id_forms(bare), label))
    elif len(bare) >= SHORT_NUMBER:
        for form in {squeezed(number), bare}:
            values.words.update({word + join + form: label for word in PHONE_WORDS for join in JOINS})
