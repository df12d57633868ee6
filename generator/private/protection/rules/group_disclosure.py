"""Rule (group disclosure): when all but fewer than k households of a place are in one class, the class is hidden.

Who lives there would be known to be in it; and 97 of 100 means that 3 are not. It must look possible that k or more
are not; in a place of k households or fewer, all but one: whoever is in the class knows that it is not empty.
"""

from __future__ import annotations

from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Cell


def group_disclosure(cell: Cell, total: Cell, k: int) -> Range | None:
    """The values that must look possible; `total` counts all of the same place. Persons go in mean household sizes."""
    if cell.value == 0 or total.households - cell.households >= k:
        return None
    reach = k * -(-total.value // total.households)
    return min(cell.value, max(1, total.value - reach)), cell.value
