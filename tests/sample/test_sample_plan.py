"""The default sample reproduces the plan's totals."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sample_county import County, read_county, written

PLAN = {
    "大路边镇": 5, "星子镇": 6, "西江镇": 2, "龙坪镇": 5, "九陂镇": 6, "连州镇": 5,
    "保安镇": 6, "西岸镇": 6, "东陂镇": 6, "瑶安乡": 3, "丰阳镇": 6, "三水乡": 1,
}  # fmt: skip


def test_townships_and_their_provincial_key_villages(sample: County) -> None:
    names = {row["township_code"]: row["name"] for row in sample["townships"]}
    found = Counter(names[row["township_code"]] for row in sample["villages"] if row["kind"] == "province_key")
    assert list(names.values()) == list(PLAN)
    assert dict(found) == PLAN
    assert sum(found.values()) == 57


def test_seventeen_city_level_villages_and_the_one_the_plan_names(sample: County) -> None:
    city = [row for row in sample["villages"] if row["kind"] == "city_key"]
    assert len(city) == 17
    assert [(row["township_code"], row["name"]) for row in city if row["name"] == "上庄村"] == [("XZ", "上庄村")]
    assert len({row["name"] for row in sample["villages"]}) == 74


def test_households_and_persons(sample: County) -> None:
    homes = sample["households"]
    assert (len(homes), sum(int(row["persons"]) for row in homes)) == (5549, 20_933)
    kinds = {row["village_code"]: row["kind"] for row in sample["villages"]}
    assert {kinds[row["village_code"]] for row in homes} == {"province_key"}
    assert len({row["village_code"] for row in homes}) == 57


def test_households_that_must_move(sample: County) -> None:
    moving = [row for row in sample["households"] if row["household_class"] == "relocation"]
    assert (len(moving), sum(int(row["persons"]) for row in moving)) == (324, 1064)


def test_helpers_by_origin(sample: County) -> None:
    origins = {row["unit_id"]: row["origin"] for row in sample["units"]}
    leads = [row for row in sample["assignments"] if row["is_lead"] == "是"]
    assert Counter(origins[row["unit_id"]] for row in leads) == {
        "province": 7,
        "guangzhou": 25,
        "prefecture": 13,
        "county": 12,
    }
    assert len({row["village_code"] for row in leads}) == len(leads) == 57


def test_city_level_villages_have_neither_helper_nor_household(sample: County) -> None:
    city = {row["village_code"] for row in sample["villages"] if row["kind"] == "city_key"}
    assert not city & {row["village_code"] for row in sample["assignments"]}
    assert not city & {row["village_code"] for row in sample["checklists"]}
    assert city & {row["village_code"] for row in sample["projects"]}


def test_the_village_subsidy_reaches_its_25_villages_in_two_instalments(sample: County) -> None:
    origins = {row["unit_id"]: row["origin"] for row in sample["units"]}
    eligible = {
        row["village_code"]
        for row in sample["assignments"]
        if row["is_lead"] == "是" and origins[row["unit_id"]] in ("prefecture", "county")
    }
    moves = [row for row in sample["fund_moves"] if row["fund_id"] == "F2" and row["stage"] == "issued"]
    assert {row["village_code"] for row in moves} == eligible
    assert len(eligible) == 25
    assert Counter(row["moved_on"][:4] for row in moves) == {"2014": 25, "2015": 25}
    assert {row["amount_fen"] for row in moves} == {"10000000"}
    allowed = {"village_roads", "irrigation", "environment", "industry_base", "welfare"}
    assert {row["use"] for row in moves} <= allowed


def test_every_fund_but_the_later_award_moves_money(sample: County) -> None:
    moved = {row["fund_id"] for row in sample["fund_moves"]}
    assert moved == {row["fund_id"] for row in sample["funds"]} - {"F15"}


def test_houses_rebuilt_and_households_relocated(sample: County) -> None:
    years = sample["village_years"]
    rebuilt = Counter[str]()
    for row in years:
        rebuilt[row["year"]] += int(row["houses_rebuilt"] or 0)
    assert rebuilt["2013"] <= 290
    assert rebuilt["2014"] <= 401
    assert rebuilt["2013"] + rebuilt["2014"] > 600


def test_in_the_end_every_house_is_paid_for(tmp_path: Path) -> None:
    county = read_county(written(tmp_path / "out", as_of="2016-03"))
    paid = {row["move_id"]: row["use"] for row in county["fund_moves"] if row["to_level"] == "household"}
    uses = Counter(paid[row["move_id"]] for row in county["household_payments"])
    assert (uses["housing"], uses["relocation"]) == (964, 324)


def test_size_of_the_committed_sample(sample: County) -> None:
    assert 300 <= len(sample["projects"]) <= 430
    assert 2500 <= len(sample["fund_moves"]) <= 4000
    assert 40 <= len(sample["complaints"]) <= 75
    assert len(sample["assistance_records"]) < 12_000
