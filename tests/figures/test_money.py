"""Two books of money: stages and what is left, exact; blanks never become zero, and the books never mix."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.county import small_release
from support.household_money import HIDDEN, with_money

from generator.base.blanks import Blank, Figure
from generator.figures.money import STAGES, household_waterfalls, left_fen, waterfalls
from generator.figures.snapshots import snapshot_dates
from generator.published.release import ALL

WITHHELD, MISSING, NONE = Blank.WITHHELD, Blank.NOT_REPORTED, Blank.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("received", "spent", "left"),
    [
        (500, 200, 300),
        (200, 500, -300),
        (0, 0, 0),
        (WITHHELD, 200, WITHHELD),
        (500, WITHHELD, WITHHELD),
        (MISSING, WITHHELD, WITHHELD),
        (MISSING, 200, MISSING),
        (500, MISSING, MISSING),
        (NONE, NONE, NONE),
        (Blank.NOT_DUE, 0, Blank.NOT_DUE),
    ],
)
def test_left_is_received_less_spent(received: Figure, spent: Figure, left: Figure) -> None:
    assert left_fen(received, spent) == left


def test_a_stage_without_a_total_is_not_reported_and_never_zero() -> None:
    release = small_release()
    totals = tuple(t for t in release.money_totals if t.stage != "issued")
    found = waterfalls(replace(release, money_totals=totals))["village", "DL01", "F1"]
    assert found.amounts == (100_000_00, MISSING, 100_000_00, 60_000_00)
    assert found.left_fen == 40_000_00
    assert found.as_of == release.programme.as_of


def test_waterfalls_carry_every_money_total_and_nothing_else() -> None:
    release = small_release()
    said = {(t.level, t.place_code, t.fund_id, t.stage): t.amount_fen for t in release.money_totals}
    drawn = {(*key, stage): w.amount(stage) for key, w in waterfalls(release).items() for stage in STAGES}
    assert drawn == said
    assert list(waterfalls(release)) == sorted(waterfalls(release))


def test_money_to_households_is_a_book_of_its_own_with_its_own_dates() -> None:
    told = {
        ("village", "DL01", "F2"): (500, 500, 400, 100),
        ("village", "DL01", ALL): HIDDEN,
        ("county", "441882", ALL): (MISSING, 0, 900, 800),
    }
    release = with_money(small_release(), told, {"village": "2014-12-31"})
    found = household_waterfalls(release)
    assert {key: w.amounts for key, w in found.items()} == {key: tuple(amounts) for key, amounts in told.items()}
    assert [w.left_fen for _, w in sorted(found.items())] == [100, 300, WITHHELD]
    assert {key[0]: w.as_of for key, w in found.items()} == {"village": "2014-12-31", "county": "2015-06-30"}
    assert waterfalls(release) == waterfalls(small_release())


def test_a_stage_whose_table_is_not_declared_is_withheld() -> None:
    release = with_money(small_release(), {("village", "DL01", "F2"): (500, 500, 400, 100)})
    tables = tuple(t for t in release.protected_tables if t.measure != "received_fen")
    found = household_waterfalls(replace(release, protected_tables=tables))["village", "DL01", "F2"]
    assert found.amounts == (500, 500, WITHHELD, 100)
    assert found.left_fen is WITHHELD


@pytest.mark.parametrize(
    ("amounts", "is_nothing"),
    [((0, 0, 0, 0), True), ((MISSING, 0, NONE, 0), True), ((0, 0, 0, 1), False), (HIDDEN, False)],
)
def test_nothing_is_neither_an_amount_nor_a_withheld_one(amounts: tuple[Figure, ...], is_nothing: bool) -> None:
    release = with_money(small_release(), {("village", "DL01", "F2"): amounts})
    assert household_waterfalls(release)["village", "DL01", "F2"].is_nothing is is_nothing


def test_each_table_has_a_date_per_level() -> None:
    release = small_release()
    older = tuple(
        replace(f, as_of="2014-12-31") if (f.table_id, f.level) == ("cause_groups", "village") else f
        for f in release.household_figures
    )
    dates = snapshot_dates(replace(release, household_figures=older))
    assert dates["cause_groups"] == {"village": "2014-12-31", "township": "2015-06-30", "county": "2015-06-30"}
    assert dates["causes"] == {"township": "2015-06-30", "county": "2015-06-30"}
