"""A fund stream: its rule, its money by stage, and by township and village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.base.blanks import Blank
from generator.figures.money import Key, Waterfall
from generator.site import charts
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, chinese_date, href
from generator.site.views import common, funds, households, lines

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.funds)


def page(county: County, key: str) -> Page:
    """The page of one stream; raises KeyError for an unknown code."""
    fund = county.funds[key]
    total = county.money.get(("county", county.programme.county_code, key))
    only = common.county_only(county, key)
    own = [m for m in county.moves_of_village.get("", ()) if m.fund_id == key]
    return Page(
        path=f"funds/{key}/index.html",
        section="funds",
        title=fund.name,
        description=f"{fund.name}：" + county.say(f"规则、到账、支出与各村明细，截至{county.programme.as_of}"),
        template="fund.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": fund.name,
            "rule": funds.rule(county, fund),
            "total": common.cells(total) if total else common.blank_cells(Blank.NOT_REPORTED),
            "headline": common.headline(county, total) if total else (),
            "chart": charts.waterfall(total, "给单位和项目的钱", say=county.say) if total else None,
            "groups": _groups(county, key, county.money, ""),
            "only": common.cells(only) if only else (),
            "lines": lines.rows(county, own, ROOT, {m.move_id for m in own}),
            "paid": _to_households(county, key),
        },
    )


def _to_households(county: County, fund: str) -> dict[str, object] | None:
    """The stream's money to households; None where it pays none."""
    code = county.programme.county_code
    total = county.household_money.get(("county", code, fund))
    if total is None:
        return None
    is_apart = fund in households.apart(county)
    only = county.household_money.get(("county_only", code, fund))
    spots = [m for (_, _, f), m in county.household_money.items() if f == fund]
    return {
        "when": households.dates(county, ("county",) if is_apart else ("village", "township", "county")),
        "headline": common.headline(county, total, labels=charts.HOUSEHOLD_LABELS),
        "total": common.cells(total),
        "chart": _chart(county, total),
        "is_apart": is_apart,
        "groups": _groups(county, fund, county.household_money, households.SUFFIX),
        "only": common.cells(only) if only and not only.is_nothing else (),
        "is_withheld": any(Blank.WITHHELD in money.amounts for money in spots),
    }


def _chart(county: County, total: Waterfall) -> charts.Chart | None:
    """Nothing is drawn of a withheld total: five empty boxes would say less than the word."""
    if total.is_nothing or Blank.WITHHELD in total.amounts:
        return None
    title = f"发给农户的钱，截至 {chinese_date(total.as_of)}"
    return charts.waterfall(total, title, charts.HOUSEHOLD_LABELS, county.say)


Row = tuple[str, str, str, tuple[Cell, ...]]
"""(figure code, address, name, cells)"""
Group = tuple[str, str, tuple[Cell, ...], tuple[Row, ...]]
"""(address, township, its cells or empty, villages)"""


def _groups(county: County, fund: str, book: Mapping[Key, Waterfall], suffix: str) -> tuple[Group, ...]:
    """Townships that have money of the fund in a book, each with its villages."""
    found = []
    for code in (*county.townships, ""):
        villages = [book.get(("village", v.village_code, fund)) for v in county.villages_of.get(code, ())]
        rows = tuple(_village(county, m, suffix) for m in villages if m is not None and not m.is_nothing)
        money = book.get(("township", code, fund))
        if rows or (money is not None and not money.is_nothing):
            name = county.townships[code].name if code else county.say("未列明乡镇")
            link = href(ROOT, "townships", code) if code else ""
            found.append((link, name, common.cells(money) if money else (), rows))
    return tuple(found)


def _village(county: County, money: Waterfall, suffix: str) -> Row:
    code = f"{money.place_code}-{money.fund_id}{suffix}"
    link = f"{href(ROOT, 'villages', money.place_code)}#{code}"
    return (code, link, county.villages[money.place_code].name, common.cells(money))
