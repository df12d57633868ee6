"""Reads the table schemas: Table Schema documents with a privacy class, a unit and a blank rule per column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from generator.base.blanks import Blank

SCHEMA_VERSION = 1


class Privacy(StrEnum):
    """The class of a column; a column without one stops everything."""

    IDENTIFIER = "identifier"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    FREE_TEXT = "free_text"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of one table."""

    name: str
    type: str
    """string, integer, number, boolean, date, yearmonth or year"""
    title: str
    privacy: Privacy
    required: bool
    blank: Blank | None
    """What an empty cell means; None where a value is required."""
    unit: str | None
    """`fen` for money: the header then carries （元） and cells are read in yuan unless a mapping says otherwise."""
    separator: str | None
    """Set when a cell holds a list."""
    vocabulary: str | None
    """Name of the list in `programme.yml` that the value must come from."""
    categories: Mapping[str, str]
    """Allowed values and their Chinese labels; empty when any value may stand."""
    pattern: str | None
    minimum: int | None
    maximum: int | None
    max_length: int | None
    is_withholdable: bool
    """A published value that protection may replace by `withheld`."""

    @property
    def header(self) -> str:
        """The Chinese header of the column in input files."""
        return f"{self.title}（元）" if self.unit == "fen" else self.title

    @property
    def is_published(self) -> bool:
        return self.privacy in (Privacy.PUBLIC, Privacy.FREE_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    column: str
    table: str
    """The table's own name when a row points to another row of it."""
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the data contract."""

    name: str
    title: str
    is_public: bool
    description: str
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def published_columns(self) -> tuple[Column, ...]:
        """Columns that may stand in a public row; none for a private table."""
        return tuple(c for c in self.columns if c.is_published) if self.is_public else ()


@cache
def tables() -> Mapping[str, Table]:
    """Every table by name, in contract order. Raises ValueError for a schema that breaks the contract."""
    folder = resources.files("generator.contract") / "tables"
    documents = [json.loads(f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".json")]
    documents.sort(key=lambda d: d["order"])
    return {document["name"]: _table(document) for document in documents}


def _table(document: Mapping[str, object]) -> Table:
    if document["schema_version"] != SCHEMA_VERSION:
        raise ValueError(f"{document['name']}: schema_version {document['schema_version']} is not {SCHEMA_VERSION}")
    name = str(document["name"])
    fields: list[dict[str, object]] = document["fields"]  # type: ignore[assignment]
    keys: list[dict[str, object]] = document["foreignKeys"]  # type: ignore[assignment]
    return Table(
        name=name,
        title=str(document["title"]),
        is_public=document["visibility"] == "public",
        description=str(document["description"]),
        primary_key=tuple(document["primaryKey"]),  # type: ignore[arg-type]
        foreign_keys=tuple(_foreign_key(name, key) for key in keys),
        columns=tuple(_column(name, field) for field in fields),
    )


def _foreign_key(table: str, key: Mapping[str, object]) -> ForeignKey:
    reference: dict[str, list[str]] = key["reference"]  # type: ignore[assignment]
    column: list[str] = key["fields"]  # type: ignore[assignment]
    return ForeignKey(column=column[0], table=str(reference["resource"]) or table, target=reference["fields"][0])


def _column(table: str, field: dict[str, object]) -> Column:
    if "privacy" not in field:
        raise ValueError(f"{table}.{field['name']} has no privacy class")
    limits: dict[str, object] = field.get("constraints", {})  # type: ignore[assignment]
    required = bool(limits.get("required", False))
    categories: list[dict[str, str]] = field.get("categories", [])  # type: ignore[assignment]
    return Column(
        name=str(field["name"]),
        type=str(field["type"]),
        title=str(field["title"]),
        privacy=Privacy(str(field["privacy"])),
        required=required,
        blank=None if required else Blank(str(field["blank"])),
        unit=_text(field.get("unit")),
        separator=_text(field.get("separator")),
        vocabulary=_text(field.get("vocabulary")),
        categories={c["value"]: c["label"] for c in categories},
        pattern=_text(limits.get("pattern")),
        minimum=_number(limits.get("minimum")),
        maximum=_number(limits.get("maximum")),
        max_length=_number(limits.get("maxLength")),
        is_withholdable=bool(field.get("withholdable", False)),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))
