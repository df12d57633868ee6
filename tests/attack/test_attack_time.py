"""Editions compared: changes of 1 to k-1."""

from __future__ import annotations

from pathlib import Path

import pytest
from attacked_site import HIDDEN, Cells, households, table, write_site

from generator.attack.attack import attack
from generator.attack.report import AttackReport, Verdict

TOWN_A, A1, A2 = ("township", "A"), ("village", "A1"), ("village", "A2")


def both(tmp_path: Path, old: Cells, new: Cells) -> AttackReport:
    first = write_site(tmp_path / "old", counts=old, as_of="2014-06-30")
    return attack(write_site(tmp_path / "new", counts=new), [first])


@pytest.mark.parametrize(
    ("now", "is_found"), [(20, False), (21, True), (24, True), (25, False), (16, True), (15, False)]
)
def test_two_shown_numbers(tmp_path: Path, now: int, is_found: bool) -> None:
    report = both(tmp_path, households({A1: 20}), households({A1: now}))
    assert (report.count(Verdict.CHANGE) == 1) is is_found
    assert report.is_won is is_found


def test_a_number_that_went_into_hiding(tmp_path: Path) -> None:
    """6 before; now hidden, but a range of 7 to 9 is stated: one to three more."""
    report = both(tmp_path, households({A1: 6}), households({A1: "7–9户"}))
    assert report.count(Verdict.CHANGE) == 1
    assert both(tmp_path / "wide", households({A1: 6}), households({A1: HIDDEN})).count(Verdict.CHANGE) == 0


@pytest.mark.parametrize(("total", "is_found"), [(63, True), (60, False), (80, False)])
def test_the_sum_of_hidden_numbers(tmp_path: Path, total: int, is_found: bool) -> None:
    """Both villages stay hidden; their township moves by 3."""
    old = {**households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN})}
    report = both(tmp_path, old, households({TOWN_A: total, A1: HIDDEN, A2: HIDDEN}))
    assert any("sum of 2" in win.how for win in report.wins) is is_found


def test_a_derived_sum_moves_although_every_shown_number_moves_more(tmp_path: Path) -> None:
    """The township gains 12 and its shown group 11: the two hidden groups together gained one."""
    spot = {"x": HIDDEN, "y": HIDDEN}
    old = {**households({A1: 60}), **table("cause_groups", {A1: {**spot, "z": 20}})}
    new = {**households({A1: 72}), **table("cause_groups", {A1: {**spot, "z": 31}})}
    report = both(tmp_path, old, new)
    assert [win.how for win in report.wins if win.verdict is Verdict.CHANGE] == [
        "sum of 2 hidden cells in two editions"
    ]


def test_a_snapshot_shown_again_is_the_same_number(tmp_path: Path) -> None:
    """One date, two hiding patterns: together they tell everything."""
    one = write_site(tmp_path / "one", counts=households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN}))
    two = write_site(tmp_path / "two", counts=households({TOWN_A: HIDDEN, A1: 4, A2: HIDDEN}))
    report = attack(two, [one])
    assert {win.cell[3] for win in report.wins if win.verdict is Verdict.EXACT} == {"A", "A1", "A2"}
