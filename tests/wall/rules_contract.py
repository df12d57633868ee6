"""The data contract keeps every column in a privacy class, and the public types mirror exactly what it publishes."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CLASSES = ("identifier", "quasi", "sensitive", "free_text", "public")
PRIVATE_TABLES = {"households", "household_years", "household_payments", "assistance_records"}
NEVER_PUBLIC = {
    "households": ("household_id", "head_name", "head_id_number", "phone", "bank_account", "address"),
    "household_years": ("household_id",),
    "household_payments": ("payment_id", "household_id"),
    "assistance_records": ("record_id", "household_id"),
    "complaints": ("complaint_id",),
}
FIELD_TYPES = {
    "str",
    "int",
    "bool",
    "Decimal",
    "Blank",
    "Figure",
    "tuple",
    "Programme",
    "HouseholdFigure",
    "HouseholdState",
    "MoneyTotal",
    "ProtectedTable",
    "EarlierFigure",
}
"""What a field of a public type may be made of, besides the row types."""


def every_column_has_a_privacy_class(root: Path) -> list[str]:
    out = []
    for table in _tables(root):
        name, private = table["name"], table["name"] in PRIVATE_TABLES
        if (table["visibility"] == "private") is not private:
            out.append(f"{name}: visibility must be {'private' if private else 'public'}")
        for field in table["fields"]:
            if field.get("privacy") not in CLASSES:
                out.append(f"{name}.{field['name']}: no privacy class")
            if private and field.get("privacy") == "public":
                out.append(f"{name}.{field['name']}: public column in a private table")
            if field["name"] in NEVER_PUBLIC.get(name, ()) and field.get("privacy") != "identifier":
                out.append(f"{name}.{field['name']}: must stay an identifier")
    return out


def public_types_mirror_the_contract(root: Path) -> list[str]:
    """One row type per public table with exactly its published columns: nothing private has a field to stand in."""
    rows = _classes(root, "rows")
    release = dict(_fields(_classes(root, "release")["Release"]))
    out = []
    for table in (t for t in _tables(root) if t["visibility"] == "public"):
        kind = release.get(table["name"], "").removeprefix("tuple[rows.").removesuffix(", ...]")
        have = [name for name, _ in _fields(rows[kind])] if kind in rows else []
        want = [f["name"] for f in table["fields"] if f.get("privacy") in ("public", "free_text")]
        if have != want:
            out.append(f"{table['name']}: row type {kind or 'missing'} has {have}, the contract publishes {want}")
    return out


def public_types_are_frozen_and_plain(root: Path) -> list[str]:
    rows, release = _classes(root, "rows"), _classes(root, "release")
    allowed = FIELD_TYPES | set(rows) | {"rows"}
    out = []
    for name, node in {**rows, **release}.items():
        marks = {k.arg for d in node.decorator_list if isinstance(d, ast.Call) for k in d.keywords}
        if not {"frozen", "slots", "kw_only"} <= marks:
            out.append(f"{name} is not frozen, slotted and keyword-built")
        for field, note in _fields(node):
            parts = {p.id for p in ast.walk(ast.parse(note)) if isinstance(p, ast.Name)}
            out += [f"{name}.{field} may not be made of {p}" for p in sorted(parts - allowed)]
    return out


def _tables(root: Path) -> Iterator[dict[str, Any]]:
    for file in sorted((root / "generator/contract/tables").glob("*.json")):
        yield json.loads(file.read_text("utf-8"))


def _classes(root: Path, module: str) -> dict[str, ast.ClassDef]:
    tree = ast.parse((root / f"generator/published/{module}.py").read_text("utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def _fields(node: ast.ClassDef) -> list[tuple[str, str]]:
    return [(n.target.id, ast.unparse(n.annotation)) for n in node.body if isinstance(n, ast.AnnAssign)]
