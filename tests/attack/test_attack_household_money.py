"""Money to households in protected tables: what the attacker must find, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attacked_site import (
    A1,
    A2,
    ALL_COUNTY,
    B1,
    B2,
    COUNTY,
    TOWN_A,
    TOWN_B,
    Spot,
    households,
    move,
    table,
    won,
    write_site,
)

from generator.attack.attack import attack, system
from generator.attack.edition import read_edition
from generator.attack.report import AttackReport, Verdict, findings
from generator.base.errors import Severity

SPENT, RECEIVED = "household_money_spent", "household_money_received"
ONLY = ("county_only", COUNTY)
FUNDS = [{"fund_id": "F4", "implies_health": False}, {"fund_id": "F5"}, {"fund_id": "F13", "implies_health": True}]
OPEN = (0, None)
"""Hidden, no range stated"""
Money = Mapping[Spot, Mapping[str, object]]


def attacked(folder: Path, *tables: tuple[str, Money], **more: Any) -> AttackReport:
    counts = {key: value for name, values in tables for key, value in table(name, values).items()}
    counts |= more.pop("counts", {})
    return attack(write_site(folder, counts=counts, tables={"funds": FUNDS}, **more))


def safe() -> dict[Spot, dict[str, object]]:
    """Two villages hide one fund and their sums; their township and the rest of the county are shown."""
    return {
        A1: {"F4": OPEN, "F5": 0, "all": OPEN},
        A2: {"F4": OPEN, "F5": 0, "all": OPEN},
        B1: {"F4": 300_000, "F5": 40_000, "all": 340_000},
        TOWN_A: {"F4": 900_000, "F5": 0, "all": 900_000},
        TOWN_B: {"F4": 300_000, "F5": 40_000, "all": 340_000},
        ALL_COUNTY: {"F4": 1_200_000, "F5": 40_000, "F13": 5_000, "all": 1_245_000},
    }


def test_two_hidden_villages_are_safe_and_a_doubt(tmp_path: Path) -> None:
    report = attacked(tmp_path, (SPENT, safe()))
    assert won(report, Verdict.PAYEE) == {f"{SPENT}/{at}" for at in ("A1/F4", "A1/all", "A2/F4", "A2/all")}
    assert not report.is_won
    assert {finding.severity for finding in findings(report)} == {Severity.DOUBT}


def test_one_hidden_village_is_the_rest_of_its_township(tmp_path: Path) -> None:
    money = safe() | {A2: {"F4": 500_000, "F5": 0, "all": 500_000}}
    assert won(attacked(tmp_path, (SPENT, money)), Verdict.EXACT) == {f"{SPENT}/A1/F4", f"{SPENT}/A1/all"}


def test_all_less_the_other_funds_is_the_hidden_fund(tmp_path: Path) -> None:
    money = safe() | {A1: {"F4": OPEN, "F5": 0, "all": 400_000}}
    assert f"{SPENT}/A1/F4" in won(attacked(tmp_path, (SPENT, money)), Verdict.EXACT)


def test_the_county_is_the_only_one_to_hold_the_health_fund(tmp_path: Path) -> None:
    """Townships leave it out, so the county's sum less theirs is that fund, and no rule is broken by it."""
    money = safe()
    money[ALL_COUNTY] |= {"F13": OPEN}
    assert won(attacked(tmp_path / "one", (SPENT, money)), Verdict.EXACT) == {f"{SPENT}/{COUNTY}/F13"}
    money[ALL_COUNTY] |= {"all": OPEN}
    assert not attacked(tmp_path / "two", (SPENT, money)).is_won


def test_money_of_no_village_is_part_of_the_county(tmp_path: Path) -> None:
    money = safe() | {ONLY: {"F4": OPEN, "F5": 0, "all": OPEN}}
    money[ALL_COUNTY] |= {"F4": 1_210_000, "all": 1_255_000}
    assert won(attacked(tmp_path, (SPENT, money)), Verdict.EXACT) == {f"{SPENT}/{COUNTY}/F4", f"{SPENT}/{COUNTY}/all"}


@pytest.mark.parametrize(("small", "is_won"), [(40_000, True), (200_000, False)])
def test_an_amount_between_tight_sums_is_narrow(tmp_path: Path, small: int, is_won: bool) -> None:
    """The second fund of the village can take only so much of its sum, which the rest of the county allows."""
    money = {
        A1: {"F4": OPEN, "F5": OPEN, "all": 1_000_000},
        A2: {"F4": OPEN, "F5": OPEN, "all": 500_000},
        TOWN_A: {"F4": 1_500_000 - small, "F5": small, "all": 1_500_000},
    }
    report = attacked(tmp_path, (SPENT, money))
    assert won(report, Verdict.NARROW) == ({f"{SPENT}/A1/F4", f"{SPENT}/A2/F4"} if is_won else set())
    assert report.is_won is is_won


def test_the_site_says_how_close_is_too_close(tmp_path: Path) -> None:
    money = {
        A1: {"F4": OPEN, "F5": OPEN, "all": 1_000_000},
        A2: {"F4": OPEN, "F5": OPEN, "all": 1_000_000},
        TOWN_A: {"F4": 1_880_000, "F5": 120_000, "all": 2_000_000},
    }
    assert not attacked(tmp_path / "ten", (SPENT, money)).is_won
    assert attacked(tmp_path / "fifteen", (SPENT, money), p_percent=15).is_won


def test_nothing_left_is_nothing_in_every_part(tmp_path: Path) -> None:
    money = safe()
    money[TOWN_A] |= {"F4": 0, "all": 0}
    report = attacked(tmp_path, (SPENT, money))
    assert {f"{SPENT}/A1/F4", f"{SPENT}/A2/F4"} <= won(report, Verdict.EXACT)


def test_stages_repeat_one_amount(tmp_path: Path) -> None:
    """The same amount was received in the open."""
    received = safe() | {A1: {"F4": 400_000, "F5": 0, "all": 400_000}, A2: {"F4": 500_000, "F5": 0, "all": 500_000}}
    report = attacked(tmp_path, (SPENT, safe()), (RECEIVED, received))
    assert won(report, Verdict.LIKELY) == {f"{SPENT}/A1/F4", f"{SPENT}/A2/F4", f"{SPENT}/A1/all", f"{SPENT}/A2/all"}
    assert not attacked(tmp_path / "both", (SPENT, safe()), (RECEIVED, safe())).is_won


@pytest.mark.parametrize(("shown", "hidden", "is_won"), [(RECEIVED, SPENT, True), (SPENT, RECEIVED, False)])
def test_nothing_received_is_nothing_spent(tmp_path: Path, shown: str, hidden: str, is_won: bool) -> None:
    """Nothing spent says little about what was received."""
    nothing = {A1: {"F4": 0}, A2: {"F4": OPEN}, B1: {"F4": OPEN}}
    money = {A1: {"F4": OPEN}, A2: {"F4": OPEN}, B1: {"F4": OPEN}}
    report = attacked(tmp_path, (shown, nothing), (hidden, money))
    assert won(report, Verdict.LIKELY) == ({f"{hidden}/A1/F4"} if is_won else set())


@pytest.mark.parametrize(("paid", "is_won"), [(20_000, True), (15_000, False)])
def test_a_fund_that_gives_every_village_one_amount(tmp_path: Path, paid: int, is_won: bool) -> None:
    """Ten of ten villages got 20,000 fen, in public lines or to households; or two of them got something else."""
    villages = {f"V{n}": "A" for n in range(12)}
    got = {f"V{n}": 20_000 if n > 1 else paid for n in range(10)}
    lines = [move(f"M{v}", fen, fund_id="F4", village_code=v) for v, fen in got.items()]
    lines.append(move("MV10", 5_000, fund_id="F4", village_code="V10"))
    lines.append(move("later", 900, fund_id="F4", village_code="V3", moved_on="2015-07-01"))
    cells = {("village", v): {"F4": 0} for v in got} | {("village", v): {"F4": OPEN} for v in ("V10", "V11")}
    counts = table(SPENT, cells)
    site = write_site(tmp_path, counts=counts, villages=villages, tables={"funds": FUNDS, "fund_moves": lines})
    assert won(attack(site), Verdict.LIKELY) == ({f"{SPENT}/V10/F4", f"{SPENT}/V11/F4"} if is_won else set())
    _, facts = system([read_edition(site)])
    guesses = {key[3]: equation.low for equation in facts.equations for key in equation.terms}
    assert guesses == ({"V10": 15_000, "V11": 20_000} if is_won else {})


def test_a_village_without_households_gets_nothing(tmp_path: Path) -> None:
    counts = households({A1: 0, A2: 20, TOWN_A: 20})
    report = attacked(tmp_path, (SPENT, safe()), counts=counts)
    assert {f"{SPENT}/A1/F4", f"{SPENT}/A2/F4"} <= won(report, Verdict.LIKELY)
    counts = households({A1: 7, A2: 13, TOWN_A: 20})
    assert not attacked(tmp_path / "clean", (SPENT, safe()), counts=counts).is_won


@pytest.mark.parametrize(("left", "is_won"), [(4 * 1_500_000, True), (5 * 1_500_000, False)])
def test_payments_of_one_size_make_money_a_count(tmp_path: Path, left: int, is_won: bool) -> None:
    """Every shown amount is a multiple of 15,000 yuan: what is left for the hidden ones holds too few of them."""
    villages = {**{f"V{n}": "A" for n in range(2, 12)}, "A1": "A", "A2": "A"}
    shown = {("village", f"V{n}"): {"F4": n * 1_500_000} for n in range(2, 12)}
    money = {**shown, A1: {"F4": OPEN}, A2: {"F4": OPEN}, TOWN_A: {"F4": sum(range(2, 12)) * 1_500_000 + left}}
    report = attacked(tmp_path, (SPENT, money), villages=villages)
    assert won(report, Verdict.LIKELY) == ({f"{SPENT}/A1/F4", f"{SPENT}/A2/F4"} if is_won else set())
    assert report.is_won is is_won


def test_numbers_of_different_dates_do_not_add_up(tmp_path: Path) -> None:
    """The villages' table is half a year older than the township's: nothing follows, not even that it is no less."""
    money = {A1: {"F4": OPEN}, A2: {"F4": 700_000}, TOWN_A: {"F4": 600_000}}
    assert won(attacked(tmp_path / "one", (SPENT, money)), Verdict.EXACT)
    report = attacked(tmp_path / "two", (SPENT, money), dates={"village": "2014-12-31"})
    assert report.wins == ()
    assert report.notes == ()


def test_a_county_is_more_than_the_places_that_share_its_date(tmp_path: Path) -> None:
    """A village without a township still has last year's number: the county holds the townships and something more."""
    villages = {"A1": "A", "A2": "A", "B1": "B", "Z1": ""}
    money: dict[Spot, dict[str, object]] = {
        TOWN_A: {"F4": OPEN},
        TOWN_B: {"F4": 300_000},
        ("village", "Z1"): {"F4": 100_000},
        ALL_COUNTY: {"F4": 900_000},
    }
    towns = {"townships": [{"township_code": "A"}, {"township_code": "B"}], "funds": FUNDS}
    counts = table(SPENT, money)
    old = {"village": "2014-12-31"}
    same = write_site(tmp_path / "same", counts=counts, villages=villages, tables=towns)
    other = write_site(tmp_path / "other", counts=counts, villages=villages, tables=towns, dates=old)
    assert won(attack(same), Verdict.EXACT) == {f"{SPENT}/A/F4"}
    assert attack(other).wins == ()


def test_hidden_money_without_a_limit_is_safe(tmp_path: Path) -> None:
    assert attacked(tmp_path, (SPENT, {B1: {"F4": OPEN}, B2: {"F4": (100, None)}})).wins == ()


def test_a_stated_range_of_money_is_judged_too(tmp_path: Path) -> None:
    report = attacked(tmp_path, (SPENT, {B1: {"F4": (95, 100)}, B2: {"F4": (50, 100)}}))
    assert won(report, Verdict.NARROW) == {f"{SPENT}/B1/F4"}
