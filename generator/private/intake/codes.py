"""Figure codes must be told apart: a fund and a goal of one code would be one code on the phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.errors import Finding
from generator.figures.codes import HOUSEHOLDS, ITEM, TABLE, TOTAL
from generator.private.intake.book import Book

_RESERVED = re.compile(rf"(?:{ITEM}|{TABLE})[0-9]+", re.IGNORECASE)


def code_faults(book: Book) -> Iterator[Finding]:
    """Funds and goals whose code, as it is heard, is that of a sum, a checklist item, a table or an earlier row."""
    taken = {_heard(TOTAL), _heard(TOTAL + HOUSEHOLDS)}
    for row, fund in book.rows("funds", "fund_id"):
        mine = {_heard(fund), _heard(fund + HOUSEHOLDS)}
        if mine & taken or _RESERVED.fullmatch(fund):
            yield book.fault("fund.taken", "funds", row, "fund_id")
        taken |= mine
    for row, goal in book.rows("goals", "goal_id"):
        if _heard(goal) in taken or _RESERVED.fullmatch(goal):
            yield book.fault("goal.taken", "goals", row, "goal_id")
        taken.add(_heard(goal))


def _heard(code: str) -> str:
    """Nobody hears capitals, hyphens and underscores."""
    return re.sub(r"[-_]", "", code).casefold()
