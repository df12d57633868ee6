"""Downloads: exact, formula-free, and a blank says which blank it is."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from support.county import small_release
from support.household_money import with_money

from generator.base.blanks import Blank
from generator.contract.schema import tables
from generator.published.release import Release
from generator.site.downloads import FOLDER, downloads
from generator.site.risk import REPORT


def files(release: Release) -> dict[str, bytes]:
    return {artifact.path.removeprefix(FOLDER): artifact.data for artifact in downloads(release)}


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_public_table_comes_twice_and_no_private_one() -> None:
    names = [table.name for table in tables().values() if table.is_public] + [
        "household_figures",
        "household_states",
        "money_totals",
        "earlier_figures",
    ]
    expected = [f"{name}.{kind}" for name in names for kind in ("csv", "json")]
    assert list(files(small_release())) == [*expected, REPORT]


def test_the_same_release_gives_the_same_bytes() -> None:
    assert files(small_release()) == files(small_release())


def test_csv_opens_in_a_spreadsheet() -> None:
    for name, data in files(small_release()).items():
        if name.endswith(".csv"):
            assert data.startswith(b"\xef\xbb\xbf"), name
            assert data.count(b"\n") == data.count(b"\r\n"), name
            assert len({len(row) for row in read(data)}) == 1, name


def test_headers_are_chinese_and_money_is_yuan() -> None:
    rows = read(files(small_release())["fund_moves.csv"])
    column = rows[0].index("金额（元）")
    spent = next(row for row in rows if row[0] == "M007")
    assert spent[column] == "12500.55"
    assert spent[rows[0].index("环节")] == "支出"


def test_csv_says_words_where_json_has_codes() -> None:
    found = files(small_release())
    kinds = {row[3] for row in read(found["villages.csv"])[1:]}
    assert kinds == {"省重点帮扶村", "市重点帮扶村"}
    assert {row["kind"] for row in json.loads(found["villages.json"])["rows"]} == {"province_key", "city_key"}
    assert read(found["projects.csv"])[1][3] == "道路"


def test_protected_counts_say_place_level_and_category_in_words() -> None:
    rows = read(files(small_release())["household_figures.csv"])
    assert {row[3] for row in rows[1:]} == {"村", "镇", "县"}
    assert {row[5] for row in rows[1:] if row[0] == "cause_groups"} == {"健康", "能力", "条件"}
    assert {row[5] for row in rows[1:] if row[0] == "households"} == {"合计"}
    assert {(row[0], row[2]) for row in rows[1:]} >= {("households", "户"), ("persons", "人")}


def test_money_to_households_is_yuan_in_csv_fen_in_json_and_dated() -> None:
    told = {("village", "DL01", "F2"): (1_234_56, 0, 5_00, Blank.WITHHELD)}
    found = files(with_money(small_release(), told, {"village": "2014-12-31"}))
    rows = [row for row in read(found["household_figures.csv"]) if row[0].startswith("household_money")]
    assert {row[0].removeprefix("household_money_"): row[2:] for row in rows} == {
        "promised": ["元", "村", "DL01", "F2", "1234.56", "1234.56", "1234.56", "2014-12-31"],
        "issued": ["元", "村", "DL01", "F2", "0.00", "0.00", "0.00", "2014-12-31"],
        "received": ["元", "村", "DL01", "F2", "5.00", "5.00", "5.00", "2014-12-31"],
        "spent": ["元", "村", "DL01", "F2", *["不公开"] * 3, "2014-12-31"],
    }
    records = json.loads(found["household_figures.json"])["rows"]
    money = {r["table_id"]: r for r in records if r["unit"] == "fen"}
    assert (money["household_money_promised"]["value"], money["household_money_spent"]["value"]) == (
        123_456,
        "withheld",
    )
    assert {r["as_of"] for r in money.values()} == {"2014-12-31"}
    assert {r["unit"] for r in records} == {"fen", "households", "persons"}


def test_json_holds_fen_and_blank_codes() -> None:
    release = small_release()
    rows = json.loads(files(release)["fund_moves.json"])["rows"]
    assert [row["amount_fen"] for row in rows] == [m.amount_fen for m in release.fund_moves]
    villages = json.loads(files(release)["villages.json"])["rows"]
    assert {row["longitude"] for row in villages} == {"not_reported"}


@pytest.mark.parametrize("blank", list(Blank))
def test_blanks_are_labels_in_csv_and_codes_in_json(blank: Blank) -> None:
    release = small_release()
    changed = replace(release, money_totals=(replace(release.money_totals[0], amount_fen=blank),))
    found = files(changed)
    assert read(found["money_totals.csv"])[1][4] == blank.label
    assert json.loads(found["money_totals.json"])["rows"][0]["amount_fen"] == blank.value


def test_zero_is_a_number() -> None:
    release = small_release()
    changed = replace(release, money_totals=(replace(release.money_totals[0], amount_fen=0),))
    assert read(files(changed)["money_totals.csv"])[1][4] == "0.00"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_formula_is_written_as_text(start: str) -> None:
    release = small_release()
    villages = (replace(release.villages[0], name=f'{start}cmd|"/c calc"!A1'),)
    rows = read(files(replace(release, villages=villages))["villages.csv"])
    assert rows[1][rows[0].index("村名")].startswith("'" + start)


def test_text_with_commas_quotes_and_lines_survives() -> None:
    release = small_release()
    name = '甲,"乙"\n丙'
    found = files(replace(release, villages=(replace(release.villages[0], name=name),)))
    assert read(found["villages.csv"])[1][2] == name
    assert json.loads(found["villages.json"])["rows"][0]["name"] == name
