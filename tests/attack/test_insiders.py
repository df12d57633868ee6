"""What an insider must think possible, asked of a system whose points are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest

from generator.attack.insiders import insiders
from generator.attack.ranges import Component, Whole
from generator.attack.report import Key, Verdict
from generator.base.solver import LimitReached

MINE, OTHER = (cast("Key", ("causes", word, "village", "DL01", "2014-12-31")) for word in "xy")
PART = Component(keys=(MINE, OTHER), equations=())
K, HOUSEHOLDS = 5, 3


class Stub:
    """Two counts of one village: the insider's is 1, the other goes from 1 to `high`. No point is seen beforehand."""

    def __init__(self, high: int) -> None:
        self.at = {MINE: 0, OTHER: 1}
        self.low, self.high = [1, 1], [1, high]
        self.points: list[tuple[int, ...]] = []

    def scatter(self, rounds: int) -> None:
        pass

    def end(self, column: int, sign: int) -> int:
        return (self.low if sign < 0 else self.high)[column]

    def best(self, goal: Mapping[int, int], fixes: Mapping[int, int]) -> tuple[int, ...]:
        if fixes != {0: 1}:
            raise LimitReached("Infeasible")
        return (1, self.low[1] if goal[1] < 0 else self.high[1])


@pytest.mark.parametrize(("high", "is_lost"), [(HOUSEHOLDS - 2, True), (HOUSEHOLDS - 1, False), (HOUSEHOLDS, False)])
def test_in_a_village_of_few_the_insider_is_one_of_them(high: int, is_lost: bool) -> None:
    """Of three households the insider is one: whether the other count is 1 or 2 is all that it may not know."""
    _, learned = insiders(cast("Whole", Stub(high)), PART, {MINE: HOUSEHOLDS, OTHER: HOUSEHOLDS}, K)
    assert learned == ([(1, 0, Verdict.INSIDER)] if is_lost else [])
