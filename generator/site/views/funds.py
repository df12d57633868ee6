"""The list of fund streams and what each brought to the county."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.published.rows import Fund
from generator.site import charts
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, exact_wan, href, plain
from generator.site.views import common, households

ROOT = "../"


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every stream with its rule and its stages; streams without a line stand in the list as 未报."""
    code = county.programme.county_code
    total = common.total(county, "county", code)
    return Page(
        path="funds/index.html",
        section="funds",
        title="资金来源",
        description=f"{len(county.funds)} 项资金来源：规则、下达、到账、支出与结余",
        template="funds.html",
        context={
            **common.base(county, ROOT),
            "rows": tuple(_row(county, fund, code) for fund in _listed(county, code)),
            "total": common.cells(total) if total else common.blank_cells(Blank.NOT_REPORTED),
            "headline": common.headline(county, total),
            "chart": charts.waterfall(total, "给单位和项目的钱", say=county.say) if total else None,
            "book": households.book(county, "county", code, ROOT),
        },
    )


def _listed(county: County, code: str) -> tuple[Fund, ...]:
    """Every stream but those that only pay households: these stand in the second table."""
    only = set(county.household_funds) - {f for level, place, f in county.money if (level, place) == ("county", code)}
    return tuple(fund for fund in county.funds.values() if fund.fund_id not in only)


def _row(county: County, fund: Fund, code: str) -> tuple[str, str, str, str, tuple[Cell, ...]]:
    money = county.money.get(("county", code, fund.fund_id))
    return (
        fund.fund_id,
        href(ROOT, "funds", fund.fund_id),
        fund.name,
        county.label("fund_levels", fund.payer_level),
        common.cells(money) if money else common.blank_cells(Blank.NOT_REPORTED),
    )


def rule(county: County, fund: Fund) -> tuple[tuple[str, str], ...]:
    """(label, text) of a stream's rule; blanks that do not apply are left out."""
    found = [
        ("出资层级", county.label("fund_levels", fund.payer_level)),
        ("适用范围", fund.scope),
        ("规则", fund.rule),
        ("补助比例", "" if isinstance(fund.rate_percent, Blank) else f"{plain(fund.rate_percent)}%"),
        ("每年金额", _wan(county, fund.amount_per_year_fen)),
        ("每村金额", _wan(county, fund.amount_per_village_fen)),
        ("下达年份", _terms(county, "", fund.instalment_years)),
        ("适用村的帮扶归属", _terms(county, "helper_origins", fund.eligible_origins)),
        ("允许用途", _terms(county, "fund_uses", fund.allowed_uses)),
        ("方案条款", fund.clause),
        ("说明", "" if isinstance(fund.caution, Blank) else fund.caution),
    ]
    return tuple((county.say(label), text) for label, text in found if text)


def _wan(county: County, fen: int | Blank) -> str:
    return "" if isinstance(fen, Blank) else county.say(exact_wan(fen))


def _terms(county: County, vocabulary: str, codes: tuple[str, ...] | Blank) -> str:
    return "" if isinstance(codes, Blank) else "、".join(county.label(vocabulary, code) for code in codes)
