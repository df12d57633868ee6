"""Two editions a month apart differ as a real month would: rows are added and cells filled in, nothing else."""

from __future__ import annotations

import pytest
from sample_county import County

from generator.contract.schema import Table, tables

CHANGING = {
    ("villages", "is_demonstration"),
    ("checklists", "state"),
    ("checklists", "stated_on"),
    ("complaints", "outcome"),
}
"""Cells that may change and not only be filled in"""


@pytest.mark.parametrize("table", tables().values(), ids=lambda table: table.name)
def test_old_rows_stay_and_new_rows_follow(sample: County, month_before: County, table: Table) -> None:
    old, new = month_before[table.name], sample[table.name]
    assert len(new) >= len(old)
    keys = [tuple(row[key] for key in table.primary_key) for row in new]
    assert keys[: len(old)] == [tuple(row[key] for key in table.primary_key) for row in old]


@pytest.mark.parametrize("table", tables().values(), ids=lambda table: table.name)
def test_cells_are_only_filled_in(sample: County, month_before: County, table: Table) -> None:
    for old, new in zip(month_before[table.name], sample[table.name], strict=False):
        for name, cell in old.items():
            if new[name] != cell:
                assert cell == "" or (table.name, name) in CHANGING, (table.name, name)


def test_a_month_brings_something(sample: County, month_before: County) -> None:
    grown = {name for name in sample if len(sample[name]) > len(month_before[name])}
    assert {"fund_moves", "project_reports", "contracts", "notices", "postings", "inspections"} <= grown
    assert {"complaints", "household_payments", "assistance_records"} <= grown
    same_rows = zip(month_before["projects"], sample["projects"], strict=False)
    assert any(old["completed_on"] != new["completed_on"] for old, new in same_rows)


def test_nothing_comes_from_the_future(sample: County) -> None:
    for name in set(sample) - {"goals", "duties"}:
        for column in tables()[name].columns:
            last = {"date": "2015-06-30", "yearmonth": "2015-06"}.get(column.type)
            if last and not column.name.startswith("planned_"):
                assert max((row[column.name] for row in sample[name]), default="") <= last, (name, column.name)


def test_the_provincial_figure_of_a_year_is_not_known_within_it(sample: County) -> None:
    assert {row["year"] for row in sample["benchmarks"]} == {"2010", "2011", "2012", "2013", "2014"}
