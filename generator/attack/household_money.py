"""What the tables of money to households say: funds add up, stages repeat amounts, amounts come in whole units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import gcd

from generator.attack.edition import Edition
from generator.attack.facts import Facts
from generator.attack.learned import LEAST_CASES, USUAL_PERCENT
from generator.attack.report import HOUSEHOLDS, Key
from generator.attack.tables import ALL, STAGES, VILLAGE, Snapshot, Spot, Tables, figure_key

LEAST_AMOUNTS = 10
"""Different shown amounts of a fund before their common measure is believed"""


def money_facts(editions: Sequence[Edition], tables: Tables, facts: Facts) -> None:
    """Adds every relation between the money tables, and between them and the count tables."""
    _fund_sums(tables, facts)
    for edition in editions:
        _stages(edition, tables, facts)
    _nobody_there(tables, facts)
    _grants(editions[-1], tables, facts)
    _units(tables, facts)


def _fund_sums(tables: Tables, facts: Facts) -> None:
    """All money to households of a place = the sum of its funds."""
    for table in tables.names(money=True):
        for as_of, cells in tables.of(table):
            for spot, figures in sorted(cells.items()):
                funds = [figures[fund] for fund in sorted(figures) if fund != ALL]
                if ALL in figures and funds:
                    facts.adds_up(figures[ALL], funds, f"{table} {as_of}: funds of {spot[1]}")


def _stages(edition: Edition, tables: Tables, facts: Facts) -> None:
    """What was promised is usually issued, received and spent: one amount, hidden here and shown there."""
    cells: defaultdict[tuple[Spot, str], dict[str, Key]] = defaultdict(dict)
    for row in edition.rows(HOUSEHOLDS):
        if (stage := tables.money.get(str(row["table_id"]))) is not None:
            spot = (str(row["level"]), str(row["place_code"]))
            cells[spot, str(row["category"])][stage] = figure_key(row, edition)
    for _, keys in sorted(cells.items()):
        shown = {stage: facts.shown[key] for stage, key in keys.items() if key in facts.shown}
        for stage, key in sorted(keys.items()) if shown else ():
            told = [fen for other, fen in sorted(shown.items()) if fen or _is_before(other, stage)]
            if key in facts.hidden and told:
                facts.add([(key, 1)], told[0], "another stage shows the amount", usual=True)


def _is_before(one: str, other: str) -> bool:
    """Nothing promised will hardly be issued; but what is not yet spent may well be promised."""
    return one in STAGES and other in STAGES and STAGES.index(one) < STAGES.index(other)


def _nobody_there(tables: Tables, facts: Facts) -> None:
    """A village without assisted households gets no money for them."""
    for table, as_of in _money_snapshots(tables):
        households = tables.snapshots.get(("households", as_of), {})
        for spot, figures in sorted(tables.snapshots[table, as_of].items()):
            total = households.get(spot, {}).get(ALL)
            if spot[0] == VILLAGE and total is not None and total.value == 0:
                for figure in (figures[fund] for fund in sorted(figures) if figures[fund].value is None):
                    facts.add([(figure.key, 1)], 0, "no assisted household lives there", usual=True)


def _grants(newest: Edition, tables: Tables, facts: Facts) -> None:
    """A fund that gives nearly every village one amount, to households and organisations together, gives it to all."""
    for table, as_of in _money_snapshots(tables):
        public = _public_money(newest, tables.money[table], as_of)
        cells = {spot: figures for spot, figures in tables.snapshots[table, as_of].items() if spot[0] == VILLAGE}
        for fund in sorted({fund for figures in cells.values() for fund in figures} - {ALL}):
            paid = {spot[1]: figures[fund] for spot, figures in sorted(cells.items()) if fund in figures}
            sums = Counter(public[code, fund] + f.value for code, f in paid.items() if f.value is not None)
            del sums[0]
            grant, number = min(sums.items(), key=lambda item: (-item[1], item[0]), default=(0, 0))
            if number >= LEAST_CASES and number * 100 >= USUAL_PERCENT * sums.total():
                for code in (code for code, figure in paid.items() if figure.value is None):
                    how = f"{fund} gives every village one amount"
                    facts.add([(paid[code].key, 1)], grant - public[code, fund], how, usual=True)


def _public_money(edition: Edition, stage: str, as_of: str) -> Counter[tuple[str, str]]:
    """(village, fund) → fen of the public lines of a stage up to a date."""
    found: Counter[tuple[str, str]] = Counter()
    for row in edition.rows("fund_moves"):
        is_counted = row["stage"] == stage and str(row.get("moved_on", "")) <= as_of
        if is_counted and isinstance(row.get("amount_fen"), int):
            found[str(row.get("village_code")), str(row["fund_id"])] += row["amount_fen"]
    return found


def _units(tables: Tables, facts: Facts) -> None:
    """All shown amounts of a fund are multiples of one amount: so is each payment, and none is smaller."""
    amounts: defaultdict[str, set[int]] = defaultdict(set)
    for snapshot in _money_snapshots(tables):
        for figures in tables.snapshots[snapshot].values():
            for fund, figure in figures.items():
                amounts[fund].add(figure.value or 0)
    for fund, values in sorted(amounts.items()):
        if len(values - {0}) >= LEAST_AMOUNTS:
            facts.least[fund] = gcd(*values)


def _money_snapshots(tables: Tables) -> Iterator[Snapshot]:
    return (snapshot for snapshot in sorted(tables.snapshots) if snapshot[0] in tables.money)
