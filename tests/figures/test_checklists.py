"""Checklists: an item without a row is 未报; evidence counts only for what is done."""

from __future__ import annotations

from support.county import small_release

from generator.base.blanks import Blank
from generator.figures.checklists import owed, stated, tally

ITEMS = ("industry", "cooperative", "fund")


def test_every_item_of_every_village_counts_once() -> None:
    rows = [
        {"village_code": "DL01", "item": "industry", "state": "done", "evidence_document_id": "D1"},
        {"village_code": "DL01", "item": "cooperative", "state": "in_progress", "evidence_document_id": "D1"},
        {"village_code": "DL02", "item": "industry", "state": "done"},
        {"village_code": "DL02", "item": "fund", "state": Blank.NOT_APPLICABLE},
    ]
    by_village: dict[str, dict[str, object]] = {}
    for row in small_release({"checklists": rows}).checklists:
        by_village.setdefault(row.village_code, {})[row.item] = row
    found = stated(("DL01", "DL02"), ITEMS, by_village)  # type: ignore[arg-type]
    counts = tally(found)
    assert counts == {"done": 2, "evidenced": 1, "in_progress": 1, "not_reported": 2, "not_applicable": 1}
    assert sum(counts.values()) - counts["evidenced"] == 2 * len(ITEMS)
    assert len(owed(found)) == 5
