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

from generator.attack.report import HOUSEHOLDS, Key, Verdict, Win
from generator.base.blanks import Blank
from generator.base.errors import Bilingual, DataRefused, Finding, Where

Row = Mapping[str, Any]
TABLES = Path("data/tables")
NEEDED = (HOUSEHOLDS, "money_totals", "fund_moves", "villages")
DEFAULT_K, DEFAULT_P_PERCENT = 5, 10
_SAID_K = re.compile(r"少于\s*([0-9]+)\s*户")
KEYS = {
    HOUSEHOLDS: ("table_id", "level", "place_code", "category"),
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
    p_percent: int
    """An amount may not be known more closely than this"""
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
    said = {**_document(folder, "privacy/disclosure-risk.json"), **package, **about}
    return Edition(
        folder=folder,
        as_of=str(about.get("as_of", "")),
        k=int(said.get("k") or _said_k(folder)),
        p_percent=int(said.get("p_percent") or DEFAULT_P_PERCENT),
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
    """Whether a download says that there is a number but does not give it."""
    return value == Blank.WITHHELD.value


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
            if cells.count(Blank.WITHHELD.label) < hidden:
                yield Win(verdict=Verdict.PAGE, cell=row_key(table, row), how=f"{table}.csv")
