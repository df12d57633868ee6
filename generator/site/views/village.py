"""A village: who helps it, its money, projects, goals, checklists, notices, households and where to object."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.money import Waterfall
from generator.published.rows import Assignment, Village
from generator.site import charts
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import category, count, day, href, wan, words, yes_no, yuan
from generator.site.views import common, goaltext, lines, notices, projectrows

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
            **_head(county, village),
            **_money(county, village),
            "projects": projectrows.rows(county, county.projects_of.get(key, ()), ROOT),
            "budget": projectrows.budget(county.projects_of.get(key, ())),
            **_goals(county, village),
            "checklist": _checklist(county, village),
            "notices": notices.rows(county, county.notices_of_village.get(key, ()), ROOT),
            "inspections": _inspections(county, key),
            "household_tables": common.count_tables(county, "village", key),
        },
    )


def _head(county: County, village: Village) -> dict[str, object]:
    township = county.townships.get(village.township_code)
    return {
        "code": village.village_code,
        "name": village.name,
        "kind": county.label("village_kinds", village.kind),
        "township": (href(ROOT, "townships", township.township_code), township.name) if township else (),
        "township_office": (words(township.office_phone), words(township.office_address)) if township else (),
        "owes_households": county.owes_households(village),
        "facts": (
            ("全村总户数", count(village.households_total), "户"),
            ("全村总人口", count(village.population), "人"),
            ("示范村", yes_no(village.is_demonstration), ""),
        ),
        "years": tuple(
            (str(y.year), wan(y.collective_income_fen), yuan(y.net_income_per_head_fen))
            for y in county.years_of.get(village.village_code, ())
        ),
        "helpers": tuple(_helper(county, a) for a in county.helpers_of.get(village.village_code, ())),
    }


def _helper(county: County, assignment: Assignment) -> tuple[object, ...]:
    unit = county.units[assignment.unit_id]
    return (
        unit.name,
        county.label("helper_origins", unit.origin),
        assignment.is_lead,
        words(unit.liaison_role),
        words(unit.office_phone),
        words(unit.office_address),
        day(assignment.arrived_on),
    )


def _money(county: County, village: Village) -> dict[str, object]:
    code = village.village_code
    total = common.total(county, "village", code)
    blank = Blank.NOT_REPORTED if county.owes_households(village) else Blank.NOT_APPLICABLE
    return {
        "total": _total(code, total, blank),
        "funds": common.by_fund(county, "village", code, ROOT, code),
        "rest": common.rest(total, common.fund_parts(county, "village", code)),
        "chart": charts.waterfall(total, f"{village.name}资金流向") if total else None,
        "opened": lines.of_village(county, code, ROOT),
    }


def _total(code: str, total: Waterfall | None, blank: Blank) -> common.MoneyRow:
    if total is None:
        return (f"{code}-ALL", "", "合计", common.blank_cells(blank), "")
    return (f"{code}-ALL", "", "合计", common.cells(total), common.note(total))


def _goals(county: County, village: Village) -> dict[str, object]:
    bound = county.goals_of.get(village.village_code, ())
    return {
        "goals": tuple(
            (
                f"{village.village_code}-{result.goal.goal_id}",
                href(ROOT, "goals", result.goal.goal_id),
                result.goal.title,
                goaltext.target(result.goal, goaltext.benchmark_name(result)),
                result.goal.due_on,
                goaltext.state(place),
                goaltext.reading(result.goal, place.reading),
                goaltext.reading(result.goal, place.preview) if place.preview else (),
                goaltext.preview_word(place.preview) if place.preview else "",
            )
            for result, place in bound
        ),
        "household_goals": tuple(
            (href(ROOT, "goals", r.goal.goal_id), r.goal.title)
            for r in county.goals.values()
            if r.goal.level in ("household", "member")
        ),
    }


def _checklist(county: County, village: Village) -> tuple[tuple[object, ...], ...]:
    stated = county.checklists_of.get(village.village_code, {})
    if not stated and not county.owes_households(village):
        return ()
    found = []
    for term in county.programme.terms("checklist_items"):
        row = stated.get(term.code)
        state = row.state if row else Blank.NOT_REPORTED
        evidence = row.evidence_document_id if row else Blank.NOT_REPORTED
        document = county.documents.get(evidence)
        cell = (
            ("b nr", state.label)
            if isinstance(state, Blank)
            else ("st " + state, category("checklists", "state", state))
        )
        found.append(
            (
                f"{village.village_code}-{term.code}",
                term.label,
                cell,
                words(document.title if document else Blank.NOT_REPORTED),
                day(row.stated_on if row else Blank.NOT_REPORTED),
            )
        )
    return tuple(found)


def _inspections(county: County, code: str) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (i.quarter, day(i.inspected_on), category("inspections", "result", i.result), words(i.remark))
        for i in county.inspections_of.get(code, ())
    )
