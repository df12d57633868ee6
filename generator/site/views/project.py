"""A project: plan, budget, contracts, dates, monthly progress, money lines and notices."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.money import line_total
from generator.figures.projects import dates
from generator.published.rows import FundMove, Project
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, category, count, day, href, words, yuan
from generator.site.views import common, lines, notices, projectrows

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.projects)


def page(county: County, key: str) -> Page:
    """The page of one project; raises KeyError for an unknown code."""
    project = county.projects[key]
    moves = county.moves_of_project.get(key, ())
    row = projectrows.row(county, project, ROOT)
    return Page(
        path=f"projects/{key}/index.html",
        section="projects",
        title=project.name,
        description=f"{project.name}：预算、进度、合同与资金，截至{county.programme.as_of}",
        template="project.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": project.name,
            "village": _village(county, project),
            "state": row[9],
            "percent": row[5],
            "progress": row[6],
            "facts": _facts(county, project),
            "dates": _dates(county, project),
            "contracts": _contracts(county, key),
            "reports": tuple((r.month, str(r.progress_percent), r.reported_on) for r in county.reports_of.get(key, ())),
            "lines": lines.rows(county, moves, ROOT, {m.move_id for m in moves}),
            "sums": _sums(moves),
            "notices": notices.rows(county, county.notices_of_project.get(key, ()), ROOT),
        },
    )


def _village(county: County, project: Project) -> tuple[str, str]:
    village = county.villages.get(project.village_code)
    return (href(ROOT, "villages", village.village_code), village.name) if village else ("", "")


def _facts(county: County, project: Project) -> tuple[tuple[str, Cell, str], ...]:
    implementer = county.organisations.get(project.implementer_id)
    document = county.documents.get(project.document_id)
    blank = project.document_id if isinstance(project.document_id, Blank) else Blank.NOT_REPORTED
    public_works = project.beneficiary_households is Blank.NOT_APPLICABLE
    return (
        ("预算", yuan(project.budget_fen), "元"),
        ("类别", words(county.label("project_categories", project.category)), ""),
        ("建设内容", words(project.content), ""),
        ("实施单位", words(implementer.name if implementer else Blank.NOT_REPORTED), ""),
        ("责任人", words(project.responsible_role), ""),
        ("依据文件", words(document.title if document else blank), ""),
        ("受益", words("公共工程") if public_works else count(project.beneficiary_households), _households(project)),
    )


def _households(project: Project) -> str:
    return "户" if isinstance(project.beneficiary_households, int) else ""


def _dates(county: County, project: Project) -> tuple[tuple[str, Cell, Cell], ...]:
    actual = dates(project, county.programme.as_of)
    none = words(Blank.NOT_APPLICABLE)
    return (
        ("开工", day(project.planned_start_on), day(actual.started_on)),
        ("完工", day(project.planned_end_on), day(actual.completed_on)),
        ("验收", none, day(actual.accepted_on)),
    )


def _contracts(county: County, key: str) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (
            c.contract_id,
            words(county.organisations[c.organisation_id].name),
            category("contracts", "method", c.method),
            day(c.signed_on),
            yuan(c.bid_fen),
            yuan(c.contract_fen),
            yuan(c.settled_fen),
        )
        for c in county.contracts_of.get(key, ())
    )


def _sums(moves: Sequence[FundMove]) -> tuple[tuple[str, Cell, str], ...]:
    """(stage, sum of the shown lines in 元, 「另有 m 项不公开」 or empty) for every stage that has lines."""
    found = []
    for stage in ("promised", "issued", "received", "spent"):
        amounts = [m.amount_fen for m in moves if m.stage == stage]
        shown, withheld = line_total(amounts)
        if amounts:
            note = f"另有 {withheld} 项不公开" if withheld else ""
            cell = words(Blank.WITHHELD) if withheld == len(amounts) else yuan(shown)
            found.append((category("fund_moves", "stage", stage), cell, note))
    return tuple(found)
