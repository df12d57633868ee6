"""Entries that came late, and dates in an impossible order."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from generator.base.blanks import Blank, Figure
from generator.figures.findings.facts import Facts
from generator.figures.findings.record import PublicFinding, RowKey, Verdict, day, row
from generator.figures.findings.rules import Rule
from generator.published.rows import FundMove

About = tuple[str | Blank, str | Blank, str | Blank, Figure]
"""(village, fund, project, fen at stake)"""


def late(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Money lines and monthly reports against the end of their month, yearly figures against the end of the year."""
    none = Blank.NOT_APPLICABLE
    for move in facts.release.fund_moves:
        about = (move.village_code, move.fund_id, move.project_id, move.amount_fen)
        key = row("fund_moves", move.move_id)
        yield _late(rule, key, month_end(move.moved_on[:7]), move.reported_on, about)
    for report in facts.release.project_reports:
        key = row("project_reports", report.project_id, report.month)
        place = facts.projects[report.project_id].village_code
        yield _late(rule, key, month_end(report.month), report.reported_on, (place, none, report.project_id, none))
    for year in facts.release.village_years:
        key = row("village_years", year.village_code, year.year)
        if not (isinstance(year.collective_income_fen, Blank) and isinstance(year.net_income_per_head_fen, Blank)):
            yield _late(rule, key, f"{year.year}-12-31", year.reported_on, (year.village_code, none, none, none))


def _late(rule: Rule, key: RowKey, end: str, reported_on: str | Blank, about: About) -> Verdict:
    if isinstance(reported_on, Blank):
        return reported_on
    if reported_on <= end or days_between(end, reported_on) <= rule.threshold:
        return None
    village, fund, project, stake = about
    return PublicFinding(
        finding_id=f"{key.key.replace('/', '-')}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=village,
        fund_id=fund,
        project_id=project,
        at_stake_fen=stake,
        first=day(end, key),
        second=day(reported_on, key),
        since=reported_on,
        is_open=False,
    )


def backdated(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Money lines dated before their source or, when issued, before their document; entries made before the event."""
    for move in facts.release.fund_moves:
        key = row("fund_moves", move.move_id)
        about = (move.village_code, move.fund_id, move.project_id, move.amount_fen)
        breaks = tuple(_breaks(facts, move, key))
        yield _backdated(rule, key, max(breaks, key=lambda found: found[1]), about) if breaks else None
    for report in facts.release.project_reports:
        key = row("project_reports", report.project_id, report.month)
        place, none, first = facts.projects[report.project_id].village_code, Blank.NOT_APPLICABLE, f"{report.month}-01"
        about = (place, none, report.project_id, none)
        is_early = report.reported_on < first
        yield _backdated(rule, key, (report.reported_on, first, key), about) if is_early else None


def _breaks(facts: Facts, move: FundMove, key: RowKey) -> Iterator[tuple[str, str, RowKey]]:
    """(the day as given, the first day that it may be, where that stands) for every day that is too early."""
    source = facts.moves.get(str(move.source_move_id))
    document = facts.documents.get(str(move.document_id))
    if source is not None and move.moved_on < source.moved_on:
        yield move.moved_on, source.moved_on, row("fund_moves", source.move_id)
    if document is not None and move.stage == "issued" and move.moved_on < document.issued_on:
        yield move.moved_on, document.issued_on, row("documents", document.document_id)
    if not isinstance(move.reported_on, Blank) and move.stage != "promised" and move.reported_on < move.moved_on:
        yield move.reported_on, move.moved_on, key


def _backdated(rule: Rule, key: RowKey, found: tuple[str, str, RowKey], about: About) -> PublicFinding:
    village, fund, project, stake = about
    return PublicFinding(
        finding_id=f"{key.key.replace('/', '-')}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=village,
        fund_id=fund,
        project_id=project,
        at_stake_fen=stake,
        first=day(found[0], key),
        second=day(found[1], found[2]),
        since=found[0],
        is_open=True,
    )


def month_end(month: str) -> str:
    """`2015-02` → `2015-02-28`."""
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1]).isoformat()


def days_between(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
