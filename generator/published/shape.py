"""The shape of a release, read off its dataclasses: its tables, the fields of a row and what a field accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from generator.base.blanks import Blank
from generator.published.release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What one field may hold."""

    kind: type
    """str, int, bool, Decimal or tuple (of str)"""
    may_be_blank: bool


@cache
def row_types() -> Mapping[str, type]:
    """Table name → row type, for every table of a release, in the order of its fields."""
    hints = get_type_hints(Release)
    return {f.name: get_args(hints[f.name])[0] for f in fields(Release) if get_origin(hints[f.name]) is tuple}


@cache
def row_fields(row_type: type) -> Mapping[str, Hint]:
    """Field name → what it may hold. Raises TypeError for a field that no codec knows."""
    return {name: _hint(hint) for name, hint in get_type_hints(row_type).items()}


def _hint(hint: Any) -> Hint:
    options = (hint,) if get_origin(hint) is tuple else get_args(hint) or (hint,)
    kinds = [get_origin(option) or option for option in options if option is not Blank]
    if len(kinds) != 1 or kinds[0] not in (str, int, bool, Decimal, tuple):
        raise TypeError(f"no codec for {hint}")
    return Hint(kind=kinds[0], may_be_blank=Blank in options)


def accepts(value: object, hint: Hint) -> bool:
    """Whether a value is of exactly the type that the field declares."""
    if isinstance(value, Blank):
        return hint.may_be_blank
    if hint.kind is tuple:
        return type(value) is tuple and all(type(part) is str for part in value)
    return type(value) is hint.kind
