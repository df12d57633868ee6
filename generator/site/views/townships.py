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
from generator.site.views import common, households

ROOT = "../"


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every township, money of no village and of no township, and their sum."""
    return Page(
        path="townships/index.html",
        section="townships",
        title=county.say("各镇（乡）"),
        description=county.say("按镇（乡）汇总的资金与村"),
        template="townships.html",
        context={**common.base(county, ROOT), **by_township(county, ROOT)},
    )


def by_township(county: County, root: str) -> dict[str, object]:
    """All money by township, of both books, with everything that makes the first add up to the county."""
    code = county.programme.county_code
    named = [(t, county.money.get(("township", t, ALL))) for t in county.townships]
    loose = [m for v in county.villages_of.get("", ()) if (m := county.total("village", v.village_code)) is not None]
    only, total = common.county_only(county, ALL), common.total(county, "county", code)
    return {
        "rows": tuple(_row(county, t, found, root) for t, found in named),
        "loose": tuple(_loose(county, money, root) for money in loose),
        "only": (common.cells(only), households.paid(county, "county_only", code)) if only else (),
        "total": common.cells(total) if total else common.blank_cells(Blank.NOT_REPORTED),
        "paid": households.paid(county, "county", code),
        "paid_when": households.dates(county, ("township", "county")),
        "apart": tuple(
            (href(root, "funds", fund), county.funds[fund].name, households.paid(county, "county", code, fund))
            for fund in households.apart(county)
        ),
        "chart": charts.bars(
            [(county.townships[t].name, m.amount("received") if m else Blank.NOT_REPORTED) for t, m in named],
            county.say("各镇（乡）给单位和项目的钱：到账"),
            county.say,
        ),
    }


TownshipRow = tuple[str, str, str, str, tuple[Cell, ...], Cell]
"""(code, address, name, number of villages, money cells, what households were paid)"""


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
        households.paid(county, "township", code),
    )


def _loose(county: County, money: Waterfall, root: str) -> tuple[str, str, tuple[Cell, ...], Cell]:
    code = money.place_code
    cells = common.cells(money)
    return (href(root, "villages", code), county.villages[code].name, cells, households.paid(county, "village", code))
