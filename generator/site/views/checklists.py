"""Checklists of all villages: every item by state and evidence, by township, by village; records stay private."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.base.blanks import Blank
from generator.figures.checklists import DONE, EVIDENCED, Stated, owed, stated, tally
from generator.figures.measures import OF_HOUSEHOLDS
from generator.published.rows import Village
from generator.site.county import NO_TOWNSHIP, County
from generator.site.page import Page
from generator.site.text import Cell, categories, count, href, words
from generator.site.views import common, householdgoals
from generator.site.views.once import once

ROOT = "../"
RECORDS = "record_"
"""Start of the measure of a goal about the record books"""

Row = tuple[str, str, str, tuple[Cell, ...]]
"""(anchor, address or empty, label, counts in the order of `columns`)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Counts per item, per township and item, per village; what stands on households only where it is declared."""
    found = _stated(county, county.villages.values())
    villages = len({one.village_code for one in found})
    return Page(
        path="checklists/index.html",
        section="checklists",
        title="清单",
        description=county.say(f"{villages} 个村应当具备的各项：完成几项、有没有依据，截至{county.programme.as_of}"),
        template="checklists.html",
        context={
            **common.base(county, ROOT),
            "villages": str(villages),
            "others": str(len(county.villages) - villages),
            "labels": tuple(term.label for term in county.programme.terms("checklist_items")),
            "columns": tuple(columns(county).values()),
            "items": _items(county, found),
            "total": _cells(county, found),
            "townships": _townships(county),
            "groups": tuple(group for group in _groups(county) if group[3]),
            "household_goals": tuple(
                (href(ROOT, "goals", goal.goal_id), goal.title)
                for goal in county.release.goals
                if goal.level in OF_HOUSEHOLDS and not goal.measure.startswith(RECORDS)
            ),
            "records": _records(county),
        },
    )


@once
def columns(county: County) -> dict[str, str]:
    """What is counted → its label: done, of these with a document, the other states, 未报, other blanks that occur."""
    states = dict(categories("checklists", "state"))
    found = {one.state for one in _stated(county, county.villages.values())}
    blanks = {str(b): b.label for b in Blank if b is Blank.NOT_REPORTED or b in found}
    return {DONE: states.pop(DONE), EVIDENCED: "其中有依据", **states, **blanks}


def _records(county: County) -> tuple[tuple[str, str, str], ...]:
    """(address, title, the county's latest percentage) of the declared goals about record books."""
    return tuple(
        (href(ROOT, "goals", goal_id), result.goal.title, householdgoals.latest(result))
        for goal_id, result in county.goals.items()
        if result.goal.measure.startswith(RECORDS) and result.households is not None
    )


def _stated(county: County, villages: Iterable[Village]) -> tuple[Stated, ...]:
    """Items of the villages that owe them, and of others that state any."""
    codes = (v.village_code for v in villages if county.owes_households(v) or v.village_code in county.checklists_of)
    items = [term.code for term in county.programme.terms("checklist_items")]
    return stated(codes, items, county.checklists_of)


def _cells(county: County, found: Iterable[Stated]) -> tuple[Cell, ...]:
    """Counts in the order of the columns; 不适用 where nothing is owed."""
    counts = tally(found)
    return tuple(count(counts[what]) if counts else words(Blank.NOT_APPLICABLE) for what in columns(county))


def _items(county: County, found: Sequence[Stated]) -> tuple[Row, ...]:
    return tuple(
        (f"item-{term.code}", "", term.label, _cells(county, (one for one in found if one.item == term.code)))
        for term in county.programme.terms("checklist_items")
    )


def _townships(county: County) -> tuple[tuple[str, str, tuple[Cell, ...]], ...]:
    """(address, township, 「done/villages」 of every item)."""
    return tuple(
        (href(ROOT, "townships", code), township.name, _done(county, county.villages_of.get(code, ())))
        for code, township in county.townships.items()
    )


def _done(county: County, villages: Sequence[Village]) -> tuple[Cell, ...]:
    found = owed(_stated(county, villages))
    by_item = ([one for one in found if one.item == t.code] for t in county.programme.terms("checklist_items"))
    return tuple(("n", f"{tally(mine)[DONE]}/{len(mine)}") if mine else words(Blank.NOT_APPLICABLE) for mine in by_item)


def _groups(county: County) -> tuple[tuple[str, str, tuple[Cell, ...], tuple[Row, ...]], ...]:
    """(anchor, township, its counts, villages)."""
    names = {code: township.name for code, township in county.townships.items()}
    return tuple(
        (f"in-{code}", name, _cells(county, _stated(county, county.villages_of.get(code, ()))), _villages(county, code))
        for code, name in {**names, NO_TOWNSHIP: county.say("未列明乡镇")}.items()
    )


def _villages(county: County, township: str) -> tuple[Row, ...]:
    return tuple(
        (f"at-{v.village_code}", f"{href(ROOT, 'villages', v.village_code)}#checklist", v.name, _cells(county, found))
        for v in county.villages_of.get(township, ())
        if (found := _stated(county, (v,)))
    )
