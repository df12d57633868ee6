"""The protected tables of all editions together: every number by its snapshot, and the sums over places.

A snapshot is one table with one as-of date; levels that carry the same date add up, others never do. A snapshot that
several editions repeat is one snapshot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.attack.edition import Edition, Row, is_withheld, row_key
from generator.attack.facts import Bounds, Facts, Figure
from generator.attack.report import HOUSEHOLDS, Key

ALL = "all"
COUNTY, TOWNSHIP, VILLAGE, UNIT, COUNTY_ONLY = "county", "township", "village", "unit", "county_only"
STAGES = ("promised", "issued", "received", "spent")
Spot = tuple[str, str]
"""(level, place code)"""
Snapshot = tuple[str, str]
"""(table, as-of date)"""
Cells = Mapping[Spot, Mapping[str, Figure]]
"""Place → category → number"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Every protected table of every edition."""

    snapshots: Mapping[Snapshot, Cells]
    """Blanks that are not withheld are left out"""
    money: Mapping[str, str]
    """Money table → its stage"""
    health: frozenset[str]
    """Funds that imply illness: shown for the whole county only"""
    parent: Mapping[Spot, Spot]
    """Village → township (or county), township and county_only → county"""

    def of(self, table: str) -> Iterator[tuple[str, Cells]]:
        """(as-of date, cells) of one table, oldest first."""
        for name, as_of in sorted(self.snapshots):
            if name == table:
                yield as_of, self.snapshots[name, as_of]

    def names(self, *, money: bool = False) -> list[str]:
        """Count tables, or money tables."""
        return sorted({table for table, _ in self.snapshots if (table in self.money) == money})

    def categories(self, table: str) -> set[str]:
        return {category for _, cells in self.of(table) for figures in cells.values() for category in figures}


def read_tables(editions: Sequence[Edition], facts: Facts) -> Tables:
    """All protected tables; their shown and hidden numbers go into the facts."""
    money = _money_tables(editions)
    for edition in editions:
        for row in edition.rows(HOUSEHOLDS):
            _take(row, edition, facts, is_amount=str(row["table_id"]) in money)
    parent: dict[Spot, Spot] = {}
    for edition in editions:
        parent |= place_parents(edition)
    health = {str(row["fund_id"]) for edition in editions for row in edition.rows("funds") if row.get("implies_health")}
    return Tables(snapshots=_snapshots(facts), money=money, health=frozenset(health), parent=parent)


def figure_key(row: Row, edition: Edition) -> Key:
    """Identity of a protected number: a snapshot that is shown again is the same number."""
    return (*row_key(HOUSEHOLDS, row), str(row.get("as_of") or edition.as_of))


def _money_tables(editions: Sequence[Edition]) -> dict[str, str]:
    """A table of money is broken down by fund, or says its stage in its name."""
    categories: defaultdict[str, set[str]] = defaultdict(set)
    funds = {str(row["fund_id"]) for edition in editions for row in edition.rows("funds")}
    for edition in editions:
        for row in edition.rows(HOUSEHOLDS):
            categories[str(row["table_id"])].add(str(row["category"]))
    found = {}
    for table, words in sorted(categories.items()):
        stage = next((stage for stage in STAGES if table.endswith(stage)), "")
        if stage or (words - {ALL} and words <= funds | {ALL}):
            found[table] = stage or table
    return found


def _take(row: Row, edition: Edition, facts: Facts, *, is_amount: bool) -> None:
    key, value = figure_key(row, edition), row.get("value")
    if isinstance(value, int):
        if facts.shown.setdefault(key, value) != value:
            facts.notes.append(f"contradiction: {'/'.join(key[1:])} has two values")
    elif is_withheld(value):
        facts.hide(key, *_bounds(row), is_amount=is_amount)


def _bounds(row: Row) -> Bounds:
    """As stated; a hidden number without a stated range is at least 1, since then only small ones are hidden."""
    low, high = row.get("low"), row.get("high")
    return (low if isinstance(low, int) else 0 if low else 1), (high if isinstance(high, int) else None)


def _snapshots(facts: Facts) -> dict[Snapshot, dict[Spot, dict[str, Figure]]]:
    found: defaultdict[Snapshot, defaultdict[Spot, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for key in sorted(facts.numbers_of(HOUSEHOLDS)):
        _, table, level, place, category, as_of = key
        value = None if key in facts.hidden else facts.shown[key]
        found[table, as_of][level, place][category] = Figure(key=key, value=value)
    return {snapshot: dict(cells) for snapshot, cells in found.items()}


def place_parents(edition: Edition) -> dict[Spot, Spot]:
    """The tree of places, from villages.json and the one county that the tables name."""
    codes = {str(row["place_code"]) for table in (HOUSEHOLDS, "money_totals") for row in edition.rows(table)
             if row.get("level") == COUNTY}  # fmt: skip
    county: Spot = (COUNTY, min(codes, default=""))
    townships = {str(row["township_code"]) for row in edition.rows("townships")}
    parent: dict[Spot, Spot] = {(COUNTY_ONLY, county[1]): county}
    for row in edition.rows("villages"):
        township = str(row.get("township_code", ""))
        above = (TOWNSHIP, township) if township in townships or not townships else county
        parent[VILLAGE, str(row["village_code"])] = above
        if above != county:
            parent[above] = county
    return parent | {(TOWNSHIP, code): county for code in townships}


def _above(parent: Mapping[Spot, Spot], spot: Spot) -> Iterator[Spot]:
    """The places that hold this one, nearest first."""
    while (found := parent.get(spot)) is not None:
        yield found
        spot = found


def place_sums(tables: Tables, facts: Facts) -> None:
    """Every place = the places in it, among the numbers of one snapshot."""
    finest = {table: _finest(tables, table) for table in {name for name, _ in tables.snapshots}}
    for (table, as_of), cells in sorted(tables.snapshots.items()):
        levels = {level for level, _ in cells}
        elsewhere = [spot for spot in finest[table] if spot[0] not in levels]
        parts: defaultdict[Spot, list[Spot]] = defaultdict(list)
        for spot in sorted(cells):
            above = next((found for found in _above(tables.parent, spot) if found[0] in levels), None)
            if above is not None and above in cells:
                parts[above].append(spot)
        for above, children in sorted(parts.items()):
            is_part = any(_is_missing(tables, spot, above, children) for spot in elsewhere)
            for category, parent in sorted(cells[above].items()):
                found = [cells[spot][category] for spot in children if category in cells[spot]]
                if found and category == ALL and table in tables.money:
                    found += [cells[above][fund] for fund in sorted(tables.health) if fund in cells[above]]
                if found:
                    facts.adds_up(parent, found, f"{table} {as_of}: places of {above[1]}", at_least=is_part)


def _finest(tables: Tables, table: str) -> set[Spot]:
    """Places of a table, at whatever date, that hold no other place of it."""
    spots = {spot for _, cells in tables.of(table) for spot in cells}
    return spots - {above for spot in spots for above in _above(tables.parent, spot)}


def _is_missing(tables: Tables, spot: Spot, above: Spot, children: Iterable[Spot]) -> bool:
    """Whether a place that has its number at another date lies in `above` but in none of its parts."""
    holders = list(_above(tables.parent, spot))
    return above in holders and not any(child in holders for child in children)
