"""The attacker against the built county: what it wins, and what its evidence says."""

from __future__ import annotations

import json

import pytest
from county_site import Built, download, gongshi

from generator.attack.attack import attack
from generator.attack.report import DOUBTS, AttackReport, evidence

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(county: Built) -> AttackReport:
    return attack(county.site)


def test_nothing_is_won(report: AttackReport) -> None:
    assert [(win.verdict, win.cell, win.how) for win in report.wins if win.verdict not in DOUBTS] == []


def test_the_command_says_the_same(county: Built, report: AttackReport) -> None:
    done = gongshi("attack", county.site)
    assert done.returncode == (5 if report.is_won else 0), done.stderr


def test_every_hidden_number_was_attacked(county: Built, report: AttackReport) -> None:
    hidden = [row for row in download(county.site, "household_figures") if row["value"] == "withheld"]
    told = json.loads(evidence(report))
    attacked = [table["hidden"] for table in told["tables"] if table["table"].startswith("household_figures/")]
    assert sum(attacked) == len(hidden) > 0
    assert told["insider_runs"] > 0


@pytest.mark.parametrize(("table", "level"), [("cause_groups", "village"), ("causes", "township")])
def test_nine_in_ten_numbers_of_the_published_breakdowns_are_shown(county: Built, table: str, level: str) -> None:
    rows = [r for r in download(county.site, "household_figures") if (r["table_id"], r["level"]) == (table, level)]
    shown = [row for row in rows if row["value"] != "withheld"]
    assert len(rows) > 80
    assert len(shown) >= 0.9 * len(rows)
