"""Every cell recomputed from the rows, every equation added up, in a county with every odd place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rich_county import SIZES, STAGES, TOWNSHIP_OF, moves, rich_frames
from support.county import CAUSES, small_linked, small_policy

from generator.base.blanks import Blank
from generator.config.settings import TablePolicy
from generator.private.protection.household_money import household_lines, household_money, read_funds
from generator.private.protection.lines import make_lines
from generator.private.protection.mask import mask
from generator.private.protection.places import make_places
from generator.private.protection.rules.county_only_funds import county_only_funds
from generator.private.protection.system import Cell, Key, System
from generator.private.protection.tables import table_system
from generator.private.protection.tally import make_tally
from generator.published.release import ALL

CODE = "441882"
HEALTH = "F3"
FUNDS = ("F2", "F4")
Row = dict[str, Any]


def system_of(frames: dict[str, Any], tables: tuple[TablePolicy, ...] = small_policy().tables) -> System:
    masked = mask(small_linked(frames))
    places = make_places(masked)
    lines = make_lines(masked, places)
    book = household_lines(lines, 5, read_funds(masked), masked.history)
    money = household_money(lines, book, county_only_funds(masked))
    return table_system(make_tally(masked, places, small_policy(), money), places, tables)


@pytest.fixture(scope="module")
def system() -> System:
    return system_of(rich_frames())


def villages_in(level: str, code: str) -> set[str]:
    if level == "county":
        return set(TOWNSHIP_OF)
    return {village for village, township in TOWNSHIP_OF.items() if code in (village, township)}


def cells(system: System, measure: str, level: str = "") -> Iterator[tuple[Key, Cell]]:
    return ((key, cell) for key, cell in system.cells.items() if key[0] == measure and level in ("", key[2]))


def test_every_equation_holds(system: System) -> None:
    assert len(system.equations) > 150
    for equation in system.equations:
        assert system.cells[equation.parent].value == sum(system.cells[child].value for child in equation.children)


def test_every_sum_that_a_reader_knows_is_there(system: System) -> None:
    """Totals of townships and of the county, in counts, causes by group and money, with the village of no township."""
    known = {equation.parent: [] for equation in system.equations}  # type: dict[Key, list[set[Key]]]
    for equation in system.equations:
        known[equation.parent].append(set(equation.children))
    county = ("households", "all", "county", CODE, ALL)
    townships = {("households", "all", "township", town, ALL) for town in ("DL", "SS", "XZ")}
    assert townships | {("households", "all", "lone_village", "TT01", ALL)} in known[county]
    assert {("households", "cause_group", "county", CODE, g) for g in ("health", "means", "place")} in known[county]
    group = ("households", "cause_group", "township", "SS", "health")
    assert {("households", "cause", "township", "SS", cause) for cause, g in CAUSES.items() if g == "health"} in known[
        group
    ]
    assert {("households", "cause_group", "village", "SS01", "health")} in known[group]
    money = ("spent_fen", "fund", "county", CODE, ALL)
    spots = [("township", town) for town in ("DL", "SS", "XZ")] + [("lone_village", "TT01"), ("county_only", CODE)]
    parts = {("spent_fen", "fund", *spot, ALL) for spot in spots} | {("spent_fen", "fund", "county", CODE, HEALTH)}
    assert parts in known[money]
    assert {("spent_fen", "fund", "county", CODE, fund) for fund in (*FUNDS, HEALTH)} in known[money]


@pytest.mark.parametrize("measure", ["households", "persons"])
def test_every_count_is_that_of_the_rows(system: System, measure: str) -> None:
    rows = [row for row in rich_frames()["households"] if row["village_code"] != "XZ03"]
    for (_, by, level, code, category), cell in cells(system, measure):
        inside = [row for row in rows if row["village_code"] in villages_in(level, code)]
        there = [row for row in inside if category in (ALL, row.get(by), by == "cause_group" and CAUSES[row["cause"]])]
        assert cell.households == len(there)
        assert cell.value == (len(there) if measure == "households" else sum(row["persons"] for row in there))


def test_every_yearly_count_is_that_of_the_rows(system: System) -> None:
    found = dict(cells(system, "houses_rebuilt"))
    assert {key[2] for key in found} == {"township", "lone_village", "county"}
    for (_, _, level, code, year), cell in found.items():
        inside = [row for row in rich_frames()["village_years"] if row["village_code"] in villages_in(level, code)]
        told = [row["houses_rebuilt"] for row in inside if str(row["year"]) == year and "houses_rebuilt" in row]
        assert (cell.value, cell.households) == (sum(told), sum(told))
        assert cell.blank is (None if told else Blank.NOT_REPORTED)


@pytest.mark.parametrize("stage", STAGES)
def test_every_sum_of_money_is_that_of_the_lines(system: System, stage: str) -> None:
    book = [row for row in moves() if row["fund_id"] != "F1" and row["stage"] == stage]
    for (_, _, level, code, category), cell in cells(system, f"{stage}_fen"):
        lines = [row for row in book if _counts(row, level, code) and category in (ALL, row["fund_id"])]
        assert cell.value == sum(row["amount_fen"] for row in lines)
        assert cell.households == sum(_most(lines).values())


def _counts(row: Row, level: str, code: str) -> bool:
    """Money for illness stands in the county alone."""
    is_inside = (
        "village_code" not in row if level == "county_only" else row.get("village_code") in villages_in(level, code)
    )
    return level == "county" or (row["fund_id"] != HEALTH and is_inside)


def _most(lines: list[Row]) -> dict[str, int]:
    """Village → households: lines of one village may all have gone to the same ones."""
    most: dict[str, int] = {}
    for row in lines:
        village = row.get("village_code", "")
        most[village] = max(most.get(village, 0), row["beneficiary_households"])
    return most


def test_the_two_largest_payments_are_known_at_every_level(system: System) -> None:
    for level, code in (("village", "DL01"), ("township", "DL"), ("county", CODE)):
        assert system.cells["spent_fen", "fund", level, code, "F2"].largest == (7_000, 60)
    assert system.cells["spent_fen", "fund", "village", "DL02", "F2"].largest == (0, 0)


def test_funds_of_the_ill_stand_in_the_county_alone(system: System) -> None:
    assert {key[2] for key in system.cells if key[4] == HEALTH} == {"county"}
    assert {key[4] for key in system.cells if key[:3] == ("spent_fen", "fund", "county_only")} == {*FUNDS, ALL}


def test_a_place_that_got_none_shows_nought_and_a_city_village_nothing(system: System) -> None:
    spent = {key[3:]: cell for key, cell in cells(system, "spent_fen", "village")}
    assert (spent["SS01", "F2"].value, spent["SS01", "F2"].blank) == (0, None)
    assert (spent["XZ03", "F2"].blank, spent["XZ03", "F4"].blank) == (None, Blank.NOT_APPLICABLE)
    assert {cell.blank for _, cell in cells(system, "households") if _[3] == "XZ03"} == {Blank.NOT_APPLICABLE}


def test_a_stage_of_which_nobody_told_is_not_reported() -> None:
    frames = rich_frames()
    frames["fund_moves"] = [row for row in frames["fund_moves"] if row["stage"] != "received"]
    got = {cell.blank for key, cell in cells(system_of(frames), "received_fen") if key[3] != "XZ03"}
    assert got == {Blank.NOT_REPORTED}


def test_without_money_of_the_county_alone_that_level_is_not_there() -> None:
    frames = rich_frames()
    frames["fund_moves"] = [row for row in frames["fund_moves"] if "village_code" in row]
    assert "county_only" not in {key[2] for key in system_of(frames).cells}


def test_a_village_of_no_township_is_a_cell_wherever_it_can_be_subtracted() -> None:
    """Causes are declared for townships and county; the county less its townships is TT01."""
    upper = [t for t in small_policy().tables if t.id == "causes"]
    system = system_of(rich_frames(), tuple(upper))
    lone = {key: cell.value for key, cell in system.cells.items() if key[2] == "lone_village"}
    assert sum(value for key, value in lone.items() if key[1] == "cause") == SIZES["TT01"]
    assert lone["households", "all", "lone_village", "TT01", ALL] == SIZES["TT01"]
    county = [t for t in small_policy().tables if t.id == "household_classes"]
    assert "lone_village" not in {key[2] for key in system_of(rich_frames(), tuple(county)).cells}


def test_a_policy_without_tables_makes_no_system() -> None:
    assert system_of(rich_frames(), ()).cells == {}
