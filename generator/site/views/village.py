"""A village: who helps it, its money, projects, goals, checklists, notices, households and where to object."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.codes import item_code
from generator.published.rows import Assignment, Checklist, Village
from generator.site import charts
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import Cell, categories, count, day, href, phone, words, yes_no, yuan
from generator.site.views import (
    codes,
    common,
    entitlements,
    findingrows,
    goaltext,
    householdgoals,
    households,
    lines,
    noticelists,
    projectrows,
    sentences,
    since,
)

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.villages)


def page(county: County, key: str) -> Page:
    """The page of one village; raises KeyError for an unknown code."""
    village = county.villages[key]
    return Page(
        path=f"villages/{key}/index.html",
        section="villages",
        title=village.name,
        description=f"{village.name}：帮扶单位、资金、项目、目标与公示，截至{county.programme.as_of}",
        template="village.html",
        context={
            **common.base(county, ROOT),
            "lead": _lead(county, village),
            "since": (since.title(county), since.sentences(county, village)),
            **_head(county, village),
            **_money(county, village),
            "projects": projectrows.rows(county, county.projects_of.get(key, ()), ROOT),
            "budget": projectrows.budget(county, county.projects_of.get(key, ())),
            **_goals(county, village),
            "checklist": _checklist(county, village),
            **_oversight(county, key),
            "inspections": _inspections(county, key),
            "household_tables": common.count_tables(county, "village", key),
            "entitled": entitlements.block(county, village, ROOT),
            "codes": codes.address(county, village, ROOT),
        },
    )


def _lead(county: County, village: Village) -> tuple[sentences.Sentence, ...]:
    """What came and is left, what it was spent on, whom to call; a sentence that has nothing to say is left out."""
    total = common.total(county, "village", village.village_code)
    is_owed = total is not None or county.owes_households(village)
    first = sentences.money(county, county.say("本村"), total) if is_owed else sentences.no_money(county, village)
    found = (
        first,
        sentences.to_households(county, "village", village.village_code),
        sentences.spent_on(county, village),
        sentences.whom_to_call(county, village),
    )
    return tuple(sentence for sentence in found if sentence)


def _head(county: County, village: Village) -> dict[str, object]:
    township = county.townships.get(village.township_code)
    return {
        "code": village.village_code,
        "name": village.name,
        "kind": county.label("village_kinds", village.kind),
        "township": (href(ROOT, "townships", township.township_code), township.name) if township else (),
        "owes_households": county.owes_households(village),
        "facts": (
            (county.say("全村总户数"), count(village.households_total), "户"),
            (county.say("全村总人口"), count(village.population), "人"),
            (county.say("示范村"), yes_no(village.is_demonstration), ""),
        ),
        "years": tuple(
            (str(y.year), yuan(y.collective_income_fen), yuan(y.net_income_per_head_fen))
            for y in county.years_of.get(village.village_code, ())
        ),
        "helpers": tuple(_helper(county, a) for a in county.helpers_of.get(village.village_code, ())),
    }


def _helper(county: County, assignment: Assignment) -> tuple[object, ...]:
    unit = county.units[assignment.unit_id]
    return (
        href(ROOT, "helpers", unit.unit_id),
        unit.name,
        county.label("helper_origins", unit.origin),
        assignment.is_lead,
        words(unit.liaison_role),
        phone(unit.office_phone),
        day(assignment.arrived_on),
    )


def _money(county: County, village: Village) -> dict[str, object]:
    code = village.village_code
    total = common.total(county, "village", code)
    blank = Blank.NOT_REPORTED if county.owes_households(village) else Blank.NOT_APPLICABLE
    return {
        "headline": common.headline(county, total, blank),
        "total": (f"{code}-ALL", common.cells(total) if total else common.blank_cells(blank)),
        "funds": common.by_fund(county, "village", code, ROOT),
        "chart": charts.waterfall(total, "给单位和项目的钱", say=county.say)
        if total and not total.is_nothing
        else None,
        "book": households.book(county, "village", code, ROOT),
        "opened": lines.of_village(county, code, ROOT),
    }


def _goals(county: County, village: Village) -> dict[str, object]:
    bound = county.goals_of.get(village.village_code, ())
    return {
        "goals": tuple(
            (
                f"{village.village_code}-{result.goal.goal_id}",
                href(ROOT, "goals", result.goal.goal_id),
                result.goal.title,
                goaltext.target(result.goal, goaltext.benchmark_name(result), county.say),
                result.goal.due_on,
                goaltext.state(place),
                goaltext.reading(result.goal, place.reading, county.say),
                goaltext.reading(result.goal, place.preview, county.say) if place.preview else (),
                goaltext.preview_word(place.preview) if place.preview else "",
            )
            for result, place in bound
        ),
        "household_goals": householdgoals.of_village(county, village, ROOT),
    }


def _checklist(county: County, village: Village) -> tuple[tuple[object, ...], ...]:
    stated = county.checklists_of.get(village.village_code, {})
    if not stated and not county.owes_households(village):
        return ()
    return tuple(
        (item_code(village.village_code, number), term.label, *_check(county, stated.get(term.code)))
        for number, term in enumerate(county.programme.terms("checklist_items"), start=1)
    )


def _check(county: County, row: Checklist | None) -> tuple[Cell, Cell, Cell]:
    """(state, evidence, stated on) of an item; an item without a row is 未报."""
    if row is None:
        return (words(Blank.NOT_REPORTED),) * 3
    state = row.state
    document = county.documents.get(row.evidence_document_id)
    return (
        words(state) if isinstance(state, Blank) else (f"st {state}", categories("checklists", "state")[state]),
        words(document.title if document else Blank.NOT_REPORTED),
        day(row.stated_on),
    )


def _oversight(county: County, code: str) -> dict[str, object]:
    """Notices with their clocks, and findings; each with the way to those of other places."""
    found = book(county.release)
    clocks = found.clocks_of_village.get(code, ())
    return {
        "notices": noticelists.split(county, clocks, ROOT),
        "all_notices": f"{ROOT}{noticelists.address(noticelists.group(county, clocks[0].notice))}" if clocks else "",
        "findings": findingrows.split(county, found, found.of_village.get(code, ()), ROOT),
    }


def _inspections(county: County, code: str) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (i.quarter, i.inspected_on, categories("inspections", "result")[i.result], words(i.remark))
        for i in county.inspections_of.get(code, ())
    )
