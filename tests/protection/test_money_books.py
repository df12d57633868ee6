"""Two books, no fen in both and none lost: public lines with their totals, and money to households in its tables."""

from __future__ import annotations

from typing import Any

import pytest
from rich_county import STAGES, TOWNSHIP_OF, moves, rich_frames
from support.county import Rows, fund, move, small_protected, small_release, spent

from generator.base.blanks import Blank, Figure
from generator.private.protection.release import release
from generator.private.stages import Protected
from generator.published.release import ALL, MoneyTotal, Release

COUNTY = "441882"


@pytest.fixture(scope="module")
def rich() -> Protected:
    return small_protected(rich_frames())


def with_moves(*lines: dict[str, Any]) -> Release:
    funds = [fund("F1"), fund("F2", pays_households=True), fund("F9")]
    frames: dict[str, Rows] = {"funds": funds, "projects": [], "contracts": [], "project_reports": []}
    return small_release({**frames, "fund_moves": lines}, without=["households"])


def total(release: Release, level: str, code: str, fund_id: str = ALL, stage: str = "spent") -> MoneyTotal:
    wanted = (level, code, fund_id, stage)
    return next(t for t in release.money_totals if (t.level, t.place_code, t.fund_id, t.stage) == wanted)


def amounts(release: Release, *spots: tuple[str, str, str]) -> list[Figure]:
    return [total(release, *spot).amount_fen for spot in spots]


def is_inside(village: str | Blank, t: MoneyTotal) -> bool:
    """Whether a line of a village, or of none, belongs into a total."""
    if t.level == "county_only":
        return isinstance(village, Blank)
    return t.level == "county" or (not isinstance(village, Blank) and t.place_code in (village, TOWNSHIP_OF[village]))


def test_every_public_total_is_the_sum_of_its_released_lines(rich: Protected) -> None:
    minted = release(rich)
    assert {t.level for t in minted.money_totals} == {"village", "township", "county", "county_only"}
    for t in minted.money_totals:
        inside = [m for m in minted.fund_moves if is_inside(m.village_code, t) and m.stage == t.stage]
        fen = [m.amount_fen for m in inside if t.fund_id in (ALL, m.fund_id)]
        assert t.lines == len(fen)
        assert t.amount_fen == sum(fen, 0) or (t.amount_fen is Blank.NOT_REPORTED and not fen)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", STAGES)
def test_both_books_together_are_every_summed_line(rich: Protected, stage: str) -> None:
    truth = sum(row["amount_fen"] for row in moves() if row["stage"] == stage)
    (snapshot,) = (s for s in rich.history.snapshots if s.family == "money")
    of_households = snapshot.cells[f"{stage}_fen", "fund", "county", COUNTY, ALL].value
    of_others = total(release(rich), "county", COUNTY, stage=stage).amount_fen
    assert isinstance(of_others, int)
    assert of_households + of_others == truth
    assert 0 < of_households < truth


def test_what_the_tables_show_of_the_county_is_the_truth_to_the_fen(rich: Protected) -> None:
    shown = {
        (f.table_id.rpartition("_")[2], f.category): f.value
        for f in release(rich).household_figures
        if f.table_id.startswith("household_money") and f.level == "county" and isinstance(f.value, int)
    }
    assert len(shown) >= 8
    book = [row for row in moves() if row["fund_id"] != "F1"]
    for (stage, category), value in shown.items():
        lines = [row for row in book if row["stage"] == stage and category in (ALL, row["fund_id"])]
        assert value == sum(row["amount_fen"] for row in lines)


def test_money_to_households_is_in_no_public_total() -> None:
    release = with_moves(spent(1, 300, 3), spent(2, 900, 9), spent(3, 5_000, None), spent(4, 77, 20, fund_id="F2"))
    sum_ = total(release, "village", "DL01", "F1")
    assert (sum_.amount_fen, sum_.lines) == (5_900, 2)
    assert amounts(release, ("village", "DL01", ALL), ("county", COUNTY, ALL)) == [5_900, 5_900]
    assert not [t for t in release.money_totals if t.fund_id == "F2"]


def test_money_of_the_county_alone_stands_beside_the_townships() -> None:
    release = with_moves(spent(1, 300, None, "SS01"), spent(2, 5_000, None, None), spent(3, 700, None, "XZ01"))
    spots = (("township", "SS", "F1"), ("township", "XZ", "F1"), ("county_only", COUNTY, "F1"), ("county", COUNTY, ALL))
    assert amounts(release, *spots) == [300, 700, 5_000, 6_000]


def test_transfers_are_lines_but_never_summed() -> None:
    release = with_moves(move(1, "transferred", "F1", 5_000, village_code="DL01"), spent(2, 700, None))
    assert {t.stage for t in release.money_totals} == set(STAGES)
    assert amounts(release, ("village", "DL01", "F1")) == [700]
    assert len(release.fund_moves) == 2


def test_a_place_without_a_line_has_reported_nothing() -> None:
    moved = move(3, "transferred", "F1", 900, village_code="XZ02")
    release = with_moves(spent(1, 700, None), move(2, "promised", "F1", 900, village_code="XZ01"), moved)
    for village in ("XZ02", "XZ03"):
        empty = total(release, "village", village)
        assert (empty.amount_fen, empty.lines) == (Blank.NOT_REPORTED, 0)
    assert total(release, "village", "DL01", stage="promised").amount_fen == 0


def test_a_place_with_money_to_households_only_shows_no_public_money() -> None:
    release = with_moves(spent(1, 700, 20, fund_id="F2"), spent(2, 800, None, "XZ01"))
    assert amounts(release, ("village", "DL01", ALL), ("township", "DL", ALL)) == [0, 0]


def test_a_stage_of_which_nobody_reported_anything_is_no_zero() -> None:
    release = with_moves(move(1, "promised", "F1", 900, village_code="DL01"))
    assert total(release, "village", "DL01", stage="promised").amount_fen == 900
    for level, code in (("village", "DL01"), ("township", "DL"), ("county", COUNTY)):
        assert total(release, level, code, stage="spent").amount_fen is Blank.NOT_REPORTED
