"""Subsidy rates: against the farmers' own contribution village by village, or against the county's own spending.

Which of the two a fund means shows in its lines: where households pay in, the subsidy matches what they pay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from generator.base.blanks import Blank, Figure
from generator.base.units import FEN_PER_YUAN
from generator.figures.findings.facts import Facts, known_village
from generator.figures.findings.record import PublicFinding, Verdict, first_blank, money, move_rows, row, summed
from generator.figures.findings.rules import Rule
from generator.published.rows import Fund, FundMove

HOUSEHOLD = "household"
"""Level of the farmers' own contribution"""
COUNTY_ONLY = "county_only"


def rates(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Every fund with a rate."""
    for fund in facts.release.funds:
        if isinstance(fund.rate_percent, Blank):
            continue
        places = {village: lines for (village, of), lines in facts.moves_of_place.items() if of == fund.fund_id}
        if any(line.from_level == HOUSEHOLD for lines in places.values() for line in lines):
            for village in sorted(places):
                yield _matched(facts, rule, fund, village, places[village])
        else:
            yield _refunded(facts, rule, fund)


def _matched(facts: Facts, rule: Rule, fund: Fund, village: str, lines: Sequence[FundMove]) -> Verdict:
    """Subsidy = rate × own contribution, of the issued lines; of the promised ones where one of the two is not issued.

    Money of the fund to households of the village is not public line by line, so that there nothing is computed.
    """
    if facts.has_household_money(village, fund.fund_id):
        return Blank.WITHHELD
    for stage in ("issued", "promised"):
        own = [m for m in lines if m.stage == stage and m.from_level == HOUSEHOLD]
        subsidy = [m for m in lines if m.stage == stage and m.from_level != HOUSEHOLD]
        if own and subsidy:
            return _compared(rule, fund, village, own, subsidy)
    return Blank.NOT_REPORTED


def _compared(rule: Rule, fund: Fund, village: str, own: Sequence[FundMove], subsidy: Sequence[FundMove]) -> Verdict:
    base, given = summed(own), summed(subsidy)
    if isinstance(base, Blank) or isinstance(given, Blank):
        return Blank.WITHHELD
    owed = share(fund, base)
    if abs(given - owed) < FEN_PER_YUAN:
        return None
    projects = {m.project_id for m in (*own, *subsidy)}
    return PublicFinding(
        finding_id=f"{village}-{fund.fund_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=known_village(village),
        fund_id=fund.fund_id,
        project_id=projects.pop() if len(projects) == 1 else Blank.NOT_APPLICABLE,
        at_stake_fen=abs(given - owed),
        first=money(owed, *move_rows(own)),
        second=money(given, *move_rows(subsidy)),
        since=_broken_on(fund, own, subsidy),
        is_open=True,
    )


def _broken_on(fund: Fund, own: Sequence[FundMove], subsidy: Sequence[FundMove]) -> str:
    """The day from which the two sides, as they stood then, never fitted again."""
    since = ""
    for on in sorted({line.moved_on for line in (*own, *subsidy)}):
        base, given = (sum(int(m.amount_fen) for m in side if m.moved_on <= on) for side in (own, subsidy))
        since = (since or on) if abs(given - share(fund, base)) >= FEN_PER_YUAN else ""
    return since


def share(fund: Fund, base: int) -> int:
    """Fen that the fund's rate makes of `base` fen, rounded half-even."""
    return round(Decimal(base) * Decimal(str(fund.rate_percent)) / 100)


def _refunded(facts: Facts, rule: Rule, fund: Fund) -> Verdict:
    """What the county received from above of a fund, against the rate of all it spent of it.

    Both stand in two books, and count only where all four figures are shown. The refund follows the spending: too
    little is a finding only when the programme has been over for the limit.
    """
    spent = _both(facts, "county", fund, "spent")
    given = _both(facts, COUNTY_ONLY, fund, "received")
    if isinstance(spent, Blank) or isinstance(given, Blank):
        return Blank.WITHHELD if Blank.WITHHELD in (spent, given) else Blank.NOT_REPORTED
    owed = share(fund, spent)
    end = (date.fromisoformat(facts.release.programme.end_on) + timedelta(days=rule.threshold)).isoformat()
    if abs(given - owed) < FEN_PER_YUAN:
        return None
    if given < owed and facts.as_of < end:
        return Blank.NOT_DUE
    county = facts.release.programme.county_code
    return PublicFinding(
        finding_id=f"{county}-{fund.fund_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=Blank.NOT_APPLICABLE,
        fund_id=fund.fund_id,
        project_id=Blank.NOT_APPLICABLE,
        at_stake_fen=abs(given - owed),
        first=money(owed, row("household_figures", "county", county, fund.fund_id, "spent")),
        second=money(given, row("money_totals", COUNTY_ONLY, county, fund.fund_id, "received")),
        since=facts.as_of if given > owed else end,
        is_open=True,
    )


def _both(facts: Facts, level: str, fund: Fund, stage: str) -> Figure:
    """The two books of a place together: a blank where either is withheld, the dates differ or neither has a row."""
    key = (level, facts.release.programme.county_code, fund.fund_id)
    found = [book[key] for book in (facts.totals, facts.household_money) if key in book]
    if len({money.as_of for money in found}) > 1:
        return Blank.WITHHELD
    amounts = [money.amount(stage) for money in found]
    blank = first_blank(*amounts)
    if blank is not None or not amounts:
        return blank or Blank.NOT_REPORTED
    return sum(int(fen) for fen in amounts)
