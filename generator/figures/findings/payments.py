"""Payments: more paid than settled, and what looks like the same payment twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.base.blanks import Blank
from generator.figures.findings.facts import Facts, groups
from generator.figures.findings.record import PublicFinding, Verdict, day, money, move_rows, row, summed
from generator.figures.findings.rules import Rule
from generator.published.rows import Contract, FundMove


def settled_below_paid(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Settled sum of a contractor's contracts of a project against what the project paid that contractor."""
    for (project, organisation), contracts in groups(
        facts.release.contracts, lambda c: (c.project_id, c.organisation_id)
    ).items():
        lines = facts.moves_of_project.get(project, ())
        paid = [line for line in lines if line.stage == "spent" and line.payee_id == organisation]
        yield _settled(facts, rule, contracts, paid)


def _settled(facts: Facts, rule: Rule, contracts: Sequence[Contract], lines: Sequence[FundMove]) -> Verdict:
    settled, paid = 0, summed(lines)
    for contract in contracts:
        if isinstance(contract.settled_fen, Blank):
            return contract.settled_fen
        settled += contract.settled_fen
    if isinstance(paid, Blank) or paid <= settled:
        return paid if isinstance(paid, Blank) else None
    project = facts.projects[contracts[0].project_id]
    return PublicFinding(
        finding_id=f"{contracts[0].contract_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=project.village_code,
        fund_id=Blank.NOT_APPLICABLE,
        project_id=project.project_id,
        at_stake_fen=paid - settled,
        first=money(paid, *move_rows(lines)),
        second=money(settled, *(row("contracts", c.contract_id) for c in contracts)),
        since=max(line.moved_on for line in lines),
        is_open=True,
    )


def paid_twice(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Payments that repeat an earlier one within the limit: same payer, payee, amount, fund, place and purpose."""
    spent = sorted((m for m in facts.release.fund_moves if m.stage == "spent"), key=lambda m: (m.moved_on, m.move_id))
    before: dict[tuple[object, ...], FundMove] = {}
    for move in spent:
        if isinstance(move.payer_id, Blank) or isinstance(move.payee_id, Blank):
            yield Blank.NOT_REPORTED
            continue
        purpose = (move.document_id, move.use) if isinstance(move.project_id, Blank) else (move.project_id,)
        key = (move.payer_id, move.payee_id, move.amount_fen, move.fund_id, move.village_code, *purpose)
        earlier = before.get(key)
        before[key] = move
        is_close = earlier is not None and _days(earlier.moved_on, move.moved_on) <= rule.threshold
        yield _twice(rule, earlier, move) if earlier and is_close else None


def _days(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def _twice(rule: Rule, earlier: FundMove, move: FundMove) -> PublicFinding:
    return PublicFinding(
        finding_id=f"{move.move_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=move.village_code,
        fund_id=move.fund_id,
        project_id=move.project_id,
        at_stake_fen=move.amount_fen,
        first=day(earlier.moved_on, row("fund_moves", earlier.move_id)),
        second=day(move.moved_on, row("fund_moves", move.move_id)),
        since=move.moved_on,
        is_open=True,
    )
