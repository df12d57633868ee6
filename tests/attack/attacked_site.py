"""Tiny built sites, written as their downloads and a few pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.attack.report import AttackReport, Verdict

HIDDEN = "withheld"
"""A hidden number of a site that hides only small ones: at least 1"""
COUNTY = "441800"
AS_OF = "2015-06-30"
Spot = tuple[str, str]
Cells = Mapping[tuple[str, str, str, str], object]
"""(table, level, place, category) → number, HIDDEN, another blank, or (low, high) of a hidden number"""

VILLAGES = {"A1": "A", "A2": "A", "B1": "B", "B2": "B"}
TOWN_A, TOWN_B, ALL_COUNTY = ("township", "A"), ("township", "B"), ("county", COUNTY)
A1, A2, B1, B2 = (("village", code) for code in VILLAGES)


def write_site(
    folder: Path,
    *,
    counts: Cells | None = None,
    villages: Mapping[str, str] = VILLAGES,
    dates: Mapping[tuple[str, str] | str, str] | None = None,
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    pages: Mapping[str, str] | None = None,
    as_of: str = AS_OF,
    **about: Any,
) -> Path:
    """A site folder with the downloads that the attacker reads. `dates`: (table, level) or level → as-of date."""
    _table(folder, "household_figures", [_row(key, value, dates or {}, as_of) for key, value in (counts or {}).items()])
    _table(folder, "villages", [{"village_code": v, "township_code": t} for v, t in villages.items()])
    _table(folder, "townships", [{"township_code": t} for t in sorted(set(villages.values()))])
    for name in ("money_totals", "fund_moves"):
        _table(folder, name, ())
    for name, more in (tables or {}).items():
        _table(folder, name, more)
    (folder / "edition.json").write_text(json.dumps({"as_of": as_of, "k": 5, **about}), encoding="utf-8")
    for name, text in (pages or {}).items():
        page = folder / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return folder


def _row(
    key: tuple[str, str, str, str], value: object, dates: Mapping[tuple[str, str] | str, str], as_of: str
) -> dict[str, object]:
    names = ("table_id", "level", "place_code", "category")
    row = {**dict(zip(names, key, strict=True)), "as_of": dates.get(key[:2], dates.get(key[1], as_of))}
    if isinstance(value, tuple):
        return {**row, "value": HIDDEN, "low": value[0], "high": value[1]}
    return {**row, "value": value}


def _table(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    target = folder / "data" / "tables" / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"table": name, "rows": list(rows)}, ensure_ascii=False), encoding="utf-8")


def table(name: str, values: Mapping[Spot, Mapping[str, object]]) -> dict[tuple[str, str, str, str], object]:
    """{(level, place): {category: value}} of one table as cells."""
    return {(name, *spot, category): v for spot, cells in values.items() for category, v in cells.items()}


def households(values: Mapping[Spot, object]) -> dict[tuple[str, str, str, str], object]:
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
        "reported_on": "2015-01-05",
        "amount_fen": fen,
        "beneficiary_households": "not_applicable",
        **more,
    }


def total(spot: Spot, fund: str, fen: object, lines: int, stage: str = "spent") -> dict[str, Any]:
    return {"level": spot[0], "place_code": spot[1], "fund_id": fund, "stage": stage, "amount_fen": fen, "lines": lines}


def won(report: AttackReport, verdict: Verdict) -> set[str]:
    """table/place/category of the protected cells, and the codes of other cells, that a verdict names."""
    return {_short(w.cell) for w in report.wins if w.verdict is verdict}


def _short(cell: tuple[str, ...]) -> str:
    return "/".join((cell[1], *cell[3:5]) if cell[0] == "household_figures" else cell[1:])
