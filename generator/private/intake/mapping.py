"""`mapping.yml`: how files in the offices' own shape feed contract tables. See docs/mapping.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.base.errors import Finding
from generator.base.units import FEN_PER_UNIT
from generator.contract.schema import Column, Table, tables
from generator.private.intake.strict import Reader

FILE = "mapping.yml"
ENCODINGS = ("utf-8-sig", "gb18030")
_OPTIONAL = ("encoding", "header_row", "columns", "units", "constants", "number", "lookup", "labels", "clean")
_WAYS = ("columns", "constants", "number", "lookup")
"""A contract column is filled in exactly one of these ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An identifier made of a prefix and the text of a column."""

    prefix: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """An identifier found in another table: the row whose `match` equals the text of `column`."""

    column: str
    table: str
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A value that a person gives for a cell, valid only while the cell still holds what was printed."""

    row: int
    column: str
    printed: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSource:
    """One file feeding one table. Keys of the mappings are contract columns."""

    file: str
    table: str
    encoding: str
    header_row: int
    columns: Mapping[str, str]
    units: Mapping[str, str]
    constants: Mapping[str, str]
    number: Mapping[str, Numbered]
    lookup: Mapping[str, Lookup]
    labels: Mapping[str, Mapping[str, str]]
    clean: tuple[Clean, ...]


def read_mapping(data: bytes) -> tuple[tuple[MappedSource, ...], tuple[Finding, ...]]:
    """The mapped sources in file order and every fault; no sources when there are faults."""
    reader = Reader(file=FILE)
    document = reader.section(reader.document(data), "", ("sources",))
    entries = reader.items(document["sources"], "sources") if "sources" in document else []
    sources = [_source(entry, f"sources[{at}]", reader) for at, entry in enumerate(entries)]
    if not entries:
        reader.fault("yaml.empty", "sources")
    fed = Counter(source.table for source in sources if source)
    for table in sorted(name for name, times in fed.items() if times > 1):
        reader.fault("mapping.table_twice", "sources", table=table)
    return (() if reader.faults else tuple(s for s in sources if s)), tuple(reader.faults)


def _source(entry: Any, path: str, reader: Reader) -> MappedSource | None:
    found = reader.section(entry, path, ("file", "table"), _OPTIONAL)
    table = tables().get(str(found.get("table")))
    if table is None:
        reader.fault("mapping.table", f"{path}.table", known=", ".join(tables()))
        return None
    source = MappedSource(
        file=reader.text(found.get("file"), f"{path}.file"),
        table=table.name,
        encoding=_encoding(found.get("encoding", ""), path, reader),
        header_row=reader.integer(found.get("header_row", 1), f"{path}.header_row", 1),
        columns=_texts(found, "columns", path, reader),
        units=_texts(found, "units", path, reader),
        constants=_texts(found, "constants", path, reader),
        number=_numbers(found, path, reader),
        lookup=_lookups(found, path, reader),
        labels=_labels(found, path, reader),
        clean=_cleans(found, path, reader),
    )
    _check(source, table, path, reader)
    return source


def _encoding(value: Any, path: str, reader: Reader) -> str:
    if value not in ("", *ENCODINGS):
        reader.fault("yaml.choice", f"{path}.encoding", allowed=", ".join(ENCODINGS))
    return str(value)


def _texts(found: Mapping[str, Any], key: str, path: str, reader: Reader) -> Mapping[str, str]:
    section = reader.mapping(found.get(key, {}), f"{path}.{key}")
    return {name: reader.text(value, f"{path}.{key}.{name}") for name, value in section.items()}


def _numbers(found: Mapping[str, Any], path: str, reader: Reader) -> Mapping[str, Numbered]:
    section = reader.mapping(found.get("number", {}), f"{path}.number")
    return {
        name: Numbered(**_exactly(entry, f"{path}.number.{name}", ("prefix", "column"), reader))
        for name, entry in section.items()
    }


def _lookups(found: Mapping[str, Any], path: str, reader: Reader) -> Mapping[str, Lookup]:
    section = reader.mapping(found.get("lookup", {}), f"{path}.lookup")
    return {
        name: Lookup(**_exactly(entry, f"{path}.lookup.{name}", ("column", "table", "match"), reader))
        for name, entry in section.items()
    }


def _exactly(entry: Any, path: str, keys: tuple[str, ...], reader: Reader) -> dict[str, str]:
    section = reader.section(entry, path, keys)
    return {key: reader.text(section.get(key), f"{path}.{key}") for key in keys}


def _labels(found: Mapping[str, Any], path: str, reader: Reader) -> Mapping[str, Mapping[str, str]]:
    """Printed text → contract value, by column; the printed text may be empty, and so may the value."""
    section = reader.mapping(found.get("labels", {}), f"{path}.labels")
    out = {}
    for name, entry in section.items():
        here = f"{path}.labels.{name}"
        pairs = reader.mapping(entry, here)
        out[name] = {printed: reader.text(value, here, may_be_empty=True) for printed, value in pairs.items()}
    return out


def _cleans(found: Mapping[str, Any], path: str, reader: Reader) -> tuple[Clean, ...]:
    out = []
    for at, entry in enumerate(reader.items(found.get("clean", []), f"{path}.clean")):
        here = f"{path}.clean[{at}]"
        section = reader.section(entry, here, ("row", "column", "printed", "value"))
        if not isinstance(section.get("printed"), str):
            reader.fault("yaml.type", f"{here}.printed", expected="text")
            continue
        out.append(
            Clean(
                row=reader.integer(section.get("row"), f"{here}.row", 1),
                column=reader.text(section.get("column"), f"{here}.column"),
                printed=section["printed"],
                value=reader.text(section.get("value"), f"{here}.value", may_be_empty=True),
            )
        )
    places = Counter((clean.row, clean.column) for clean in out)
    if any(times > 1 for times in places.values()):
        reader.fault("mapping.clean_twice", f"{path}.clean")
    return tuple(out)


def _check(source: MappedSource, table: Table, path: str, reader: Reader) -> None:
    """Columns exist, are filled once, required ones are filled, money has a unit, lookups lead to one identifier."""
    filled = Counter(name for way in _WAYS for name in getattr(source, way))
    names = [column.name for column in table.columns]
    if not {*filled, *source.units, *source.labels} <= set(names):
        reader.fault("mapping.column", path, table=table.name, known=", ".join(names))
    for column in table.columns:
        for code in _column_faults(source, column, filled[column.name]):
            reader.fault(code, f"{path}.{column.name}")
    if not set(source.units.values()) <= FEN_PER_UNIT.keys():
        reader.fault("yaml.choice", f"{path}.units", allowed="元, 万元, 分")
    for name, lookup in source.lookup.items():
        _check_lookup(lookup, f"{path}.lookup.{name}", reader)


def _column_faults(source: MappedSource, column: Column, ways: int) -> Iterator[str]:
    has_text = column.name in source.columns or column.name in source.constants
    if ways > 1:
        yield "mapping.filled_twice"
    if column.required and not ways:
        yield "mapping.required"
    if (column.unit == "fen" and has_text) != (column.name in source.units):
        yield "mapping.unit"
    if column.name in source.labels and column.name not in source.columns:
        yield "mapping.labels"


def _check_lookup(lookup: Lookup, path: str, reader: Reader) -> None:
    target = tables().get(lookup.table)
    if target is None or len(target.primary_key) != 1 or lookup.match not in {c.name for c in target.columns}:
        reader.fault("mapping.lookup", path)
