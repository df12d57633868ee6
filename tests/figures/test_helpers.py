"""Arrivals against the deadline, to the day; money by the only organisation of a unit's name."""

from __future__ import annotations

from typing import Any

import pytest
from support.county import move, small_release

from generator.base.blanks import Blank
from generator.figures.helpers import Arrival, accounts, arrival, deadlines, given

GOAL = {"title": "进驻", "level": "village", "measure": "cadre_arrival", "operator": "by", "year": 2013, "clause": "二"}


def goal(code: str, due_on: str, **more: Any) -> dict[str, Any]:
    return {"goal_id": code, "due_on": due_on, **GOAL, **more}


def links(**arrived: object) -> list[dict[str, Any]]:
    return [
        {"unit_id": "U1", "village_code": code, "is_lead": True, "arrived_on": day} for code, day in arrived.items()
    ]


@pytest.mark.parametrize(
    ("day", "state", "late"),
    [
        ("2013-06-09", Arrival.ON_TIME, 0),
        ("2013-06-10", Arrival.ON_TIME, 0),
        ("2013-06-11", Arrival.LATE, 1),
        ("2013-08-10", Arrival.LATE, 61),
        (Blank.NOT_REPORTED, Arrival.NOT_REPORTED, 0),
        (Blank.NOT_APPLICABLE, Arrival.NOT_APPLICABLE, 0),
    ],
)
def test_the_deadline_s_own_day_is_in_time(day: object, state: Arrival, late: int) -> None:
    release = small_release({"goals": [goal("A", "2013-06-10")], "assignments": links(DL01=day)})
    found = arrival(release.assignments[0], deadlines(release)["DL01"], release.programme.as_of)
    assert (found.state, found.days_late) == (state, late)


def test_before_the_deadline_silence_is_not_due() -> None:
    release = small_release({"goals": [goal("A", "2015-12-31")], "assignments": links(DL01=Blank.NOT_REPORTED)})
    found = arrival(release.assignments[0], deadlines(release)["DL01"], release.programme.as_of)
    assert found.state is Arrival.NOT_DUE


def test_without_a_goal_an_arrival_is_no_more_than_that() -> None:
    release = small_release({"assignments": links(DL01="2013-09-01")})
    assert deadlines(release) == {}
    assert arrival(release.assignments[0], None, "2015-06-30").state is Arrival.ARRIVED


def test_a_goal_binds_its_kinds_and_the_earliest_counts() -> None:
    goals = [goal("A", "2014-01-01"), goal("B", "2013-06-10", village_kinds=("city_key",))]
    found = {code: g.goal_id for code, g in deadlines(small_release({"goals": goals})).items()}
    assert found == {"DL01": "A", "DL02": "A", "SS01": "A", "XZ01": "A", "XZ02": "A", "XZ03": "B"}


ORGANISATION = {"kind": "public_institution", "credit_code": Blank.NOT_APPLICABLE}


def organisations(*names: str) -> list[dict[str, Any]]:
    return [{"organisation_id": f"O{n}", "name": name, **ORGANISATION} for n, name in enumerate(names, 1)]


def test_only_what_the_unit_itself_pays_is_its_money() -> None:
    moves = [
        move(1, "promised", "F1", 5_00, payer_id="O1", village_code="DL01"),
        move(2, "received", "F1", 4_00, payer_id="O1", village_code="DL01"),
        move(3, "spent", "F1", 3_00, payer_id="O1", village_code="DL01"),
        move(4, "received", "F1", 2_00, payer_id="O2", payee_id="O1"),
    ]
    tables = {"organisations": organisations("省测试厅", "别的单位"), "fund_moves": moves, "projects": []}
    release = small_release({**tables, "contracts": [], "project_reports": []})
    assert {u: [m.move_id for m in found] for u, found in given(release).items()} == {"U1": ["M001", "M002"]}


@pytest.mark.parametrize("names", [("省测试厅", "省测试厅"), ("省测试厅（旧）", "测试厅")])
def test_an_unclear_name_is_nobody_s_account(names: tuple[str, str]) -> None:
    tables = {"organisations": organisations(*names), "projects": [], "contracts": [], "project_reports": []}
    release = small_release({**tables, "fund_moves": [move(1, "received", "F1", 4_00)]})
    assert accounts(release) == {}
    assert given(release) == {}
