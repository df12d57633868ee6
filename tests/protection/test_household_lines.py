"""Which lines are money to households: every reason by itself, and the nearest line that it does not touch."""

from __future__ import annotations

from typing import Any

import pytest
from rich_county import rich_frames
from support.county import Rows, fund, move, project, small_linked, small_protected, small_release, spent

from generator.base.blanks import Blank
from generator.private.history import NOTHING_YET, History
from generator.private.protection.columns import records
from generator.private.protection.lines import households_behind, make_lines
from generator.private.protection.mask import mask
from generator.private.protection.places import make_places

FUNDS = [fund("F1"), fund("F2"), fund("F9", amount_per_village_fen=5_000)]
HOUSELESS = ("households",)
"""Tables left out: these tests are about money"""


def public(*moves: dict[str, Any], history: History = NOTHING_YET, **frames: Rows) -> list[int]:
    """Numbers of the lines that stay public."""
    empty = dict.fromkeys(("projects", "contracts", "project_reports", "documents"), ())
    tables: dict[str, Rows] = {"funds": FUNDS, **empty, "fund_moves": moves, **frames}
    protected = small_protected(tables, HOUSELESS, history)
    return [int(move_id[1:]) for (move_id,) in records(protected.frames["fund_moves"], "move_id")]


def test_public_works_stay_public_and_exact() -> None:
    works = [spent(1, 700_01, None), spent(2, 900_02, None, None), move(3, "transferred", "F1", 5)]
    release = small_release(
        {"funds": FUNDS, "fund_moves": [*works, spent(4, 300, 3, "XZ01")], "projects": []}, HOUSELESS
    )
    assert [(m.move_id, m.amount_fen) for m in release.fund_moves] == [("M001", 700_01), ("M002", 900_02), ("M003", 5)]


def test_a_line_for_k_households_stays_public_with_their_number() -> None:
    release = small_release({"funds": FUNDS, "fund_moves": [spent(1, 900, 5), spent(2, 800, 4, "XZ01")]}, HOUSELESS)
    assert [(m.move_id, m.beneficiary_households) for m in release.fund_moves] == [("M001", 5)]


@pytest.mark.parametrize("households", [1, 4])
def test_fewer_than_k_households(households: int) -> None:
    assert public(spent(1, 900, households), spent(2, 800, 5, "XZ01")) == [2]


def test_an_unreported_number_counts_as_one() -> None:
    assert public(spent(1, 800, None, beneficiary_households=Blank.NOT_REPORTED)) == []


@pytest.mark.parametrize(("level", "left"), [("household", []), ("village", [1])])
def test_paid_to_households_however_many(level: str, left: list[int]) -> None:
    assert public(spent(1, 9_000, 90, project_id="J009", to_level=level)) == left


def test_recorded_payments_tell_that_households_were_paid() -> None:
    payment = {"move_id": "M001", "paid_on": "2014-06-01", "amount_fen": 100}
    paid = [{**payment, "payment_id": f"Z{n}", "household_id": f"DL01-H{n:03}"} for n in range(9)]
    moves = (spent(1, 9_000, None, project_id="J009"), spent(2, 9_000, None, project_id="J008"))
    linked = mask(small_linked({"fund_moves": moves, "household_payments": paid}))
    assert [line.is_to_households for line in make_lines(linked, make_places(linked))] == [True, False]


def test_fewer_recorded_payments_than_stated_households_count() -> None:
    """The line says 30 households; two are recorded."""
    payment = {"move_id": "M001", "paid_on": "2014-06-01", "amount_fen": 100}
    paid = [{**payment, "payment_id": f"Z{n}", "household_id": f"DL01-H{n:03}"} for n in range(2)]
    masked = mask(small_linked({"fund_moves": [spent(1, 9_000, 30)], "household_payments": paid}))
    (line,) = make_lines(masked, make_places(masked))
    assert (line.backing.number, sorted(line.paid.values())) == (2, [100, 100])


def test_what_pays_for_such_a_line_along_the_whole_chain() -> None:
    chain = [move(n, stage, "F1", 900, village_code="DL01") for n, stage in enumerate(("promised", "issued"), 1)]
    chain[1]["source_move_id"] = "M001"
    paid = spent(3, 900, 30, to_level="household", project_id="J007", source_move_id="M002")
    other = spent(4, 900, 30, project_id="J008", source_move_id="M005")
    assert public(*chain, paid, other, move(5, "issued", "F1", 900, project_id="J008")) == [4, 5]


def test_what_only_pays_for_three_households_is_about_them() -> None:
    """A source that names nobody takes the households of the lines it pays for, along the chain and over villages."""
    moves = [
        move(1, "promised", "F1", 900),
        move(2, "received", "F1", 900, source_move_id="M001"),
        spent(3, 500, 3, source_move_id="M002"),
        spent(4, 400, 6, "XZ01", source_move_id="M002"),
    ]
    masked = mask(small_linked({"fund_moves": moves}))
    assert [line.backing.number for line in make_lines(masked, make_places(masked))] == [9, 9, 3, 6]


def test_a_circle_of_sources_ends() -> None:
    circle = [spent(1, 900, None, source_move_id="M002"), spent(2, 900, None, source_move_id="M001")]
    assert public(*circle) == [1, 2]


def test_every_line_of_the_project_of_such_a_line() -> None:
    with_project = spent(1, 900, 3, project_id="J001")
    same, other = spent(2, 800, 20, project_id="J001"), spent(3, 800, 20, project_id="J002")
    assert public(with_project, same, other) == [3]


def test_the_project_tells_how_many_households_stand_behind_its_lines() -> None:
    projects = [project(1, "DL01", 900, beneficiary_households=4), project(2, "DL01", 900, beneficiary_households=5)]
    moves = [spent(1, 900, None, project_id="J001"), spent(2, 900, None, project_id="J002")]
    assert public(*moves, projects=projects) == [2]


def test_what_was_money_to_households_in_an_earlier_edition_stays_it() -> None:
    moves = [spent(1, 900, 20), spent(2, 900, 20)]
    assert public(*moves, history=History(household_lines=frozenset({"M002", "M099"}))) == [1]


def test_every_line_of_a_fund_that_pays_households_from_the_first_promise() -> None:
    funds = [*FUNDS, fund("F5", pays_households=True)]
    promised = move(1, "promised", "F5", 900, village_code="DL01", project_id="J001")
    assert public(promised, move(2, "promised", "F1", 900, village_code="DL01"), funds=funds) == [2]


def test_a_fund_that_happens_to_pay_a_few_households_does_not_pay_households() -> None:
    paid = spent(2, 900, 90, to_level="household", project_id="J001")
    assert public(spent(1, 900, 3), paid, spent(3, 900, None, "XZ01"), spent(4, 900, 20)) == [3, 4]


def test_what_a_published_rule_fixes_stays_public_without_its_number() -> None:
    """5,000 for every village: no withheld line could not be had by subtraction. How many got it is still withheld."""
    small, large = spent(1, 900, 3, fund_id="F9", project_id="J001"), spent(2, 4_100, 30, fund_id="F9")
    release = small_release({"funds": FUNDS, "fund_moves": [small, large], "projects": []}, HOUSELESS)
    assert [m.beneficiary_households for m in release.fund_moves] == [Blank.WITHHELD, 30]
    assert [m.amount_fen for m in release.fund_moves] == [900, 4_100]


def test_a_fixed_grant_that_is_paid_to_households_is_money_to_households() -> None:
    paid = spent(1, 900, 30, fund_id="F9", to_level="household", project_id="J001")
    assert public(paid, spent(2, 4_100, 30, fund_id="F9", project_id="J002")) == [2]


def test_a_fixed_grant_is_not_drawn_in_by_its_project() -> None:
    grant = spent(1, 900, None, fund_id="F9", project_id="J001", source_move_id="M003")
    assert public(grant, spent(2, 900, 3, project_id="J001"), spent(3, 900, None, project_id="J002")) == [1, 3]


def test_reasons_lead_on_to_each_other() -> None:
    """A payment leads to its project's road, this to what pays for it, this to the promise of its own project."""
    moves = [
        spent(1, 900, 3, project_id="J001"),
        spent(2, 4_100, None, project_id="J001", source_move_id="M003"),
        move(3, "received", "F2", 4_100, village_code="DL01", project_id="J002"),
        move(4, "promised", "F2", 700, village_code="DL01", project_id="J002", source_move_id="M005"),
        move(5, "transferred", "F1", 700, project_id="J003"),
        move(6, "transferred", "F1", 700, project_id="J004"),
    ]
    assert public(*moves) == [6]


def test_no_public_line_stands_on_a_few_households() -> None:
    frames = rich_frames()
    masked = mask(small_linked(frames))
    lines = {line.move_id: line for line in make_lines(masked, make_places(masked))}
    shown = [lines[m.move_id] for m in small_release(frames).fund_moves]
    assert shown
    assert all(households_behind([line]) not in range(1, 5) for line in shown)
