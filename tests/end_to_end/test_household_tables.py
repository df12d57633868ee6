"""The household tables of the built site against the households themselves: nothing small is narrowed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from county_site import Built, download, read_csv

pytestmark = pytest.mark.slow

K = 5


@pytest.fixture(scope="module")
def true_counts(county: Built) -> Counter[tuple[str, str]]:
    """(place, category label) → households, for every cause and for all."""
    townships = {row["村编码"]: row["镇编码"] for row in read_csv(county.data / "villages.csv")}
    found: Counter[tuple[str, str]] = Counter()
    for row in read_csv(county.data / "households.csv"):
        for place in (row["村编码"], townships[row["村编码"]], "county"):
            found.update([(place, row["致贫原因"]), (place, "合计")])
    return found


def published(site: Path, table: str) -> list[dict[str, Any]]:
    return [row for row in read_csv(site / "data/tables/household_figures.csv") if row["表编码"] == table]


def place_of(row: dict[str, Any], county_code: str) -> str:
    return "county" if row["地区编码"] == county_code else str(row["地区编码"])


@pytest.fixture(scope="module")
def causes(county: Built, true_counts: Counter[tuple[str, str]]) -> list[tuple[int, dict[str, Any]]]:
    """(true count, published row) of every cell of the table by cause."""
    (county_code,) = {
        row["place_code"] for row in download(county.site, "household_figures") if row["level"] == "county"
    }
    rows = published(county.site, "causes")
    return [(true_counts[place_of(row, county_code), row["分类"]], row) for row in rows]


def test_every_shown_count_is_the_exact_one(causes: list[tuple[int, dict[str, Any]]]) -> None:
    shown = [(true, row) for true, row in causes if row["数值"] != "不公开"]
    assert len(shown) > 80
    assert [row for true, row in shown if int(row["数值"]) != true] == []


def test_every_small_count_is_hidden_and_stays_open_from_1_to_k(causes: list[tuple[int, dict[str, Any]]]) -> None:
    small = [(true, row) for true, row in causes if 0 < true < K]
    assert small
    for _, row in small:
        assert row["数值"] == "不公开"
        assert int(row["最少可能"]) <= 1
        assert int(row["最多可能"]) >= K


def test_stated_ranges_hold_the_truth(causes: list[tuple[int, dict[str, Any]]]) -> None:
    hidden = [(true, row) for true, row in causes if row["数值"] == "不公开"]
    assert [row for true, row in hidden if not int(row["最少可能"]) <= true <= int(row["最多可能"])] == []


def test_at_least_nine_cells_in_ten_are_shown(county: Built) -> None:
    """The two tables that the policy is made of: village by cause group, township by cause."""
    rows = [row for row in download(county.site, "household_figures") if row["value"] != "not_applicable"]
    cells = [
        row["value"]
        for row in rows
        if (row["table_id"], row["level"]) in {("cause_groups", "village"), ("causes", "township")}
    ]
    assert 1 - cells.count("withheld") / len(cells) >= 0.9
