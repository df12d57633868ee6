"""Household tables: what the attacker must find, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from attacked_site import (
    A1,
    A2,
    ALL_COUNTY,
    B1,
    B2,
    HIDDEN,
    TOWN_A,
    TOWN_B,
    households,
    table,
    won,
    write_site,
)

from generator.attack import insiders, ranges
from generator.attack.attack import attack
from generator.attack.report import Verdict, findings
from generator.base.errors import DataRefused
from generator.base.solver import LimitReached


def test_one_subtraction_is_found(tmp_path: Path) -> None:
    site = write_site(tmp_path, counts=households({TOWN_A: 30, A1: 27, A2: HIDDEN}))
    assert won(attack(site), Verdict.EXACT) == {"households/A2/all"}


def test_nothing_hidden_is_nothing_won(tmp_path: Path) -> None:
    report = attack(write_site(tmp_path, counts=households({TOWN_A: 30, A1: 27, A2: 3})))
    assert report.wins == ()
    assert not report.is_won


def combination(hidden_in_two: object) -> dict[tuple[str, str, str, str], object]:
    """V1 hides two groups and V2 all three; no single sum holds fewer than two hidden cells."""
    groups = table(
        "cause_groups",
        {
            TOWN_A: {"burden": 30, "health": 40, "means": HIDDEN},
            A1: {"burden": HIDDEN, "health": HIDDEN, "means": 0},
            A2: {"burden": HIDDEN, "health": HIDDEN, "means": hidden_in_two},
            ALL_COUNTY: {"burden": 30, "health": 40, "means": HIDDEN},
        },
    )
    return {**groups, **households({A1: 33, A2: 41})}


def test_a_combination_of_four_sums_is_found(tmp_path: Path) -> None:
    report = attack(write_site(tmp_path, counts=combination(HIDDEN), villages={"A1": "A", "A2": "A"}))
    assert "cause_groups/A2/means" in won(report, Verdict.EXACT)
    assert "cause_groups/A1/burden" not in won(report, Verdict.EXACT)


def test_a_block_of_four_is_safe(tmp_path: Path) -> None:
    groups = table(
        "cause_groups",
        {
            TOWN_A: {"burden": 35, "health": 35, "means": 50},
            A1: {"burden": HIDDEN, "health": HIDDEN, "means": 20},
            A2: {"burden": HIDDEN, "health": HIDDEN, "means": 30},
        },
    )
    report = attack(write_site(tmp_path, counts={**groups, **households({TOWN_A: 120, A1: 50, A2: 70})}))
    assert report.wins == ()
    assert [(t.table, t.hidden) for t in report.tables if t.hidden] == [("household_figures/cause_groups", 4)]


@pytest.mark.parametrize(("both", "verdict"), [(2, Verdict.EXACT), (5, Verdict.SMALL), (4, Verdict.SMALL)])
def test_a_hidden_count_is_at_least_one(tmp_path: Path, both: int, verdict: Verdict) -> None:
    site = write_site(tmp_path, counts=households({TOWN_A: both, A1: HIDDEN, A2: HIDDEN}))
    assert won(attack(site), verdict) == {"households/A1/all", "households/A2/all"}


def test_six_in_two_cells_is_safe_even_from_inside(tmp_path: Path) -> None:
    report = attack(write_site(tmp_path, counts=households({TOWN_A: 6, A1: HIDDEN, A2: HIDDEN})))
    assert report.wins == ()


def test_the_insider_learns_a_small_neighbour(tmp_path: Path) -> None:
    """Equal margins of 20: the diagonal cells are equal, so whoever is alone in one is not alone in being alone."""
    spots = {A1: {"x": HIDDEN, "y": HIDDEN}, A2: {"x": HIDDEN, "y": HIDDEN}}
    even = table("causes", {TOWN_A: {"x": 20, "y": 20}, **spots})
    report = attack(write_site(tmp_path / "even", counts={**even, **households({A1: 20, A2: 20})}))
    assert {w.verdict for w in report.wins} == {Verdict.INSIDER}
    assert len(report.wins) == 4
    uneven = table("causes", {TOWN_A: {"x": 20, "y": 30}, **spots})
    report = attack(write_site(tmp_path / "uneven", counts={**uneven, **households({A1: 15, A2: 35})}))
    assert report.wins == ()


def test_the_insider_learns_that_a_neighbour_is_not_so_small(tmp_path: Path) -> None:
    """Of 34 in three villages one is the insider: the 33 others leave at least 3 for the village with room for 26."""
    rooms = {"V1": 26, "V2": 30, "V3": 68}
    groups = table("causes", {("village", v): {"x": (0, None), "y": (0, None)} for v in rooms})
    groups |= table("causes", {TOWN_A: {"x": 34, "y": 90}})
    counts = {**groups, **households({("village", v): number for v, number in rooms.items()})}
    report = attack(write_site(tmp_path, counts=counts, villages=dict.fromkeys(rooms, "A")))
    assert won(report, Verdict.INSIDER) == {"causes/V1/x", "causes/V3/x"}
    assert report.insiders == 5


def test_cause_groups_are_recognised_in_the_numbers(tmp_path: Path) -> None:
    """Nothing says which causes make a group; the shown townships do."""
    groups, causes = {}, {}
    for at, (ill, disabled) in {"A": (11, 7), "B": (13, 9), "C": (20, 6), "D": (8, 30)}.items():
        spot = ("township", at)
        groups[spot] = {"health": ill + disabled, "means": 50 + ill}
        causes[spot] = {"illness": ill, "disability": disabled, "no_funds": 40, "no_skill": 10 + ill}
    causes["township", "D"]["illness"] = HIDDEN
    counts = {**table("cause_groups", groups), **table("causes", causes)}
    report = attack(write_site(tmp_path, counts=counts, villages={"V": "A"}))
    assert won(report, Verdict.EXACT) == {"causes/D/illness"}


@pytest.mark.parametrize(("persons", "verdict"), [(1, Verdict.EXACT), (4, Verdict.SMALL)])
def test_few_persons_mean_few_households(tmp_path: Path, persons: int, verdict: Verdict) -> None:
    counts = {**households({A1: HIDDEN, A2: HIDDEN, TOWN_A: 60}), **table("persons", {A1: {"all": persons}})}
    assert "households/A1/all" in won(attack(write_site(tmp_path, counts=counts)), verdict)


def test_a_small_village_has_few_households(tmp_path: Path) -> None:
    villages = [{"village_code": v, "township_code": "A", "households_total": 4} for v in ("A1", "A2")]
    counts = households({TOWN_A: 7, A1: HIDDEN, A2: HIDDEN})
    report = attack(write_site(tmp_path, counts=counts, tables={"villages": villages}))
    assert won(report, Verdict.SMALL) == {"households/A1/all", "households/A2/all"}


def test_the_only_village_of_a_township_is_the_township(tmp_path: Path) -> None:
    only = {"A1": "A", "B1": "B", "B2": "B"}
    shown = households({TOWN_A: 3, A1: HIDDEN, TOWN_B: 40, B1: 15, B2: 25})
    assert won(attack(write_site(tmp_path / "shown", counts=shown, villages=only)), Verdict.EXACT) == {
        "households/A1/all"
    }
    both = households({TOWN_A: HIDDEN, A1: HIDDEN, TOWN_B: HIDDEN, B1: HIDDEN, B2: 25, ALL_COUNTY: 60})
    assert attack(write_site(tmp_path / "both", counts=both, villages=only)).wins == ()


def test_a_helper_unit_is_the_sum_of_its_villages(tmp_path: Path) -> None:
    villages = {f"V{n}": "A" for n in range(8)}
    values: dict[tuple[str, str], object] = {("village", code): 10 + n for n, code in enumerate(villages)}
    assignments = [{"unit_id": f"U{n // 2}", "village_code": f"V{n}", "is_lead": True} for n in range(8)]
    values |= {("unit", f"U{n}"): 21 + 4 * n for n in range(4)}
    values["village", "V7"] = HIDDEN
    site = write_site(tmp_path, counts=households(values), villages=villages, tables={"assignments": assignments})
    assert won(attack(site), Verdict.EXACT) == {"households/V7/all"}


def test_whole_numbers_tell_more_than_fractions(tmp_path: Path) -> None:
    """Overlapping units a+b+d = 27, b+c+d = 27, a+c+d = 28: d is even, though 1 would do for fractions."""
    helped = {"U1": "abd", "U2": "bcd", "U3": "acd", "U4": "ef", "U5": "fg", "U6": "eg"}
    sums = {"U1": 27, "U2": 27, "U3": 28, "U4": 30, "U5": 40, "U6": 50}
    values = {("village", v): HIDDEN for v in "abcd"} | {
        ("village", v): n for v, n in zip("efg", (20, 10, 30), strict=True)
    }
    assignments = [{"unit_id": u, "village_code": v, "is_lead": True} for u, vs in helped.items() for v in vs]
    site = write_site(
        tmp_path,
        counts=households(values | {("unit", u): n for u, n in sums.items()}),
        villages=dict.fromkeys("abcdefg", "A"),
        tables={"assignments": assignments},
    )
    assert won(attack(site), Verdict.NARROW) == {f"households/{v}/all" for v in "acd"}


@pytest.mark.parametrize(("stated", "is_won"), [((1, 3), True), ((1, 8), False), ((0, 8), False), ((2, 8), True)])
def test_a_stated_range_is_judged_too(tmp_path: Path, stated: object, is_won: bool) -> None:
    counts = households({TOWN_A: 60, A1: stated, A2: (0, 60)})
    assert attack(write_site(tmp_path, counts=counts)).is_won is is_won


def test_a_limit_counts_for_the_attacker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object) -> None:
        raise LimitReached("nodes")

    monkeypatch.setattr(ranges.Whole, "best", gives_up)
    report = attack(write_site(tmp_path, counts=households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN})))
    assert report.count(Verdict.UNKNOWN) == 2
    assert report.is_won


def test_insiders_beyond_the_limit_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block that is safe from outside needs programs for its insiders; without them it is not called safe."""
    monkeypatch.setattr(insiders, "SCATTERED", 0)
    monkeypatch.setattr(ranges, "PROGRAMS", 5)
    groups = {A1: {"x": HIDDEN, "y": HIDDEN}, A2: {"x": HIDDEN, "y": HIDDEN}, TOWN_A: {"x": 40, "y": 50}}
    counts = {**table("causes", groups), **households({A1: 30, A2: 60})}
    report = attack(write_site(tmp_path, counts=counts))
    assert {win.verdict for win in report.wins} == {Verdict.UNKNOWN}
    assert all(win.how.startswith("the only household in") for win in report.wins)
    assert report.is_won


def test_numbers_that_cannot_be_true_are_not_called_safe(tmp_path: Path) -> None:
    report = attack(write_site(tmp_path, counts=households({TOWN_A: 1, A1: HIDDEN, A2: HIDDEN})))
    assert report.count(Verdict.UNKNOWN) == 2


def test_a_missing_download_is_refused(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    (site / "data/tables/household_figures.json").unlink()
    with pytest.raises(DataRefused) as refusal:
        attack(site)
    assert refusal.value.findings[0].where.file == "data/tables/household_figures.json"


def test_findings_name_codes_and_no_number(tmp_path: Path) -> None:
    site = write_site(tmp_path, counts=households({TOWN_A: 917, A1: 904, A2: HIDDEN}))
    (finding,) = findings(attack(site))
    assert finding.code == "attack.exact"
    assert finding.where.file == "household_figures/households"
    assert "13" not in f"{finding.where}{finding.rule}{finding.remedy}".replace("2013", "")


def test_the_same_files_give_the_same_report(tmp_path: Path) -> None:
    site = write_site(tmp_path, counts=combination(HIDDEN), villages={"A1": "A", "A2": "A"})
    assert attack(site) == attack(site)
