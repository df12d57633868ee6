"""What each household class is entitled to, as several pages show it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.published.rows import Entitlement, Village
from generator.site.county import County
from generator.site.text import Cell, href
from generator.site.views import common
from generator.site.views.once import once

BY = "household_class"
"""Breakdown of the protected table that counts households by class"""

Block = tuple[tuple[str, str, tuple[str, ...]], ...]
"""(address of the class, its label, titles of what it is entitled to)"""


@once
def by_class(county: County) -> Mapping[str, tuple[Entitlement, ...]]:
    """Class → entitlements, every class of the vocabulary in its order."""
    return {
        term.code: tuple(e for e in county.release.entitlements if e.household_class == term.code)
        for term in county.programme.terms("household_classes")
    }


def block(county: County, village: Village, root: str) -> Block:
    """What a village page says in short; empty where no household is registered. No figure of the village is in it."""
    if not county.owes_households(village):
        return ()
    return tuple(
        (address(code, root), county.label("household_classes", code), tuple(dict.fromkeys(e.title for e in found)))
        for code, found in by_class(county).items()
    )


def address(code: str, root: str) -> str:
    return href(root, "households", code)


def households(county: County, code: str) -> tuple[Cell, str] | None:
    """(households of a class in the county, date of the table); None where the policy declares no such table."""
    for cell in county.counts_of.get(("county", county.programme.county_code), ()):
        if county.tables[cell.table_id].by == BY and cell.category == code:
            return common.possible(cell), cell.as_of
    return None
