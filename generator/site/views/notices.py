"""Notices: from when to when, how long at least, and whether they are up."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.blanks import Blank
from generator.published.rows import Notice, Posting
from generator.site.county import County
from generator.site.text import Cell, categories, day, href, last_day, words

NoticeRow = tuple[str, str, str, str, Cell, Cell, str, Cell, str, Cell]
"""(anchor, title, its address, kind, from, to, least days, posted, object to, outcome)"""


def rows(county: County, notices: Iterable[Notice], root: str) -> tuple[NoticeRow, ...]:
    """One row per notice; `to` is the last day that the notice must stay up, included."""
    return tuple(_row(county, notice, root) for notice in notices)


def _row(county: County, notice: Notice, root: str) -> NoticeRow:
    until = notice.posted_from
    project = county.projects.get(notice.project_id)
    return (
        notice.notice_id,
        notice.title,
        href(root, "projects", project.project_id) if project else "",
        categories("notices", "kind")[notice.kind],
        day(notice.posted_from),
        day(until if isinstance(until, Blank) else last_day(until, notice.minimum_days)),
        str(notice.minimum_days),
        _posted(notice, county.postings_of.get(notice.notice_id, ())),
        notice.object_to,
        _outcome(notice.outcome),
    )


def _outcome(outcome: str | Blank) -> Cell:
    return words(outcome) if isinstance(outcome, Blank) else ("", categories("notices", "outcome")[outcome])


def _posted(notice: Notice, postings: tuple[Posting, ...]) -> Cell:
    """When it went up, and whether it came down before the last day. No posting record is 未报."""
    if not postings:
        return words(Blank.NOT_REPORTED)
    first = postings[0]
    if isinstance(first.removed_on, Blank):
        return ("st done", f"{first.posted_on} 起张贴")
    if first.removed_on < last_day(first.posted_on, notice.minimum_days):
        return ("st late", f"{first.posted_on} 至 {first.removed_on}，不足 {notice.minimum_days} 天")
    return ("st done", f"{first.posted_on} 至 {first.removed_on}")
