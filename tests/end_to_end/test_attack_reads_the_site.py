"""The attacker must understand the site as it is built: what only the downloads withhold is found on pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from county_site import Built

from generator.attack.attack import attack, system
from generator.attack.edition import Edition, read_edition
from generator.attack.pages import page_leaks
from generator.attack.report import Verdict, Win

pytestmark = pytest.mark.slow
WITHHELD = "withheld"
SPENT = "household_money_spent"
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


def leaks(edition: Edition) -> list[Win]:
    tables, _ = system([edition])
    return page_leaks(edition, tables.money)


def test_every_kind_of_page_is_read(county: Built, tmp_path: Path) -> None:
    site = Path(shutil.copytree(county.site, tmp_path / "site"))
    village = withhold(site, "household_figures", "value", table_id=SPENT, level="village", category="all")
    withhold(site, "household_figures", "value", table_id=SPENT, level="county", category="F14")
    withhold(site, "household_figures", "value", table_id=SPENT, level="township", category="F14")
    withhold(site, "household_figures", "value", table_id=SPENT, level="county", category="all")
    withhold(site, "household_figures", "value", level="village", table_id="cause_groups")
    project = withhold(site, "projects", "budget_fen")
    contract = withhold(site, "contracts", "contract_fen")
    wins = leaks(read_edition(site))
    money = {(win.how.partition("/")[0], win.cell[2]) for win in wins if win.cell[1] == SPENT}
    assert {("villages", "village"), ("townships", "township"), ("townships", "village")} <= money
    assert {("funds", "county"), ("funds", "township"), ("index.html", "county"), ("map", "village")} <= money
    where = {(*win.cell[:2], win.how.partition("/")[0]) for win in wins}
    assert ("household_figures", "cause_groups", "villages") in where
    assert {("projects", project, "projects"), ("contracts", contract, "projects")} <= where
    assert {"map/map.js: popup", "map/index.html: tile"} <= {win.how for win in wins if village in win.cell}


def test_the_site_as_built_prints_nothing_withheld(county: Built) -> None:
    assert leaks(read_edition(county.site)) == []


def test_every_sum_of_the_built_tables_is_known(county: Built, tmp_path: Path) -> None:
    """A single number that is taken out of any table, at any level, comes back at once."""
    rows = json.loads((county.site / "data/tables/household_figures.json").read_text("utf-8"))["rows"]
    kinds = {
        (str(row["table_id"]), str(row["level"])) for row in rows if isinstance(row["value"], int) and row["value"]
    }
    for table, level in sorted(kinds):
        site = tmp_path / table / level
        (site / "data").mkdir(parents=True)
        shutil.copytree(county.site / "data/tables", site / "data/tables", ignore=shutil.ignore_patterns("*.csv"))
        shutil.copy(county.site / "edition.json", site)
        place = withhold(site, "household_figures", "value", table_id=table, level=level)
        wins = attack(site).wins
        found = {win.cell[3] for win in wins if win.verdict is Verdict.EXACT and win.cell[1:3] == (table, level)}
        assert place in found, (table, level)
