"""One rule: what it says, from where, what it looked at, and every finding by the amount at stake."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.base.blanks import Blank
from generator.figures.findings.progress import ARRIVAL
from generator.figures.findings.rules import Rule
from generator.published.rows import Fund
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import count, href, yuan
from generator.site.views import common, findingrows
from generator.site.views.findings import looked_at, stake

ROOT = "../../"
MOST = 120
"""Findings listed on a page, those with most at stake first; the download has all"""
OF_FUNDS: Mapping[str, Callable[[Fund], object]] = {
    "not_eligible": lambda fund: fund.eligible_origins,
    "use_not_allowed": lambda fund: fund.allowed_uses,
    "village_amount": lambda fund: fund.amount_per_village_fen,
    "instalment_missing": lambda fund: fund.amount_per_village_fen,
    "rate": lambda fund: fund.rate_percent,
}
"""Rules that stand in the funds' own clauses → what a fund states that has such a rule"""


def keys(county: County) -> Sequence[str]:
    return tuple(result.rule.rule_id for result in book(county.release).findings.results)


def page(county: County, key: str) -> Page:
    """The page of one rule, on or off; raises StopIteration for an unknown one."""
    found = book(county.release)
    result = next(r for r in found.findings.results if r.rule.rule_id == key)
    rule = result.rule
    return Page(
        path=f"findings/{key}/index.html",
        section="findings",
        title=f"疑点：{rule.title}",
        description=f"{rule.title}：{rule.text}",
        template="finding_rule.html",
        context={
            **common.base(county, ROOT),
            "rule": rule,
            "severity": findingrows.SEVERITIES[rule.severity],
            "clauses": _clauses(county, rule),
            "number": count(len(result.found)),
            "stake": yuan(stake(result.found)),
            "looked_at": looked_at(result),
            "rows": findingrows.rows(county, found, result.found[:MOST], ROOT),
            "more": max(0, len(result.found) - MOST),
        },
    )


def _clauses(county: County, rule: Rule) -> tuple[tuple[str, str, str], ...]:
    """(address, what, clause) of the funds or goals that the rule follows."""
    if rule.rule_id == "cadre_late":
        goals = [g for g in county.release.goals if g.measure == ARRIVAL]
        return tuple((href(ROOT, "goals", g.goal_id), g.title, g.clause) for g in goals)
    states = OF_FUNDS.get(rule.rule_id)
    funds = [fund for fund in county.funds.values() if states and not isinstance(states(fund), Blank)]
    return tuple((href(ROOT, "funds", fund.fund_id), fund.name, fund.clause) for fund in funds)
