"""What changed since the edition before, by village, and what that edition showed: from public figures alone."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.blanks import Blank, Figure
from generator.figures.changes import (
    ACCEPTED,
    BEHIND,
    COMPLETED,
    MET,
    POSTED,
    RECEIVED,
    SPENT,
    STARTED,
    Change,
)
from generator.site.county import County
from generator.site.text import Cell, count, href, words, yuan
from generator.site.views.since import since

ROOT = "../../"
NEW = (
    (STARTED, "开工"),
    (COMPLETED, "完工"),
    (ACCEPTED, "验收"),
    (POSTED, "张贴公示"),
    (MET, "目标达到"),
    (BEHIND, "目标落后"),
)
"""(what is new, its column)"""
DATED = (STARTED, COMPLETED, ACCEPTED, POSTED)
"""What does not go away by itself: if it is gone, somebody corrected it"""
HEADS = ("新到账（元）", "新支出（元）", *(label for _, label in NEW), "更正")

PlaceRow = tuple[str, str, tuple[Cell, ...]]
"""(address or empty, village, one cell per column)"""


def table(county: County) -> dict[str, object]:
    """Villages in which something changed, with their sum; without rows where there is nothing to compare with."""
    found = since(county)
    told = {code: change for code, change in found.villages.items() if _is_different(change)} if found else {}
    return {
        "heads": tuple(map(county.say, HEADS)),
        "rows": tuple(_row(county, code, told[code]) for code in county.villages if code in told),
        "sum": _sum(told.values()),
        "unchanged": str(len(found.villages) - len(told)) if found else "",
        "is_compared": found is not None,
    }


def shown_before(county: County) -> tuple[PlaceRow, ...]:
    """Received and spent of every village as the edition before showed them, in 元."""
    amounts: dict[str, dict[str, Figure]] = {}
    for row in county.release.earlier_figures:
        if row.what in (RECEIVED, SPENT):
            amounts.setdefault(row.village_code, {})[row.what] = row.amount_fen
    return tuple(
        (
            href(ROOT, "villages", code) if code in county.villages else "",
            county.villages[code].name if code in county.villages else code,
            tuple(yuan(fen.get(stage, Blank.NOT_REPORTED)) for stage in (RECEIVED, SPENT)),
        )
        for code, fen in sorted(amounts.items())
    )


def _is_different(change: Change) -> bool:
    """Whether anything at all is different."""
    moved = [before != now for before, now in (change.received, change.spent)]
    return any((*moved, *map(bool, change.new.values()), *map(bool, change.gone.values())))


def _row(county: County, code: str, change: Change) -> PlaceRow:
    village = county.villages[code]
    counts = [count(number) for number in _counts(change)]
    is_owed = county.owes_households(village)
    return (
        href(ROOT, "villages", code),
        village.name,
        (_moved(change.received, is_owed), _moved(change.spent, is_owed), *counts),
    )


def _moved(pair: tuple[Figure, Figure], is_owed: bool) -> Cell:
    """The difference in 元; the blank where one of both is no number."""
    before, now = pair
    if not isinstance(before, Blank) and not isinstance(now, Blank):
        return yuan(now - before)
    if {before, now} == {Blank.NOT_REPORTED} and not is_owed:
        return words(Blank.NOT_APPLICABLE)
    return yuan(now if isinstance(now, Blank) else before)


def _counts(change: Change) -> tuple[int, ...]:
    return (*(len(change.new[what]) for what, _ in NEW), sum(len(change.gone[what]) for what in DATED))


def _sum(changes: Iterable[Change]) -> tuple[Cell, ...]:
    """Money that both editions know, and all counts."""
    listed = list(changes)
    columns = zip(*(_counts(change) for change in listed), strict=True) if listed else ()
    return (
        yuan(_known(change.received for change in listed)),
        yuan(_known(change.spent for change in listed)),
        *(count(sum(column)) for column in columns),
    )


def _known(pairs: Iterable[tuple[Figure, Figure]]) -> int:
    return sum(now - before for before, now in pairs if not isinstance(before, Blank) and not isinstance(now, Blank))
