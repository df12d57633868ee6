"""Cuts a synthetic county down to one project per village, so that a large county is mostly village pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from generator.contract.schema import tables

Row = dict[str, str]


def thin(folder: Path) -> None:
    """Drops every project of a village but its first, and all rows that speak of a dropped one."""
    kept: dict[str, Row] = {}
    for row in _read(folder, "projects"):
        kept.setdefault(row[_head("projects", "village_code")] or row[_head("projects", "project_id")], row)
    projects = {row[_head("projects", "project_id")] for row in kept.values()}
    for table in ("projects", "contracts", "project_reports", "notices", "fund_moves"):
        _keep(folder, table, "project_id", lambda value: not value or value in projects)
    _follow(folder, "fund_moves", "source_move_id", "fund_moves", "move_id")
    if (folder / "household_payments.csv").exists():
        _follow(folder, "household_payments", "move_id", "fund_moves", "move_id")
    _follow(folder, "postings", "notice_id", "notices", "notice_id")


def _follow(folder: Path, table: str, column: str, target: str, key: str) -> None:
    """Drops rows that point to a dropped row, until none does."""
    while True:
        known = {row[_head(target, key)] for row in _read(folder, target)}
        if not _keep(folder, table, column, {"", *known}.__contains__):
            return


def _keep(folder: Path, table: str, column: str, wanted: Callable[[str], bool]) -> int:
    """Keeps the rows whose cell is wanted; the number of rows dropped."""
    rows, head = _read(folder, table), _head(table, column)
    left = [row for row in rows if wanted(row[head])]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(left)
    (folder / f"{table}.csv").write_bytes(out.getvalue().encode("utf-8-sig"))
    return len(rows) - len(left)


def _read(folder: Path, table: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO((folder / f"{table}.csv").read_text("utf-8-sig"), newline="")))


def _head(table: str, column: str) -> str:
    return tables()[table].column(column).header
