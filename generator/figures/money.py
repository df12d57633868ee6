"""Money of a place: what was promised, issued, received, spent and left, from the release's money totals alone.

Transfers between levels are no stage here: they move the same yuan and are never summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.published.release import MoneyTotal, Release

STAGES = ("promised", "issued", "received", "spent")
"""Stages that are summed, in the order money takes them"""

Key = tuple[str, str, str]
"""(level, place code, fund id or `all`)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSum:
    """One stage of one place and fund: shown lines + withheld remainder = amount, to the fen."""

    stage: str
    amount_fen: Figure
    shown_lines: int
    withheld_lines: int | Blank
    withheld_fen: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Money of one place and fund, stage by stage."""

    level: str
    place_code: str
    fund_id: str
    stages: tuple[StageSum, ...]
    """In the order of `STAGES`"""
    left_fen: Figure
    """received − spent"""

    def amount(self, stage: str) -> Figure:
        """Fen of a stage; raises ValueError for a stage that is not summed."""
        return self.stages[STAGES.index(stage)].amount_fen


def waterfalls(release: Release) -> Mapping[Key, Waterfall]:
    """Every place and fund that has money totals, keyed and sorted by (level, place, fund)."""
    found: dict[Key, dict[str, MoneyTotal]] = {}
    for total in release.money_totals:
        found.setdefault((total.level, total.place_code, total.fund_id), {})[total.stage] = total
    return {key: _waterfall(key, found[key]) for key in sorted(found)}


def _waterfall(key: Key, totals: Mapping[str, MoneyTotal]) -> Waterfall:
    stages = tuple(_stage(stage, totals.get(stage)) for stage in STAGES)
    received, spent = stages[2].amount_fen, stages[3].amount_fen
    return Waterfall(level=key[0], place_code=key[1], fund_id=key[2], stages=stages, left_fen=left_fen(received, spent))


def _stage(stage: str, total: MoneyTotal | None) -> StageSum:
    if total is None:
        return StageSum(stage=stage, amount_fen=Blank.NOT_REPORTED, shown_lines=0, withheld_lines=0, withheld_fen=0)
    return StageSum(
        stage=stage,
        amount_fen=total.amount_fen,
        shown_lines=total.shown_lines,
        withheld_lines=total.withheld_lines,
        withheld_fen=total.withheld_fen,
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


def line_total(amounts: Iterable[Figure]) -> tuple[int, int]:
    """(fen of the shown lines, number of withheld lines)."""
    values = tuple(amounts)
    return sum(v for v in values if isinstance(v, int)), sum(1 for v in values if v is Blank.WITHHELD)


def remainder(total: Figure, parts: Iterable[Figure]) -> tuple[Figure, int]:
    """What the withheld parts of a total come to, and how many they are: total − shown parts.

    0 when no part is withheld; a blank total gives the blank.
    """
    values = tuple(parts)
    hidden = sum(1 for part in values if part is Blank.WITHHELD)
    if isinstance(total, Blank):
        return (Blank.WITHHELD if hidden else total), hidden
    return total - sum(part for part in values if isinstance(part, int)), hidden
