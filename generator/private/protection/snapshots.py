"""Which snapshot of a family of tables an edition shows, and whether a new one may be released today.

On 31 December, and in the first edition, every table appears with a pattern of its own. In between a level may appear
as often as the policy says, under the same pattern; a table that this would not protect is held back whole.
docs/time.md tells why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.base.blanks import Blank, Figure
from generator.base.errors import Bilingual, Finding, ProtectionRefused, Where
from generator.config.settings import GOAL, ProtectionPolicy, SnapshotPolicy
from generator.private.history import FILE, Past, Snapshot
from generator.private.protection.hiding import Hidden, all_stages, hide, repeated
from generator.private.protection.places import COUNTY, COUNTY_ONLY, LONE, TOWNSHIP, VILLAGE
from generator.private.protection.primary import demands
from generator.private.protection.system import Key, System
from generator.private.protection.tally import CAUSE, CAUSE_GROUP, CLASS
from generator.published.release import ALL

YEARLY = "-12-31"
"""The day of the year on which everything appears"""
MONTHS = {"year": 12, "quarter": 3, "month": 1}
COARSER = {CAUSE: (CAUSE_GROUP, ALL), CAUSE_GROUP: (ALL,), CLASS: (ALL,)}
"""Breakdowns that add up to others, as goals do to all households: released together with these or not at all"""
TRIES = ((VILLAGE, TOWNSHIP, LONE, COUNTY_ONLY, COUNTY), (TOWNSHIP, LONE, COUNTY_ONLY, COUNTY), (COUNTY,))
"""Levels that are released together, most first: what stands beside a level on one date adds up with it"""


def released(
    family: str, system: System, past: Sequence[Snapshot], as_of: str, policy: ProtectionPolicy
) -> tuple[Snapshot, ...]:
    """`past` and, where numbers of today are released, one snapshot more.

    Raises ProtectionRefused when the history is younger than the edition, or no pattern protects a forced snapshot.
    """
    if any(snapshot.as_of > as_of for snapshot in past):
        raise ProtectionRefused([_YOUNGER])
    if not system.cells:
        return tuple(past)
    earlier = _earlier(past)
    if _is_forced(past, as_of):
        hidden = hide(system, demands(system, earlier, policy), policy.k)
        return (*past, _snapshot(family, as_of, system, hidden, is_forced=True))
    again = _released_again(system, past, as_of, policy)
    return (*past, _snapshot(family, as_of, *again, is_forced=False)) if again is not None else tuple(past)


def shown(snapshots: Sequence[Snapshot], measure: str, by: str, level: str) -> Snapshot | None:
    """The snapshot that an edition shows of one level of a table: the latest that holds it."""
    return next((found for found in reversed(snapshots) if (measure, by, level) in found.parts), None)


def _released_again(
    system: System, past: Sequence[Snapshot], as_of: str, policy: ProtectionPolicy
) -> tuple[System, Hidden] | None:
    """What may be released today under the frozen pattern: each table on as many levels as are due and safe."""
    earlier, pattern = _earlier(past), _pattern(past)
    done: tuple[System, Hidden] | None = None
    for levels in TRIES:
        keys = set(done[0].cells) if done is not None else set()
        before = {key[:2] for key in keys}
        tables = _due(system, levels, policy.snapshots, past, as_of) - before
        new = _with_totals(tables | before, system) - before
        keys |= {key for key in system.cells if key[2] in levels and key[:2] in new}
        done = _again(system.only(keys), earlier, pattern, policy) or done
    return done


def _again(
    system: System, earlier: Mapping[Key, Sequence[Past]], pattern: frozenset[Key], policy: ProtectionPolicy
) -> tuple[System, Hidden] | None:
    """The tables of which the frozen pattern hides all that must be hidden, and what it hides; None when it fails."""
    wanted = demands(system, earlier, policy)
    held = {key[:2] for key in wanted if key not in pattern}
    held |= {key[:2] for key in system.cells if any((key[0], by) in held for by in _coarser(key[1]))}
    part = system.only({key for key in system.cells if key[:2] not in held})
    left = {key: range_ for key, range_ in wanted.items() if key in part.cells}
    hidden = repeated(part, left, pattern, policy.k) if part.cells else None
    return (part, hidden) if hidden is not None else None


def _earlier(past: Iterable[Snapshot]) -> Mapping[Key, Sequence[Past]]:
    found: defaultdict[Key, list[Past]] = defaultdict(list)
    for snapshot in past:
        for key, cell in snapshot.cells.items():
            found[key].append(cell)
    return found


def _is_forced(past: Sequence[Snapshot], as_of: str) -> bool:
    """Whether a yearly date lies between the last forced snapshot and today, or none was ever released."""
    last = max((snapshot.as_of for snapshot in past if snapshot.is_forced), default="")
    day = as_of[:4] + YEARLY if as_of[4:] == YEARLY else f"{int(as_of[:4]) - 1}{YEARLY}"
    return last < day or not past


def _due(
    system: System, levels: tuple[str, ...], policy: SnapshotPolicy, past: Sequence[Snapshot], as_of: str
) -> set[tuple[str, str]]:
    """Tables that stand on the first of these levels and whose turn has come on every one."""
    every = {VILLAGE: policy.village, COUNTY: policy.county} | dict.fromkeys(
        (TOWNSHIP, LONE, COUNTY_ONLY), policy.township
    )
    found = set()
    for measure, by in {(key[0], key[1]) for key in system.cells if key[2] == levels[0]}:
        last = {level: shown(past, measure, by, level) for level in levels}
        if all(_turn(as_of, every[lv]) > _turn(s.as_of, every[lv]) for lv, s in last.items() if s is not None):
            found.add((measure, by))
    return found


def _with_totals(tables: set[tuple[str, str]], system: System) -> set[tuple[str, str]]:
    """Without those whose coarser tables are not due as well: readers can add these up from the finer ones."""
    known = {key[:2] for key in system.cells}
    return {
        (measure, by)
        for measure, by in tables
        if all((measure, coarse) in tables or (measure, coarse) not in known for coarse in _coarser(by))
    }


def _coarser(by: str) -> tuple[str, ...]:
    return (ALL,) if by.startswith(GOAL) else COARSER.get(by, ())


def _turn(day: str, every: str) -> int:
    """Number of the year, quarter or month that had ended on a day. Editions speak to ends of months."""
    months = int(day[:4]) * 12 + int(day[5:7])
    return months // MONTHS[every]


def _pattern(past: Sequence[Snapshot]) -> frozenset[Key]:
    """What the last forced snapshot hid: frozen until the next one, also for a stage of money that was not told yet."""
    last = next(snapshot for snapshot in reversed(past) if snapshot.is_forced)
    return frozenset(twin for key, cell in last.cells.items() if cell.is_hidden for twin in all_stages(key))


def _snapshot(family: str, as_of: str, system: System, hidden: Hidden, *, is_forced: bool) -> Snapshot:
    cells = {}
    for key, cell in system.cells.items():
        low: Figure = cell.value if key not in hidden.keys else Blank.WITHHELD
        low, high = hidden.ranges.get(key, (low, low))
        cells[key] = Past(value=cell.value, households=cell.households, low=low, high=high, blank=cell.blank)
    return Snapshot(family=family, as_of=as_of, is_forced=is_forced, cells=cells)


_YOUNGER = Finding(
    code="history.younger",
    where=Where(file=FILE),
    rule=Bilingual(zh="历史记录晚于本期数据日期", en="the history holds a snapshot younger than this edition"),
    remedy=Bilingual(
        zh="用与上一期一起保存的 history.json，或核对 programme.yml 的 as_of",
        en="use the history.json that was saved with the last edition, or check as_of in programme.yml",
    ),
)
