"""The risk report counts what the release withholds, and says nothing more."""

from __future__ import annotations

import json
from dataclasses import replace

from support.county import small_release

from generator.base.blanks import Blank
from generator.site.risk import REPORT, disclosure_risk


def test_the_report_counts_what_is_withheld() -> None:
    release = small_release()
    artifact = disclosure_risk(release)
    report = json.loads(artifact.data)
    assert artifact.path == REPORT
    assert (report["k"], report["p_percent"]) == (release.k, release.p_percent)
    hidden = [c.table_id for c in release.household_figures if c.value is Blank.WITHHELD]
    told = {table["table_id"]: table for table in report["protected_tables"]}
    assert {table: row["cells_withheld"] for table, row in told.items()} == {t: hidden.count(t) for t in told}
    assert told["household_money_spent"]["cells_withheld"] > 0
    assert told["household_money_spent"]["unit"] == "fen"
    assert told["causes"]["as_of"] == {"county": "2015-06-30", "township": "2015-06-30"}


def test_the_report_counts_projects_that_say_less() -> None:
    release = small_release()
    projects = tuple(replace(p, budget_fen=Blank.WITHHELD) for p in release.projects)
    withheld = json.loads(disclosure_risk(replace(release, projects=projects)).data)["withheld"]
    assert withheld["project_budgets"] == len(projects) > 0
    assert withheld["contract_amounts"] == 0


def test_the_report_names_no_place_and_no_line() -> None:
    release = small_release()
    text = disclosure_risk(release).data.decode()
    codes = [v.village_code for v in release.villages] + [m.move_id for m in release.fund_moves]
    assert [code for code in codes if code in text] == []
