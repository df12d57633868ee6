"""Releases with money to households written by hand, so that pages can be tested without the suppressor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.base.blanks import Blank, Figure
from generator.figures.money import FUND, STAGES
from generator.published.release import HouseholdFigure, Release

Told = Mapping[tuple[str, str, str], Sequence[Figure]]
"""(level, place, fund or `all`) → fen promised, issued, received, spent"""

HIDDEN = (Blank.WITHHELD,) * 4
COUNTY = "441882"


def with_money(release: Release, told: Told, dates: Mapping[str, str] | None = None) -> Release:
    """The release with exactly these cells of money to households. `dates`: level → ISO date, else the edition's."""
    tables = {t.measure.removesuffix("_fen"): t.table_id for t in release.protected_tables if t.by == FUND}
    kept = [f for f in release.household_figures if f.table_id not in tables.values()]
    made = [
        _cell(tables[stage], key, fen, (dates or {}).get(key[0], release.programme.as_of))
        for key, amounts in told.items()
        for stage, fen in zip(STAGES, amounts, strict=True)
    ]
    by_key = sorted((*kept, *made), key=lambda f: (f.table_id, f.level, f.place_code, f.category))
    return replace(release, household_figures=tuple(by_key))


def _cell(table: str, key: tuple[str, str, str], fen: Figure, as_of: str) -> HouseholdFigure:
    level, place, category = key
    return HouseholdFigure(
        table_id=table, level=level, place_code=place, category=category, value=fen, low=fen, high=fen, as_of=as_of
    )
