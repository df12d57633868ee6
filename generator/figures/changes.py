"""What changed in a village since the edition before, from public figures alone.

Nothing here stands on households: their numbers appear as snapshots, and a difference of two would be a number about
those who came and went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.figures.goal_results import State
from generator.figures.goals import results
from generator.figures.money import waterfalls
from generator.published.release import ALL, EarlierFigure, Release
from generator.published.rows import Project

RECEIVED, SPENT = "received", "spent"
"""Money to organisations and projects, in fen"""
STARTED, COMPLETED, ACCEPTED = "started", "completed", "accepted"
"""Projects"""
POSTED = "posted"
"""Notices"""
MET, BEHIND = "met", "behind"
"""Goals of villages"""
ITEMS = (STARTED, COMPLETED, ACCEPTED, POSTED, MET, BEHIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFigure:
    """One figure of one village in one edition: fen, or the codes of what stands so."""

    village_code: str
    what: str
    amount_fen: Figure
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One village in two editions."""

    received: tuple[Figure, Figure]
    """Fen (before, now)"""
    spent: tuple[Figure, Figure]
    new: Mapping[str, tuple[str, ...]]
    """What of `ITEMS` → codes that were not there before, sorted"""
    gone: Mapping[str, tuple[str, ...]]
    """… that are not there any more"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed between two editions."""

    edition: int
    as_of: str
    """Of the edition before"""
    villages: Mapping[str, Change]
    """Villages that both editions have"""


def village_figures(release: Release) -> Iterator[VillageFigure]:
    """What an edition shows of every village for the next one: both sums, and items where there are any."""
    money = waterfalls(release)
    items = _items(release)
    for village in release.villages:
        code = village.village_code
        found = money.get(("village", code, ALL))
        for stage in (RECEIVED, SPENT):
            fen = found.amount(stage) if found else Blank.NOT_REPORTED
            yield VillageFigure(village_code=code, what=stage, amount_fen=fen)
        for what in ITEMS:
            if (code, what) in items:
                codes = tuple(sorted(items[code, what]))
                yield VillageFigure(village_code=code, what=what, amount_fen=Blank.NOT_APPLICABLE, items=codes)


def _items(release: Release) -> dict[tuple[str, str], set[str]]:
    """(village, what) → codes."""
    found: dict[tuple[str, str], set[str]] = {}
    for project in release.projects:
        for what in _stages(project):
            found.setdefault((project.village_code, what), set()).add(project.project_id)
    posted = {posting.notice_id for posting in release.postings}
    for notice in (notice for notice in release.notices if notice.notice_id in posted):
        found.setdefault((notice.village_code, POSTED), set()).add(notice.notice_id)
    for result in (result for result in results(release) if result.goal.level == "village"):
        for place in (place for place in result.places if place.state in (State.MET, State.BEHIND)):
            found.setdefault((place.place_code, str(place.state)), set()).add(result.goal.goal_id)
    return found


def _stages(project: Project) -> tuple[str, ...]:
    days = {STARTED: project.started_on, COMPLETED: project.completed_on, ACCEPTED: project.accepted_on}
    return tuple(what for what, day in days.items() if not isinstance(day, Blank))


def changes(release: Release) -> Changes | None:
    """This edition against the one that it carries figures of; None where it carries none."""
    if not release.earlier_figures:
        return None
    first = release.earlier_figures[0]
    before = _by_village(release.earlier_figures)
    now = _by_village(village_figures(release))
    return Changes(
        edition=first.edition,
        as_of=first.as_of,
        villages={code: _change(before[code], now[code]) for code in now if code in before},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Village:
    amounts: Mapping[str, Figure]
    items: Mapping[str, frozenset[str]]


def _by_village(figures: Iterable[VillageFigure] | Iterable[EarlierFigure]) -> dict[str, _Village]:
    amounts: dict[str, dict[str, Figure]] = {}
    items: dict[str, dict[str, frozenset[str]]] = {}
    for figure in figures:
        if figure.what in (RECEIVED, SPENT):
            amounts.setdefault(figure.village_code, {})[figure.what] = figure.amount_fen
        else:
            items.setdefault(figure.village_code, {})[figure.what] = frozenset(figure.items)
    return {code: _Village(amounts=found, items=items.get(code, {})) for code, found in amounts.items()}


def _change(before: _Village, now: _Village) -> Change:
    none: frozenset[str] = frozenset()
    both = {what: (before.items.get(what, none), now.items.get(what, none)) for what in ITEMS}
    return Change(
        received=(before.amounts[RECEIVED], now.amounts[RECEIVED]),
        spent=(before.amounts[SPENT], now.amounts[SPENT]),
        new={what: tuple(sorted(new - old)) for what, (old, new) in both.items()},
        gone={what: tuple(sorted(old - new)) for what, (old, new) in both.items()},
    )
