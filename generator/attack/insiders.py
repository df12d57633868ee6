"""Insiders: what does the only household of a hidden count learn about others?

It knows that its own count is 1. A count of k or more harms nobody, so only counts that may be smaller are asked for.
The points that show what an insider must think possible are kept as bit masks: one integer operation asks all counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from generator.attack.ranges import Component, Whole
from generator.attack.report import Key, Verdict
from generator.base.solver import LimitReached

SCATTERED = 200
"""Points strewn over a part before its insiders are asked one by one"""
IMPOSSIBLE = "nfeasible"
"""What the solver says where nobody can be such an insider"""
Learned = tuple[int, int, Verdict]
"""(column that is lost, column of the insider, how)"""


@dataclass(slots=True)
class _Seen:
    """What the points of a part show, one bit per column; grows with the points."""

    whole: Whole
    needs: Sequence[int]
    """How large each column must be able to look, at least"""
    near: Mapping[int, int]
    """Column of a place with few households → the columns of that place: there the insider is one of the few"""
    points: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Columns that are 1, that are at most 1, that are as large as they need to look, that are one less"""
    told: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Insider → (points looked at so far, what `by` gives)"""

    def refresh(self) -> None:
        for point in self.whole.points[len(self.points) :]:
            pairs = list(zip(point, self.needs, strict=True))
            ones, small = _mask(value == 1 for value in point), _mask(value <= 1 for value in point)
            large = _mask(value >= need for value, need in pairs), _mask(value >= need - 1 for value, need in pairs)
            self.points.append((ones, small, *large))

    def by(self, insider: int) -> tuple[int, int]:
        """Columns that this insider must think may be at most 1, and as large as they need to look."""
        self.refresh()
        near = self.near.get(insider, 0)
        number, small, large = self.told.get(insider, (0, 0, 0))
        for ones, at_most_one, enough, nearly in self.points[number:]:
            if ones >> insider & 1:
                small |= at_most_one
                large |= enough & ~near | nearly & near
        self.told[insider] = (len(self.points), small, large)
        return small, large

    def need(self, insider: int, column: int) -> int:
        return self.needs[column] - (self.near.get(insider, 0) >> column & 1)


def _mask(bits: Iterable[bool]) -> int:
    return sum(1 << at for at, bit in enumerate(bits) if bit)


def insiders(whole: Whole, part: Component, most: Mapping[Key, int], k: int) -> tuple[int, list[Learned]]:
    """How many insiders were asked, and what they learn. `most`: count → all households of its place, if below k."""
    whole.scatter(SCATTERED)
    needs = [min(k, most.get(key, k)) for key in part.keys]
    seen = _Seen(whole=whole, needs=needs, near=_near(part, most))
    parts = _parts(part, whole.at)
    asked = [column for column in range(len(needs)) if whole.low[column] <= 1 <= whole.high[column]]
    large = _mask(whole.low[c] >= k and whole.end(c, -1) >= k for c in range(len(needs)))
    found: list[Learned] = []
    for insider in asked:
        own = large | _own(insider, parts)
        found += [(column, insider, verdict) for column, verdict in _learns(seen, insider, own, k)]
    return len(asked), found


def _near(part: Component, most: Mapping[Key, int]) -> dict[int, int]:
    """Column → mask of the columns of the same place and date, where few households live there."""
    columns: defaultdict[Key, list[int]] = defaultdict(list)
    for column, key in enumerate(part.keys):
        if key in most:
            columns[key[2], key[3], key[-1]].append(column)
    return {column: sum(1 << at for at in found) for found in columns.values() for column in found}


def _parts(part: Component, at: Mapping[Key, int]) -> dict[int, set[int]]:
    """Column → the columns that are part of it, as the sums say."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for equation in part.equations:
        wholes = [key for key, value in equation.terms.items() if value > 0]
        if len(wholes) == 1:
            found[at[wholes[0]]] |= {at[key] for key in equation.terms} - {at[wholes[0]]}
    return found


def _own(insider: int, parts: Mapping[int, set[int]]) -> int:
    """The insider's own count and everything inside it: whoever is alone in a sum knows all its parts."""
    inside, waiting = {insider}, [insider]
    while waiting:
        fresh = parts.get(waiting.pop(), set()) - inside
        inside |= fresh
        waiting += fresh
    return sum(1 << column for column in inside)


def _learns(seen: _Seen, insider: int, own: int, k: int) -> Iterator[tuple[int, Verdict]]:
    """Counts that must be small, or cannot be, given that the insider's own is 1."""
    for sign in (-1, 1):
        _push(seen, insider, own, sign)
    for column in _columns(_open(seen, insider, own, -1) | _open(seen, insider, own, 1)):
        try:
            low, high = (_end(seen, insider, column, sign) for sign in (-1, 1))
        except LimitReached as fault:
            if IMPOSSIBLE in str(fault):
                return
            yield column, Verdict.UNKNOWN
            continue
        if low < k and (low > 1 or high < seen.need(insider, column)):
            yield column, Verdict.INSIDER


def _open(seen: _Seen, insider: int, own: int, sign: int) -> int:
    """Columns not yet seen as low as 1 (-1), or as high as they need to look (1), by this insider."""
    every = (1 << len(seen.needs)) - 1
    return every & ~own & ~seen.by(insider)[0 if sign < 0 else 1]


def _push(seen: _Seen, insider: int, own: int, sign: int) -> None:
    """Moves many counts at once while that still brings news: a head start."""
    waiting, before = _columns(_open(seen, insider, own, sign)), len(seen.needs) + 1
    while 1 < len(waiting) < before:
        with suppress(LimitReached):
            seen.whole.best(dict.fromkeys(waiting, sign), {insider: 1})
        before = len(waiting)
        waiting = _columns(_open(seen, insider, own, sign))


def _end(seen: _Seen, insider: int, column: int, sign: int) -> int:
    """Smallest (-1) or largest (1) value; an end that is seen to be harmless is not worked out further."""
    is_seen = seen.by(insider)[0 if sign < 0 else 1] >> column & 1
    if is_seen:
        return 1 if sign < 0 else seen.need(insider, column)
    return seen.whole.best({column: sign}, {insider: 1})[column]


def _columns(mask: int) -> list[int]:
    return [at for at in range(mask.bit_length()) if mask >> at & 1]
