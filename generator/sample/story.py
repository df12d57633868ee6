"""What a generator of the sample yields: rows of the whole story, each with the day on which it becomes known.

The story runs from 2013 to early 2016 and never depends on the month that is asked for; `cut.py` shows as much
of it as was known by then. That is why two editions a month apart differ as a real month would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random

from generator.base.blanks import Blank

START = date(2013, 6, 1)
"""Everything that stands before the first edition is known from here on."""
END = date(2016, 3, 31)
"""The last day that the story tells."""
FIRST_MONTH, LAST_MONTH = "2013-06", "2016-03"

Value = str | int | bool | Decimal | date | tuple[str, ...] | Blank | None
"""None is an empty cell; a Blank is written as its Chinese token."""


@dataclass(frozen=True, slots=True)
class Later:
    """A cell that is filled in, or changes, after its row appeared."""

    steps: tuple[tuple[date, Value], ...]
    """(known from, value), ascending"""
    before: Value = None
    """What the cell holds until the first step"""

    def at(self, day: date) -> Value:
        """The value known on `day`."""
        known = self.before
        for since, value in self.steps:
            if since > day:
                break
            known = value
        return known


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one contract table. Rows of numbered tables carry a provisional key that `cut.py` replaces."""

    table: str
    since: date
    """The day on which the row becomes known"""
    cells: Mapping[str, Value | Later]


def chance(seed: int, *purpose: str | int) -> Random:
    """A generator of its own for one purpose, so that changing one part of the story leaves the others alone."""
    return Random("/".join(str(part) for part in (seed, *purpose)))


@lru_cache(maxsize=1024)
def days(count: float) -> timedelta:
    return timedelta(days=int(count))


def later(known: date | None, value: Value, lag: int = 0) -> Later | None:
    """`value`, filled in `lag` days after `known`; an empty cell for ever when `known` is None."""
    return None if known is None else Later(((known + days(lag), value),))


def apportion(total: int, weights: list[float]) -> list[int]:
    """`total` split in whole numbers by weight (largest remainders; ties to the earlier). Sums exactly to `total`."""
    share = [total * weight / sum(weights) for weight in weights]
    whole = [int(part) for part in share]
    order = sorted(range(len(weights)), key=lambda i: (whole[i] - share[i], i))
    for i in order[: total - sum(whole)]:
        whole[i] += 1
    return whole
