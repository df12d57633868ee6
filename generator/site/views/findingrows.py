"""How a finding stands in a list: what it is about, the amount, both sides with where they stand, the replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.base.blanks import Blank
from generator.figures.findings.facts import groups
from generator.figures.findings.record import DATE, FEN, PublicFinding, Side
from generator.figures.findings.rules import SEVERITIES as SEVERITIES_IN_ORDER
from generator.figures.findings.rules import Rule
from generator.site.county import County
from generator.site.findings import Book
from generator.site.text import Cell, category, day, href, words, yuan
from generator.site.views import findinglinks

SEVERITIES: Mapping[str, Cell] = {"high": ("st late", "重"), "medium": ("tag warn", "中"), "low": ("tag", "轻")}
OPEN: Cell = ("st not_done", "还在")
PAST: Cell = ("st", "已成过去")

Link = tuple[str, str]
"""(address or empty, text)"""
SideCell = tuple[Cell, str]
"""(value, address of where it stands)"""
Reply = tuple[str, str, str, Cell]
"""(date, role, state, words)"""
FindingRow = tuple[str, tuple[Link, ...], str, Cell, SideCell, SideCell, Cell, Cell, tuple[Reply, ...]]
"""(id, place and project and fund, what, fen at stake, first, second, open or past, since when or empty, replies)"""
Pair = tuple[Rule, PublicFinding]
Gravest = tuple[Link, str, str, FindingRow]
"""(its rule, what the sides are called, the finding)"""
Brief = tuple[Link, Cell, str, str]
"""(rule, severity, how many, how many of them open)"""


def rows(county: County, book: Book, listed: Sequence[PublicFinding], root: str) -> tuple[FindingRow, ...]:
    """Findings in the given order."""
    return tuple(_row(county, book, finding, root) for finding in listed)


def gravest(county: County, book: Book, listed: Sequence[tuple[Rule, PublicFinding]], root: str) -> tuple[Gravest, ...]:
    """Findings of several rules, in the given order."""
    return tuple(
        ((href(root, "findings", rule.rule_id), rule.title), rule.first, rule.second, _row(county, book, finding, root))
        for rule, finding in listed
    )


def brief(pairs: Sequence[Pair], root: str) -> tuple[Brief, ...]:
    """How many findings by rule, in the order of the pairs."""
    return tuple(
        (
            (href(root, "findings", rule.rule_id), rule.title),
            SEVERITIES[rule.severity],
            str(len(found)),
            str(sum(finding.is_open for _, finding in found)),
        )
        for rule, found in groups(pairs, lambda pair: pair[0]).items()
    )


def in_villages(book: Book, village_codes: Iterable[str], root: str) -> tuple[Brief, ...]:
    """How many findings some villages have, by rule in the order of the rules."""
    order = {result.rule.rule_id: number for number, result in enumerate(book.findings.results)}
    pairs = [pair for code in village_codes for pair in book.of_village.get(code, ())]
    return brief(sorted(pairs, key=lambda pair: order[pair[0].rule_id]), root)


def split(county: County, book: Book, pairs: Sequence[Pair], root: str) -> tuple[tuple[Gravest, ...], ...]:
    """(open or grave, past and not grave): the second kind may be folded away, but never dropped."""
    is_first = [finding.is_open or rule.severity == SEVERITIES_IN_ORDER[0] for rule, finding in pairs]
    return tuple(
        gravest(county, book, [pair for pair, first in zip(pairs, is_first, strict=True) if first is wanted], root)
        for wanted in (True, False)
    )


def _row(county: County, book: Book, finding: PublicFinding, root: str) -> FindingRow:
    first, second = (
        (value(county, side), findinglinks.address(county, book, side.rows, root))
        for side in (finding.first, finding.second)
    )
    return (
        finding.finding_id,
        about(county, finding, root),
        findinglinks.what(county, book, finding),
        yuan(finding.at_stake_fen),
        first,
        second if second[1] != first[1] else (second[0], ""),
        OPEN if finding.is_open else PAST,
        day(finding.since) if finding.is_open else ("", ""),
        replies(book, finding.finding_id),
    )


def replies(book: Book, finding_id: str) -> tuple[Reply, ...]:
    """Every reply, oldest first."""
    return tuple(
        (r.replied_on, r.replier_role, category("finding_replies", "state", r.state), words(r.reply))
        for r in book.findings.replies.get(finding_id, ())
    )


def about(county: County, finding: PublicFinding, root: str) -> tuple[Link, ...]:
    """Village or county, then project and fund where the finding names them."""
    village = county.villages.get(finding.village_code)
    fund, project = county.funds.get(finding.fund_id), county.projects.get(finding.project_id)
    code = village.village_code if village else ""
    links = [(href(root, "villages", code), village.name) if village else ("", county.programme.county_name)]
    links += [(href(root, "projects", project.project_id), project.name)] if project else []
    links += [(href(root, "funds", fund.fund_id), fund.name)] if fund else []
    return tuple(links)


def value(county: County, side: Side) -> Cell:
    """One side as a cell: money in 元, dates, or the labels of codes."""
    if isinstance(side.value, Blank):
        return words(side.value)
    if side.unit == FEN and isinstance(side.value, int):
        return yuan(side.value)
    if side.unit == DATE:
        return day(str(side.value))
    return ("", "、".join(county.label(side.unit, code) for code in str(side.value).split(";")))
