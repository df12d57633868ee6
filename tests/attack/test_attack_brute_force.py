"""Random small counties: the attacker's verdicts against every table that fits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from attacked_site import COUNTY, HIDDEN, households, write_site

from generator.attack.attack import attack
from generator.attack.report import AttackReport, Verdict

VILLAGES = {"A1": "A", "A2": "A", "A3": "A", "B1": "B"}
"""Township B has one village"""
WORDS = ("x", "y")
Cell = tuple[str, str]
"""(place, category)"""
Table = Mapping[Cell, object]


def add_up(below: Mapping[Cell, int]) -> dict[Cell, int]:
    """A full table from its villages."""
    full = dict(below)
    for place, inside in (("A", ("A1", "A2", "A3")), ("B", ("B1",)), (COUNTY, tuple(VILLAGES))):
        full |= {(place, word): sum(below[village, word] for village in inside) for word in WORDS}
    return full


def random_table(seed: int) -> tuple[dict[Cell, object], dict[Cell, int]]:
    """What is shown of a random county (zeros and about a third of the rest), and the truth."""
    chance = random.Random(seed)
    true = add_up({(v, w): chance.choice((0, 1, 2, 3, 6, 9)) for v in VILLAGES for w in WORDS})
    hidden = {cell for cell, value in true.items() if value and chance.random() < 0.65}
    return {cell: HIDDEN if cell in hidden else value for cell, value in true.items()}, true


def options(shown: Table, village: str, total: int) -> Iterator[dict[Cell, int]]:
    """Every pair of counts of one village that fits what is shown of it."""
    for x in range(total + 1):
        pair = {(village, "x"): x, (village, "y"): total - x}
        if all(value > 0 if shown[cell] == HIDDEN else value == shown[cell] for cell, value in pair.items()):
            yield pair


def possible(shown: Table, true: Mapping[Cell, int]) -> dict[Cell, set[int]]:
    """Every value that each hidden cell takes in some table that fits; village totals are public."""
    found: dict[Cell, set[int]] = {cell: set() for cell, value in shown.items() if value == HIDDEN}
    choices = [list(options(shown, v, true[v, "x"] + true[v, "y"])) for v in VILLAGES]
    for pairs in product(*choices):
        full = add_up({cell: value for pair in pairs for cell, value in pair.items()})
        if all(full[cell] == value for cell, value in shown.items() if value != HIDDEN):
            for cell, values in found.items():
                values.add(full[cell])
    return found


def cells(report: AttackReport, verdict: Verdict) -> set[Cell]:
    return {(win.cell[3], win.cell[4]) for win in report.wins if win.verdict is verdict}


@pytest.mark.parametrize("seed", range(60))
def test_verdicts_agree_with_brute_force(tmp_path: Path, seed: int) -> None:
    shown, true = random_table(seed)
    level = {"A": "township", "B": "township", COUNTY: "county"}
    counts = {("causes", level.get(place, "village"), place, word): value for (place, word), value in shown.items()}
    totals = households({("village", v): true[v, "x"] + true[v, "y"] for v in VILLAGES})
    report = attack(write_site(tmp_path, counts={**counts, **totals}, villages=VILLAGES))
    values = possible(shown, true)
    assert cells(report, Verdict.EXACT) == {cell for cell, v in values.items() if len(v) == 1}
    assert cells(report, Verdict.SMALL) == {cell for cell, v in values.items() if len(v) > 1 and max(v) < 5}
    narrow = {cell for cell, v in values.items() if len(v) > 1 and max(v) >= 5 and 1 < min(v) < 5}
    assert cells(report, Verdict.NARROW) == narrow
