"""Which household counts are hidden: the small ones, and as few more as keep every one of them wide open.

The full method of `secondary`: no hidden small count can be narrowed below [1, k], from outside or by the only
household in another hidden cell. Persons are hidden with their households.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.errors import Bilingual, Finding, ProtectionRefused, Where
from generator.private.protection.places import VILLAGE, Places
from generator.private.protection.secondary.counts import Rule, count_problem
from generator.private.protection.secondary.intervals import intervals
from generator.private.protection.secondary.problem import NotProtectable, Problem, Range, Sum
from generator.private.protection.secondary.suppress import suppress
from generator.private.protection.system import Key, System
from generator.private.protection.tally import YEAR
from generator.published.release import ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenCounts:
    """What the household tables withhold."""

    keys: frozenset[Key]
    ranges: Mapping[Key, Range]
    """Feasible interval of a hidden count; persons, and counts without an upper end, have none"""


def hidden_counts(system: System, places: Places, k: int) -> HiddenCounts:
    """All hidden cells of the household tables, and how far each stays open.

    Totals on k households or more stay exact; only where that protects nothing may they be hidden too.
    Raises ProtectionRefused when no pattern protects the small counts, or a limit of the solver comes first.
    """
    counts = {key: cell.households for key, cell in system.cells.items() if cell.follows not in system.cells}
    sums = [
        Sum(parent=e.parent, children=e.children)
        for e in system.equations
        if e.parent in counts and all(child in counts for child in e.children)
    ]
    absent = {key for key, number in counts.items() if number == 0 and _is_absent(key, places)}
    totals = {key for key, number in counts.items() if key[1] == ALL and number >= k}
    problem = count_problem(counts, sums, k=k, always_shown=absent | totals, rule=Rule.FULL)
    try:
        hidden = suppress(problem)
    except NotProtectable:
        problem = count_problem(counts, sums, k=k, always_shown=absent, rule=Rule.FULL)
        hidden = _last_resort(problem)
    followers = {follower for key in hidden for follower in system.followers.get(key, ())}
    return HiddenCounts(keys=hidden | followers, ranges=_ranges(problem, hidden))


def _is_absent(key: Key, places: Places) -> bool:
    """A nought that nobody can hide in: nothing is owed or nothing was reported."""
    _, by, level, code, _ = key
    return by == YEAR or (level == VILLAGE and code not in places.owed)


def _last_resort(problem: Problem) -> frozenset[Key]:
    try:
        return suppress(problem)
    except NotProtectable as refused:
        raise ProtectionRefused([_UNPROTECTABLE]) from refused


def _ranges(problem: Problem, hidden: frozenset[Key]) -> Mapping[Key, Range]:
    """Intervals for readers; where one has no end, none is shown."""
    try:
        return intervals(problem, hidden)
    except NotProtectable:
        return {}


_UNPROTECTABLE = Finding(
    code="protect.impossible",
    where=Where(file="households"),
    rule=Bilingual(
        zh="有小户数无论怎样隐去其他数都保护不了，或求解达到上限",
        en="some small counts cannot be protected whatever else is hidden, or the solver reached its limit",
    ),
    remedy=Bilingual(
        zh="在 site_config.yml 中少公开一张户数表，或降低其细分程度",
        en="declare one household table fewer in site_config.yml, or a coarser one",
    ),
)
