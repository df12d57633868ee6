"""The data contract holds together: classes, keys, public rows, vocabularies."""

from __future__ import annotations

import re
import types
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml

from generator.base.blanks import Blank
from generator.contract import schema
from generator.contract.schema import Column, Table, tables
from generator.published import rows
from generator.published.release import Release

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
PUBLIC = [table for table in tables().values() if table.is_public]
KINDS = {"integer": int, "year": int, "number": Decimal, "boolean": bool, "string": str, "date": str, "yearmonth": str}


def _row_type(table: Table) -> Any:
    (row,) = get_args(get_type_hints(Release)[table.name])[:1]
    return row


def _expected(column: Column) -> set[Any]:
    kind = tuple[str, ...] if column.separator else KINDS[column.type]
    may_be_blank = not column.required or column.is_withholdable
    return {kind, Blank} if may_be_blank else {kind}


def _found(hint: Any) -> set[Any]:
    return set(get_args(hint)) if isinstance(hint, types.UnionType) else {hint}


@pytest.mark.parametrize("table", PUBLIC, ids=lambda table: table.name)
def test_public_rows_mirror_the_published_columns(table: Table) -> None:
    row = _row_type(table)
    assert [field.name for field in fields(row)] == [column.name for column in table.published_columns]
    hints = get_type_hints(row)
    assert {name: _found(hints[name]) for name in hints} == {c.name: _expected(c) for c in table.published_columns}


def test_every_row_type_belongs_to_a_public_table() -> None:
    declared = {value for value in vars(rows).values() if isinstance(value, type) and value.__module__ == rows.__name__}
    assert declared == {_row_type(table) for table in PUBLIC}


def test_a_private_table_publishes_no_column() -> None:
    private = [table for table in tables().values() if not table.is_public]
    assert {table.name for table in private} == {
        "households",
        "household_years",
        "household_payments",
        "assistance_records",
    }
    assert all(table.published_columns == () for table in private)


def test_a_column_without_a_privacy_class_stops() -> None:
    with pytest.raises(ValueError, match=r"villages\.name has no privacy class"):
        schema._column("villages", {"name": "name", "type": "string", "title": "村名", "blank": "not_reported"})


def test_an_unknown_privacy_class_stops() -> None:
    with pytest.raises(ValueError, match="secret"):
        schema._column("villages", {"name": "name", "type": "string", "title": "村名", "privacy": "secret"})


def test_a_key_points_to_the_sole_key_of_its_table() -> None:
    for table in tables().values():
        for key in table.foreign_keys:
            assert table.column(key.column).type == "string"
            assert tables()[key.table].primary_key == (key.target,)


def test_no_public_table_points_to_a_private_one() -> None:
    for table in PUBLIC:
        assert all(tables()[key.table].is_public for key in table.foreign_keys), table.name


def test_keys_are_required_and_headers_are_different() -> None:
    for table in tables().values():
        assert all(table.column(name).required for name in table.primary_key), table.name
        headers = [column.header for column in table.columns]
        assert len(set(headers)) == len(headers), table.name


def test_money_is_named_and_headed_as_money() -> None:
    for table in tables().values():
        for column in table.columns:
            assert (column.unit == "fen") == column.name.endswith("_fen"), (table.name, column.name)
            assert (column.unit == "fen") == column.header.endswith("（元）"), (table.name, column.name)


def test_patterns_compile_and_labels_are_different() -> None:
    for table in tables().values():
        for column in table.columns:
            re.compile(column.pattern or "")
            assert len(set(column.categories.values())) == len(column.categories), (table.name, column.name)


def _vocabularies() -> dict[str, list[dict[str, str]]]:
    document = yaml.safe_load((REFERENCE / "programme.yml").read_text("utf-8"))
    found: dict[str, list[dict[str, str]]] = document["vocabularies"]
    return found


def test_every_vocabulary_is_in_the_programme_template() -> None:
    used = {column.vocabulary for table in tables().values() for column in table.columns if column.vocabulary}
    assert used | {"causes_groups"} == set(_vocabularies())


def test_terms_are_different_and_groups_exist() -> None:
    for name, terms in _vocabularies().items():
        assert len({term["code"] for term in terms}) == len({term["label"] for term in terms}) == len(terms), name
        groups = {term["code"] for term in _vocabularies().get(f"{name}_groups", [])}
        assert all(term["group"] in groups for term in terms if "group" in term), name


def test_eight_causes_stand_in_three_groups_and_five_classes() -> None:
    words = _vocabularies()
    assert [len(words[name]) for name in ("causes", "causes_groups", "household_classes")] == [8, 3, 5]
    assert {term["group"] for term in words["causes"]} == {term["code"] for term in words["causes_groups"]}
