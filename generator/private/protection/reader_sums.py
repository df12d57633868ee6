"""Every sum that a reader can set up from what would become public: rows, household tables and money totals.

Rebuilt from the published values alone. It knows no cell, rule or reason, so it also notices a stage that was skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.private.protection.columns import records
from generator.private.stages import Protected
from generator.published.release import ALL, MoneyTotal

Spot = tuple[str, str]
"""(level, place code)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A published number and the published numbers that it is the sum of."""

    where: str
    parent: Figure
    children: tuple[Figure, ...]

    @property
    def hidden(self) -> int:
        return [self.parent, *self.children].count(Blank.WITHHELD)

    @property
    def adds_up(self) -> bool:
        """True also when something is blank: then nothing can be compared."""
        shown = [child for child in self.children if not isinstance(child, Blank)]
        return self.hidden > 0 or isinstance(self.parent, Blank) or sum(shown) == self.parent


def reader_sums(protected: Protected) -> Iterator[Sum]:
    """All of them, in a settled order."""
    yield from _table_place_sums(protected)
    yield from _breakdown_sums(protected)
    yield from _money_place_sums(protected)
    yield from _money_fund_sums(protected.money_totals)
    yield from _line_sums(protected)


def _chain(protected: Protected) -> dict[Spot, tuple[Spot, ...]]:
    """Place → the places above it, nearest first."""
    county = ("county", protected.programme.county_code)
    chain: dict[Spot, tuple[Spot, ...]] = {("county_only", county[1]): (county,)}
    for (code,) in records(protected.frames["townships"], "township_code"):
        chain["township", code] = (county,)
    for code, township in records(protected.frames["villages"], "village_code", "township_code"):
        above = () if isinstance(township, Blank) else (("township", township),)
        chain["village", code] = (*above, county)
    return chain


def _above(chain: Mapping[Spot, tuple[Spot, ...]], spot: Spot, levels: Iterable[str]) -> Spot | None:
    """The nearest place above that the table shows."""
    return next((above for above in chain.get(spot, ()) if above[0] in levels), None)


def _table_place_sums(protected: Protected) -> Iterator[Sum]:
    chain = _chain(protected)
    levels = {table.table_id: table.levels for table in protected.protected_tables}
    figures = {(c.table_id, (c.level, c.place_code), c.category): c.count for c in protected.household_counts}
    parts: defaultdict[tuple[str, Spot, str], list[Figure]] = defaultdict(list)
    for (table, spot, category), figure in figures.items():
        if (above := _above(chain, spot, levels[table])) is not None:
            parts[table, above, category].append(figure)
    for key, children in parts.items():
        table, spot, category = key
        yield Sum(where="/".join((table, *spot, category)), parent=figures[key], children=tuple(children))


def _breakdown_sums(protected: Protected) -> Iterator[Sum]:
    """A total and a breakdown belong together when readers see them add up somewhere and contradict nowhere."""
    cells: defaultdict[str, defaultdict[Spot, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    is_total: dict[str, bool] = {}
    for count in protected.household_counts:
        cells[count.table_id][count.level, count.place_code].append(count.count)
        is_total[count.table_id] = count.category == ALL
    for total in (table for table in cells if is_total[table]):
        for parts in (table for table in cells if not is_total[table]):
            shared = [spot for spot in cells[parts] if spot in cells[total]]
            sums = [_breakdown(total, parts, spot, cells[total][spot][0], cells[parts][spot]) for spot in shared]
            if any(_is_plain(each) for each in sums) and all(each.adds_up for each in sums):
                yield from sums


def _breakdown(total: str, parts: str, spot: Spot, parent: Figure, children: list[Figure]) -> Sum:
    return Sum(where="/".join((total, parts, *spot)), parent=parent, children=tuple(children))


def _is_plain(each: Sum) -> bool:
    return not any(isinstance(figure, Blank) for figure in (each.parent, *each.children)) and bool(each.parent)


def _key(total: MoneyTotal) -> tuple[Spot, str, str]:
    return (total.level, total.place_code), total.fund_id, total.stage


def _money_place_sums(protected: Protected) -> Iterator[Sum]:
    chain = _chain(protected)
    figures = {_key(total): total.amount_fen for total in protected.money_totals}
    parts: defaultdict[tuple[Spot, str, str], list[Figure]] = defaultdict(list)
    for (spot, fund, stage), figure in figures.items():
        if (above := _above(chain, spot, ("township", "county"))) is not None:
            parts[above, fund, stage].append(figure)
    for (spot, fund, stage), children in parts.items():
        parent = figures[spot, fund, stage]
        yield Sum(where="/".join((*spot, fund, stage)), parent=parent, children=tuple(children))


def _money_fund_sums(totals: Iterable[MoneyTotal]) -> Iterator[Sum]:
    parts: defaultdict[tuple[Spot, str], list[Figure]] = defaultdict(list)
    parents: dict[tuple[Spot, str], Figure] = {}
    for total in totals:
        spot, fund, stage = _key(total)
        if fund == ALL:
            parents[spot, stage] = total.amount_fen
        else:
            parts[spot, stage].append(total.amount_fen)
    for (spot, stage), children in parts.items():
        yield Sum(where="/".join((*spot, stage)), parent=parents[spot, stage], children=tuple(children))


def _line_sums(protected: Protected) -> Iterator[Sum]:
    """Shown lines and the remainder make the total of a fund and stage, in the smallest place that holds the lines."""
    county = ("county_only", protected.programme.county_code)
    lines: defaultdict[tuple[Spot, str, str], list[Figure]] = defaultdict(list)
    rows = records(protected.frames["fund_moves"], "village_code", "fund_id", "stage", "amount_fen")
    for village, fund, stage, fen in rows:
        lines[county if isinstance(village, Blank) else ("village", village), fund, stage].append(fen)
    for total in protected.money_totals:
        spot, fund, stage = _key(total)
        if fund != ALL and spot[0] in ("village", "county_only"):
            where = "/".join((*spot, fund, stage, "lines"))
            yield Sum(where=where, parent=total.amount_fen, children=tuple(lines[spot, fund, stage]))
