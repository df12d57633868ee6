"""The report: what it names, and its form as evidence."""

from __future__ import annotations

import json
from pathlib import Path

from attacked_site import A1, A2, TOWN_A, households, write_site

from generator.attack.attack import attack
from generator.attack.report import Verdict, evidence

OPEN = (0, None)


def test_evidence_tells_what_was_attacked(tmp_path: Path) -> None:
    old = write_site(tmp_path / "old", counts=households({TOWN_A: 30, A1: OPEN, A2: OPEN}), as_of="2014-06-30")
    report = attack(write_site(tmp_path / "new", counts=households({TOWN_A: 40, A1: 24, A2: OPEN})), [old])
    told = json.loads(evidence(report))
    assert told["editions"] == ["2015-06-30", "2014-06-30"]
    assert told["tables"] == [
        {"table": "household_figures/households", "numbers": 6, "hidden": 3, "wins": {"exact": 1}}
    ]
    assert told["verdicts"] == {**dict.fromkeys(map(str, Verdict), 0), "exact": 1}
    assert (told["insider_runs"], told["notice_boards"], told["closed_register"], told["is_won"]) == (
        2,
        False,
        False,
        True,
    )
    assert [win["cell"][-3:] for win in told["wins"]] == [["A2", "all", "2015-06-30"]]


def test_evidence_names_no_hidden_cell_that_was_not_won(tmp_path: Path) -> None:
    report = attack(write_site(tmp_path, counts=households({TOWN_A: 30, A1: OPEN, A2: OPEN})))
    assert json.loads(evidence(report))["wins"] == []
    assert "A1" not in evidence(report).decode()


def test_the_same_files_give_the_same_evidence(tmp_path: Path) -> None:
    sites = [write_site(tmp_path / name, counts=households({TOWN_A: 30, A1: 26, A2: OPEN})) for name in ("x", "y")]
    assert evidence(attack(sites[0])) == evidence(attack(sites[1]))
