"""Rule: a number that stands on fewer than k households is hidden. Zero is shown: nobody is in it."""

from __future__ import annotations

from generator.private.protection.system import Key, System


def small_counts(system: System, k: int) -> frozenset[Key]:
    """Cells with 1 to k-1 contributing households."""
    return frozenset(key for key, cell in system.cells.items() if 0 < cell.households < k)
