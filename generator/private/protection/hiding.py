"""Which cells are hidden: those that a rule demands, and as few more as keep every one of them wide open.

Counts and money take the same full method (`secondary`). Money is hidden at all stages of a place and fund or at none:
promise, issue, receipt and payment mostly repeat one amount.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.errors import Bilingual, Finding, ProtectionRefused, Where
from generator.private.protection.household_money import MEASURES
from generator.private.protection.places import COUNTY, TOWNSHIP
from generator.private.protection.primary import Demands
from generator.private.protection.rules.ranges import Range, hull
from generator.private.protection.secondary.grid import joined
from generator.private.protection.secondary.holds import holds
from generator.private.protection.secondary.intervals import intervals
from generator.private.protection.secondary.problem import NotProtectable, Number, Problem, Sum
from generator.private.protection.secondary.suppress import suppress
from generator.private.protection.system import Cell, Equation, Key, System
from generator.private.protection.tally import YEAR
from generator.published.release import ALL

DIGITS = 6
"""Money is protected in a unit that leaves the largest sum this many digits: whole units of change are whole fen"""
COST = {COUNTY: 1300, TOWNSHIP: 1100}
"""What hiding a number of a level costs; a village's costs least. Never its size, which would tell of the value"""
LEAST_COST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What a family of tables withholds."""

    keys: frozenset[Key]
    ranges: Mapping[Key, Range]
    """Feasible interval of a hidden count; money, and counts without an upper end, have none"""


def hide(system: System, demands: Demands, k: int) -> Hidden:
    """The cheapest safe pattern.

    Totals on k households or more stay exact; where that protects nothing, at least those of the whole county; only
    where that protects nothing either may these be hidden too.
    Raises ProtectionRefused when no pattern meets the demands, or a limit of the solver comes first.
    """
    totals = {key for key, cell in system.cells.items() if key[-1] == ALL and cell.households >= k}
    totals -= _at_all_stages(system, demands)
    for always_shown in (totals, {key for key in totals if key[2] == COUNTY}, set[Key]()):
        try:
            parts = [_hide(part, demands, k, always_shown) for part in _parts(system, always_shown)]
        except NotProtectable:
            continue
        return Hidden(
            keys=frozenset[Key]().union(*(part.keys for part in parts)),
            ranges=dict(sorted(pair for part in parts for pair in part.ranges.items())),
        )
    raise ProtectionRefused([_UNPROTECTABLE])


def _parts(system: System, always_shown: Collection[Key]) -> Iterator[System]:
    """Counts that no sum joins but through numbers that stay shown: what one hides does nothing for another.

    Money goes in one unit over all stages, so it stays together.
    """
    if any(key[0] in MEASURES for key in system.cells):
        yield system
        return
    order = sorted(key for key, cell in system.cells.items() if key not in always_shown and cell.blank is None)
    at = {key: place for place, key in enumerate(order)}
    rows = [(e, [at[key] for key in (e.parent, *e.children) if key in at]) for e in system.equations]
    groups = joined(range(len(order)), ((row[0], other) for _, row in rows for other in row[1:]))
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    equations: defaultdict[int, list[Equation]] = defaultdict(list)
    for equation, row in rows:
        if row:
            equations[group_of[row[0]]].append(equation)
    for number, group in enumerate(groups):
        keys = {key for e in equations[number] for key in (e.parent, *e.children)} | {order[place] for place in group}
        yield System(cells={key: system.cells[key] for key in sorted(keys)}, equations=equations[number])


def _hide(system: System, wanted: Demands, k: int, always_shown: Collection[Key]) -> Hidden:
    demands, pattern = {key: range_ for key, range_ in wanted.items() if key in system.cells}, frozenset[Key]()
    while True:
        problem = _problem(system, demands, pattern, always_shown)
        hidden = suppress(problem)
        found = _at_all_stages(system, (key for key in system.cells if key in hidden))
        ranges = _ranges(problem, found)
        blunt = {key: _sharper(system.cells[key].value, k) for key in sorted(ranges) if not is_sharp(ranges[key], k)}
        if found == pattern and not blunt:
            return Hidden(keys=found, ranges=ranges)
        pattern = found
        demands |= {key: hull((demands.get(key), more)) or more for key, more in blunt.items()}


def repeated(system: System, demands: Demands, pattern: Collection[Key], k: int) -> Hidden | None:
    """An earlier pattern over these numbers; None when it does not protect them."""
    hidden = frozenset(key for key in system.cells if key in pattern)
    if not demands.keys() <= hidden:
        return None
    problem = _problem(system, demands, hidden, system.cells.keys() - hidden)
    ranges = _ranges(problem, hidden)
    if not all(is_sharp(each, k) for each in ranges.values()) or not holds(problem, hidden):
        return None
    return Hidden(keys=hidden, ranges=ranges)


def is_sharp(range_: Range, k: int) -> bool:
    """What anybody can check: a hidden count is seen to be k or more, or may be anything from 1 to k."""
    low, high = range_
    return low >= k or (low <= 1 and high >= k)


def _sharper(value: int, k: int) -> Range:
    return min(1, value), max(k, value)


def all_stages(key: Key) -> tuple[Key, ...]:
    """The number of a place and fund at every stage; of a count just itself."""
    return tuple((measure, *key[1:]) for measure in (MEASURES if key[0] in MEASURES else key[:1]))


def _at_all_stages(system: System, keys: Iterable[Key]) -> frozenset[Key]:
    twins = {twin for key in keys for twin in all_stages(key)}
    return frozenset(key for key in twins if key in system.cells and system.cells[key].blank is None)


def _problem(system: System, demands: Demands, pattern: Collection[Key], always_shown: Collection[Key]) -> Problem:
    """The family in whole units: households, or a unit of money that keeps the numbers small."""
    unit = _unit(system)
    units = _in_units(system, unit)
    numbers = [
        Number(
            key=key,
            value=units[key],
            weight=COST.get(key[2], LEAST_COST),
            is_hideable=system.cells[key].blank is None and key not in always_shown,
            required=_required(system.cells[key], units[key], unit, demands.get(key), key in pattern),
            is_alone=system.cells[key].households == 1,
        )
        for key in sorted(system.cells)
    ]
    sums = [Sum(parent=equation.parent, children=equation.children) for equation in system.equations]
    return Problem(numbers=numbers, sums=sums, has_insiders=True)


def _required(cell: Cell, value: int, unit: int, demand: Range | None, is_hidden: bool) -> Range | None:
    """The demanded distances, rounded up to units. What is only hidden already asks for no distance."""
    if demand is None:
        return (value, value) if is_hidden else None
    down, up = cell.value - demand[0], demand[1] - cell.value
    return max(0, value + -down // unit), value - -up // unit


def _unit(system: System) -> int:
    """1, or of money a power of ten in fen."""
    most = max((cell.value for key, cell in system.cells.items() if key[0] in MEASURES), default=0)
    return int(10 ** max(0, len(str(most)) - DIGITS))


def _in_units(system: System, unit: int) -> dict[Key, int]:
    """Every number in units: leaves rounded down, totals as the sum of these, so no floor is overstated."""
    below = {equation.parent: equation.children for equation in reversed(system.equations)}
    found: dict[Key, int] = {}

    def value(key: Key) -> int:
        if key not in found:
            found[key] = sum(map(value, below[key])) if key in below else system.cells[key].value // unit
        return found[key]

    return {key: value(key) if unit > 1 else cell.value for key, cell in system.cells.items()}


def _ranges(problem: Problem, hidden: frozenset[Key]) -> Mapping[Key, Range]:
    """Intervals of hidden counts for readers; where one has no end, none of its measure and year. Of money none."""
    groups: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    for key in hidden:
        if key[0] not in MEASURES:
            groups[key[0], key[-1] if key[1] == YEAR else ""].add(key)
    found: dict[Key, Range] = {}
    for _, keys in sorted(groups.items()):
        with contextlib.suppress(NotProtectable):
            ranges = intervals(problem, keys)
            found |= {key: ranges[key] for key in sorted(keys)}
    return found


_UNPROTECTABLE = Finding(
    code="protect.impossible",
    where=Where(file="households"),
    rule=Bilingual(
        zh="有的小数目无论怎样隐去其他数都保护不了，或求解达到上限",
        en="some small numbers cannot be protected whatever else is hidden, or the solver reached its limit",
    ),
    remedy=Bilingual(
        zh="在 site_config.yml 中少公开一张户数或资金表，或降低其细分程度",
        en="declare one protected table fewer in site_config.yml, or a coarser one",
    ),
)
