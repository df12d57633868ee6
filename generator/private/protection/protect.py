"""protect: Masked → Protected. Every number with households behind it is a cell of a system of sums.

tallies → counts → the full method; money lines → primary rules → one subtraction; then withheld values in public rows.
No sum joins counts and money: a line's number of households is hidden with its amount.
"""

from __future__ import annotations

from generator.config.settings import ProtectionPolicy
from generator.private.protection.columns import records
from generator.private.protection.health import health_money
from generator.private.protection.hidden_counts import hidden_counts
from generator.private.protection.lines import Line, make_lines
from generator.private.protection.money import money_system
from generator.private.protection.places import make_places
from generator.private.protection.small_count import small_counts
from generator.private.protection.subtraction import close
from generator.private.protection.system import Key, System
from generator.private.protection.table_sums import household_counts, protected_tables, table_system
from generator.private.protection.tally import make_tally
from generator.private.protection.withheld import money_totals, public_frames
from generator.private.stages import Masked, Protected


def protect(masked: Masked, policy: ProtectionPolicy, history: None = None) -> Protected:
    """Public rows, household tables and money totals.

    Household counts are safe against every combination of sums, money against one subtraction. `history` will hold the
    earlier snapshots that later editions must not be compared against; docs/time.md is the design.
    """
    places = make_places(masked)
    tally, lines = make_tally(masked, places, policy), make_lines(masked, places)
    counted = table_system(tally, places, policy.tables)
    money = money_system(masked, lines, places, policy.remainder_lines)
    households = hidden_counts(counted, places, policy.k)
    hidden = close(money, _primary(money, masked, lines, policy.k), policy.k)
    counts = household_counts(tally, places, policy.tables, households)
    return Protected(
        programme=masked.programme,
        is_draft=masked.is_draft,
        k=policy.k,
        frames=public_frames(masked, lines, hidden),
        household_counts=counts,
        money_totals=money_totals(lines, places, hidden),
        protected_tables=protected_tables(policy.tables, counts),
    )


def _primary(system: System, masked: Masked, lines: tuple[Line, ...], k: int) -> frozenset[Key]:
    """Cells that a rule hides by itself."""
    funds = {fund for fund, is_health in records(masked.frames["funds"], "fund_id", "implies_health") if is_health}
    return small_counts(system, k) | health_money(system, funds, {line.key: line.fund_id for line in lines})
