"""More spent than received: of a place and fund in each book, and of a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.blanks import Blank
from generator.figures.findings.facts import NO_VILLAGE, Facts, known_village
from generator.figures.findings.record import PublicFinding, Verdict, first_blank, money, move_rows, row, summed
from generator.figures.findings.rules import Rule
from generator.figures.money import Waterfall
from generator.published.release import ALL
from generator.published.rows import FundMove

PLACES = ("village", "county_only")
"""Lowest places; a township or county spends too much only where one of them does"""


def places(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Each village and fund, and what belongs to no village; the two books apart, each as of its own date."""
    for book, table, mark in ((facts.totals, "money_totals", ""), (facts.household_money, "household_figures", "-H")):
        for found in book.values():
            if found.level in PLACES and found.fund_id != ALL:
                yield _place(facts, rule, found, table, mark)


def _place(facts: Facts, rule: Rule, found: Waterfall, table: str, mark: str) -> Verdict:
    spent, received = found.amount("spent"), found.amount("received")
    blank = first_blank(spent, received)
    if blank is not None or int(spent) <= int(received):
        return blank
    village = found.place_code if found.level == "village" else NO_VILLAGE
    lines = facts.moves_of_place.get((village, found.fund_id), ()) if not mark else ()
    keys = [row(table, found.level, found.place_code, found.fund_id, stage) for stage in ("spent", "received")]
    return PublicFinding(
        finding_id=f"{found.place_code}-{found.fund_id}{mark}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=known_village(village),
        fund_id=found.fund_id,
        project_id=Blank.NOT_APPLICABLE,
        at_stake_fen=int(spent) - int(received),
        first=money(spent, keys[0]),
        second=money(received, keys[1]),
        since=crossed_on(lines) if lines else found.as_of,
        is_open=True,
    )


def projects(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Each project that received money under its own code."""
    for project in facts.release.projects:
        if project.budget_fen is Blank.WITHHELD:
            yield Blank.WITHHELD
            continue
        lines = facts.moves_of_project.get(project.project_id, ())
        spent, received = ([line for line in lines if line.stage == stage] for stage in ("spent", "received"))
        if not received:
            yield Blank.NOT_REPORTED
            continue
        sums = (summed(spent), summed(received))
        blank = first_blank(*sums)
        if blank is not None or int(sums[0]) <= int(sums[1]):
            yield blank
            continue
        yield PublicFinding(
            finding_id=f"{project.project_id}-{rule.rule_id}",
            rule_id=rule.rule_id,
            village_code=project.village_code,
            fund_id=_only(lines),
            project_id=project.project_id,
            at_stake_fen=int(sums[0]) - int(sums[1]),
            first=money(sums[0], *move_rows(spent)),
            second=money(sums[1], *move_rows(received)),
            since=crossed_on(lines),
            is_open=True,
        )


def _only(lines: Sequence[FundMove]) -> str | Blank:
    funds = {line.fund_id for line in lines}
    return funds.pop() if len(funds) == 1 else Blank.NOT_APPLICABLE


def crossed_on(lines: Sequence[FundMove]) -> str | Blank:
    """The day from which more was spent than received until now; not reported where the days do not tell."""
    balance: dict[str, int] = {}
    for line in lines:
        if line.stage in ("received", "spent") and isinstance(line.amount_fen, int):
            sign = 1 if line.stage == "received" else -1
            balance[line.moved_on] = balance.get(line.moved_on, 0) + sign * line.amount_fen
    left, since = 0, ""
    for on in sorted(balance):
        left += balance[on]
        since = (since or on) if left < 0 else ""
    return since or Blank.NOT_REPORTED
