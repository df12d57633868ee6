"""The disclosure-risk report: the rules and how much they withhold. Totals only, never which number is small."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.figures.snapshots import snapshot_dates
from generator.published.release import Release

REPORT = "privacy/disclosure-risk.json"


def disclosure_risk(release: Release) -> Artifact:
    """Everything in it can be counted from the public tables by anybody."""
    dates = snapshot_dates(release)
    report = {
        "edition": release.programme.edition,
        "as_of": release.programme.as_of,
        "is_synthetic": release.programme.is_synthetic,
        "k": release.k,
        "p_percent": release.p_percent,
        "promises": {
            "household_tables": "no hidden small count can be narrowed within [1, k] by any combination of sums, "
            "from outside or by the only household in another hidden cell",
            "money_to_households": "published only as totals of protected tables, never line by line; no hidden "
            "payment can be worked out closely by any combination of sums, and a place, fund or sum is hidden in "
            "all four stages or in none",
            "money_to_organisations_and_projects": "every line is shown, and every total is the sum of its lines",
            "goals_of_households": "of a village only a word, taken from numbers that are protected as if they were "
            "published; counts for townships and the county",
            "editions": "every table is a dated snapshot, compared before release with every earlier one through a "
            "private history; a table whose change would show a few households is held back whole",
        },
        "protected_tables": [
            {
                "table_id": table.table_id,
                "title": table.title,
                "measure": table.measure,
                "by": table.by,
                "unit": table.unit,
                "levels": list(table.levels),
                "as_of": dict(sorted(dates.get(table.table_id, {}).items())),
                "cells_shown": table.cells_shown,
                "cells_withheld": table.cells_withheld,
            }
            for table in release.protected_tables
        ],
        "goals_of_households_by_village": {
            "states_shown": sum(not isinstance(found.state, Blank) for found in release.household_states),
            "states_withheld": _withheld(found.state for found in release.household_states),
        },
        "withheld": {
            "project_budgets": _withheld(project.budget_fen for project in release.projects),
            "contract_amounts": _withheld(contract.contract_fen for contract in release.contracts),
            "beneficiary_households": _withheld(
                (
                    *(m.beneficiary_households for m in release.fund_moves),
                    *(p.beneficiary_households for p in release.projects),
                )
            ),
        },
    }
    return Artifact(path=REPORT, data=(json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode())


def _withheld(figures: Iterable[object]) -> int:
    return sum(figure is Blank.WITHHELD for figure in figures)
