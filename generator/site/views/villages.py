"""The list of villages, by township."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.published.rows import Village
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, href
from generator.site.views import common, households

ROOT = "../"

VillageRow = tuple[str, str, str, str, str, tuple[Cell, ...], Cell]
"""(code, address, name, kind, helpers, money cells, what households were paid)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every village with who helps it and its money."""
    return Page(
        path="villages/index.html",
        section="villages",
        title=county.say("各村"),
        description=county.say(f"全部 {len(county.villages)} 个重点村：帮扶单位与资金"),
        template="villages.html",
        context={
            **common.base(county, ROOT),
            "count": str(len(county.villages)),
            "kinds": tuple(
                (term.label, str(sum(1 for v in county.villages.values() if v.kind == term.code)))
                for term in county.programme.terms("village_kinds")
            ),
            "paid_when": households.dates(county, ("village",)),
            "groups": groups(county, ROOT),
        },
    )


def groups(county: County, root: str) -> tuple[tuple[str, str, str, tuple[VillageRow, ...]], ...]:
    """(anchor, address or empty, township name, villages) in the release's order; villages of no township last."""
    known = [
        (code, href(root, "townships", code), township.name, rows(county, county.villages_of.get(code, ()), root))
        for code, township in county.townships.items()
    ]
    other = rows(county, county.villages_of.get("", ()), root)
    return (*known, *((("none", "", county.say("未列明乡镇"), other),) if other else ()))


def rows(county: County, villages: Sequence[Village], root: str) -> tuple[VillageRow, ...]:
    return tuple(
        (
            village.village_code,
            href(root, "villages", village.village_code),
            village.name,
            county.label("village_kinds", village.kind),
            "、".join(county.units[a.unit_id].name for a in county.helpers_of.get(village.village_code, ())),
            money(county, village),
            households.paid(county, "village", village.village_code),
        )
        for village in villages
    )


def money(county: County, village: Village) -> tuple[Cell, ...]:
    """Stage cells of a village: 不适用 where no money is owed, 未报 where it is owed and absent."""
    total = common.total(county, "village", village.village_code)
    if total is not None:
        return common.cells(total)
    return common.blank_cells(Blank.NOT_REPORTED if county.owes_households(village) else Blank.NOT_APPLICABLE)
