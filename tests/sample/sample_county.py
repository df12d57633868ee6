"""Writes a sample county and reads it back under contract column names."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from generator.contract.schema import tables
from generator.sample.cut import words_of
from generator.sample.reference import template
from generator.sample.write import SampleSize, write_sample

Rows = list[dict[str, str]]
County = Mapping[str, Rows]


def read_county(folder: Path) -> dict[str, Rows]:
    """Text of every table in a folder by contract column name; words as codes, money as fen."""
    return {name: _read(folder / f"{name}.csv", name) for name in tables() if (folder / f"{name}.csv").exists()}


def _read(file: Path, name: str) -> Rows:
    words = words_of(template()["vocabularies"])
    columns = tables()[name].columns
    with file.open(encoding="utf-8-sig", newline="") as stream:
        heads, *lines = csv.reader(stream)
    assert heads == [column.header for column in columns]
    codes = [
        {label: code for code, label in (c.categories or words.get(c.vocabulary or "", {})).items()} for c in columns
    ]
    money = [column.unit == "fen" for column in columns]
    return [
        {
            column.name: _fen(cell) if is_money and cell else known.get(cell, cell)
            for column, cell, known, is_money in zip(columns, line, codes, money, strict=True)
        }
        for line in lines
    ]


def _fen(cell: str) -> str:
    whole, _, rest = cell.partition(".")
    return str(int(whole) * 100 + int(rest.ljust(2, "0")))


def written(folder: Path, **changes: object) -> Path:
    """A sample in `folder`: the default size but for `changes`."""
    size: dict[str, object] = {"villages": 74, "households": 5549, "seed": 2013, "as_of": "2015-06"}
    write_sample(folder, SampleSize(**(size | changes)))  # type: ignore[arg-type]
    return folder
