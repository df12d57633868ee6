"""Lines, projects, contracts and documents: where else a withheld budget, total or number of households stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.attack.edition import Edition, Row, is_withheld, row_key
from generator.attack.facts import Facts, Figure
from generator.attack.learned import LEAST_CASES, USUAL_PERCENT, Case, use
from generator.attack.report import Key, Verdict, Win
from generator.attack.tables import STAGES

HOUSEHOLDS_COLUMN = "beneficiary_households"
COLUMNS = {
    "fund_moves": ("amount_fen", HOUSEHOLDS_COLUMN),
    "projects": ("budget_fen", HOUSEHOLDS_COLUMN),
    "contracts": ("bid_fen", "contract_fen", "settled_fen"),
    "documents": ("stated_total_fen",),
}
LEAST_DOCUMENTS = 3
_DIGIT = "0-9０-９一二三四五六七八九十百千"
AMOUNT_IN_TEXT = re.compile(rf"[{_DIGIT}][{_DIGIT}万,，.．]*\s*(?:万|亿)?元")
HOUSEHOLDS_IN_TEXT = re.compile(rf"[{_DIGIT}]+\s*户")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The lines of one edition and what they belong to."""

    edition: Edition
    figures: Mapping[Key, Figure]
    """Shown and withheld numbers by (table, code, column); other blanks are left out"""

    def rows(self, table: str) -> Iterable[Row]:
        return self.edition.rows(table)

    def of(self, table: str, code: object, column: str) -> Figure | None:
        return self.figures.get((table, str(code), column))


def line_facts(edition: Edition, facts: Facts) -> list[Win]:
    """Adds the hidden numbers of the lines of an edition and what they relate to; wins that need no system."""
    ledger = Ledger(edition=edition, figures=dict(_figures(edition, facts)))
    _budgets(ledger, facts)
    _copies(ledger, facts)
    _rates(ledger, facts)
    return [*_documents(ledger, facts), *_budgets_without_lines(ledger), *_lost_sources(ledger), *_texts(ledger)]


def number_key(edition: Edition, table: str, row: Row, column: str) -> Key:
    """An amount is the same in every edition; a number of households is of its edition."""
    key = (*row_key(table, row), column)
    return (*key, edition.as_of) if column == HOUSEHOLDS_COLUMN else key


def _figures(edition: Edition, facts: Facts) -> Iterator[tuple[Key, Figure]]:
    for table, columns in COLUMNS.items():
        for row in edition.rows(table):
            for column in columns:
                key, value = number_key(edition, table, row, column), row.get(column)
                if isinstance(value, int):
                    facts.shown[key] = value
                elif is_withheld(value):
                    facts.hide(key, 0, is_amount=column != HOUSEHOLDS_COLUMN)
                else:
                    continue
                yield (*row_key(table, row), column), Figure(key=key, value=value if isinstance(value, int) else None)


def _budgets(ledger: Ledger, facts: Facts) -> None:
    """A budget = the promises, or the contracts, of its project."""
    parts: defaultdict[str, defaultdict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for row in ledger.rows("fund_moves"):
        if (line := ledger.of("fund_moves", row["move_id"], "amount_fen")) is not None:
            parts[str(row["stage"])][str(row.get("project_id"))].append(line)
    for row in ledger.rows("contracts"):
        for column in COLUMNS["contracts"]:
            if (figure := ledger.of("contracts", row["contract_id"], column)) is not None:
                parts[column][str(row["project_id"])].append(figure)
    for name, projects in sorted(parts.items()):
        use(facts, f"budget = {name}", list(_cases(ledger, ("projects", "budget_fen"), projects)))


def _cases(ledger: Ledger, parent: tuple[str, str], children: Mapping[str, list[Figure]]) -> Iterator[Case]:
    for code, figures in sorted(children.items()):
        if (figure := ledger.of(parent[0], code, parent[1])) is not None:
            yield Case(parent=figure, children=tuple(figures))


def _budgets_without_lines(ledger: Ledger) -> Iterator[Win]:
    """A shown budget of a project whose households and lines are withheld is the amount of those lines."""
    told = {str(row.get("project_id")) for row in ledger.rows("fund_moves")}
    for row in ledger.rows("projects"):
        is_shown = isinstance(row.get("budget_fen"), int)
        if is_shown and is_withheld(row.get(HOUSEHOLDS_COLUMN)) and str(row["project_id"]) not in told:
            yield _win(Verdict.LIKELY, (*row_key("projects", row), "budget_fen"), "a budget whose lines are withheld")


def _documents(ledger: Ledger, facts: Facts) -> list[Win]:
    """A document's total = the budgets or the lines that name it; what is left over is what is withheld."""
    budgets: defaultdict[str, list[Figure]] = defaultdict(list)
    for row in ledger.rows("projects"):
        if (figure := ledger.of("projects", row["project_id"], "budget_fen")) is not None:
            budgets[str(row.get("document_id"))].append(figure)
    cases = list(_cases(ledger, ("documents", "stated_total_fen"), budgets))
    use(facts, "document = budgets", cases, LEAST_DOCUMENTS)
    lines: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in ledger.rows("fund_moves"):
        if isinstance(row.get("amount_fen"), int) and row["stage"] in STAGES:
            lines[str(row["stage"])][str(row.get("document_id"))] += row["amount_fen"]
    return list(_left_over(ledger, lines))


def _left_over(ledger: Ledger, lines: Mapping[str, Mapping[str, int]]) -> Iterator[Win]:
    """Of the stages that at least three documents equal and none stays below: documents that equal none of them."""
    totals = {str(row["document_id"]): row.get("stated_total_fen") for row in ledger.rows("documents")}
    gaps: defaultdict[str, list[int]] = defaultdict(list)
    for _, sums in sorted(lines.items()):
        found = {code: t - sums[code] for code, t in sorted(totals.items()) if isinstance(t, int) and code in sums}
        if list(found.values()).count(0) >= LEAST_DOCUMENTS and min(found.values()) >= 0:
            for code, gap in found.items():
                gaps[code].append(gap)
    for code in sorted(code for code, found in gaps.items() if 0 not in found):
        yield _win(Verdict.LIKELY, ("documents", code, "stated_total_fen"), "a stated total less its public lines")


def _copies(ledger: Ledger, facts: Facts) -> None:
    """A line repeats the number of households of its project and of the line it comes from."""
    for name, column, table in (("project", "project_id", "projects"), ("source", "source_move_id", "fund_moves")):
        cases = []
        for row in ledger.rows("fund_moves"):
            above = ledger.of(table, row.get(column), HOUSEHOLDS_COLUMN)
            below = ledger.of("fund_moves", row["move_id"], HOUSEHOLDS_COLUMN)
            if above is not None and below is not None:
                cases.append(Case(parent=above, children=(below,)))
        use(facts, f"households of a line = those of its {name}", cases)


def _rates(ledger: Ledger, facts: Facts) -> None:
    """A fund that pays one amount per household in one kind of project: an amount gives its households."""
    kinds = {str(row["project_id"]): str(row.get("category")) for row in ledger.rows("projects")}
    pairs: defaultdict[tuple[str, str], list[tuple[int, Figure]]] = defaultdict(list)
    for row in ledger.rows("fund_moves"):
        amount = ledger.of("fund_moves", row["move_id"], "amount_fen")
        households = ledger.of("fund_moves", row["move_id"], HOUSEHOLDS_COLUMN)
        if amount is not None and amount.value and households is not None:
            pairs[str(row["fund_id"]), kinds.get(str(row.get("project_id")), "")].append((amount.value, households))
    for (fund, kind), lines in sorted(pairs.items()):
        rates = Counter(fen // h.value for fen, h in lines if h.value and fen % h.value == 0)
        told = sum(1 for _, h in lines if h.value)
        rate, right = min(rates.items(), key=lambda item: (-item[1], item[0]), default=(0, 0))
        if told >= LEAST_CASES and right * 100 >= USUAL_PERCENT * told:
            facts.notes.append(f"{fund} {kind}: one amount per household")
            for fen, households in lines:
                if households.value is None and fen % rate == 0:
                    how = f"{fund} {kind}: one amount per household"
                    facts.add([(households.key, 1)], fen // rate, how, usual=right < told)


def _lost_sources(ledger: Ledger) -> Iterator[Win]:
    """A line that names a source which is not public says that a withheld line exists, and where."""
    public = {str(row["move_id"]) for row in ledger.rows("fund_moves")}
    for row in ledger.rows("fund_moves"):
        source = str(row.get("source_move_id"))
        if re.search("[0-9]", source) and source not in public:
            cell = (*row_key("fund_moves", row), "source_move_id")
            yield _win(Verdict.DOUBT, cell, "names a line that is not public")


def _texts(ledger: Ledger) -> Iterator[Win]:
    """A text about a project that states the amount or the number of households which the project withholds."""
    told: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for table, columns in (("projects", ("name", "content")), ("notices", ("title", "outcome"))):
        for row in ledger.rows(table):
            told[str(row.get("project_id"))] += [(table, str(row.get(column))) for column in columns]
    for column, pattern in (("budget_fen", AMOUNT_IN_TEXT), (HOUSEHOLDS_COLUMN, HOUSEHOLDS_IN_TEXT)):
        for row in ledger.rows("projects"):
            for table, text in told[str(row["project_id"])] if is_withheld(row.get(column)) else ():
                if pattern.search(text):
                    yield _win(Verdict.PAGE, (*row_key("projects", row), column), f"a text in {table} states a number")


def _win(verdict: Verdict, cell: Key, how: str) -> Win:
    return Win(verdict=verdict, cell=cell, how=how)


def total_leaks(edition: Edition, places: Mapping[tuple[str, str], tuple[str, str]]) -> Iterator[Win]:
    """Totals of money to organisations that are not the sum of their public lines: the rest is what is withheld.

    `places`: place → place above.
    """
    fen: Counter[Key] = Counter()
    lines: Counter[Key] = Counter()
    for row in edition.rows("fund_moves"):
        village = ("village", str(row.get("village_code")))
        spot = village if village in places else next((s for s in sorted(places) if s[0] == "county_only"), None)
        while spot is not None:
            for fund in (str(row["fund_id"]), "all"):
                key: Key = ("money_totals", *spot, fund, str(row["stage"]))
                fen[key] += row["amount_fen"] if isinstance(row.get("amount_fen"), int) else 0
                lines[key] += 1
            spot = places.get(spot)
    for row in edition.rows("money_totals"):
        key = row_key("money_totals", row)
        amount, number = row.get("amount_fen"), row.get("lines")
        if isinstance(amount, int) and amount != fen[key]:
            yield _win(Verdict.EXACT, key, "a total less its public lines")
        elif isinstance(number, int) and number != lines[key]:
            yield _win(Verdict.LIKELY, key, "a total counts lines that are not public")
