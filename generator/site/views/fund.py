"""A fund stream: its rule, its money by stage, and by township and village."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.money import Waterfall
from generator.site import charts
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, href
from generator.site.views import common, funds, lines

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.funds)


def page(county: County, key: str) -> Page:
    """The page of one stream; raises KeyError for an unknown code."""
    fund = county.funds[key]
    total = county.money.get(("county", county.programme.county_code, key))
    only = common.county_only(county, key)
    villages = [m for v in county.villages if (m := county.money.get(("village", v, key))) is not None]
    own = [m for m in county.moves_of_village.get("", ()) if m.fund_id == key]
    return Page(
        path=f"funds/{key}/index.html",
        section="funds",
        title=fund.name,
        description=f"{fund.name}：规则、到账、支出与各村明细，截至{county.programme.as_of}",
        template="fund.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": fund.name,
            "rule": funds.rule(county, fund),
            "total": common.cells(total) if total else common.blank_cells(Blank.NOT_REPORTED),
            "headline": common.headline(total),
            "total_note": common.note(total) if total else "",
            "chart": charts.waterfall(total, f"{fund.name}资金流向") if total else None,
            "groups": _groups(county, key),
            "only": common.cells(only) if only else (),
            "only_note": common.note(only) if only else "",
            "rest": common.rest(total, [*villages, *([only] if only else [])]),
            "lines": lines.rows(county, own, ROOT, {m.move_id for m in own}),
            "township_count": str(sum(1 for code in county.townships if ("township", code, key) in county.money)),
            "village_count": str(len(villages)),
        },
    )


Group = tuple[str, str, tuple[Cell, ...], str, tuple[tuple[str, str, str, tuple[Cell, ...], str], ...]]
"""(address, township, its cells or empty, note, villages as (figure code, address, name, cells, note))"""


def _groups(county: County, fund: str) -> tuple[Group, ...]:
    """Townships that have money of the fund, each with its villages."""
    found = []
    for code in (*county.townships, ""):
        rows = [
            _village(county, money)
            for v in county.villages_of.get(code, ())
            if (money := county.money.get(("village", v.village_code, fund))) is not None
        ]
        money = county.money.get(("township", code, fund))
        if rows or money:
            name = county.townships[code].name if code else "未列明乡镇"
            link = href(ROOT, "townships", code) if code else ""
            found.append(
                (link, name, common.cells(money) if money else (), common.note(money) if money else "", tuple(rows))
            )
    return tuple(found)


def _village(county: County, money: Waterfall) -> tuple[str, str, str, tuple[Cell, ...], str]:
    code = f"{money.place_code}-{money.fund_id}"
    link = f"{href(ROOT, 'villages', money.place_code)}#{code}"
    return (code, link, county.villages[money.place_code].name, common.cells(money), common.note(money))
