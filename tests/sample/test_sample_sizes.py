"""Other sizes, other months and folders that must be left alone."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml
from sample_county import County, read_county, written

from generator.base.errors import DataRefused
from generator.contract.schema import tables

PRIVATE = {"households", "household_years", "household_payments", "assistance_records"}


def _assert_keys_hold(county: County) -> None:
    for name, rows in county.items():
        table = tables()[name]
        keys = [tuple(row[key] for key in table.primary_key) for row in rows]
        assert len(set(keys)) == len(keys), name
        for key in table.foreign_keys:
            targets = {row[key.target] for row in county[key.table]}
            assert all(row[key.column] in targets for row in rows if row[key.column]), (name, key.column)
        for column in table.columns:
            if column.pattern:
                pattern = re.compile(column.pattern)
                assert all(pattern.fullmatch(row[column.name]) for row in rows if row[column.name]), column.name


def test_keys_hold_in_the_default_county(sample: County) -> None:
    _assert_keys_hold(sample)


@pytest.mark.parametrize(("villages", "households"), [(1, 0), (1, 7), (5, 40), (57, 100), (200, 300)])
def test_sizes(tmp_path: Path, villages: int, households: int) -> None:
    county = read_county(written(tmp_path / "out", villages=villages, households=households))
    assert len(county["villages"]) == villages
    assert len(county.get("households", [])) == households
    assert len({row["name"] for row in county["villages"]}) == villages
    _assert_keys_hold(county)


def test_without_households_the_household_tables_are_absent(tmp_path: Path) -> None:
    folder = written(tmp_path / "out", villages=10, households=50)
    written(folder, villages=10, households=0)
    present = {path.stem for path in folder.iterdir()}
    assert not present & PRIVATE
    assert {row["houses_rebuilt"] for row in read_county(folder)["village_years"]} == {""}


def test_larger_counties_get_more_townships(tmp_path: Path) -> None:
    county = read_county(written(tmp_path / "out", villages=148, households=0))
    kinds = [row["kind"] for row in county["villages"]]
    assert (kinds.count("province_key"), kinds.count("city_key")) == (114, 34)
    assert len(county["townships"]) == 12 + 13


@pytest.mark.slow
def test_a_province_of_villages_takes_seconds(tmp_path: Path) -> None:
    started = time.process_time()
    written(tmp_path / "out", villages=2571, households=500)
    assert time.process_time() - started < 30


@pytest.mark.parametrize("month", ["2013-06", "2013-12", "2014-07", "2016-03"])
def test_months(tmp_path: Path, month: str) -> None:
    folder = written(tmp_path / "out", as_of=month, households=300)
    programme = yaml.safe_load((folder / "programme.yml").read_text("utf-8"))
    assert programme["synthetic"] is True
    assert programme["as_of"].startswith(month)
    assert programme["edition"] == (int(month[:4]) - 2013) * 12 + int(month[5:]) - 5
    _assert_keys_hold(read_county(folder))


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"villages": 0}, "--villages"),
        ({"villages": 20_001}, "--villages"),
        ({"households": -1}, "--households"),
        ({"as_of": "2013-05"}, "--as-of"),
        ({"as_of": "2016-04"}, "--as-of"),
        ({"as_of": "2015-13"}, "--as-of"),
        ({"as_of": "June"}, "--as-of"),
    ],
)
def test_impossible_sizes_are_refused(tmp_path: Path, changes: dict[str, object], where: str) -> None:
    with pytest.raises(DataRefused) as refusal:
        written(tmp_path / "out", **changes)
    assert [finding.where.file for finding in refusal.value.findings] == [where]
    assert not (tmp_path / "out").exists()


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DataRefused):
        written(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_real_data_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "programme.yml").write_text("synthetic: false\n")
    (tmp_path / "villages.csv").write_text("real")
    with pytest.raises(DataRefused):
        written(tmp_path)
    assert (tmp_path / "villages.csv").read_text() == "real"


def test_an_older_sample_is_replaced_with_its_manifest(tmp_path: Path) -> None:
    folder = written(tmp_path / "out", villages=3, households=0)
    (folder / "manifest.json").write_text("{}")
    written(folder, villages=4, households=0)
    assert not (folder / "manifest.json").exists()
    assert len(read_county(folder)["villages"]) == 4
