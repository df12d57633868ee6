"""Rule (dominance): a sum of which the two largest payments make more than a set share is hidden.

It must look possible up to the sum at which their share would be allowed, and as far down.
"""

from __future__ import annotations

from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Cell


def dominance(cell: Cell, percent: int) -> Range | None:
    """The values that must look possible, in fen; None when no two payments dominate or none are recorded."""
    two = sum(cell.largest)
    if two == 0 or two * 100 <= percent * cell.value:
        return None
    allowed = -(-two * 100 // percent)
    return max(0, 2 * cell.value - allowed), allowed
