"""Notices that were owed and not given, came down too early or went up too late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from generator.base.blanks import Blank, Figure
from generator.figures.clock import Clock, ClockState
from generator.figures.findings.facts import Facts
from generator.figures.findings.record import PublicFinding, RowKey, Side, Verdict, day, first_blank, row
from generator.figures.findings.rules import Rule
from generator.figures.projects import dates

Event = tuple[str | Blank, RowKey]
"""(day on which something happened, or why there is none; the row that says so)"""


def missing(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Notices without a day of posting, or without a record that they were put up."""
    for clock in facts.clocks:
        if clock.state in (ClockState.NOT_POSTED, ClockState.NOT_PROVED):
            key = row("notices", clock.notice.notice_id)
            yield _finding(facts, rule, clock, day(clock.notice.posted_from, key), day(Blank.NOT_REPORTED, key))
        else:
            yield Blank.NOT_DUE if clock.state is ClockState.NOT_DUE else None


def short(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Notices taken down before their last day."""
    for clock in facts.clocks:
        posting = clock.posting
        if clock.state is ClockState.SHORT and posting is not None:
            hung = day(posting.removed_on, row("postings", posting.posting_id))
            yield _finding(facts, rule, clock, day(clock.last_on, row("notices", clock.notice.notice_id)), hung)
        elif clock.state is ClockState.DONE:
            yield None
        else:
            yield Blank.NOT_DUE if clock.state in (ClockState.NOT_DUE, ClockState.RUNNING) else Blank.NOT_REPORTED


def late(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Notices of the rule's kind that went up later than its limit after the event; those not given are missing."""
    kind, event = EVENTS[rule.rule_id]
    for clock in facts.clocks:
        if clock.notice.kind == kind:
            yield _late(facts, rule, clock, event(facts, clock))


def _late(facts: Facts, rule: Rule, clock: Clock, event: Event) -> Verdict:
    blank = first_blank(event[0], clock.first_on)
    if blank is not None:
        return blank
    due = (date.fromisoformat(event[0]) + timedelta(days=rule.threshold)).isoformat()
    if str(clock.first_on) <= due:
        return None
    return _finding(facts, rule, clock, day(due, event[1]), day(clock.first_on, row("notices", clock.notice.notice_id)))


def _started(facts: Facts, clock: Clock) -> Event:
    project = facts.projects.get(str(clock.notice.project_id))
    on = dates(project, facts.as_of).started_on if project else Blank.NOT_APPLICABLE
    return on, row("projects", clock.notice.project_id)


def _completed(facts: Facts, clock: Clock) -> Event:
    project = facts.projects.get(str(clock.notice.project_id))
    on = dates(project, facts.as_of).completed_on if project else Blank.NOT_APPLICABLE
    return on, row("projects", clock.notice.project_id)


def _issued(facts: Facts, clock: Clock) -> Event:
    document = facts.documents.get(str(clock.notice.document_id))
    on = document.issued_on if document else Blank.NOT_APPLICABLE
    return on, row("documents", clock.notice.document_id)


EVENTS: Mapping[str, tuple[str, Callable[[Facts, Clock], Event]]] = {
    "notice_before_work": ("project_before", _started),
    "notice_after_work": ("project_after", _completed),
    "notice_allocation": ("fund_allocation", _issued),
}
"""Rule → (kind of notice, the event from which its days run)"""


def _finding(facts: Facts, rule: Rule, clock: Clock, first: Side, second: Side) -> PublicFinding:
    """What never went up stays open; what went up late or came down early is past."""
    notice = clock.notice
    known = [str(side.value) for side in (first, second) if not isinstance(side.value, Blank)]
    return PublicFinding(
        finding_id=f"{notice.notice_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=notice.village_code,
        fund_id=Blank.NOT_APPLICABLE,
        project_id=notice.project_id,
        at_stake_fen=_stake(facts, clock),
        first=first,
        second=second,
        since=min(known, default=Blank.NOT_REPORTED),
        is_open=isinstance(second.value, Blank),
    )


def _stake(facts: Facts, clock: Clock) -> Figure:
    """Budget of the project or total of the document that the notice is about."""
    project = facts.projects.get(str(clock.notice.project_id))
    document = facts.documents.get(str(clock.notice.document_id))
    if project is not None:
        return project.budget_fen
    return document.stated_total_fen if document is not None else Blank.NOT_APPLICABLE
