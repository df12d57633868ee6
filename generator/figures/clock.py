"""The notice clock: from when to when a notice must hang, and whether it did, at the edition's as-of date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from generator.base.blanks import Blank
from generator.published.release import Release
from generator.published.rows import Notice, Posting


class ClockState(StrEnum):
    """Where a notice stands."""

    NOT_POSTED = "not_posted"
    """Owed; no day of posting was reported"""
    NOT_PROVED = "not_proved"
    """A day is given, but nobody reported that it was put up"""
    NOT_DUE = "not_due"
    """To be posted after the as-of date"""
    RUNNING = "running"
    """Up, and its last day has not come"""
    SHORT = "short"
    """Taken down before its last day"""
    DONE = "done"
    """It hung at least as long as it must"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One notice in time. Every date is ISO text."""

    notice: Notice
    posting: Posting | None
    """The one that hung longest, by the day it may come down and then by its code; None until one is reported"""
    postings: int
    least_days: int
    """Days it must hang, the first and the last included"""
    first_on: str | Blank
    last_on: str | Blank
    """The last day on which it must still hang"""
    state: ClockState
    days_hung: int | Blank
    """Days until it was taken down, both ends included; not due while it hangs"""
    outcome: str | Blank
    """As reported; 未报 once the last day has passed without one"""


def clocks(release: Release, least_days: int) -> tuple[Clock, ...]:
    """The clock of every notice, in the order of the release.

    `least_days` is the rule of the programme; a notice that asks for more days hangs longer.
    """
    postings: dict[str, list[Posting]] = {}
    for posting in release.postings:
        postings.setdefault(posting.notice_id, []).append(posting)
    return tuple(_clock(notice, postings, least_days, release.programme.as_of) for notice in release.notices)


@cache
def last_day(first_on: str, days: int) -> str:
    """The last of `days` days, the first included: ISO."""
    return (date.fromisoformat(first_on) + timedelta(days=days - 1)).isoformat()


def _clock(notice: Notice, postings: Mapping[str, Sequence[Posting]], least_days: int, as_of: str) -> Clock:
    found = postings.get(notice.notice_id, ())
    days = max(least_days, notice.minimum_days)
    posting = max(found, key=_hung, default=None)
    first_on = posting.posted_on if posting else notice.posted_from
    last_on = first_on if isinstance(first_on, Blank) else last_day(first_on, days)
    return Clock(
        notice=notice,
        posting=posting,
        postings=len(found),
        least_days=days,
        first_on=first_on,
        last_on=last_on,
        state=_state(posting, first_on, last_on, as_of),
        days_hung=_days_hung(posting),
        outcome=_outcome(notice.outcome, last_on, as_of),
    )


def _hung(posting: Posting) -> tuple[float, str]:
    days = _days_hung(posting)
    return (float("inf") if isinstance(days, Blank) else days, posting.posting_id)


def _days_hung(posting: Posting | None) -> int | Blank:
    if posting is None:
        return Blank.NOT_REPORTED
    if isinstance(posting.removed_on, Blank):
        return posting.removed_on
    return (date.fromisoformat(posting.removed_on) - date.fromisoformat(posting.posted_on)).days + 1


def _state(posting: Posting | None, first_on: str | Blank, last_on: str | Blank, as_of: str) -> ClockState:
    if isinstance(first_on, Blank) or isinstance(last_on, Blank):
        return ClockState.NOT_POSTED
    if first_on > as_of:
        return ClockState.NOT_DUE
    if posting is None:
        return ClockState.NOT_PROVED
    if not isinstance(posting.removed_on, Blank):
        return ClockState.SHORT if posting.removed_on < last_on else ClockState.DONE
    return ClockState.RUNNING if as_of < last_on else ClockState.DONE


def _outcome(outcome: str | Blank, last_on: str | Blank, as_of: str) -> str | Blank:
    if not isinstance(outcome, Blank):
        return outcome
    if isinstance(last_on, Blank):
        return Blank.NOT_REPORTED
    return Blank.NOT_REPORTED if last_on < as_of else Blank.NOT_DUE
