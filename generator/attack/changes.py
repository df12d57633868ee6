"""Two snapshots of one count: is a change of 1 to k-1 households or persons proven?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from generator.attack.facts import Equation, Facts, is_count
from generator.attack.ranges import Component, View, Whole, components
from generator.attack.report import Key, Verdict, Win
from generator.base.solver import INFINITY, LimitReached

Interval = tuple[float, float]


def changes(facts: Facts, k: int) -> list[Win]:
    """Wins between every two dates, for cells and for sums of cells that are hidden at both dates."""
    return [*_cell_changes(facts, k), *_sum_changes(facts, k)]


def _cell_changes(facts: Facts, k: int) -> Iterator[Win]:
    dated = _by_cell([*facts.shown, *facts.hidden])
    moving = {cell: keys for cell, keys in dated.items() if len(keys) > 1}
    hidden = {key for keys in moving.values() for key in keys if key in facts.hidden and key not in facts.shown}
    ends = _intervals(facts, hidden) if hidden else {}
    for cell, keys in sorted(moving.items()):
        for old, new in combinations(sorted(keys), 2):
            first, second = (_ends(facts, ends, key) for key in (old, new))
            if _is_small_change(second[0] - first[1], second[1] - first[0], k):
                yield Win(verdict=Verdict.CHANGE, cell=(*cell, old[-1], new[-1]), how="difference of two editions")


def _by_cell(keys: list[Key]) -> dict[Key, set[Key]]:
    """Cell without its date → its keys; the last part of a count's key is its date."""
    found: defaultdict[Key, set[Key]] = defaultdict(set)
    for key in keys:
        if key[0] == "household_counts":
            found[key[:-1]].add(key)
    return found


def _ends(facts: Facts, ends: Mapping[Key, Interval], key: Key) -> Interval:
    if key in facts.shown:
        return facts.shown[key], facts.shown[key]
    return ends.get(key, (1, INFINITY))


def _is_small_change(low: float, high: float, k: int) -> bool:
    """Every possible change is of size 1 to k-1."""
    return (low > 0 and high < k) or (-k < low and high < 0)


def _intervals(facts: Facts, wanted: set[Key]) -> dict[Key, Interval]:
    """True ends of hidden counts, worked out in full."""
    bounds = {key: value for key, value in facts.hidden.items() if is_count(key)}
    rules = [e for e in facts.equations if not e.is_usual and all(key in bounds for key in e.terms)]
    found: dict[Key, Interval] = {}
    for component in components(bounds, rules):
        keys = [key for key in component.keys if key in wanted]
        if keys:
            found |= _ends_of(component, bounds, keys)
    return found


def _ends_of(
    component: Component, bounds: Mapping[Key, tuple[int, int | None]], keys: list[Key]
) -> dict[Key, Interval]:
    if not component.equations:
        return {key: (bounds[key][0], INFINITY if (high := bounds[key][1]) is None else high) for key in keys}
    view = View(Whole(component, bounds), {})
    found: dict[Key, Interval] = {}
    for key in keys:
        try:
            found[key] = view.ends(key)
        except LimitReached:
            found[key] = (1, INFINITY)
    return found


def _sum_changes(facts: Facts, k: int) -> Iterator[Win]:
    """A shown total less its shown parts is the sum of its hidden parts: that sum may change by 1 to k-1."""
    sums: defaultdict[tuple[tuple[Key, int], ...], dict[str, Equation]] = defaultdict(dict)
    for equation in facts.equations:
        dates = {key[-1] for key in equation.terms}
        is_dated = all(key[0] == "household_counts" for key in equation.terms) and len(dates) == 1
        if is_dated and not equation.is_at_least and len(equation.terms) > 1:
            undated = tuple(sorted((key[:-1], value) for key, value in equation.terms.items()))
            sums[undated][dates.pop()] = equation
    for terms, found in sorted(sums.items()):
        for old, new in combinations(sorted(found), 2):
            if 0 < abs(found[new].low - found[old].low) < k and len({sign for _, sign in terms}) == 1:
                cell = (*terms[0][0], old, new)
                yield Win(verdict=Verdict.CHANGE, cell=cell, how=f"sum of {len(terms)} hidden cells in two editions")
