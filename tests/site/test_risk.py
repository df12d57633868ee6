"""The risk report counts what the release withholds, and says nothing more."""

from __future__ import annotations

import json

from support.county import small_release

from generator.base.blanks import Blank
from generator.site.risk import REPORT, disclosure_risk


def test_the_report_counts_what_is_withheld() -> None:
    release = small_release()
    artifact = disclosure_risk(release)
    report = json.loads(artifact.data)
    assert artifact.path == REPORT
    hidden = [c.table_id for c in release.household_counts if c.count is Blank.WITHHELD]
    assert sum(table["cells_withheld"] for table in report["household_tables"]) == len(hidden) > 0
    assert report["money"]["lines"]["withheld"] == [m.amount_fen for m in release.fund_moves].count(Blank.WITHHELD)
    assert report["k"] == release.k


def test_the_report_names_no_place() -> None:
    release = small_release()
    text = disclosure_risk(release).data.decode()
    assert [v.village_code for v in release.villages if v.village_code in text] == []
