"""Indexes that several pages of one kind need: made once for the county at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.site.county import County

T = TypeVar("T")


def once(make: Callable[[County], T]) -> Callable[[County], T]:
    """`make`, kept until another county comes: a build has one, and equal counties need not be told apart."""
    last: list[tuple[County, T]] = []

    def made(county: County) -> T:
        if not last or last[0][0] is not county:
            last[:] = [(county, make(county))]
        return last[0][1]

    return made
