"""Tiny built sites, written as their downloads and a few pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HIDDEN = "withheld"
COUNTY = "441800"
Cells = Mapping[tuple[str, str, str, str], object]
"""(table, level, place, category) → number or HIDDEN"""

VILLAGES = {"A1": "A", "A2": "A", "B1": "B", "B2": "B"}


def write_site(
    folder: Path,
    *,
    counts: Cells | None = None,
    villages: Mapping[str, str] = VILLAGES,
    moves: Sequence[Mapping[str, Any]] = (),
    totals: Sequence[Mapping[str, Any]] = (),
    projects: Sequence[Mapping[str, Any]] = (),
    pages: Mapping[str, str] | None = None,
    as_of: str = "2015-06-30",
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> Path:
    """A site folder with the downloads that the attacker reads."""
    names = ("table_id", "level", "place_code", "category")
    rows = [{**dict(zip(names, key, strict=True)), "count": value} for key, value in (counts or {}).items()]
    _table(folder, "household_counts", rows)
    _table(folder, "money_totals", totals)
    _table(folder, "fund_moves", moves)
    _table(folder, "projects", projects)
    _table(folder, "villages", [{"village_code": v, "township_code": t} for v, t in villages.items()])
    _table(folder, "townships", [{"township_code": t} for t in sorted(set(villages.values()))])
    for name, more in (tables or {}).items():
        _table(folder, name, more)
    (folder / "edition.json").write_text(json.dumps({"as_of": as_of, "k": 5}), encoding="utf-8")
    for name, text in (pages or {}).items():
        page = folder / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return folder


def _table(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    target = folder / "data" / "tables" / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"table": name, "rows": list(rows)}, ensure_ascii=False), encoding="utf-8")


def table(name: str, values: Mapping[tuple[str, str], Mapping[str, object]]) -> dict[tuple[str, str, str, str], object]:
    """{(level, place): {category: value}} of one table as cells."""
    return {(name, *spot, category): v for spot, cells in values.items() for category, v in cells.items()}


def households(values: Mapping[tuple[str, str], object]) -> dict[tuple[str, str, str, str], object]:
    return table("households", {spot: {"all": value} for spot, value in values.items()})


def move(code: str, fen: object, **more: Any) -> dict[str, Any]:
    """A spent line of fund F1 in village A1 unless said otherwise."""
    return {
        "move_id": code,
        "source_move_id": "not_applicable",
        "stage": "spent",
        "fund_id": "F1",
        "village_code": "A1",
        "project_id": "not_applicable",
        "document_id": "not_applicable",
        "amount_fen": fen,
        "beneficiary_households": HIDDEN if fen == HIDDEN else "not_applicable",
        **more,
    }


def total(
    spot: tuple[str, str], fund: str, amount: object, withheld: object, lines: int, stage: str = "spent"
) -> dict[str, Any]:
    return {
        "level": spot[0],
        "place_code": spot[1],
        "fund_id": fund,
        "stage": stage,
        "amount_fen": amount,
        "shown_lines": 0,
        "withheld_lines": lines,
        "withheld_fen": withheld,
    }
