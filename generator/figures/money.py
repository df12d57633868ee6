"""Money of a place: what was promised, issued, received, spent and left.

Two books that are never added together: money to organisations and projects, exact and as of the edition, and money
to households, from the protected tables with their own dates. Transfers between levels are no stage here: they move
the same yuan and are never summed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.published.release import Release

STAGES = ("promised", "issued", "received", "spent")
"""Stages that are summed, in the order money takes them"""
FUND = "fund"
"""Breakdown of the protected tables that hold money to households"""

Key = tuple[str, str, str]
"""(level, place code, fund id or `all`)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Money of one place and fund, stage by stage, of one book."""

    level: str
    place_code: str
    fund_id: str
    as_of: str
    """ISO date to which the amounts speak: the edition's, or that of the snapshot"""
    amounts: tuple[Figure, ...]
    """Fen, in the order of `STAGES`"""
    left_fen: Figure
    """received − spent"""

    def amount(self, stage: str) -> Figure:
        """Fen of a stage; raises ValueError for a stage that is not summed."""
        return self.amounts[STAGES.index(stage)]

    @property
    def is_nothing(self) -> bool:
        """Whether no stage holds money, shown or withheld."""
        return all(fen == 0 or fen in (Blank.NOT_REPORTED, Blank.NOT_APPLICABLE) for fen in self.amounts)


def waterfalls(release: Release) -> Mapping[Key, Waterfall]:
    """Money to organisations and projects, keyed and sorted by (level, place, fund)."""
    found: dict[Key, dict[str, Figure]] = {}
    for total in release.money_totals:
        found.setdefault((total.level, total.place_code, total.fund_id), {})[total.stage] = total.amount_fen
    as_of = release.programme.as_of
    return {key: _waterfall(key, as_of, found[key], Blank.NOT_REPORTED) for key in sorted(found)}


def household_waterfalls(release: Release) -> Mapping[Key, Waterfall]:
    """Money to households, keyed and sorted likewise; a stage whose table the policy does not declare is withheld.

    The tables of one level are released together, so that the stages of a place share one date.
    """
    stages = {t.table_id: t.measure.removesuffix("_fen") for t in release.protected_tables if t.by == FUND}
    found: dict[Key, dict[str, Figure]] = {}
    dates: dict[Key, str] = {}
    for cell in release.household_figures:
        if cell.table_id in stages:
            key = (cell.level, cell.place_code, cell.category)
            found.setdefault(key, {})[stages[cell.table_id]] = cell.value
            dates[key] = cell.as_of
    return {key: _waterfall(key, dates[key], found[key], Blank.WITHHELD) for key in sorted(found)}


def _waterfall(key: Key, as_of: str, told: Mapping[str, Figure], untold: Blank) -> Waterfall:
    amounts = tuple(told.get(stage, untold) for stage in STAGES)
    return Waterfall(
        level=key[0],
        place_code=key[1],
        fund_id=key[2],
        as_of=as_of,
        amounts=amounts,
        left_fen=left_fen(amounts[2], amounts[3]),
    )


def left_fen(received: Figure, spent: Figure) -> Figure:
    """received − spent in fen. A withheld side withholds it; otherwise a blank side says why there is none."""
    if Blank.WITHHELD in (received, spent):
        return Blank.WITHHELD
    if isinstance(received, Blank):
        return received
    if isinstance(spent, Blank):
        return spent
    return received - spent
