"""Rule: a number that stands on fewer than k households is hidden, and every count from 1 to k must look possible.

Zero is shown: nobody is in it. Persons must look possible as 1 person up to k households of the mean size, money as
the mean payment to 1 … k households.
"""

from __future__ import annotations

from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Cell


def small_count(cell: Cell, k: int, *, is_money: bool) -> Range | None:
    """The values that must look possible; None when k or more households, or nobody, stand behind the number."""
    if not 0 < cell.households < k:
        return None
    least = cell.value // cell.households if is_money else 1
    return min(least, cell.value), max(-(-cell.value * k // cell.households), cell.value)
