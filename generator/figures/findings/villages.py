"""What a fund's rule promises to each village: who may have it, how much, in which years, for which uses.

A village whose households are paid by the same fund has public lines that are not everything: there a shortage is
never computed, only an excess, which needs no other line to be one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.blanks import Blank
from generator.figures.findings.facts import LAST_DAY, Facts, groups
from generator.figures.findings.record import PublicFinding, Side, Verdict, first_blank, money, move_rows, row, summed
from generator.figures.findings.rules import Rule
from generator.figures.money import STAGES
from generator.published.rows import Fund, FundMove

ORIGINS, USES = "helper_origins", "fund_uses"


def not_eligible(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Villages that have lines of a fund although none of their leading units comes from where the rule says."""
    for fund in facts.release.funds:
        if isinstance(fund.eligible_origins, Blank):
            continue
        for village in facts.kinds:
            lines = facts.moves_of_place.get((village, fund.fund_id), ())
            if lines:
                yield _eligible(facts, rule, fund, village, lines)


def _eligible(facts: Facts, rule: Rule, fund: Fund, village: str, lines: Sequence[FundMove]) -> Verdict:
    origins, allowed = facts.origins.get(village), _codes(fund.eligible_origins)
    if origins is None and facts.kinds[village] in facts.release.programme.household_village_kinds:
        return Blank.NOT_REPORTED
    if origins and origins & allowed:
        return None
    stake, _ = _largest(lines)
    keys = tuple(row("assignments", a.unit_id, village) for a in facts.release.assignments if a.village_code == village)
    own = ";".join(sorted(origins)) if origins else Blank.NOT_APPLICABLE
    return PublicFinding(
        finding_id=f"{village}-{fund.fund_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=village,
        fund_id=fund.fund_id,
        project_id=Blank.NOT_APPLICABLE,
        at_stake_fen=stake,
        first=Side(value=own, unit=ORIGINS, rows=keys or (row("villages", village),)),
        second=Side(value=";".join(sorted(allowed)), unit=ORIGINS, rows=(row("funds", fund.fund_id),)),
        since=min(line.moved_on for line in lines),
        is_open=True,
    )


def uses(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Each project, or each place without one, by fund: the uses that its lines name against those allowed."""
    for fund in facts.release.funds:
        if isinstance(fund.allowed_uses, Blank):
            continue
        lines = (m for m in facts.release.fund_moves if m.fund_id == fund.fund_id)
        for (village, project), found in groups(lines, lambda m: (m.village_code, m.project_id)).items():
            yield _uses(facts, rule, fund, (village, project), found)


def _uses(
    facts: Facts, rule: Rule, fund: Fund, place: tuple[str | Blank, str | Blank], lines: Sequence[FundMove]
) -> Verdict:
    village, project = place
    allowed = _codes(fund.allowed_uses)
    wrong = [line for line in lines if not isinstance(line.use, Blank) and line.use not in allowed]
    if not wrong:
        return Blank.NOT_REPORTED if all(isinstance(line.use, Blank) for line in lines) else None
    stake, rows = _largest(wrong)
    known = [code for code in (project, village) if not isinstance(code, Blank)]
    subject = known[0] if known else facts.release.programme.county_code
    named = ";".join(sorted({str(line.use) for line in wrong}))
    return PublicFinding(
        finding_id=f"{subject}-{fund.fund_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=village,
        fund_id=fund.fund_id,
        project_id=project,
        at_stake_fen=stake,
        first=Side(value=named, unit=USES, rows=move_rows(rows)),
        second=Side(value=";".join(sorted(allowed)), unit=USES, rows=(row("funds", fund.fund_id),)),
        since=min(line.moved_on for line in wrong),
        is_open=True,
    )


def _codes(listed: tuple[str, ...] | Blank) -> frozenset[str]:
    return frozenset() if isinstance(listed, Blank) else frozenset(listed)


def _largest(lines: Sequence[FundMove]) -> tuple[int | Blank, Sequence[FundMove]]:
    """Fen and lines of the stage that holds most: the same yuan stands in every stage."""
    by_stage = [(summed(group), group) for stage in STAGES if (group := [m for m in lines if m.stage == stage])]
    if not by_stage or any(isinstance(fen, Blank) for fen, _ in by_stage):
        return (Blank.WITHHELD if by_stage else Blank.NOT_APPLICABLE), lines
    return max(by_stage, key=lambda pair: int(pair[0]))


def village_amounts(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Issued to each eligible village against the amount per village: never more; no less once the years are over."""
    for fund, village, lines in _entitled(facts):
        yield _amount(facts, rule, fund, village, lines)


def _amount(facts: Facts, rule: Rule, fund: Fund, village: str, lines: Sequence[FundMove]) -> Verdict:
    owed, issued = int(fund.amount_per_village_fen), summed(lines)
    if isinstance(issued, Blank):
        return issued
    last = f"{max(_years(fund))}-12-31" if _years(fund) else LAST_DAY
    if issued == owed:
        return None
    if issued < owed and (facts.as_of < last or facts.unseen(village, fund.fund_id, last)):
        return facts.unseen(village, fund.fund_id, last) or Blank.NOT_DUE
    return PublicFinding(
        finding_id=f"{village}-{fund.fund_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=village,
        fund_id=fund.fund_id,
        project_id=Blank.NOT_APPLICABLE,
        at_stake_fen=abs(issued - owed),
        first=money(owed, row("funds", fund.fund_id)),
        second=money(issued, row("money_totals", "village", village, fund.fund_id, "issued")),
        since=max(line.moved_on for line in lines) if issued > owed else last,
        is_open=True,
    )


def instalments(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Each eligible village and instalment year: some line issued in that year, once it is over."""
    for fund, village, lines in _entitled(facts):
        for year in _years(fund):
            yield _instalment(facts, rule, fund, (village, year), lines)


def _instalment(facts: Facts, rule: Rule, fund: Fund, place: tuple[str, str], lines: Sequence[FundMove]) -> Verdict:
    village, year = place
    if any(line.moved_on.startswith(year) for line in lines):
        return None
    if facts.as_of < f"{year}-12-31":
        return Blank.NOT_DUE
    issued = summed(lines)
    blank = first_blank(issued) or facts.unseen(village, fund.fund_id, f"{year}-12-31")
    if blank:
        return blank
    return PublicFinding(
        finding_id=f"{village}-{fund.fund_id}-{year}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=village,
        fund_id=fund.fund_id,
        project_id=Blank.NOT_APPLICABLE,
        at_stake_fen=max(0, int(fund.amount_per_village_fen) - int(issued)),
        first=Side(value=year, unit="year", rows=(row("funds", fund.fund_id),)),
        second=money(0, row("money_totals", "village", village, fund.fund_id, "issued")),
        since=f"{year}-12-31",
        is_open=True,
    )


def _entitled(facts: Facts) -> Iterator[tuple[Fund, str, Sequence[FundMove]]]:
    """(fund, village, its issued lines) for every village to which a rule promises an amount."""
    for fund in facts.release.funds:
        if isinstance(fund.amount_per_village_fen, Blank):
            continue
        allowed = _codes(fund.eligible_origins)
        for village in facts.kinds:
            if facts.origins.get(village, frozenset()) & allowed:
                lines = facts.moves_of_place.get((village, fund.fund_id), ())
                yield fund, village, [line for line in lines if line.stage == "issued"]


def _years(fund: Fund) -> tuple[str, ...]:
    return () if isinstance(fund.instalment_years, Blank) else fund.instalment_years
