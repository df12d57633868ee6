"""The findings of the release in hand, computed once for all pages that show them, with what their rows are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.base.blanks import Blank
from generator.contract.wording import Say, wording
from generator.figures.clock import Clock
from generator.figures.findings.facts import groups
from generator.figures.findings.find import Findings, find
from generator.figures.findings.record import PublicFinding
from generator.figures.findings.rules import Rule, reference_rules
from generator.published.release import Release
from generator.published.rows import Contract, Notice

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All findings, and the rows that they name and the county's indexes do not hold."""

    findings: Findings
    notices: Mapping[str, Notice]
    contracts: Mapping[str, Contract]
    notice_of: Mapping[str, str]
    """Posting → notice"""
    of_village: Mapping[str, tuple[tuple[Rule, PublicFinding], ...]]
    """Village → its findings, in the order of the rules"""
    of_project: Mapping[str, tuple[tuple[Rule, PublicFinding], ...]]
    """Project → findings that name it, in the order of the rules"""
    clocks_of_village: Mapping[str, tuple[Clock, ...]]
    """Village → the clocks of its notices, in the order of the release"""
    clocks_of_project: Mapping[str, tuple[Clock, ...]]


_last: list[tuple[Release, Book]] = []
"""The release last asked about: the pages of one release are made together"""


def book(release: Release) -> Book:
    """Every rule over the release; the same object for the same release."""
    if not _last or _last[0][0] is not release:
        _last[:] = [(release, _book(release))]
    return _last[0][1]


def _book(release: Release) -> Book:
    say = wording(release.programme)
    findings = find(release, tuple(_said(rule, say) for rule in reference_rules()))
    pairs = [(result.rule, finding) for result in findings.results for finding in result.found]
    return Book(
        findings=findings,
        notices={notice.notice_id: notice for notice in release.notices},
        contracts={contract.contract_id: contract for contract in release.contracts},
        notice_of={posting.posting_id: posting.notice_id for posting in release.postings},
        of_village=_named(pairs, lambda pair: pair[1].village_code),
        of_project=_named(pairs, lambda pair: pair[1].project_id),
        clocks_of_village=_named(findings.clocks, lambda clock: clock.notice.village_code),
        clocks_of_project=_named(findings.clocks, lambda clock: clock.notice.project_id),
    )


def _said(rule: Rule, say: Say) -> Rule:
    """The rule with its sentences in the programme's words."""
    return Rule(
        rule_id=rule.rule_id,
        title=say(rule.title),
        text=say(rule.text),
        severity=rule.severity,
        threshold=rule.threshold,
        unit=rule.unit,
        first=say(rule.first),
        second=say(rule.second),
        basis=say(rule.basis),
        is_on=rule.is_on,
        off_reason=say(rule.off_reason),
        off_role=rule.off_role,
    )


def _named(items: Iterable[T], code: Callable[[T], str | Blank]) -> dict[str, tuple[T, ...]]:
    """Items by code; those that name none are left out."""
    return groups((item for item in items if not isinstance(code(item), Blank)), lambda item: str(code(item)))
