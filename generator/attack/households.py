"""What the tables of households and persons say about one another: breakdowns, cause groups, persons, helper units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from generator.attack.edition import Edition
from generator.attack.facts import Facts, Figure
from generator.attack.learned import Case, use
from generator.attack.report import HOUSEHOLDS
from generator.attack.tables import ALL, UNIT, VILLAGE, Tables

KNOWN_BREAKDOWNS = ("cause_groups", "causes", "household_classes")
MOST_CAUSES = 12
LEAST_CASES = 3
Link = tuple[str, str, str]
"""(coarse table, its category, fine table)"""


def count_facts(editions: Sequence[Edition], tables: Tables, facts: Facts) -> None:
    """Adds every relation between the count tables, among numbers of one date."""
    _breakdowns(tables, facts)
    _groups(editions[-1].groups, tables, facts)
    _persons(tables, facts)
    _limits(editions, tables, facts)
    _units(editions, tables, facts)


def _breakdowns(tables: Tables, facts: Facts) -> None:
    """All households = sum over a breakdown, for the tables that say so by name and those whose numbers say so."""
    totals = [table for table in tables.names() if tables.categories(table) == {ALL}]
    for total in totals:
        for table in (name for name in tables.names() if name not in totals):
            cases = list(_breakdown_cases(tables, total, table))
            is_known = total == "households" and table in KNOWN_BREAKDOWNS
            if not use(facts, f"{total} = sum of {table}", cases, LEAST_CASES) and is_known:
                for case in cases:
                    facts.adds_up(case.parent, case.children, f"{total} = sum of {table}")


def _breakdown_cases(tables: Tables, total: str, table: str) -> Iterator[Case]:
    for as_of, cells in tables.of(table):
        totals = tables.snapshots.get((total, as_of), {})
        for spot, figures in sorted(cells.items()):
            parent = totals.get(spot, {}).get(ALL)
            if parent is not None:
                yield from _by_year(parent, figures)


def _by_year(parent: Figure, figures: Mapping[str, Figure]) -> Iterator[Case]:
    for year in sorted({_year(category) for category in figures}):
        parts = [figures[category] for category in sorted(figures) if _year(category) == year]
        yield Case(parent=parent, children=tuple(parts))


def _year(category: str) -> str:
    """`2014` of `2014.met`: a table of states adds up year by year. Empty for other categories."""
    return category.partition(".")[0] if "." in category else ""


def _groups(stated: Mapping[str, str], tables: Tables, facts: Facts) -> None:
    """Each category of a coarse table = sum of some categories of a finer one: stated, or seen in the numbers."""
    words = {table: tables.categories(table) for table in tables.names()}
    broken_down = [table for table in tables.names() if words[table] != {ALL}]
    for coarse in broken_down:
        for fine in (table for table in broken_down if not words[coarse] >= words[table]):
            for category in sorted(words[coarse]):
                _one_group(stated, tables, (coarse, category, fine), facts)


def _one_group(stated: Mapping[str, str], tables: Tables, link: Link, facts: Facts) -> None:
    coarse, category, fine = link
    members = tuple(sorted(word for word in tables.categories(fine) if stated.get(word) == category))
    for subset in [members] if members else _subsets(tables, link):
        name = f"{coarse}/{category} = {' + '.join(subset)}"
        cases = list(_group_cases(tables, link, subset))
        if use(facts, name, cases, LEAST_CASES):
            return
        for case in cases if members else ():
            facts.adds_up(case.parent, case.children, name)


def _subsets(tables: Tables, link: Link) -> list[tuple[str, ...]]:
    """The only subset of the finer categories that fits every shown place; empty when none or several do."""
    words = sorted(tables.categories(link[2]))
    if len(words) > MOST_CAUSES:
        return []
    every = [subset for size in range(1, len(words)) for subset in combinations(words, size)]
    fitting = [subset for subset in every if _fits(_group_cases(tables, link, subset))]
    return fitting if len(fitting) == 1 else []


def _fits(cases: Iterator[Case]) -> bool:
    """Whether every shown case adds up, and there are some that are not all zero."""
    number, is_telling = 0, False
    for case in cases:
        values = [figure.value for figure in (case.parent, *case.children)]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            if known[0] != sum(known[1:]):
                return False
            number, is_telling = number + 1, is_telling or known[0] > 0
    return number >= LEAST_CASES and is_telling


def _group_cases(tables: Tables, link: Link, subset: Sequence[str]) -> Iterator[Case]:
    coarse, category, fine = link
    for as_of, cells in tables.of(coarse):
        finer = tables.snapshots.get((fine, as_of), {})
        for spot, figures in sorted(cells.items()):
            below = finer.get(spot)
            if below is not None and category in figures:
                yield Case(parent=figures[category], children=tuple(below[word] for word in subset if word in below))


def _persons(tables: Tables, facts: Facts) -> None:
    """Every household has at least one person."""
    for as_of, cells in tables.of("persons"):
        households = tables.snapshots.get(("households", as_of), {})
        for spot, figures in sorted(cells.items()):
            for category, persons in sorted(figures.items()):
                if (found := households.get(spot, {}).get(category)) is not None:
                    facts.adds_up(persons, [found], "persons ≥ households", at_least=True)


def _limits(editions: Sequence[Edition], tables: Tables, facts: Facts) -> None:
    """No more assisted households or persons in a village than it has."""
    for table, column in (("households", "households_total"), ("persons", "population")):
        most = {str(row["village_code"]): row.get(column) for e in editions for row in e.rows("villages")}
        for _, cells in tables.of(table):
            for code, number in sorted(most.items()):
                figure = cells.get((VILLAGE, code), {}).get(ALL)
                if figure is not None and figure.value is None and isinstance(number, int):
                    facts.hide(figure.key, 0, number)


def _units(editions: Sequence[Edition], tables: Tables, facts: Facts) -> None:
    """A helper unit's count = sum over its villages: all, or those where it leads; whichever the numbers bear out."""
    ways: list[tuple[str, Callable[[Mapping[str, object]], bool]]] = [
        ("villages helped", lambda row: True),
        ("villages led", lambda row: bool(row.get("is_lead"))),
    ]
    for table in tables.names():
        for name, counts_as in ways:
            helped: defaultdict[str, set[str]] = defaultdict(set)
            for row in filter(counts_as, editions[-1].rows("assignments")):
                helped[str(row["unit_id"])].add(str(row["village_code"]))
            if use(facts, f"{table}: {name}", list(_unit_cases(tables, table, helped)), LEAST_CASES):
                break


def _unit_cases(tables: Tables, table: str, helped: Mapping[str, set[str]]) -> Iterator[Case]:
    for _, cells in tables.of(table):
        for spot in sorted(spot for spot in cells if spot[0] == UNIT):
            for category, figure in sorted(cells[spot].items()):
                villages = [cells.get((VILLAGE, code), {}).get(category) for code in sorted(helped.get(spot[1], ()))]
                yield Case(parent=figure, children=tuple(v for v in villages if v is not None))


def small_places(k: int, tables: Tables, facts: Facts) -> None:
    """Where fewer than k households are known to live at all, nothing in the place needs to look like more."""
    for key in sorted(facts.hidden):
        if key[0] == HOUSEHOLDS and key[1] in ("households", *KNOWN_BREAKDOWNS):
            total = tables.snapshots.get(("households", key[-1]), {}).get((key[2], key[3]), {}).get(ALL)
            number = facts.shown.get(total.key, facts.board.get(total.key, 0)) if total is not None else 0
            if 0 < number < k:
                facts.most[key] = number
