"""The reference tables and the programme template of `data/reference`, as a sample copies them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import yaml

from generator.base.errors import Bilingual, EnvironmentRefused, Finding, Where
from generator.contract.schema import tables

FOLDER = Path(__file__).parents[2] / "data" / "reference"
"""Stands in the repository, not in the package: a sample is made from a clone"""
COPIED = ("funds", "goals", "entitlements", "duties")
"""Tables copied byte for byte"""

_COUNTY_INCOME = (
    (2011, "6986", "农民人均纯收入"),
    (2012, "7907", "农民人均纯收入"),
    (2013, "8868.50", "农民人均纯收入"),
    (2014, "9324.80", "农村常住居民人均可支配收入"),
    (2015, "10217.40", "农村常住居民人均可支配收入"),
)
"""Invented: no statistics office published these"""


def copied(file: str) -> bytes:
    """The bytes of a reference file. Raises EnvironmentRefused when it cannot be read."""
    try:
        return (FOLDER / file).read_bytes()
    except OSError as error:
        raise EnvironmentRefused([_missing(file)]) from error


def _missing(file: str) -> Finding:
    return Finding(
        code="reference",
        where=Where(file=f"data/reference/{file}"),
        rule=Bilingual(zh="读不到示例县所用的参考表", en="a reference table of the sample county cannot be read"),
        remedy=Bilingual(zh="从完整的仓库运行", en="run from a complete clone of the repository"),
    )


def template() -> dict[str, Any]:
    """`programme.yml` of the reference folder: vocabularies, level names, period."""
    document: dict[str, Any] = yaml.safe_load(copied("programme.yml"))
    return document


def benchmark_lines(month: str) -> list[tuple[str, ...]]:
    """Text rows of `benchmarks`: the reference series and an invented county series, as known in `month`.

    A year's figure is known from March of the next year, unless its publication date says otherwise.
    """
    rows = list(csv.DictReader(io.StringIO(copied("benchmarks.csv").decode("utf-8-sig"), newline="")))
    heads = [column.header for column in tables()["benchmarks"].columns]
    lines = [tuple(row[head] for head in heads) for row in rows]
    lines += [_county_line(*figure) for figure in _COUNTY_INCOME]
    return [line for line in lines if f"{int(line[2]) + 1}-03" <= month]


def _county_line(year: int, value: str, definition: str) -> tuple[str, ...]:
    source = "示例数据，虚构，不是统计公报"
    return ("county_rural_income", "全市农民人均收入（虚构）", str(year), value, definition, source, "", "否")
