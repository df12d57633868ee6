"""The reference tables state the plan's facts, exactly and with their doubts."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from generator.contract.schema import tables

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
NAMES = ("funds", "goals", "benchmarks", "duties", "entitlements")


def _rows(name: str) -> dict[str, dict[str, str]]:
    """Rows by their first cell (and year, for benchmarks), under contract column names."""
    columns = {column.header: column.name for column in tables()[name].columns}
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [{columns[head]: cell for head, cell in row.items()} for row in csv.DictReader(file)]
    keys = tables()[name].primary_key
    return {"/".join(row[key] for key in keys): row for row in rows}


@pytest.mark.parametrize("name", NAMES)
def test_reference_files_have_the_contract_headers(name: str) -> None:
    first = (REFERENCE / f"{name}.csv").read_bytes().split(b"\r\n")[0].decode("utf-8-sig")
    assert first == ",".join(column.header for column in tables()[name].columns)


def test_sixteen_funds_with_their_rules() -> None:
    funds = _rows("funds")
    assert list(funds) == [f"F{number}" for number in range(1, 17)]
    assert funds["F1"]["amount_per_year_fen"] == "10000000"
    assert "不是连州市" in funds["F1"]["caution"]
    assert (funds["F3"]["rate_percent"], funds["F4"]["rate_percent"]) == ("50", "40")
    assert [key for key, row in funds.items() if row["implies_health"] == "是"] == ["F13"]


def test_the_village_subsidy_belongs_to_prefecture_and_county_villages() -> None:
    subsidy = _rows("funds")["F2"]
    assert subsidy["amount_per_village_fen"] == "200000"
    assert subsidy["instalment_years"] == "2014;2015"
    assert subsidy["eligible_origins"] == "prefecture;county"
    assert len(subsidy["allowed_uses"].split(";")) == 5


def test_goals_of_2015_and_the_stage_tasks() -> None:
    goals = _rows("goals")
    duties = ["H1", "H2", "H3"]
    stage = ["T13-1", "T13-2", "T13-3", "T13-4", "T14-1", "T14-2", "T14-3"]
    assert list(goals) == [f"G{number}" for number in range(1, 12)] + duties + stage


@pytest.mark.parametrize(
    ("goal", "operator", "percent"), [("G1", "达到或超过", "45"), ("G2", "超过", "60"), ("G4", "达到或超过", "75")]
)
def test_income_goals_are_shares_of_that_years_provincial_income(goal: str, operator: str, percent: str) -> None:
    row = _rows("goals")[goal]
    assert (row["operator"], row["factor_percent"]) == (operator, percent)
    assert (row["benchmark_id"], row["year"], row["target"]) == ("province_rural_income", "2015", "")


def test_targets_with_their_units() -> None:
    goals = _rows("goals")
    found = {key: (row["target"], row["target_unit"]) for key, row in goals.items() if row["target"]}
    assert found == {
        "G3": ("5000000", "分"),
        "G5": ("100", "%"),
        "G6": ("100", "%"),
        "G7": ("100", "%"),
        "G8": ("14", "个村"),
        "G9": ("964", "户"),
        "H1": ("100", "%"),
        "H2": ("100", "%"),
        "H3": ("30", "天"),
        "T13-2": ("290", "户"),
        "T13-3": ("324", "户"),
        "T13-4": ("1000000", "分"),
    }


def test_only_figures_from_a_public_page_are_confirmed() -> None:
    incomes = _rows("benchmarks")
    assert {row["year"] for row in incomes.values() if row["is_confirmed"] == "是"} == {"2010", "2012"}
    assert Decimal(incomes["province_rural_income/2015"]["value_fen"]) * 45 / 100 == Decimal("6012.18")
    assert incomes["province_rural_income/2013"]["definition"] != incomes["province_rural_income/2014"]["definition"]


def test_every_household_class_has_an_entitlement() -> None:
    assert len({row["household_class"] for row in _rows("entitlements").values()}) == 5


def test_every_fact_cites_its_clause() -> None:
    for name in ("funds", "goals", "duties", "entitlements"):
        assert all(row["clause"][:2] in ("一(", "二(") for row in _rows(name).values()), name
