"""The duty calendar: who must do what, how often, by when, and which clause says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.base.blanks import Blank
from generator.contract.schema import tables
from generator.published.rows import Duty
from generator.site.county import County, natural
from generator.site.page import Page
from generator.site.text import Cell, categories, day
from generator.site.views import common

ROOT = "../"
RESULTS = {"monthly": "bulletins/index.html", "quarterly": "bulletins/index.html", "yearly": "rankings/index.html"}
"""Rhythm → where the site shows what came of it"""

_HELPS = re.compile("(?:帮扶|挂扶)(?!单位|记录|情况|规划|关系|对象)")
"""Helping as something one does, not as part of a name"""

DutyRow = tuple[str, str, str, str, str, str, Cell, str]
"""(code, address, owner, title, rhythm, due in words, due on, clause)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every duty by rhythm, each with the passed or coming day where it has one; then by owner."""
    every = county.release.duties
    labels = categories("duties", "rhythm")
    return Page(
        path="duties/index.html",
        section="duties",
        title="职责日历",
        description=f"{len(every)} 项职责：谁负责、多久一次、何时到期、依据哪一条",
        template="duties.html",
        context={
            **common.base(county, ROOT),
            "count": str(len(every)),
            "groups": tuple(
                (rhythm, label, f"{ROOT}{RESULTS[rhythm]}" if rhythm in RESULTS else "", rows(county, mine, ROOT))
                for rhythm, label in labels.items()
                if (mine := [duty for duty in every if duty.rhythm == rhythm])
            ),
            "owners": _owners(every),
        },
    )


def rows(county: County, duties: Iterable[Duty], root: str) -> tuple[DutyRow, ...]:
    """Duties by due day, those without one last."""
    listed = sorted(duties, key=lambda d: (isinstance(d.due_on, Blank), str(d.due_on), natural(d.duty_id)))
    return tuple(
        (
            duty.duty_id,
            f"{root}duties/index.html#duty-{duty.duty_id}",
            duty.owner_role,
            duty.title,
            categories("duties", "rhythm")[duty.rhythm],
            duty.due_text,
            due(duty, county.programme.as_of),
            duty.clause,
        )
        for duty in listed
    )


def due(duty: Duty, as_of: str) -> Cell:
    """The day and, where it lies after the as-of date, that it is not due; whether it was done, no table says."""
    if isinstance(duty.due_on, Blank):
        return day(duty.due_on)
    return ("d", duty.due_on if duty.due_on <= as_of else f"{duty.due_on}（{Blank.NOT_DUE.label}）")


def of_units(county: County) -> tuple[Duty, ...]:
    """Duties whose owner is called as the contract calls the helping units."""
    return tuple(duty for duty in county.release.duties if tables()["units"].title in duty.owner_role)


def helping_of_others(county: County) -> tuple[Duty, ...]:
    """Helping that others than the units owe: leaders' linked villages, households outside the key villages."""
    mine = of_units(county)
    return tuple(duty for duty in county.release.duties if duty not in mine and _HELPS.search(duty.title))


def of_assessment(county: County) -> tuple[Duty, ...]:
    """Duties whose title names the assessment as the contract calls it."""
    return tuple(duty for duty in county.release.duties if tables()["assessments"].title in duty.title)


def with_rhythm(county: County, rhythm: str) -> tuple[Duty, ...]:
    return tuple(duty for duty in county.release.duties if duty.rhythm == rhythm)


def _owners(every: Iterable[Duty]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(owner, codes of its duties), in the order of the duties."""
    found: dict[str, list[str]] = {}
    for duty in sorted(every, key=lambda d: natural(d.duty_id)):
        found.setdefault(duty.owner_role, []).append(duty.duty_id)
    return tuple((owner, tuple(codes)) for owner, codes in found.items())
