"""Rule (p %): no payee can work out the largest payment of a sum more closely than p percent of it.

Of a sum T with largest payments x1 >= x2 the second payee subtracts its own and knows x1 to T - x1 - x2. The sum is
hidden when that is less than p % of x1, and must then look possible as far up and down as is missing.
"""

from __future__ import annotations

from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Cell


def p_percent(cell: Cell, p: int) -> Range | None:
    """The values that must look possible, in fen; None when payments are spread enough or not recorded."""
    first, second = cell.largest
    missing = -(-first * p // 100) - (cell.value - first - second)
    return (max(0, cell.value - missing), cell.value + missing) if first and missing > 0 else None
