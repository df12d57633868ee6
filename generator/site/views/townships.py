"""The list of townships: the county's money by township, to the fen."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.money import Waterfall
from generator.published.release import ALL
from generator.site import charts
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, href
from generator.site.views import common

ROOT = "../"


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every township, money of no village and of no township, and their sum."""
    return Page(
        path="townships/index.html",
        section="townships",
        title="各镇（乡）",
        description="按镇（乡）汇总的资金与村",
        template="townships.html",
        context={**common.base(county, ROOT), **by_township(county, ALL, ROOT)},
    )


def by_township(county: County, fund: str, root: str) -> dict[str, object]:
    """Money rows of one fund (or `all`) by township, with everything that makes them add up to the county."""
    named = [(code, county.money.get(("township", code, fund))) for code in county.townships]
    loose = [county.money.get(("village", v.village_code, fund)) for v in county.villages_of.get("", ())]
    only = common.county_only(county, fund)
    total = county.money.get(("county", county.programme.county_code, fund))
    parts = [m for m in (*(m for _, m in named), *loose, only) if m is not None]
    return {
        "rows": tuple(_row(county, code, found, root) for code, found in named),
        "loose": tuple(
            (href(root, "villages", m.place_code), county.villages[m.place_code].name, common.cells(m))
            for m in loose
            if m is not None
        ),
        "only": common.cells(only) if only else (),
        "rest": common.rest(total, parts),
        "total": common.cells(total) if total else common.blank_cells(Blank.NOT_REPORTED),
        "total_note": common.note(total) if total else "",
        "chart": charts.bars(
            [(county.townships[code].name, m.amount("received") if m else Blank.NOT_REPORTED) for code, m in named],
            "各镇（乡）到账资金",
        ),
    }


TownshipRow = tuple[str, str, str, str, tuple[Cell, ...], str]
"""(code, address, name, number of villages, money cells, note)"""


def _row(county: County, code: str, money: Waterfall | None, root: str) -> TownshipRow:
    villages = county.villages_of.get(code, ())
    owed = any(county.owes_households(v) for v in villages)
    blank = Blank.NOT_REPORTED if owed else Blank.NOT_APPLICABLE
    return (
        code,
        href(root, "townships", code),
        county.townships[code].name,
        str(len(villages)),
        common.cells(money) if money else common.blank_cells(blank),
        common.note(money) if money else "",
    )
