"""Stages, what is left, and remainders: exact, and blanks never become zero."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.county import small_release

from generator.base.blanks import Blank, Figure
from generator.figures.money import STAGES, left_fen, line_total, remainder, waterfalls
from generator.published.release import ALL

HIDDEN, MISSING, NONE = Blank.WITHHELD, Blank.NOT_REPORTED, Blank.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("received", "spent", "left"),
    [
        (500, 200, 300),
        (200, 500, -300),
        (0, 0, 0),
        (HIDDEN, 200, HIDDEN),
        (500, HIDDEN, HIDDEN),
        (MISSING, HIDDEN, HIDDEN),
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
    assert [s.stage for s in found.stages] == list(STAGES)
    assert found.amount("issued") is MISSING
    assert found.amount("received") == 100_000_00
    assert found.left_fen == 40_000_00


def test_waterfalls_carry_every_money_total_and_nothing_else() -> None:
    release = small_release()
    said = {(t.level, t.place_code, t.fund_id, t.stage): t.amount_fen for t in release.money_totals}
    drawn = {
        (w.level, w.place_code, w.fund_id, s.stage): s.amount_fen
        for w in waterfalls(release).values()
        for s in w.stages
    }
    assert drawn == said
    assert list(waterfalls(release)) == sorted(waterfalls(release))


def test_withheld_lines_and_their_remainder_reach_the_stage() -> None:
    release = small_release()
    total = next(t for t in release.money_totals if t.fund_id == ALL and t.level == "village" and t.stage == "spent")
    changed = replace(total, amount_fen=HIDDEN, withheld_lines=HIDDEN, withheld_fen=HIDDEN)
    totals = tuple(changed if t is total else t for t in release.money_totals)
    found = waterfalls(replace(release, money_totals=totals))["village", total.place_code, ALL]
    assert found.stages[3].withheld_lines is found.stages[3].withheld_fen is HIDDEN
    assert found.left_fen is HIDDEN


def test_lines_add_up_without_the_withheld_ones() -> None:
    assert line_total([100, HIDDEN, 0, 250, HIDDEN, MISSING]) == (350, 2)
    assert line_total([]) == (0, 0)


@pytest.mark.parametrize(
    ("total", "parts", "rest"),
    [
        (1000, [400, 600], (0, 0)),
        (1000, [400, HIDDEN, HIDDEN], (600, 2)),
        (1000, [400, MISSING], (600, 0)),
        (HIDDEN, [400, HIDDEN], (HIDDEN, 1)),
        (MISSING, [MISSING], (MISSING, 0)),
    ],
)
def test_remainder_makes_the_parts_add_up(total: Figure, parts: list[Figure], rest: tuple[Figure, int]) -> None:
    assert remainder(total, parts) == rest
