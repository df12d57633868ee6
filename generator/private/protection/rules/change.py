"""Rule (change): the difference to an earlier snapshot that stands on fewer than k households is hidden.

No sum links numbers of different dates, so an attacker knows of a difference only what the two ranges leave. Every
difference from -k to k households must look possible; see docs/time.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.blanks import Blank
from generator.private.history import Past
from generator.private.protection.rules.ranges import Range, hull
from generator.private.protection.system import Cell


def change(cell: Cell, earlier: Iterable[Past], k: int, *, is_money: bool) -> Range | None:
    """The values that must look possible today; None when no difference is small."""
    return hull(_against(cell, past, k, is_money=is_money) for past in earlier)


def _against(cell: Cell, past: Past, k: int, *, is_money: bool) -> Range | None:
    """Counts differ by 1 to k-1, persons by less than k mean households; money, while its households do so by < k."""
    reach = k * max(_mean(cell.value, cell.households), _mean(past.value, past.households), 1)
    is_large = abs(cell.households - past.households) >= k if is_money else abs(cell.value - past.value) >= reach
    if cell.value == past.value or is_large:
        return None
    low, high = past.low, past.high
    if isinstance(low, Blank) or isinstance(high, Blank):
        low = high = past.value
    return min(cell.value, max(0, high - reach)), max(cell.value, low + reach)


def _mean(value: int, households: int) -> int:
    return -(-value // households) if households else 0
