"""One built site as anybody can download it: tables, k, date. Reads public files only."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.attack.report import Key, Verdict, Win
from generator.base.blanks import Blank
from generator.base.errors import Bilingual, DataRefused, Finding, Where

Row = Mapping[str, Any]
TABLES = Path("data/tables")
NEEDED = ("household_counts", "money_totals", "fund_moves", "villages")
DEFAULT_K = 5
_SAID_K = re.compile(r"少于\s*([0-9]+)\s*户")
_RANGE = re.compile(r"([0-9]+)\s*[-–—~～至]\s*([0-9]+)\s*户?")
KEYS = {
    "household_counts": ("table_id", "level", "place_code", "category"),
    "money_totals": ("level", "place_code", "fund_id", "stage"),
    "fund_moves": ("move_id",),
    "projects": ("project_id",),
    "contracts": ("contract_id",),
    "documents": ("document_id",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The downloads of one site."""

    folder: Path
    as_of: str
    k: int
    tables: Mapping[str, Sequence[Row]]
    """Rows by table name, as the JSON downloads have them"""
    groups: Mapping[str, str]
    """Cause → cause group, where a data package stands beside the site; else empty"""

    def rows(self, table: str) -> Sequence[Row]:
        return self.tables.get(table, ())


def read_edition(folder: Path) -> Edition:
    """Raises DataRefused when a download that the attack needs is missing or unreadable: silence is not safety."""
    found = {path.stem: path for path in sorted((folder / TABLES).glob("*.json"))}
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise DataRefused([_refusal(f"{TABLES}/{name}.json") for name in missing])
    about = _document(folder, "edition.json")
    package = _document(folder, "datapackage.json").get("gongshi", {})
    return Edition(
        folder=folder,
        as_of=str(about.get("as_of", "")),
        k=int(about.get("k") or package.get("k") or _said_k(folder)),
        tables={name: _rows(folder, path) for name, path in found.items()},
        groups=_groups(package),
    )


def _refusal(file: str) -> Finding:
    return Finding(
        code="attack.unreadable",
        where=Where(file=file),
        rule=Bilingual(zh="攻击所需的公开文件缺失或无法读取", en="a public file that the attack needs cannot be read"),
        remedy=Bilingual(zh="给出完整的网站文件夹", en="give the complete folder of the site"),
    )


def _document(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    return _load(folder, path) if path.is_file() else {}


def _load(folder: Path, path: Path) -> dict[str, Any]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise DataRefused([_refusal(path.relative_to(folder).as_posix())]) from fault
    if not isinstance(loaded, dict):
        raise DataRefused([_refusal(path.relative_to(folder).as_posix())])
    return loaded


def _rows(folder: Path, path: Path) -> Sequence[Row]:
    rows = _load(folder, path).get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataRefused([_refusal(path.relative_to(folder).as_posix())])
    return rows


def _groups(package: Mapping[str, Any]) -> dict[str, str]:
    words = dict(package.get("programme", {}).get("vocabularies", ()))
    return {term["code"]: term["group"] for term in words.get("causes", ())}


def _said_k(folder: Path) -> int:
    """The k that the pages state in words."""
    for page in sorted(folder.glob("*/index.html")):
        if said := _SAID_K.search(page.read_text(encoding="utf-8")):
            return int(said[1])
    return DEFAULT_K


def is_withheld(value: object) -> bool:
    """Whether a download says that there is a number but does not give it, or gives only a range."""
    return value == Blank.WITHHELD.value or isinstance(value, dict) or stated_range(value) is not None


def stated_range(value: object) -> tuple[int, int | None] | None:
    """`1–8户`, {"low": 1, "high": 8} → (1, 8); None when it is no range."""
    if isinstance(value, dict) and "low" in value:
        return int(value["low"]), None if value.get("high") is None else int(value["high"])
    if isinstance(value, str) and (found := _RANGE.fullmatch(value.strip())):
        return int(found[1]), int(found[2])
    return None


def row_key(table: str, row: Row) -> Key:
    return (table, *(str(row.get(name, "")) for name in KEYS[table]))


def csv_leaks(edition: Edition) -> Iterator[Win]:
    """Rows in which the CSV download withholds fewer cells than the JSON download, or that only one of them has."""
    for table in sorted(edition.tables.keys() & KEYS.keys()):
        path = edition.folder / TABLES / f"{table}.csv"
        if not path.is_file():
            continue
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))[1:]
        if len(rows) != len(edition.rows(table)):
            yield Win(verdict=Verdict.UNKNOWN, cell=(table,), how=f"{table}.csv and {table}.json differ in rows")
            continue
        for row, cells in zip(edition.rows(table), rows, strict=True):
            hidden = sum(is_withheld(value) for value in row.values())
            told = sum(cell == Blank.WITHHELD.label or stated_range(cell) is not None for cell in cells)
            if told < hidden:
                yield Win(verdict=Verdict.PAGE, cell=row_key(table, row), how=f"{table}.csv")
