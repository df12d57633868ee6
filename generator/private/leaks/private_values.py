"""The private values of a county that no output may contain, as strings to look for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from generator.base.blanks import Blank
from generator.contract.schema import Column, Privacy, tables
from generator.private.stages import Linked

if TYPE_CHECKING:
    import pandas as pd

PRIVATE_KINDS = ("natural_person", "sole_trader")
NAME_COLUMNS = ("head_name",)
PERSON_WORDS = ("户主", "村民", "贫困户")
JOINS = ("", "：", ":", " ", "　")
PHONE_WORDS = ("电话", "手机", "联系", "致电")

LONG_NAME = 3
SHORT_NAME = 2
LONG_NUMBER = 9
"""Shorter runs of digits also occur as amounts and dates; they count beside a word that says what they are"""
SHORT_NUMBER = 5
LEAST_CODE = 4
LEAST_TEXT = 8

_DIGITS = re.compile(r"[0-9][0-9 +-]*[0-9Xx]", re.ASCII)


def private_strings(linked: Linked) -> dict[str, str]:
    """String → class of value (`households.head_name`). Codes and texts that are published anyway are left out."""
    found: defaultdict[str, str] = defaultdict(str)
    public = _public_values(linked.frames)
    for label, column, value in _private_values(linked.frames):
        for string in _strings(column, value):
            if string not in public or column.name in NAME_COLUMNS:
                found[string] = label
    for name in _trader_names(linked.frames):
        for string in _name_strings(name):
            found[string] = "organisations.name"
    return dict(found)


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


def _strings(column: Column, value: str) -> Iterator[str]:
    """What to look for so that the value is found as it may be written."""
    if column.name in NAME_COLUMNS:
        yield from _name_strings(value)
    elif _DIGITS.fullmatch(value):
        yield from _number_strings(value)
    elif len(value) >= (LEAST_TEXT if column.pattern is None else LEAST_CODE):
        yield value


def _name_strings(name: str) -> Iterator[str]:
    if len(name) >= LONG_NAME:
        yield name
    elif len(name) == SHORT_NAME:
        yield from (word + join + name for word in PERSON_WORDS for join in JOINS)


def _number_strings(number: str) -> Iterator[str]:
    bare = re.sub(r"[ +-]", "", number)
    if len(bare) >= LONG_NUMBER:
        yield bare
        yield bare[:-1] + bare[-1].lower()
    elif len(bare) >= SHORT_NUMBER:
        yield from (word + join + form for word in PHONE_WORDS for join in JOINS for form in {number, bare})
