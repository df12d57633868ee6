"""Twenty-four monthly editions of the sample, whole sites: what an attacker learns from all, judged by the truth."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from county_site import read_csv

from benchmarks.editions import SETTINGS, editions, months, write_site
from generator.attack.attack import attack
from generator.attack.report import DOUBTS, AttackReport, Verdict
from generator.config.load import load_settings
from generator.edge.shell import make_shell
from generator.private.history import History, Past
from generator.sample.write import SampleSize, write_sample

pytestmark = pytest.mark.slow
SIZE = SampleSize(villages=74, households=5549, seed=2013, as_of="")
K = 5


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, History]:
    """The folder of all editions' sites, and the last private history."""
    folder = tmp_path_factory.mktemp("editions")
    settings = load_settings(SETTINGS)
    shell = make_shell(settings)
    history = None
    for month, (protected, minted) in zip(months(), editions(SIZE, settings, list(months())), strict=True):
        write_site(minted, shell, settings, folder / month)
        history = protected.history
    assert history is not None
    return folder, history


@pytest.fixture(scope="module")
def report(told: tuple[Path, History]) -> AttackReport:
    *earlier, last = [told[0] / month for month in months()]
    return attack(last, earlier)


def test_all_editions_together_give_nothing_away(report: AttackReport) -> None:
    assert len(report.editions) == 24
    assert [(win.verdict, win.cell, win.how) for win in report.wins if win.verdict not in DOUBTS] == []


def test_nobody_is_the_insider_whom_the_attacker_suspects(report: AttackReport, told: tuple[Path, History]) -> None:
    """The doubts about insiders name a hidden count whose only household would learn another: there is none such."""
    alone = {key for key, found in _chains(told[1]).items() if any(past.households == 1 for _, past in found)}
    names = {"/".join((level, place, category)) for _, _, level, place, category in alone}
    suspected = [win.how for win in report.wins if win.verdict is Verdict.INSIDER]
    assert [how for how in suspected if any(name in how for name in names)] == []


def test_every_small_change_can_look_like_any(told: tuple[Path, History]) -> None:
    """A change of 1 to k-1 households between two snapshots may be anything from -k to k, as far as numbers allow."""
    seen = 0
    for key, found in _chains(told[1]).items():
        for (_, old), (_, new) in combinations(found, 2):
            if not key[0].endswith("_fen") and 0 < abs(new.value - old.value) < K:
                seen += 1
                assert old.is_hidden or new.is_hidden, key
                least, most = _range(new)[0] - _range(old)[1], _range(new)[1] - _range(old)[0]
                assert least <= -K or _range(new)[0] == 0, key
                assert most >= K or _range(old)[0] == 0, key
    assert seen > 100


def test_small_changes_of_money_are_never_between_two_shown_numbers(told: tuple[Path, History]) -> None:
    pairs = [
        (key, old, new)
        for key, found in _chains(told[1]).items()
        for (_, old), (_, new) in combinations(found, 2)
        if key[0].endswith("_fen") and old.value != new.value and abs(new.households - old.households) < K
    ]
    assert pairs
    assert [key for key, old, new in pairs if not (old.is_hidden or new.is_hidden)] == []


def test_village_tables_appear_once_a_year(told: tuple[Path, History]) -> None:
    dates = {s.as_of for s in told[1].snapshots if any(level == "village" for _, _, level in s.parts)}
    assert {date for date in dates if date[:4] == "2014"} == {"2014-12-31"}


def test_the_rolls_of_the_boards_add_nothing(told: tuple[Path, History], tmp_path: Path) -> None:
    """Not even beside all editions."""
    *earlier, last = months()
    write_sample(tmp_path / "data", replace(SIZE, as_of=last))
    rolls = tmp_path / "boards"
    rolls.mkdir()
    with (rolls / "roll.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("村编码", "姓名", "村民小组"))
        for row in read_csv(tmp_path / "data" / "households.csv"):
            writer.writerow((row["村编码"], row["户主姓名"], row["村民小组"]))
    report = attack(told[0] / last, [told[0] / month for month in earlier], board=rolls)
    assert report.has_board
    assert [(win.verdict, win.cell, win.how) for win in report.wins if win.verdict not in DOUBTS] == []


def _chains(history: History) -> dict[tuple[str, ...], list[tuple[str, Past]]]:
    """Cell → its released values, oldest first."""
    found: defaultdict[tuple[str, ...], list[tuple[str, Past]]] = defaultdict(list)
    for snapshot in sorted(history.snapshots, key=lambda s: s.as_of):
        for key, past in snapshot.cells.items():
            found[key].append((snapshot.as_of, past))
    return found


def _range(past: Past) -> tuple[int, int]:
    """What the public knows of it; a hidden number without a stated range may be anything."""
    if not past.is_hidden:
        return past.value, past.value
    low, high = past.low, past.high
    return (low if isinstance(low, int) else 0), (high if isinstance(high, int) else 10**12)
