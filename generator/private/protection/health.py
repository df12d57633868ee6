"""Rule: a stream whose name implies illness or disability shows its household money only merged over the county.

Its lines, and its totals of villages and townships, say who is ill; the county's total of the stream does not.
"""

from __future__ import annotations

from collections.abc import Container

from generator.private.protection.places import TOWNSHIP, VILLAGE
from generator.private.protection.system import Key, System


def health_money(system: System, funds: Container[str], fund_of_line: dict[Key, str]) -> frozenset[Key]:
    """Household-backed lines of these funds, and their totals below the county."""
    return frozenset(
        key
        for key, cell in system.cells.items()
        if cell.is_hideable and (fund_of_line.get(key) in funds or _is_local_total(key, funds))
    )


def _is_local_total(key: Key, funds: Container[str]) -> bool:
    return key[0] == "total" and key[1] in (VILLAGE, TOWNSHIP) and key[3] in funds
