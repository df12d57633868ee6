"""Snapshots and editions compared: changes of 1 to k-1, and numbers that come out of hiding or go into it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attacked_site import A1, A2, HIDDEN, TOWN_A, Cells, Spot, households, move, table, won, write_site

from generator.attack.attack import attack
from generator.attack.report import AttackReport, Verdict

SPENT = "household_money_spent"


def both(tmp_path: Path, old: Cells, new: Cells, **options: Any) -> AttackReport:
    first = write_site(tmp_path / "old", counts=old, as_of="2014-06-30")
    return attack(write_site(tmp_path / "new", counts=new), [first], **options)


@pytest.mark.parametrize(
    ("now", "is_found"), [(20, False), (21, True), (24, True), (25, False), (16, True), (15, False)]
)
def test_two_shown_numbers(tmp_path: Path, now: int, is_found: bool) -> None:
    report = both(tmp_path, households({A1: 20}), households({A1: now}))
    assert (report.count(Verdict.CHANGE) == 1) is is_found
    assert report.is_won is is_found


@pytest.mark.parametrize(
    ("before", "now", "is_found"),
    [
        (6, (7, 9), True),  # one to three more
        (6, (1, 11), False),  # from five fewer to five more
        (6, (2, 11), False),  # not five fewer: then nothing small happened, for the rules promise the whole range
        (6, (1, 10), False),
        (6, (7, 10), True),  # one to four more
        (6, (1, 5), False),  # five fewer is possible
        (6, (2, 5), True),  # one to four fewer
        (4, (0, 9), False),  # four fewer at most, since nothing is below 0
        (6, (11, 20), False),  # five more at least
        (30, (0, 25), False),  # five fewer at least
        ((0, 9), (0, 9), False),
        ((1, 9), (1, 9), False),
        ((7, 9), (7, 9), False),
        ((7, 9), (10, 11), True),
        ((0, 5), 0, False),  # it can only have fallen to 0
    ],
)
def test_the_range_of_a_difference(tmp_path: Path, before: object, now: object, is_found: bool) -> None:
    report = both(tmp_path, households({A1: before}), households({A1: now}))
    assert (report.count(Verdict.CHANGE) == 1) is is_found


def test_the_range_comes_from_all_sums(tmp_path: Path) -> None:
    """The township gives each hidden village a range that holds no change; its own change is small."""
    old = households({TOWN_A: 12, A1: 7, A2: 5})
    assert won(
        both(tmp_path / "wide", old, households({TOWN_A: 12, A1: (0, None), A2: (0, None)})), Verdict.CHANGE
    ) == (set())
    narrow = both(tmp_path / "narrow", old, households({TOWN_A: 8, A1: (0, None), A2: (0, None)}))
    assert won(narrow, Verdict.CHANGE) == {"households/A/all"}


@pytest.mark.parametrize(("total", "is_found"), [(63, True), (60, False), (80, False)])
def test_the_sum_of_hidden_numbers(tmp_path: Path, total: int, is_found: bool) -> None:
    """Both villages stay hidden; their township moves by 3."""
    old = {**households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN})}
    report = both(tmp_path, old, households({TOWN_A: total, A1: HIDDEN, A2: HIDDEN}))
    assert any("sum of 2" in win.how for win in report.wins) is is_found


def test_a_derived_sum_moves_although_every_shown_number_moves_more(tmp_path: Path) -> None:
    """The village gains 12 and its shown group 11: the two hidden groups together gained one."""
    spot = {"x": (0, None), "y": (0, None)}
    old = {**households({A1: 60}), **table("cause_groups", {A1: {**spot, "z": 20}})}
    new = {**households({A1: 72}), **table("cause_groups", {A1: {**spot, "z": 31}})}
    report = both(tmp_path, old, new)
    assert [win.how for win in report.wins if win.verdict is Verdict.CHANGE] == ["sum of 2 hidden cells at two dates"]


def test_a_snapshot_shown_again_is_the_same_number(tmp_path: Path) -> None:
    """One date, two hiding patterns: together they tell everything."""
    one = write_site(tmp_path / "one", counts=households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN}))
    two = write_site(tmp_path / "two", counts=households({TOWN_A: HIDDEN, A1: 4, A2: HIDDEN}))
    report = attack(two, [one])
    assert won(report, Verdict.EXACT) == {"households/A/all", "households/A1/all", "households/A2/all"}
    again = write_site(tmp_path / "again", counts=households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN}))
    assert attack(again, [one]).wins == ()


def test_levels_of_one_date_add_up_though_they_come_from_two_editions(tmp_path: Path) -> None:
    """The new edition repeats the township and holds the village; the old one had both."""
    old = write_site(tmp_path / "old", counts=households({A1: (0, None), A2: 20}), as_of="2014-12-31")
    dates = {"township": "2014-12-31"}
    new = write_site(tmp_path / "new", counts=households({TOWN_A: 24}), dates=dates, as_of="2015-01-31")
    assert won(attack(new, [old]), Verdict.EXACT) == {"households/A1/all"}
    assert attack(new).wins == attack(old).wins == ()


def money(now: int, *, is_counted: bool = True) -> Cells:
    """Ten villages with payments of 700 yuan, 7 households in each; the first one's money changes."""
    amounts = {("village", f"V{n}"): {"F4": 70_000 * (n + 7)} for n in range(1, 11)}
    amounts["village", "V1"] = {"F4": now}
    people: dict[Spot, object] = {("village", f"V{n}"): 7 for n in range(1, 11)} if is_counted else {}
    return {**table(SPENT, amounts), **households(people)}


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (70_000 * 8, None),
        (70_000 * 12, Verdict.CHANGE),  # four payments of 700 yuan
        (70_000 * 13, Verdict.DOUBT),  # five such payments, but less than five of what a household gets on average
        (70_000 * 15, None),
    ],
)
def test_money_that_changes_by_few_payments(tmp_path: Path, now: int, verdict: Verdict | None) -> None:
    found = [(w.verdict, w.cell[3]) for w in both(tmp_path, money(70_000 * 8), money(now)).wins]
    assert found == ([(verdict, "V1")] if verdict else [])


def test_money_without_a_measure_is_left_to_the_office(tmp_path: Path) -> None:
    """Nothing public says how many households stand behind a change of one fen."""
    one = table(SPENT, {A1: {"F4": 500_000}})
    assert both(tmp_path, one, table(SPENT, {A1: {"F4": 500_001}})).wins == ()


def test_the_sum_of_hidden_money_moves_by_few_payments(tmp_path: Path) -> None:
    """Each of the two may have got it; that fewer than five payments were made is certain."""
    hidden = {A1: {"F4": (0, None)}, A2: {"F4": (0, None)}}
    old = {**money(70_000 * 8), **table(SPENT, {**hidden, TOWN_A: {"F4": 70_000 * 30}})}
    for paid, is_found in ((4, True), (5, False)):
        new = {**money(70_000 * 8), **table(SPENT, {**hidden, TOWN_A: {"F4": 70_000 * (30 + paid)}})}
        report = both(tmp_path / str(paid), old, new)
        assert any("sum of 2" in win.how for win in report.wins) is is_found


def lines(
    tmp_path: Path, old: list[dict[str, Any]], new: list[dict[str, Any]], name: str = "fund_moves"
) -> AttackReport:
    first = write_site(tmp_path / "old", tables={name: old}, as_of="2014-06-30")
    return attack(write_site(tmp_path / "new", tables={name: new}), [first])


@pytest.mark.parametrize(("now", "is_found"), [(12, False), (13, True), (17, False), (HIDDEN, True)])
def test_households_of_a_line(tmp_path: Path, now: object, is_found: bool) -> None:
    old, new = ([move("M1", 9, beneficiary_households=number)] for number in (12, now))
    report = lines(tmp_path, old, new)
    assert won(report, Verdict.CHANGE) == ({"M1/2014-06-30/2015-06-30"} if is_found else set())


def test_a_line_that_is_gone_was_public(tmp_path: Path) -> None:
    report = lines(tmp_path, [move("M1", 9), move("M2", 9)], [move("M2", 9)])
    assert won(report, Verdict.CHANGE) == {"M1/2014-06-30/2015-06-30"}


@pytest.mark.parametrize(("reported_on", "is_found"), [("2014-06-01", True), ("2014-07-05", False)])
def test_a_line_that_was_withheld_before_is_a_doubt(tmp_path: Path, reported_on: str, is_found: bool) -> None:
    report = lines(tmp_path, [], [move("M1", 9, reported_on=reported_on)])
    assert won(report, Verdict.DOUBT) == ({"M1/2014-06-30/2015-06-30"} if is_found else set())
    assert not report.is_won


@pytest.mark.parametrize(("old", "new"), [(HIDDEN, 900), (900, HIDDEN)])
def test_a_budget_is_one_number_in_every_edition(tmp_path: Path, old: object, new: object) -> None:
    before, now = ([{"project_id": "P1", "budget_fen": fen}] for fen in (old, new))
    assert won(lines(tmp_path, before, now, "projects"), Verdict.EXACT) == {"P1/budget_fen"}


@pytest.mark.parametrize(("total", "is_found"), [(26, True), (20, False)])
def test_a_closed_register_gives_doubts_only(tmp_path: Path, total: int, is_found: bool) -> None:
    """The township fell from 30 to 26: if nobody can join, neither of its villages lost more than 4."""
    old = households({TOWN_A: 30, A1: 20, A2: 10})
    new = households({TOWN_A: total, A1: (0, None), A2: (0, None)})
    is_clean = both(tmp_path / "open", old, new)
    report = both(tmp_path / "closed", old, new, is_register_closed=True)
    exits = {"households/A1/all", "households/A2/all"} if is_found else set()
    assert won(report, Verdict.DOUBT) == exits
    assert report.is_won is is_clean.is_won
    assert report.is_register_closed
