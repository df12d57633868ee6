"""The attacker must understand the pages as they are built: what only the downloads withhold is found on pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from county_site import Built

from generator.attack.edition import read_edition
from generator.attack.pages import page_leaks

pytestmark = pytest.mark.slow
WITHHELD = "withheld"
Rows = list[dict[str, Any]]


def first(rows: Rows, column: str, **wanted: str) -> dict[str, Any]:
    """The first row with these values that shows a number other than 0."""
    fits: Callable[[Mapping[str, Any]], bool] = lambda row: all(row[name] == value for name, value in wanted.items())  # noqa: E731
    return next(row for row in rows if fits(row) and isinstance(row[column], int) and row[column])


def withhold(site: Path, table: str, column: str, **wanted: str) -> str:
    """Withholds one number in the JSON download only; the code by which pages name its row."""
    file = site / "data" / "tables" / f"{table}.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    row = first(document["rows"], column, **wanted)
    row[column] = WITHHELD
    file.write_text(json.dumps(document), encoding="utf-8")
    return next(str(row[name]) for name in ("place_code", "move_id", "contract_id", "project_id") if name in row)


def test_every_kind_of_page_is_read(county: Built, tmp_path: Path) -> None:
    site = Path(shutil.copytree(county.site, tmp_path / "site"))
    village = withhold(site, "money_totals", "amount_fen", level="village", fund_id="all", stage="received")
    withhold(site, "money_totals", "amount_fen", level="county", fund_id="F14", stage="spent")
    withhold(site, "household_counts", "count", level="village", table_id="cause_groups")
    move = withhold(site, "fund_moves", "amount_fen")
    project = withhold(site, "projects", "budget_fen")
    contract = withhold(site, "contracts", "contract_fen")
    wins = page_leaks(read_edition(site))
    where = {(win.cell[0], win.how.partition("/")[0]) for win in wins}
    assert {("money_totals", page) for page in ("villages", "townships", "funds", "map")} <= where
    assert {("household_counts", "villages"), ("fund_moves", "projects"), ("projects", "projects")} <= where
    assert ("contracts", "projects") in where
    assert {village, move, project, contract} <= {part for win in wins for part in win.cell}
    assert {"map/map.js: popup", "map/index.html: tile"} <= {win.how for win in wins if village in win.cell}


def test_the_site_as_built_prints_nothing_withheld(county: Built) -> None:
    assert page_leaks(read_edition(county.site)) == []
