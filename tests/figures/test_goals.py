"""Goals: exact operator and arithmetic, dated benchmarks, breaks, and states as of the edition."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.county import small_release

from generator.base.blanks import Blank
from generator.figures.goal_results import GoalResult, PlaceResult, State, share
from generator.figures.goals import results, satisfies

INCOME = "province_rural_income"
BASE = {"title": "目标", "year": 2015, "due_on": "2015-12-31", "clause": "一", "level": "village", "operator": ">="}
SERIES = [
    (2013, 11_669_30, "纯收入", True),
    (2014, 12_245_60, "可支配收入", False),
    (2015, 13_360_40, "可支配收入", False),
]


def goal(measure: str, **more: Any) -> dict[str, Any]:
    return {**BASE, "goal_id": "G1", "measure": measure, **more}


def benchmarks(years: tuple[int, ...] = (2013, 2014, 2015)) -> list[dict[str, Any]]:
    known = {"benchmark_id": INCOME, "name": "全省农民人均收入", "source": "公报"}
    return [
        {**known, "year": y, "value_fen": v, "definition": d, "is_confirmed": c} for y, v, d, c in SERIES if y in years
    ]


def year(code: str, number: int, **more: Any) -> dict[str, Any]:
    return {"village_code": code, "year": number, **more}


def result(row: dict[str, Any], **frames: list[dict[str, Any]]) -> GoalResult:
    return results(small_release({"goals": [row], "benchmarks": benchmarks(), **frames}))[0]


def place(found: GoalResult, code: str) -> PlaceResult:
    return next(p for p in found.places if p.place_code == code)


def test_share_of_a_benchmark_is_exact() -> None:
    assert share(Decimal(45), 13_360_40) == Decimal("601218")
    assert share(Decimal("33.3"), 1) == Decimal("0.00333") * 100


@pytest.mark.parametrize(
    ("operator", "at", "above", "below"),
    [
        (">=", True, True, False),
        (">", False, True, False),
        ("<=", True, False, True),
        ("<", False, False, True),
        ("==", True, False, False),
    ],
)
def test_operators_are_kept_exactly(operator: str, at: bool, above: bool, below: bool) -> None:
    target = Decimal("6012.18")
    step = Decimal("0.01")
    said = [satisfies(value, operator, target) for value in (target, target + step, target - step)]
    assert said == [at, above, below]


def test_an_unknown_operator_stops() -> None:
    with pytest.raises(KeyError):
        satisfies(Decimal(1), "~", Decimal(1))


@pytest.mark.parametrize(("income", "state"), [(8016_24, State.NOT_DUE), (8016_25, State.MET)])
def test_more_than_sixty_percent_of_the_same_years_benchmark(income: int, state: State) -> None:
    row = goal("net_income_per_head_fen", operator=">", benchmark_id=INCOME, factor_percent=Decimal(60))
    found = place(result(row, village_years=[year("DL01", 2015, net_income_per_head_fen=income)]), "DL01")
    assert found.reading.target == Decimal("801624")
    assert found.reading.gap == income - Decimal("801624")
    assert found.state is state


def test_behind_only_once_it_is_due() -> None:
    row = goal("collective_income_fen", target=Decimal(5_000_000), target_unit="fen", year=2014, due_on="2014-12-31")
    rows = [year("DL01", 2014, collective_income_fen=4_999_999), year("DL02", 2014, collective_income_fen=5_000_000)]
    found = result(row, village_years=rows)
    assert place(found, "DL01").state is State.BEHIND
    assert place(found, "DL01").reading.gap == -1
    assert place(found, "DL02").state is State.MET
    assert place(found, "XZ01").state is State.NOT_REPORTED
    assert found.count(State.NOT_REPORTED) == 4


def test_the_latest_known_year_is_previewed_against_its_own_benchmark() -> None:
    row = goal(
        "net_income_per_head_fen", benchmark_id=INCOME, factor_percent=Decimal(60), village_kinds=("province_key",)
    )
    rows = [year("DL01", 2013, net_income_per_head_fen=7001_58), year("DL01", 2014, net_income_per_head_fen=7347_35)]
    found = result(row, village_years=rows, benchmarks=benchmarks((2013, 2014)))
    dl01 = place(found, "DL01")
    assert dl01.state is State.NOT_DUE
    assert (dl01.reading.value, dl01.reading.target, dl01.reading.gap) == (Blank.NOT_DUE,) * 3
    assert dl01.preview is not None
    assert (dl01.preview.year, dl01.preview.target, dl01.preview.gap) == (2014, Decimal("734736"), Decimal(-1))
    assert dl01.preview.is_satisfied is False
    assert dl01.preview.arithmetic is not None
    assert not dl01.preview.arithmetic.benchmark.is_confirmed
    assert "XZ03" not in {p.place_code for p in found.places}


def test_a_change_of_definition_is_a_break() -> None:
    row = goal("net_income_per_head_fen", benchmark_id=INCOME, factor_percent=Decimal(60))
    assert [(b.before.year, b.after.year) for b in result(row).breaks] == [(2013, 2014)]
    assert result(row, benchmarks=benchmarks((2014, 2015))).breaks == ()


def test_growth_is_measured_from_the_base_year() -> None:
    row = goal(
        "collective_income_growth_fen",
        target=Decimal(1_000_000),
        target_unit="fen",
        base_year=2012,
        year=2013,
        due_on="2013-12-31",
    )
    rows = [
        year("DL01", 2012, collective_income_fen=200_000),
        year("DL01", 2013, collective_income_fen=1_200_000),
        year("DL02", 2013, collective_income_fen=9_000_000),
    ]
    found = result(row, village_years=rows)
    assert place(found, "DL01").state is State.MET
    assert place(found, "DL02").state is State.NOT_REPORTED


@pytest.mark.parametrize("level", ["household", "member"])
def test_goals_of_households_without_a_protected_table_have_no_value(level: str) -> None:
    row = goal("insurance_percent", level=level, operator="==", target=Decimal(100), target_unit="percent")
    assert [p.reading.value for p in result(row).places if not isinstance(p.reading.value, Blank)] == []
    assert [p.state for p in result(row).places if p.state in (State.MET, State.BEHIND)] == []


def test_a_goal_in_words_is_not_computed() -> None:
    found = result(goal("text", operator="text", level="county"))
    assert [p.state for p in found.places] == [State.TEXT]
    assert found.places[0].reading.value is Blank.NOT_APPLICABLE


def test_the_countys_own_income_is_a_benchmark_series_of_its_own() -> None:
    row = goal("county_income_per_head_fen", level="county", benchmark_id=INCOME, factor_percent=Decimal(75))
    own = {**benchmarks((2014,))[0], "benchmark_id": "county_rural_income", "value_fen": 9_184_20}
    found = result(row, benchmarks=[own, *benchmarks((2014,))]).places[0]
    assert found.preview is not None
    assert found.preview.gap == Decimal(0)
    assert found.preview.is_satisfied is True


@pytest.mark.parametrize(
    ("arrived", "state"), [("2013-06-10", State.MET), ("2013-06-11", State.BEHIND), (None, State.NOT_REPORTED)]
)
def test_cadres_arrive_by_the_day(arrived: str | None, state: State) -> None:
    row = goal("cadre_arrival", operator="by", year=2013, due_on="2013-06-10")
    assignment = {"unit_id": "U1", "village_code": "DL01", "is_lead": True}
    found = result(row, assignments=[{**assignment, **({"arrived_on": arrived} if arrived else {})}])
    assert place(found, "DL01").state is state
    assert place(found, "DL02").state is State.NOT_APPLICABLE


def test_demonstration_villages_are_counted_and_none_marked_is_not_reported() -> None:
    row = goal("demonstration_villages", level="county", target=Decimal(1), target_unit="villages")
    assert result(row).places[0].reading.value is Blank.NOT_DUE
    villages = [
        {"village_code": c, "township_code": "DL", "name": c, "kind": "province_key", "is_demonstration": c == "DL01"}
        for c in ("DL01", "DL02", "XZ01", "XZ02", "SS01")
    ]
    assert result(row, villages=villages, village_years=[]).places[0].state is State.MET


def test_houses_come_from_the_protected_county_table() -> None:
    row = goal(
        "houses_rebuilt", level="county", target=Decimal(30), target_unit="households", year=2014, due_on="2014-12-31"
    )
    found = result(row).places[0]
    assert found.reading.value == 30
    assert found.state is State.MET
