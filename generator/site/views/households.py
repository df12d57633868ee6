"""Money to households: a book of its own, from protected tables that carry their own dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.figures.money import Waterfall
from generator.published.release import ALL
from generator.site.charts import HOUSEHOLD_LABELS
from generator.site.county import County
from generator.site.text import Cell, chinese_date, href, words, yuan
from generator.site.views import common

SUFFIX = "-H"
"""Ends the figure codes of this book: `DL03-F4-H`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What households of one place receive, by fund."""

    when: str
    """「截至 2015年6月30日」"""
    headline: tuple[common.Headline, ...]
    rows: tuple[common.MoneyRow, ...]
    """Funds that pay households here"""
    anchor: str
    total: tuple[Cell, ...]
    is_nothing: bool
    is_total_withheld: bool
    is_withheld: bool
    """Whether a row or the total is withheld"""
    apart: tuple[tuple[str, str], ...]
    """(address, name) of the funds that are published for the whole county only, and so are not in here"""


def book(county: County, level: str, code: str, root: str) -> Book | None:
    """None where nothing is owed, and where the policy declares no such table of the level."""
    total = county.household_money.get((level, code, ALL))
    if total is None or set(total.amounts) == {Blank.NOT_APPLICABLE}:
        return None
    found = {fund: county.household_money.get((level, code, fund)) for fund in county.household_funds}
    return Book(
        when=dates(county, (level,)),
        headline=common.headline(county, total, labels=HOUSEHOLD_LABELS),
        rows=tuple(_row(county, money, root) for money in found.values() if money and not money.is_nothing),
        anchor=f"{code}-ALL{SUFFIX}",
        total=common.cells(total),
        is_nothing=total.is_nothing,
        is_total_withheld=Blank.WITHHELD in total.amounts,
        is_withheld=any(Blank.WITHHELD in money.amounts for money in (total, *found.values()) if money),
        apart=() if level == "county" else tuple(_named(county, fund, root) for fund in apart(county)),
    )


def apart(county: County) -> tuple[str, ...]:
    """Funds that imply illness or disability: what they pay households is published for the whole county only."""
    return tuple(fund for fund in county.household_funds if county.funds[fund].implies_health)


def _named(county: County, fund: str, root: str) -> tuple[str, str]:
    return (href(root, "funds", fund), county.funds[fund].name)


def _row(county: County, money: Waterfall, root: str) -> common.MoneyRow:
    return (f"{money.place_code}-{money.fund_id}{SUFFIX}", *_named(county, money.fund_id, root), common.cells(money))


def paid(county: County, level: str, code: str, fund: str = ALL) -> Cell:
    """What households of a place were paid, as lists show it beside the other book."""
    money = county.household_money.get((level, code, fund))
    return words(Blank.NOT_APPLICABLE) if money is None else yuan(money.amount("spent"))


def dates(county: County, levels: Iterable[str]) -> str:
    """「截至 …」, once where the levels agree; empty when none of them has such a table."""
    labels = {term.code: term.label for term in county.programme.level_names}
    found = {labels[level]: county.household_dates[level] for level in levels if level in county.household_dates}
    if len(set(found.values())) == 1:
        return f"截至 {chinese_date(next(iter(found.values())))}"
    each = "，".join(f"{label}截至 {chinese_date(day)}" for label, day in found.items())
    return f"{each}（日期不同，不能相加减）" if each else ""
