"""Notices by township: which list a notice stands in, where that list is, and how one row of it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.base.blanks import Blank
from generator.figures.clock import Clock, ClockState
from generator.published.rows import Notice
from generator.site.county import COUNTY_WIDE, NO_TOWNSHIP, County
from generator.site.findings import book
from generator.site.text import Cell, category, day, href, words

STATES: Mapping[ClockState, Cell] = {
    ClockState.NOT_POSTED: ("b nr", Blank.NOT_REPORTED.label),
    ClockState.NOT_PROVED: ("b nr", "未报张贴记录"),
    ClockState.SHORT: ("st late", "天数不足"),
    ClockState.RUNNING: ("tag warn", "公示中"),
    ClockState.NOT_DUE: ("b nd", Blank.NOT_DUE.label),
    ClockState.DONE: ("st done", "够天数"),
}
"""In the order in which they matter"""
ORDER = tuple(STATES)
DIGEST_SHOWN = 12
"""Hexadecimal digits of a photo's digest on a page; the download holds all 64"""

Photo = tuple[Cell, str]
"""(number or blank, first digits of the digest)"""
ClockRow = tuple[str, str, str, str, Cell, Cell, Cell, str, Cell, Cell, str, Photo, str, Cell]
"""(id, title, its project's address, kind, state, late or empty, first day, days, last day, taken down, role, photo,
whom to ask, outcome)"""
Split = tuple[tuple[ClockRow, ...], tuple[ClockRow, ...]]
"""(notices to look at, those that hung long enough)"""


def group(county: County, notice: Notice) -> str:
    """Township of the notice's village, else of no township; `COUNTY_WIDE` for what belongs to no village."""
    if isinstance(notice.village_code, Blank):
        return COUNTY_WIDE
    township = county.villages[notice.village_code].township_code
    return NO_TOWNSHIP if isinstance(township, Blank) else township


def address(key: str) -> str:
    """Path of a group's list. No code holds a point, so that no page can have the same path."""
    folder = {NO_TOWNSHIP: "no.township", COUNTY_WIDE: "no.village"}.get(key, f"in.{key}")
    return f"notices/{folder}/index.html"


def name(county: County, key: str) -> str:
    """The township's name, or what the others have in common."""
    if key == COUNTY_WIDE:
        return f"{county.programme.county_name}" + county.say("（不属于单个村）")
    return county.say("未列明乡镇") if key == NO_TOWNSHIP else county.townships[key].name


def rows(county: County, clocks: Sequence[Clock], late: frozenset[str], root: str) -> tuple[ClockRow, ...]:
    """Clocks in the given order; `late` names the notices that went up too late by a rule that is on."""
    return tuple(_row(county, clock, late, root) for clock in clocks)


def split(county: County, clocks: Sequence[Clock], root: str) -> Split:
    """Notices to look at, what is wrong first and then the latest; apart from them those that hung long enough."""
    late = book(county.release).findings.late_notices
    latest = sorted(clocks, key=lambda clock: (str(clock.first_on), clock.notice.notice_id), reverse=True)
    ordered = sorted(latest, key=lambda clock: ORDER.index(clock.state))
    is_done = {c.notice.notice_id for c in clocks if c.state is ClockState.DONE} - late
    return (
        rows(county, [clock for clock in ordered if clock.notice.notice_id not in is_done], late, root),
        rows(county, [clock for clock in ordered if clock.notice.notice_id in is_done], late, root),
    )


def _row(county: County, clock: Clock, late: frozenset[str], root: str) -> ClockRow:
    notice, posting = clock.notice, clock.posting
    project = county.projects.get(notice.project_id)
    return (
        notice.notice_id,
        notice.title,
        href(root, "projects", project.project_id) if project else "",
        category("notices", "kind", notice.kind),
        STATES[clock.state],
        ("st late", "贴晚了") if notice.notice_id in late else ("", ""),
        day(clock.first_on),
        str(clock.least_days),
        day(clock.last_on),
        day(posting.removed_on) if posting else words(Blank.NOT_REPORTED),
        posting.poster_role if posting else "",
        _photo(clock),
        notice.object_to,
        words(clock.outcome if isinstance(clock.outcome, Blank) else category("notices", "outcome", clock.outcome)),
    )


def _photo(clock: Clock) -> Photo:
    if clock.posting is None:
        return (words(Blank.NOT_REPORTED), "")
    digest = clock.posting.photo_sha256
    return (words(clock.posting.photo_number), "" if isinstance(digest, Blank) else digest[:DIGEST_SHOWN])
