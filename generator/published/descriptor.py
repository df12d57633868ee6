"""`datapackage.json`: a Data Package that describes every table of the release, with a digest for each file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.contract.schema import SCHEMA_VERSION, Column, ForeignKey, Table, tables
from generator.published.codec import LIST_SEPARATOR
from generator.published.release import Release
from generator.published.shape import Hint, row_fields, row_types
from generator.trust.digests import sha256_hex

DESCRIPTOR = "datapackage.json"
PROFILE_VERSION = 1

_TYPES: Mapping[type, str] = {str: "string", int: "integer", bool: "boolean", Decimal: "number", tuple: "string"}
_PROTECTED = {
    "household_figures": ("农户统计（含发给农户的资金）", ("table_id", "level", "place_code", "category")),
    "household_states": ("各村按户、按人目标的状态", ("table_id", "place_code", "year")),
    "money_totals": ("给单位和项目的资金合计", ("level", "place_code", "fund_id", "stage")),
    "protected_tables": ("统计表说明", ("table_id",)),
    "earlier_figures": ("上一期各村的数", ("village_code", "what")),
}
"""Tables that protection and the mint make, with title and primary key; every other one is in the contract"""
_MISSING = [{"value": blank.value, "label": blank.label} for blank in Blank]


def descriptor(release: Release, files: Iterable[tuple[str, Artifact]]) -> Artifact:
    """The description of these (table name, file) pairs."""
    document = {
        "name": f"gongshi-{release.programme.programme_id.lower()}",
        "title": release.programme.title,
        "version": f"{release.programme.edition}",
        "resources": [_resource(name, file) for name, file in files],
        "gongshi": {
            "profile_version": PROFILE_VERSION,
            "schema_version": SCHEMA_VERSION,
            "is_synthetic": release.programme.is_synthetic,
            "is_draft": release.is_draft,
            "k": release.k,
            "p_percent": release.p_percent,
            "blanks": _MISSING,
            "money": "integer fen; 100 fen = 1 yuan (元)",
            "text": "a leading apostrophe before = + - @ guards spreadsheets and is not part of the text",
            "programme": asdict(release.programme),
        },
    }
    return Artifact(path=DESCRIPTOR, data=(json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _resource(name: str, file: Artifact) -> dict[str, object]:
    return {
        "name": name,
        "title": tables()[name].title if name in tables() else _PROTECTED[name][0],
        "path": file.path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.data),
        "hash": f"sha256:{sha256_hex(file.data)}",
        "schema": _schema(name),
    }


def _schema(name: str) -> dict[str, object]:
    hints = row_fields(row_types()[name])
    if name not in tables():
        plain = [_plain_field(field, hint) for field, hint in hints.items()]
        return {"fields": plain, "primaryKey": list(_PROTECTED[name][1]), "missingValues": list(Blank)}
    table = tables()[name]
    schema: dict[str, object] = {"fields": [_field(table.column(field), hint) for field, hint in hints.items()]}
    if set(table.primary_key) <= hints.keys():
        schema["primaryKey"] = list(table.primary_key)
    keys = [_foreign_key(table, key) for key in table.foreign_keys if _is_published(key, hints)]
    return {**schema, "foreignKeys": keys, "missingValues": list(Blank)}


def _plain_field(name: str, hint: Hint) -> dict[str, object]:
    unit: dict[str, object] = {"unit": "fen"} if name.endswith("_fen") else {}
    constraints = {} if hint.may_be_blank else {"required": True}
    return {"name": name, "type": _TYPES[hint.kind], **unit, **_separator(hint), "constraints": constraints}


def _field(column: Column, hint: Hint) -> dict[str, object]:
    """A contract column. Dates keep their contract type, of which the row holds the text."""
    kind = column.type if hint.kind is not tuple else "string"
    unit: dict[str, object] = {"unit": column.unit} if column.unit else {}
    labels = {"categories": [{"value": v, "label": t} for v, t in column.categories.items()]}
    words = {"vocabulary": column.vocabulary} if column.vocabulary else {}
    return {
        "name": column.name,
        "type": kind,
        "title": column.title,
        "privacy": column.privacy.value,
        **unit,
        **words,
        **(labels if column.categories else {}),
        **_separator(hint),
        "constraints": _constraints(column, hint),
    }


def _separator(hint: Hint) -> dict[str, object]:
    return {"separator": LIST_SEPARATOR} if hint.kind is tuple else {}


def _constraints(column: Column, hint: Hint) -> dict[str, Any]:
    limits = {
        "required": True if not hint.may_be_blank else None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern if hint.kind is str else None,
        "enum": list(column.categories) or None,
    }
    return {name: value for name, value in limits.items() if value is not None}


def _is_published(key: ForeignKey, hints: Mapping[str, Hint]) -> bool:
    return key.column in hints and key.table in row_types()


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, object]:
    resource = "" if key.table == table.name else key.table
    return {"fields": [key.column], "reference": {"resource": resource, "fields": [key.target]}}
