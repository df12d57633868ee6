"""Money as equations: lines, remainders of every place, fund and stage, and where else the same yuan stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.attack.edition import Edition, Row, is_withheld, row_key
from generator.attack.facts import Facts, Figure
from generator.attack.households import ALL, VILLAGE, Spot, nearest, place_parents
from generator.attack.learned import LEAST_CASES, USUAL_PERCENT, Case, use
from generator.attack.report import Key

COLUMNS = {
    "fund_moves": ("amount_fen", "beneficiary_households"),
    "projects": ("budget_fen", "beneficiary_households"),
    "contracts": ("bid_fen", "contract_fen", "settled_fen"),
    "documents": ("stated_total_fen",),
}
STAGES = ("promised", "issued", "received", "spent", "transferred")
SMALLEST = ("village", "county_only")
"""Levels that hold lines themselves"""
LEVELS = frozenset(("village", "township", "county", "county_only"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The money of one edition."""

    edition: Edition
    figures: Mapping[Key, Figure]
    """Shown and withheld numbers by (table, code, column); other blanks are left out"""
    moves: tuple[Row, ...]

    def of(self, table: str, code: object, column: str) -> Figure | None:
        return self.figures.get((table, str(code), column))


def money_facts(edition: Edition, facts: Facts) -> None:
    """Adds the hidden money of an edition and every relation it stands in."""
    ledger = Ledger(
        edition=edition,
        figures={figure.key: figure for figure in _figures(edition, facts)},
        moves=tuple(edition.rows("fund_moves")),
    )
    remainders = _remainders(ledger, facts)
    _places_and_funds(ledger, remainders, facts)
    _lines(ledger, remainders, facts)
    _budgets(ledger, facts)
    _sources(ledger, facts)
    _documents(ledger, facts)
    _copies(ledger, facts)
    _rates(ledger, facts)


def _figures(edition: Edition, facts: Facts) -> Iterator[Figure]:
    for table, columns in COLUMNS.items():
        for row in edition.rows(table):
            for column in columns:
                key, value = (*row_key(table, row), column), row.get(column)
                if isinstance(value, int):
                    facts.shown[key] = value
                    yield Figure(key=key, value=value)
                elif is_withheld(value):
                    facts.hide(key, 1)
                    yield Figure(key=key, value=None)


def _spot(parents: Mapping[Spot, Spot], row: Row) -> Spot:
    """The village of a line, or the county's own money."""
    village = (VILLAGE, str(row.get("village_code")))
    return village if village in parents else next(spot for spot in sorted(parents) if spot[0] == "county_only")


def _remainders(ledger: Ledger, facts: Facts) -> dict[Key, Figure]:
    """What is withheld in each place, fund and stage: stated, or total less shown lines, or hidden."""
    shown = _shown_sums(ledger)
    found = {}
    for row in ledger.edition.rows("money_totals"):
        key = remainder_key(ledger.edition, row)
        withheld, amount = row.get("withheld_fen"), row.get("amount_fen")
        value = withheld if isinstance(withheld, int) else None
        if value is None and isinstance(amount, int):
            value = amount - shown[key]
        if (is_withheld(amount) or is_withheld(withheld)) and row.get("withheld_lines") != 0:
            facts.hide(key, 1)
            found[key] = Figure(key=key, value=None)
            if value is not None:
                facts.add([(key, 1)], value, "total less shown lines")
        elif value is not None:
            found[key] = Figure(key=key, value=value)
            facts.shown[key] = value
    return found


def remainder_key(edition: Edition, row: Row) -> Key:
    return (*row_key("money_totals", row), edition.as_of)


def _shown_sums(ledger: Ledger) -> Counter[Key]:
    parents = place_parents(ledger.edition)
    sums: Counter[Key] = Counter()
    for row in ledger.moves:
        amount, spot = row.get("amount_fen"), _spot(parents, row)
        chain: Spot | None = spot
        while chain is not None and isinstance(amount, int):
            for fund in (str(row["fund_id"]), ALL):
                sums["money_totals", *chain, fund, str(row["stage"]), ledger.edition.as_of] += amount
            chain = parents.get(chain)
    return sums


def _places_and_funds(ledger: Ledger, remainders: Mapping[Key, Figure], facts: Facts) -> None:
    parents = place_parents(ledger.edition)
    places: defaultdict[Key, list[Figure]] = defaultdict(list)
    funds: defaultdict[Key, list[Figure]] = defaultdict(list)
    for key, figure in remainders.items():
        _, level, code, fund, stage, as_of = key
        above = nearest(parents, (level, code), LEVELS)
        if above is not None:
            places["money_totals", *above, fund, stage, as_of].append(figure)
        if fund != ALL:
            funds["money_totals", level, code, ALL, stage, as_of].append(figure)
    for name, sums in (("places", places), ("funds", funds)):
        for key, children in sorted(sums.items()):
            if key in remainders:
                facts.adds_up(remainders[key], children, f"remainder: {name} of {key[2]}")


def _lines(ledger: Ledger, remainders: Mapping[Key, Figure], facts: Facts) -> None:
    """The remainder of one fund and stage in the smallest place = its hidden lines, when all of them are listed."""
    parents = place_parents(ledger.edition)
    held: defaultdict[Key, list[Figure]] = defaultdict(list)
    for row in ledger.moves:
        line = ledger.of("fund_moves", row["move_id"], "amount_fen")
        if line is not None and line.value is None:
            spot = _spot(parents, row)
            held["money_totals", *spot, str(row["fund_id"]), str(row["stage"]), ledger.edition.as_of].append(line)
    stated = {
        remainder_key(ledger.edition, row): row.get("withheld_lines") for row in ledger.edition.rows("money_totals")
    }
    for key, children in sorted(held.items()):
        if key in remainders and stated.get(key) in (len(children), "withheld", None):
            facts.adds_up(remainders[key], children, f"remainder: lines of {key[2]}")
    for key, figure in sorted(remainders.items()):
        if figure.value and stated.get(key) == 1 and key not in held and key[3] != ALL and key[1] in SMALLEST:
            facts.hide((*key, "line"), 1)
            facts.add([((*key, "line"), 1)], figure.value, "a remainder of one line")


def _budgets(ledger: Ledger, facts: Facts) -> None:
    by_stage: defaultdict[str, defaultdict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for row in ledger.moves:
        line = ledger.of("fund_moves", row["move_id"], "amount_fen")
        if line is not None:
            by_stage[str(row["stage"])][str(row.get("project_id"))].append(line)
    for row in ledger.edition.rows("contracts"):
        for column in COLUMNS["contracts"]:
            if (figure := ledger.of("contracts", row["contract_id"], column)) is not None:
                by_stage[column][str(row["project_id"])].append(figure)
    for stage, projects in sorted(by_stage.items()):
        use(facts, f"budget = {stage}", list(_cases(ledger, ("projects", "budget_fen"), projects)))


def _cases(ledger: Ledger, parent: tuple[str, str], children: Mapping[str, list[Figure]]) -> Iterator[Case]:
    for code, figures in sorted(children.items()):
        if (figure := ledger.of(parent[0], code, parent[1])) is not None:
            yield Case(parent=figure, children=tuple(figures))


def _sources(ledger: Ledger, facts: Facts) -> None:
    """A move = the moves it pays for, learned for each pair of stages."""
    stage_of = {str(row["move_id"]): str(row["stage"]) for row in ledger.moves}
    drawn: defaultdict[tuple[str, str], defaultdict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for row in ledger.moves:
        source = str(row.get("source_move_id"))
        line = ledger.of("fund_moves", row["move_id"], "amount_fen")
        if source in stage_of and line is not None:
            drawn[stage_of[source], str(row["stage"])][source].append(line)
    for (above, below), moves in sorted(drawn.items()):
        use(facts, f"{above} = {below}", list(_cases(ledger, ("fund_moves", "amount_fen"), moves)))


def _documents(ledger: Ledger, facts: Facts) -> None:
    budgets: defaultdict[str, list[Figure]] = defaultdict(list)
    for row in ledger.edition.rows("projects"):
        if (figure := ledger.of("projects", row["project_id"], "budget_fen")) is not None:
            budgets[str(row.get("document_id"))].append(figure)
    use(facts, "document = budgets", list(_cases(ledger, ("documents", "stated_total_fen"), budgets)), 3)
    for stage in STAGES:
        lines: defaultdict[str, list[Figure]] = defaultdict(list)
        for row in (
            row for row in ledger.moves if row["stage"] == stage and str(row.get("document_id")) not in budgets
        ):
            if (figure := ledger.of("fund_moves", row["move_id"], "amount_fen")) is not None:
                lines[str(row.get("document_id"))].append(figure)
        use(facts, f"document = {stage}", list(_cases(ledger, ("documents", "stated_total_fen"), lines)), 3)


def _copies(ledger: Ledger, facts: Facts) -> None:
    """A move repeats the number of households of its project and of the move it comes from."""
    for name, column, table in (("project", "project_id", "projects"), ("source", "source_move_id", "fund_moves")):
        cases = []
        for row in ledger.moves:
            above = ledger.of(table, row.get(column), "beneficiary_households")
            below = ledger.of("fund_moves", row["move_id"], "beneficiary_households")
            if above is not None and below is not None:
                cases.append(Case(parent=above, children=(below,)))
        use(facts, f"households of a move = those of its {name}", cases)


def _rates(ledger: Ledger, facts: Facts) -> None:
    """A fund that pays one amount per household in one kind of project: its lines are counts."""
    kinds = {str(row["project_id"]): str(row.get("category")) for row in ledger.edition.rows("projects")}
    pairs: defaultdict[tuple[str, str], list[tuple[Figure, Figure]]] = defaultdict(list)
    for row in ledger.moves:
        amount = ledger.of("fund_moves", row["move_id"], "amount_fen")
        households = ledger.of("fund_moves", row["move_id"], "beneficiary_households")
        if amount is not None and households is not None:
            pairs[str(row["fund_id"]), kinds.get(str(row.get("project_id")), "")].append((amount, households))
    for (fund, kind), lines in sorted(pairs.items()):
        ratios = Counter(a.value // h.value for a, h in lines if a.value and h.value and a.value % h.value == 0)
        told = sum(1 for a, h in lines if a.value and h.value)
        rate, right = min(ratios.items(), key=lambda item: (-item[1], item[0])) if ratios else (0, 0)
        if told >= LEAST_CASES and right * 100 >= USUAL_PERCENT * told:
            facts.notes.append(f"{fund} {kind}: one amount per household")
            for amount, households in lines:
                terms = [(f.key, c) for f, c in ((amount, 1), (households, -rate)) if f.value is None]
                total = rate * (households.value or 0) - (amount.value or 0)
                facts.add(terms, total, f"{fund} {kind}: rate per household", usual=right < told)
