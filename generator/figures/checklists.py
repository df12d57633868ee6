"""Checklists: what every village must end up with, counted by item and place. An item without a row is not reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.published.rows import Checklist

DONE = "done"
EVIDENCED = "evidenced"
"""Done, and a document is named that shows it"""

Tally = Counter[str]
"""State, blank, or `evidenced` → villages or items"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One item of one village."""

    item: str
    village_code: str
    state: str
    """A state of the contract, or a blank"""
    has_evidence: bool


def stated(
    villages: Iterable[str], items: Sequence[str], rows: Mapping[str, Mapping[str, Checklist]]
) -> tuple[Stated, ...]:
    """Every item of every village. `rows`: village → item → row."""
    return tuple(_one(village, item, rows.get(village, {}).get(item)) for village in villages for item in items)


def _one(village: str, item: str, row: Checklist | None) -> Stated:
    has_evidence = row is not None and not isinstance(row.evidence_document_id, Blank)
    state = row.state if row else Blank.NOT_REPORTED
    return Stated(item=item, village_code=village, state=str(state), has_evidence=has_evidence)


def tally(found: Iterable[Stated]) -> Tally:
    """How many stand where; `evidenced` counts those done ones again that name a document."""
    counts: Tally = Counter()
    for one in found:
        counts[one.state] += 1
        counts[EVIDENCED] += one.state == DONE and one.has_evidence
    return counts


def owed(found: Iterable[Stated]) -> tuple[Stated, ...]:
    """Those that the village has to have at all."""
    return tuple(one for one in found if one.state != Blank.NOT_APPLICABLE)
