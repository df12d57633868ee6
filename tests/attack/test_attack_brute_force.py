"""Random small counties: what the attacker finds against every table that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attacked_site import AS_OF, COUNTY, HIDDEN, write_site
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.attack.attack import attack, system
from generator.attack.edition import read_edition
from generator.attack.judge import Judgement, Limits, judge
from generator.attack.ranges import Amounts, components
from generator.attack.report import AttackReport, Key, Verdict

pytestmark = pytest.mark.slow

VILLAGES = {"A1": "A", "A2": "A", "A3": "A", "B1": "B", "C1": "C"}
"""Townships B and C have one village each; nobody is poor in C1"""
INSIDE = {"A": ("A1", "A2", "A3"), "B": ("B1",), "C": ("C1",), COUNTY: tuple(VILLAGES)}
UNITS = {"U1": ("A1", "A2", "B1"), "U2": ("A2", "A3"), "U3": ("A1", "A3", "C1")}
WORDS = ("x", "y")
ALWAYS = {"A1": 7, "A2": 8, "A3": 9, "B1": 10, "C1": 0}
"""A third cause, always shown, by which everybody sees that helper units add up"""
LEVEL = {
    **dict.fromkeys(VILLAGES, "village"),
    **dict.fromkeys("ABC", "township"),
    **dict.fromkeys(UNITS, "unit"),
    COUNTY: "county",
}
K = 3
Cell = tuple[str, str, str]
"""(table, place, category)"""
Full = Mapping[Cell, int]

counties = settings(max_examples=60, deadline=None, derandomize=True)


def split(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a total out."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in split(total - first, parts - 1))


def add_up(shares: Sequence[Sequence[int]]) -> dict[Cell, int]:
    """Every number of a county from the causes of villages A1, A2, A3 and B1."""
    full: dict[Cell, int] = {}
    of_words = {word: dict(zip(VILLAGES, (*share, 0), strict=True)) for word, share in zip(WORDS, shares, strict=True)}
    for word, causes in {**of_words, "z": ALWAYS}.items():
        for place in VILLAGES:
            full["causes", place, word] = causes[place]
        for place, inside in {**INSIDE, **UNITS}.items():
            full["causes", place, word] = sum(causes[village] for village in inside)
    for place in (*VILLAGES, *INSIDE):
        full["households", place, "all"] = sum(full["causes", place, word] for word in (*WORDS, "z"))
    return full


def site(folder: Path, shown: Mapping[Cell, object]) -> Path:
    helped = [{"unit_id": u, "village_code": v, "is_lead": True} for u, vs in UNITS.items() for v in vs]
    return write_site(
        folder,
        counts={(table, LEVEL[place], place, word): value for (table, place, word), value in shown.items()},
        villages=VILLAGES,
        tables={"assignments": helped},
        k=K,
    )


@st.composite
def published(draw: st.DrawFn) -> tuple[dict[Cell, object], dict[Cell, set[int]], list[dict[Cell, int]]]:
    """What is shown, every value that each hidden number can have, and every full table that fits.

    The county's causes are always shown.
    """
    shares = [draw(st.sampled_from(list(split(draw(st.integers(2, 6)), 4)))) for _ in WORDS]
    true = add_up(shares)
    floor = draw(st.sampled_from((0, 0, 1)))
    often = draw(st.sampled_from((60, 90, 100)))
    free = [cell for cell in true if not {COUNTY, "C", "C1", "z"} & {*cell} and true[cell] >= floor]
    hidden = [cell for cell in free if draw(st.integers(0, 99)) < often]
    if draw(st.booleans()):  # a village hides what its township hides; otherwise nearly everything is found
        hidden = [cell for cell in free if cell in hidden or (cell[0], cell[1][:1], cell[2]) in hidden]
    shown = {cell: value for cell, value in true.items() if cell not in hidden}
    tables = [add_up(pair) for pair in product(*(list(split(sum(share), 4)) for share in shares))]
    fitting = [t for t in tables if all(t[c] == v for c, v in shown.items()) and all(t[c] >= floor for c in hidden)]
    values = {cell: {table[cell] for table in fitting} for cell in hidden}
    said: object = (0, None) if floor == 0 else HIDDEN
    return {**shown, **dict.fromkeys(hidden, said)}, values, fitting


def solved(folder: Path) -> Judgement:
    _, facts = system([read_edition(folder)])
    return judge(facts, Limits(k=K, p_percent=10))


def key(cell: Cell) -> Key:
    table, place, word = cell
    return ("household_figures", table, LEVEL[place], place, word, AS_OF)


def cells(report: AttackReport, verdict: Verdict) -> set[Cell]:
    return {(win.cell[1], win.cell[3], win.cell[4]) for win in report.wins if win.verdict is verdict}


@counties
@given(published())
def test_intervals_agree_with_every_table_that_fits(
    county: tuple[dict[Cell, object], dict[Cell, set[int]], list[dict[Cell, int]]],
) -> None:
    shown, values, _ = county
    with TemporaryDirectory() as folder:
        found = solved(site(Path(folder), shown))
    for cell, fitting in values.items():
        if (value := found.known.get(key(cell))) is None:
            whole, column = found.counts[key(cell)]
            assert {whole.end(column, -1), whole.end(column, 1)} == {min(fitting), max(fitting)}, cell
        else:
            assert {value} == fitting, cell


@counties
@given(published())
def test_verdicts_agree_with_every_table_that_fits(
    county: tuple[dict[Cell, object], dict[Cell, set[int]], list[dict[Cell, int]]],
) -> None:
    shown, values, fitting = county
    with TemporaryDirectory() as folder:
        report = attack(site(Path(folder), shown))
    open_values = {cell: found for cell, found in values.items() if len(found) > 1}
    assert cells(report, Verdict.EXACT) == values.keys() - open_values.keys()
    assert cells(report, Verdict.SMALL) == {cell for cell, v in open_values.items() if max(v) < K}
    assert cells(report, Verdict.NARROW) == {cell for cell, v in open_values.items() if max(v) >= K and 1 < min(v) < K}
    if not any(win.verdict is not Verdict.INSIDER for win in report.wins):
        assert cells(report, Verdict.INSIDER) == learned(values, fitting)


def learned(values: Mapping[Cell, set[int]], fitting: Sequence[Full]) -> set[Cell]:
    """Numbers that the only household of another hidden number learns to be small, or not to be that small."""
    found = set()
    for insider in (cell for cell, v in values.items() if 1 in v):
        inside = [table for table in fitting if table[insider] == 1]
        for cell in values.keys() - own(insider, values):
            low, high = min(t[cell] for t in inside), max(t[cell] for t in inside)
            if low < K and (low > 1 or high < K):
                found.add(cell)
    return found


def own(insider: Cell, hidden: Mapping[Cell, set[int]]) -> set[Cell]:
    """The insider's number, its copies and all their parts."""
    sums = [(parent, [c for c in children if c in hidden]) for parent, children in all_sums() if parent in hidden]
    known = {insider}
    while True:
        more = {c for parent, children in sums if parent in known for c in children}
        more |= {parent for parent, children in sums if len(children) == 1 and children[0] in known and is_copy(parent)}
        if more <= known:
            return known
        known |= more


def all_sums() -> Iterator[tuple[Cell, list[Cell]]]:
    for word in WORDS:
        for place, inside in {**INSIDE, **UNITS}.items():
            yield ("causes", place, word), [("causes", village, word) for village in inside]
    for place, inside in INSIDE.items():
        yield ("households", place, "all"), [("households", village, "all") for village in inside]
    for place in (*VILLAGES, *INSIDE):
        yield ("households", place, "all"), [("causes", place, word) for word in WORDS]


def is_copy(parent: Cell) -> bool:
    """Of a township with one village; a total beside one hidden part is a copy only when the rest is nought."""
    return parent[1] == "B"


MONEY = {"A1": "A", "A2": "A", "B1": "B"}
FUNDS = ("F1", "F2")
HEALTH = "F13"


def money_table(shares: Sequence[Sequence[int]], health: int) -> dict[tuple[str, str], int]:
    """(place, fund) → fen, from the funds of villages A1, A2, B1 and of the county alone."""
    full: dict[tuple[str, str], int] = {}
    for fund, share in zip(FUNDS, shares, strict=True):
        paid = dict(zip((*MONEY, "only"), share, strict=True))
        sums = {**paid, "A": paid["A1"] + paid["A2"], "B": paid["B1"], COUNTY: sum(share)}
        full |= {(place, fund): fen for place, fen in sums.items()}
    for place in (*MONEY, "A", "B", COUNTY, "only"):
        full[place, "all"] = sum(full[place, fund] for fund in FUNDS) + (health if place == COUNTY else 0)
    return full | {(COUNTY, HEALTH): health}


@counties
@given(st.data())
def test_money_intervals_agree_with_every_table_that_fits(data: st.DataObject) -> None:
    """The county's funds are shown, the health fund and all sums that hold it are not always."""
    shares = [data.draw(st.sampled_from(list(split(data.draw(st.integers(0, 4)), 4)))) for _ in FUNDS]
    health = data.draw(st.integers(0, 2))
    true = money_table(shares, health)
    hidden = [cell for cell in true if cell[0] != COUNTY and data.draw(st.booleans())]
    hidden += [cell for cell in ((COUNTY, "all"), (COUNTY, HEALTH)) if data.draw(st.booleans())]
    shown = {cell: fen for cell, fen in true.items() if cell not in hidden}
    most = 7  # no amount of these tables is larger than 4 + 2
    values: dict[tuple[str, str], set[int]] = {cell: set() for cell in hidden}
    for pair in product(*(list(split(sum(share), 4)) for share in shares)):
        for guess in range(most):
            full = money_table(pair, guess)
            if all(full[cell] == fen for cell, fen in shown.items()) and full[COUNTY, HEALTH] < most:
                for cell in hidden:
                    values[cell].add(full[cell])
    with TemporaryDirectory() as folder:
        ends = money_ends(Path(folder), {**shown, **dict.fromkeys(hidden, (0, None))})
    for cell, fitting in values.items():
        low, high = ends[cell]
        assert abs(low - min(fitting)) < 0.01, cell
        is_open = not {(COUNTY, "all"), (COUNTY, HEALTH)} - set(hidden) and cell in {(COUNTY, "all"), (COUNTY, HEALTH)}
        assert high == float("inf") if is_open else abs(high - max(fitting)) < 0.01, cell


def money_ends(folder: Path, shown: Mapping[tuple[str, str], object]) -> dict[tuple[str, str], tuple[float, float]]:
    levels = {**dict.fromkeys(MONEY, "village"), "A": "township", "B": "township", COUNTY: "county"}
    name = "household_money_spent"
    counts = {
        (name, levels.get(place, "county_only"), place if place in levels else COUNTY, fund): value
        for (place, fund), value in shown.items()
    }
    funds = [{"fund_id": fund, "implies_health": fund == HEALTH} for fund in (*FUNDS, HEALTH)]
    _, facts = system([read_edition(write_site(folder, counts=counts, villages=MONEY, tables={"funds": funds}))])
    found: dict[tuple[str, str], tuple[float, float]] = {}
    rules = [equation for equation in facts.equations if not equation.is_usual]
    for part in components(facts.hidden, rules):
        money = Amounts(part, facts.hidden)
        for cell in part.keys:
            money.push([cell], -1)
            money.push([cell], 1)
            found["only" if cell[2] == "county_only" else cell[3], cell[4]] = money.seen(cell)
    return found
