"""Every sum that a reader can set up from what would become public: rows, household tables and money totals.

Rebuilt from the published values alone. It knows no cell, rule or reason, so it also notices a stage that was skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.config.settings import GOAL
from generator.private.protection.columns import records
from generator.private.stages import Protected
from generator.published.goal_states import by_year
from generator.published.release import ALL, MoneyTotal

Spot = tuple[str, str]
"""(level, place code)"""
_Figures = Mapping[tuple[str, str], Mapping[Spot, Mapping[str, Figure]]]
"""(table, as-of date) → place → category → figure"""


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
    """All of them, in a settled order. Numbers of different dates are in no sum."""
    figures = _figures(protected)
    yield from _table_place_sums(protected, figures)
    yield from _breakdown_sums(figures)
    yield from _goal_sums(protected, figures)
    yield from _table_fund_sums(protected, figures)
    yield from _money_place_sums(protected)
    yield from _money_fund_sums(protected.money_totals)
    yield from _line_sums(protected)


def _figures(protected: Protected) -> _Figures:
    found: defaultdict[tuple[str, str], defaultdict[Spot, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for figure in protected.household_figures:
        found[figure.table_id, figure.as_of][figure.level, figure.place_code][figure.category] = figure.value
    return found


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


def _table_place_sums(protected: Protected, figures: _Figures) -> Iterator[Sum]:
    chain, merged = _chain(protected), _merged_funds(protected)
    for (table, as_of), spots in figures.items():
        levels = {level for level, _ in spots}
        parts: defaultdict[tuple[Spot, str], list[Figure]] = defaultdict(list)
        for spot, categories in spots.items():
            above = _above(chain, spot, levels)
            for category, figure in categories.items() if above is not None else ():
                parts[above, category].append(figure)  # type: ignore[index]
        for (above, category), children in parts.items():
            if above[0] == "county" and _is_cut(chain, levels):
                continue
            if category == ALL and above[0] == "county":
                children += [figure for fund, figure in spots[above].items() if fund in merged]
            where = "/".join((table, as_of, *above, category))
            yield Sum(where=where, parent=spots[above][category], children=tuple(children))


def _is_cut(chain: Mapping[Spot, tuple[Spot, ...]], levels: Collection[str]) -> bool:
    """Whether the county holds more than these levels show: villages of no township beside townships."""
    lone = any(spot[0] == "village" and len(above) == 1 for spot, above in chain.items())
    return lone and "township" in levels and "village" not in levels


def _merged_funds(protected: Protected) -> frozenset[str]:
    """Funds whose money to households stands in the county's rows alone."""
    funds = records(protected.frames["funds"], "fund_id", "implies_health")
    return frozenset(fund for fund, implies_health in funds if implies_health)


def _table_fund_sums(protected: Protected, figures: _Figures) -> Iterator[Sum]:
    """All money to households of a place is the sum of its funds."""
    by_fund = {table.table_id for table in protected.protected_tables if table.by == "fund"}
    for (table, as_of), spots in figures.items():
        for spot, categories in spots.items() if table in by_fund else ():
            children = tuple(figure for fund, figure in categories.items() if fund != ALL)
            if children:
                yield Sum(where="/".join((table, as_of, *spot)), parent=categories[ALL], children=children)


def _breakdown_sums(figures: _Figures) -> Iterator[Sum]:
    """A total and a breakdown belong together when readers see them add up somewhere and contradict nowhere."""
    is_total = {table: all(set(c) == {ALL} for c in spots.values()) for table, spots in figures.items()}
    for total in (table for table in figures if is_total[table]):
        for parts in (table for table in figures if not is_total[table] and table[1] == total[1]):
            shared = [spot for spot in figures[parts] if spot in figures[total]]
            sums = [
                _breakdown(total[0], parts[0], spot, figures[total][spot][ALL], list(figures[parts][spot].values()))
                for spot in shared
            ]
            if any(_is_plain(each) for each in sums) and all(each.adds_up for each in sums):
                yield from sums


def _goal_sums(protected: Protected, figures: _Figures) -> Iterator[Sum]:
    """In every year of a goal its states add up to all households."""
    totals = {t.table_id for t in protected.protected_tables if (t.measure, t.by) == ("households", ALL)}
    goals = {t.table_id for t in protected.protected_tables if t.by.startswith(GOAL)}
    for (table, as_of), spots in figures.items():
        for total in sorted(totals) if table in goals else ():
            parents = figures.get((total, as_of), {})
            for spot in (spot for spot in spots if spot in parents):
                for year, categories in by_year(spots[spot]).items():
                    children = [spots[spot][category] for category in categories]
                    yield _breakdown(total, f"{table}/{year}", spot, parents[spot][ALL], children)


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
