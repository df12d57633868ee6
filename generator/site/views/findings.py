"""All findings: how many by rule, place and severity, the gravest by amount, and which rules are off."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank, Figure
from generator.figures.findings.find import RuleResult, by_stake
from generator.figures.findings.record import PublicFinding
from generator.figures.findings.rules import SEVERITIES, Rule
from generator.site.county import COUNTY_WIDE, NO_TOWNSHIP, County
from generator.site.findings import Book, book
from generator.site.page import Page
from generator.site.text import Cell, count, href, yuan
from generator.site.views import common, findingrows, noticelists

ROOT = "../"
GRAVEST = SEVERITIES[0]
MOST = 50
"""Findings listed on the first page; each rule's own page goes on"""

RuleRow = tuple[str, str, Cell, str, str, str, Cell, Cell]
"""(address, title, severity, what was looked at, open, answered, found, fen at stake)"""
PlaceRow = tuple[str, str, tuple[Cell, ...]]
"""(address or empty, name, (each severity, open))"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """The summary: every rule, on or off."""
    found = book(county.release)
    results = found.findings.results
    gravest = [(r.rule, f) for r in results if r.rule.severity == GRAVEST for f in r.found]
    gravest.sort(key=lambda pair: by_stake(pair[1]))
    total = sum(len(result.found) for result in results)
    return Page(
        path="findings/index.html",
        section="findings",
        title="疑点",
        description=f"{total} 条疑点：公开的数字对不上、没有照规则办、迟报逾期，以及责任单位的答复",
        template="findings.html",
        context={
            **common.base(county, ROOT),
            "counts": _counts(found),
            "rules": tuple(_rule_row(found, result) for result in results if result.rule.is_on),
            "gravest": findingrows.gravest(county, found, gravest[:MOST], ROOT),
            "more": max(0, len(gravest) - MOST),
            "places": _places(county, results),
            "gone": tuple((finding_id, findingrows.replies(found, finding_id)) for finding_id in found.findings.gone),
            "off": tuple(
                (href(ROOT, "findings", rule.rule_id), rule.title, rule.text, rule.off_reason, rule.off_role)
                for rule in (result.rule for result in results)
                if not rule.is_on
            ),
        },
    )


def _counts(found: Book) -> dict[str, object]:
    results = found.findings.results
    listed = [finding for result in results for finding in result.found]
    return {
        "total": str(len(listed)),
        "open": str(sum(finding.is_open for finding in listed)),
        "past": str(sum(not finding.is_open for finding in listed)),
        "answered": str(sum(finding.finding_id in found.findings.replies for finding in listed)),
        "severities": tuple(
            (findingrows.SEVERITIES[severity], str(sum(len(r.found) for r in results if r.rule.severity == severity)))
            for severity in SEVERITIES
        ),
    }


def _rule_row(found: Book, result: RuleResult) -> RuleRow:
    rule, listed = result.rule, result.found
    return (
        href(ROOT, "findings", rule.rule_id),
        rule.title,
        findingrows.SEVERITIES[rule.severity],
        looked_at(result),
        f"{sum(finding.is_open for finding in listed):,}",
        f"{sum(finding.finding_id in found.findings.replies for finding in listed):,}",
        count(len(listed)),
        yuan(stake(listed)),
    )


def stake(listed: Sequence[PublicFinding]) -> Figure:
    """Fen of the amounts that are known; not applicable where no finding names money, 0 where nothing was found."""
    known = [finding.at_stake_fen for finding in listed if isinstance(finding.at_stake_fen, int)]
    if known or not listed:
        return sum(known)
    return listed[0].at_stake_fen


def looked_at(result: RuleResult) -> str:
    """「查了 19；没能查：不公开 10，未报 3」."""
    unknown = "，".join(f"{blank.label} {number:,}" for blank, number in result.unknown.items())
    return f"查了 {result.checked:,}" + (f"；没能查：{unknown}" if unknown else "")


def limit(rule: Rule) -> str:
    """「30 天」, or that the rule is off."""
    if not rule.is_on:
        return "停用"
    return f"{rule.threshold} {rule.unit}" if rule.unit else ""


def _places(county: County, results: Sequence[RuleResult]) -> tuple[PlaceRow, ...]:
    """Townships, then villages of no township, then the county's own; the numbers add up to all findings."""
    found: dict[str, list[tuple[str, bool]]] = {key: [] for key in (*county.townships, NO_TOWNSHIP, COUNTY_WIDE)}
    for result in results:
        for finding in result.found:
            found[_group(county, finding)].append((result.rule.severity, finding.is_open))
    return tuple(
        (
            href(ROOT, "townships", key) if key in county.townships else "",
            noticelists.name(county, key),
            tuple(
                count(number)
                for number in (
                    *(sum(severity == wanted for severity, _ in listed) for wanted in SEVERITIES),
                    sum(is_open for _, is_open in listed),
                )
            ),
        )
        for key, listed in found.items()
        if listed
    )


def _group(county: County, finding: PublicFinding) -> str:
    village = county.villages.get(finding.village_code)
    if village is None:
        return COUNTY_WIDE
    return NO_TOWNSHIP if isinstance(village.township_code, Blank) else village.township_code
