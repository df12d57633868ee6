"""Rule (health): a fund whose name implies illness or disability shows its money to households merged over the county.

Its totals of villages and townships would say who is ill; the county's total does not.
"""

from __future__ import annotations

from generator.private.protection.columns import records
from generator.private.stages import Masked


def county_only_funds(masked: Masked) -> frozenset[str]:
    """Codes of these funds."""
    rows = records(masked.frames["funds"], "fund_id", "implies_health")
    return frozenset(fund for fund, implies_health in rows if implies_health)
