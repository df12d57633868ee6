"""Every rule over one release: what was found, what could not be checked and why, and what the owners reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.figures.clock import Clock
from generator.figures.findings import entries, notices, overspent, payments, progress, rates, totals, villages
from generator.figures.findings.facts import Facts, groups
from generator.figures.findings.record import PublicFinding, Verdict
from generator.figures.findings.rules import Rule, reference_rules
from generator.published.release import Release
from generator.published.rows import FindingReply

LEAST_DAYS = "notice_short"
"""Rule whose threshold is the least number of days that a notice hangs; it holds also while the rule is off"""

CHECKS: Mapping[str, Callable[[Facts, Rule], Iterator[Verdict]]] = {
    "document_total": totals.document_totals,
    "budget_total": totals.budget_totals,
    "spent_over_received": overspent.places,
    "project_overspent": overspent.projects,
    "settled_below_paid": payments.settled_below_paid,
    "paid_twice": payments.paid_twice,
    "not_eligible": villages.not_eligible,
    "use_not_allowed": villages.uses,
    "village_amount": villages.village_amounts,
    "instalment_missing": villages.instalments,
    "rate": rates.rates,
    "late_entry": entries.late,
    "backdated": entries.backdated,
    "project_late": progress.late_projects,
    "cadre_late": progress.late_cadres,
    "notice_missing": notices.missing,
    "notice_short": notices.short,
    "notice_before_work": notices.late,
    "notice_after_work": notices.late,
    "notice_allocation": notices.late,
}
"""Rule → how it is checked"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule over one release; nothing is checked while it is off."""

    rule: Rule
    found: tuple[PublicFinding, ...]
    """Most at stake first; amounts that are not known last"""
    checked: int
    """Things compared, those found included"""
    unknown: Mapping[Blank, int]
    """Things that could not be compared, by reason"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All findings of one release."""

    results: tuple[RuleResult, ...]
    """In the order of the rules"""
    replies: Mapping[str, tuple[FindingReply, ...]]
    """Finding → replies, oldest first"""
    gone: tuple[str, ...]
    """Findings that have a reply and are not found any more, nor kept from view by a rule that is off"""
    clocks: tuple[Clock, ...]
    """Of every notice, in the order of the release"""

    @property
    def late_notices(self) -> frozenset[str]:
        """Notices that went up too late, by the rules that are on."""
        found = [f for result in self.results if result.rule.rule_id in notices.EVENTS for f in result.found]
        return frozenset(f.finding_id.removesuffix(f"-{f.rule_id}") for f in found)


def find(release: Release, rules: Sequence[Rule] | None = None) -> Findings:
    """Every rule that is on, over the release alone. `rules`: those of the product unless given."""
    rules = reference_rules() if rules is None else rules
    least_days = next((rule.threshold for rule in rules if rule.rule_id == LEAST_DAYS), 1)
    facts = Facts.of(release, least_days)
    results = tuple(_result(facts, rule) for rule in rules)
    replies = groups(release.finding_replies, lambda r: r.finding_id)
    known = {finding.finding_id for result in results for finding in result.found}
    off = tuple(f"-{rule.rule_id}" for rule in rules if not rule.is_on)
    gone = tuple(sorted(key for key in replies if key not in known and not key.endswith(off)))
    return Findings(results=results, replies=replies, gone=gone, clocks=facts.clocks)


def _result(facts: Facts, rule: Rule) -> RuleResult:
    verdicts = list(CHECKS[rule.rule_id](facts, rule)) if rule.is_on else []
    unknown = Counter(verdict for verdict in verdicts if isinstance(verdict, Blank))
    found = [verdict for verdict in verdicts if isinstance(verdict, PublicFinding)]
    return RuleResult(
        rule=rule,
        found=tuple(sorted(found, key=by_stake)),
        checked=len(verdicts) - sum(unknown.values()),
        unknown={blank: unknown[blank] for blank in Blank if unknown[blank]},
    )


def by_stake(finding: PublicFinding) -> tuple[bool, int, str]:
    """Sort key: most at stake first, amounts that are not known last."""
    stake = finding.at_stake_fen
    return (isinstance(stake, Blank), 0 if isinstance(stake, Blank) else -stake, finding.finding_id)
