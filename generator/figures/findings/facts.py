"""The release as the rules look things up, every index built once in one pass over each table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.base.blanks import Blank
from generator.figures.clock import Clock, clocks
from generator.figures.money import Key, Waterfall, household_waterfalls, waterfalls
from generator.published.release import Release
from generator.published.rows import Document, FundMove, Project

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

NO_VILLAGE = ""
LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Indexes over one release; groups keep the order of the release."""

    release: Release
    as_of: str
    projects: Mapping[str, Project]
    documents: Mapping[str, Document]
    kinds: Mapping[str, str]
    """Village → kind"""
    origins: Mapping[str, frozenset[str]]
    """Village → where its leading units come from; villages without one are absent"""
    moves: Mapping[str, FundMove]
    moves_of_project: Mapping[str, tuple[FundMove, ...]]
    moves_of_place: Mapping[tuple[str, str], tuple[FundMove, ...]]
    """(village or `NO_VILLAGE`, fund) → lines"""
    totals: Mapping[Key, Waterfall]
    """Money to organisations and projects"""
    household_money: Mapping[Key, Waterfall]
    household_until: str
    """ISO date to which villages' money to households is published; without such tables there is none to wait for"""
    clocks: tuple[Clock, ...]

    @classmethod
    def of(cls, release: Release, least_days: int) -> Facts:
        """Every index, O(rows). `least_days`: days that a notice must hang even if it asks for fewer."""
        to_households = household_waterfalls(release)
        return cls(
            release=release,
            as_of=release.programme.as_of,
            projects={p.project_id: p for p in release.projects},
            documents={d.document_id: d for d in release.documents},
            kinds={v.village_code: v.kind for v in release.villages},
            origins=_origins(release),
            moves={m.move_id: m for m in release.fund_moves},
            moves_of_project=groups(
                (m for m in release.fund_moves if not isinstance(m.project_id, Blank)), lambda m: str(m.project_id)
            ),
            moves_of_place=groups(release.fund_moves, lambda m: (village_or_none(m.village_code), m.fund_id)),
            totals=waterfalls(release),
            household_money=to_households,
            household_until=min((w.as_of for w in to_households.values() if w.level == "village"), default=LAST_DAY),
            clocks=clocks(release, least_days),
        )

    def has_household_money(self, village: str, fund: str) -> bool:
        """Whether households of a village are paid, or may be, by a fund: then its public lines are not everything."""
        found = self.household_money.get(("village", village, fund))
        return found is not None and not found.is_nothing

    def unseen(self, village: str, fund: str, on: str) -> Blank | None:
        """Why the public lines of a village and fund may not be everything until `on`; None where they are."""
        if self.has_household_money(village, fund):
            return Blank.WITHHELD
        return Blank.NOT_DUE if self.household_until < on else None


def village_or_none(code: str | Blank) -> str:
    return NO_VILLAGE if isinstance(code, Blank) else code


def known_village(code: str) -> str | Blank:
    return code or Blank.NOT_APPLICABLE


def groups(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """Key → items in their order."""
    found: dict[K, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {k: tuple(group) for k, group in found.items()}


def _origins(release: Release) -> dict[str, frozenset[str]]:
    origin = {unit.unit_id: unit.origin for unit in release.units}
    leads = [a for a in release.assignments if a.is_lead and not _has_ended(a.ended_on, release.programme.as_of)]
    found = groups(leads, lambda a: a.village_code)
    return {village: frozenset(origin[a.unit_id] for a in group) for village, group in found.items()}


def _has_ended(ended_on: str | Blank, as_of: str) -> bool:
    return not isinstance(ended_on, Blank) and ended_on <= as_of
