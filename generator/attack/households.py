"""The household tables as equations: places, breakdowns, cause groups, persons, helper units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.attack.edition import Edition, is_withheld, row_key, stated_range
from generator.attack.facts import Facts, Figure
from generator.attack.learned import Case, use
from generator.attack.report import Key

ALL = "all"
COUNTY, TOWNSHIP, VILLAGE, UNIT = "county", "township", "village", "unit"
KNOWN_BREAKDOWNS = ("cause_groups", "causes", "household_classes")
MOST_CAUSES = 12
LEAST_CASES = 3
Spot = tuple[str, str]
"""(level, place code)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The household tables of one edition."""

    cells: Mapping[str, Mapping[Spot, Mapping[str, Figure]]]
    """Table → place → category → figure; blanks that are not withheld are left out"""
    parent: Mapping[Spot, Spot]
    """Village → township (or county), township → county"""


def count_facts(edition: Edition, facts: Facts) -> None:
    """Adds the hidden counts of an edition and every sum they stand in."""
    counts = Counts(cells=_cells(edition, facts), parent=place_parents(edition))
    for table in sorted(counts.cells):
        _places(counts, table, facts)
    _breakdowns(counts, facts)
    _groups(edition, counts, facts)
    _persons(counts, facts)
    _limits(edition, counts, facts)
    _units(edition, counts, facts)


def count_key(edition: Edition, row: Mapping[str, object]) -> Key:
    """A table that is shown again under the same date is the same number."""
    return (*row_key("household_counts", row), str(row.get("as_of") or edition.as_of))


def _cells(edition: Edition, facts: Facts) -> dict[str, dict[Spot, dict[str, Figure]]]:
    cells: defaultdict[str, defaultdict[Spot, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for row in edition.rows("household_counts"):
        key, value = count_key(edition, row), row.get("count")
        table, level, place, category = key[1:5]
        if isinstance(value, int):
            facts.shown[key] = value
            cells[table][level, place][category] = Figure(key=key, value=value)
        elif is_withheld(value):
            facts.hide(key, *_bounds(row, value))
            cells[table][level, place][category] = Figure(key=key, value=None)
    return {table: dict(spots) for table, spots in cells.items()}


def _bounds(row: Mapping[str, object], value: object) -> tuple[int, int | None]:
    """A hidden count is at least 1 where only small ones are hidden; a site that states ranges hides noughts too."""
    if (found := stated_range(value)) is not None:
        return found
    low, high = row.get("low"), row.get("high")
    return (low if isinstance(low, int) else 0 if low else 1), (high if isinstance(high, int) else None)


def place_parents(edition: Edition) -> dict[Spot, Spot]:
    """The tree of places, from villages.json and the one county that the tables name."""
    codes = {str(row["place_code"]) for table in ("household_counts", "money_totals") for row in edition.rows(table)
             if row.get("level") == COUNTY}  # fmt: skip
    county: Spot = (COUNTY, min(codes, default=""))
    townships = {str(row["township_code"]) for row in edition.rows("townships")}
    parent: dict[Spot, Spot] = {("county_only", county[1]): county}
    for row in edition.rows("villages"):
        township = str(row.get("township_code", ""))
        above = (TOWNSHIP, township) if township in townships or not townships else county
        parent[VILLAGE, str(row["village_code"])] = above
        if above != county:
            parent[above] = county
    return parent | {(TOWNSHIP, code): county for code in townships}


def nearest(parent: Mapping[Spot, Spot], spot: Spot, levels: frozenset[str]) -> Spot | None:
    """The nearest place above that stands on one of these levels."""
    above = parent.get(spot)
    while above is not None and above[0] not in levels:
        above = parent.get(above)
    return above


def _places(counts: Counts, table: str, facts: Facts) -> None:
    cells = counts.cells[table]
    levels = frozenset(level for level, _ in cells)
    parts: defaultdict[tuple[Spot, str], list[Figure]] = defaultdict(list)
    for spot, figures in cells.items():
        above = nearest(counts.parent, spot, levels)
        for category, figure in figures.items():
            if above is not None:
                parts[above, category].append(figure)
    for (above, category), children in sorted(parts.items()):
        if (parent := cells.get(above, {}).get(category)) is not None:
            facts.adds_up(parent, children, f"{table}: places of {above[1]}")


def _breakdowns(counts: Counts, facts: Facts) -> None:
    """All households = sum over a breakdown, for the tables that say so by name and those whose numbers say so."""
    totals = [table for table in sorted(counts.cells) if _categories(counts, table) == {ALL}]
    for total in totals:
        for table in sorted(counts.cells.keys() - set(totals)):
            cases = list(_breakdown_cases(counts, total, table))
            is_known = total == "households" and table in KNOWN_BREAKDOWNS
            if not use(facts, f"{total} = sum of {table}", cases, LEAST_CASES) and is_known:
                for case in cases:
                    facts.adds_up(case.parent, case.children, f"{total} = sum of {table}")


def _categories(counts: Counts, table: str) -> set[str]:
    return {category for figures in counts.cells[table].values() for category in figures}


def _breakdown_cases(counts: Counts, total: str, table: str) -> Iterator[Case]:
    for spot, figures in sorted(counts.cells[table].items()):
        parent = counts.cells[total].get(spot, {}).get(ALL)
        if parent is not None:
            yield Case(parent=parent, children=tuple(figures[category] for category in sorted(figures)))


def _groups(edition: Edition, counts: Counts, facts: Facts) -> None:
    """Each category of a coarse table = sum of some categories of a finer one: stated, or seen in the numbers."""
    broken_down = [table for table in sorted(counts.cells) if _categories(counts, table) != {ALL}]
    for coarse in broken_down:
        for fine in (table for table in broken_down if table != coarse):
            for category in sorted(_categories(counts, coarse)):
                _one_group(edition.groups, counts, (coarse, category, fine), facts)


def _one_group(
    stated: Mapping[str, str], counts: Counts, link: tuple[str, str, str], facts: Facts
) -> None:  # fmt: skip
    coarse, category, fine = link
    if _categories(counts, coarse) >= _categories(counts, fine):
        return
    members = tuple(sorted(word for word in _categories(counts, fine) if stated.get(word) == category))
    for subset in [members] if members else _subsets(counts, link):
        name = f"{coarse}/{category} = {' + '.join(subset)}"
        if use(facts, name, list(_group_cases(counts, link, subset)), LEAST_CASES):
            return
        if members:
            for case in _group_cases(counts, link, subset):
                facts.adds_up(case.parent, case.children, name)


def _subsets(counts: Counts, link: tuple[str, str, str]) -> list[tuple[str, ...]]:
    """The only subset of the finer categories that fits every shown place; empty when none or several do."""
    words = sorted(_categories(counts, link[2]))
    if len(words) > MOST_CAUSES:
        return []
    every = [subset for size in range(1, len(words)) for subset in combinations(words, size)]
    fitting = [subset for subset in every if _fits(list(_group_cases(counts, link, subset)))]
    return fitting if len(fitting) == 1 else []


def _fits(cases: Sequence[Case]) -> bool:
    told = [case for case in cases if all(f.value is not None for f in (case.parent, *case.children))]
    right = [sum(child.value or 0 for child in case.children) == case.parent.value for case in told]
    return len(right) >= LEAST_CASES and all(right) and any(case.parent.value for case in told)


def _group_cases(counts: Counts, link: tuple[str, str, str], subset: Sequence[str]) -> Iterator[Case]:
    coarse, category, fine = link
    for spot, figures in sorted(counts.cells[coarse].items()):
        below = counts.cells[fine].get(spot)
        if below is not None and category in figures:
            yield Case(parent=figures[category], children=tuple(below[word] for word in subset if word in below))


def _persons(counts: Counts, facts: Facts) -> None:
    """Every household has at least one person."""
    for spot, figures in sorted(counts.cells.get("persons", {}).items()):
        for category, persons in sorted(figures.items()):
            households = counts.cells.get("households", {}).get(spot, {}).get(category)
            if households is not None:
                hidden = [(f.key, sign) for f, sign in ((persons, 1), (households, -1)) if f.value is None]
                facts.add(hidden, (households.value or 0) - (persons.value or 0), "persons ≥ households", at_least=True)


def _limits(edition: Edition, counts: Counts, facts: Facts) -> None:
    """No more assisted households or persons in a village than it has."""
    for row in edition.rows("villages"):
        for table, column in (("households", "households_total"), ("persons", "population")):
            figure = counts.cells.get(table, {}).get((VILLAGE, str(row["village_code"])), {}).get(ALL)
            most = row.get(column)
            if figure is not None and figure.value is None and isinstance(most, int):
                facts.hide(figure.key, 1, most)


def _units(edition: Edition, counts: Counts, facts: Facts) -> None:
    """A helper unit's count = sum over its villages: all, or those where it leads; whichever the numbers bear out."""
    ways: list[tuple[str, Callable[[Mapping[str, object]], bool]]] = [
        ("villages helped", lambda row: True),
        ("villages led", lambda row: bool(row.get("is_lead"))),
    ]
    for table in sorted(counts.cells):
        for name, counts_as in ways:
            rows = [row for row in edition.rows("assignments") if counts_as(row)]
            helped: defaultdict[str, set[str]] = defaultdict(set)
            for row in rows:
                helped[str(row["unit_id"])].add(str(row["village_code"]))
            if use(facts, f"{table}: {name}", list(_unit_cases(counts, table, helped)), LEAST_CASES):
                break


def _unit_cases(counts: Counts, table: str, helped: Mapping[str, set[str]]) -> Iterator[Case]:
    cells = counts.cells[table]
    for spot in sorted(cells):
        for category, figure in sorted(cells[spot].items() if spot[0] == UNIT else ()):
            villages = [cells.get((VILLAGE, code), {}).get(category) for code in sorted(helped.get(spot[1], ()))]
            yield Case(parent=figure, children=tuple(v for v in villages if v is not None))
