"""The disclosure-risk report: the rules and how much they withhold. Totals only, never which number is small."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.published.release import Release

REPORT = "privacy/disclosure-risk.json"


def disclosure_risk(release: Release) -> Artifact:
    """Everything in it can be counted from the public tables by anybody."""
    report = {
        "edition": release.programme.edition,
        "as_of": release.programme.as_of,
        "is_synthetic": release.programme.is_synthetic,
        "k": release.k,
        "promises": {
            "household_tables": "no hidden small count can be narrowed within [1, k] by any combination of sums, "
            "from outside or by the only household in another hidden cell",
            "money": "no hidden line comes back by one subtraction; combinations of sums are not yet covered",
            "editions": "editions are not yet compared with one another",
        },
        "household_tables": [
            {
                "table_id": table.table_id,
                "title": table.title,
                "levels": list(table.levels),
                "cells_shown": table.cells_shown,
                "cells_withheld": table.cells_withheld,
            }
            for table in release.protected_tables
        ],
        "money": {
            "lines": _shares(move.amount_fen for move in release.fund_moves),
            "totals": _shares(total.amount_fen for total in release.money_totals),
            "budgets": _shares(project.budget_fen for project in release.projects),
        },
    }
    return Artifact(path=REPORT, data=(json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode())


def _shares(figures: Iterable[object]) -> dict[str, int]:
    found = list(figures)
    withheld = found.count(Blank.WITHHELD)
    return {"shown": sum(not isinstance(figure, Blank) for figure in found), "withheld": withheld}
