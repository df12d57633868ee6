"""A project: plan, budget, contracts, dates, monthly progress, money lines and notices."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.money import STAGES
from generator.figures.projects import dates
from generator.published.release import ALL
from generator.published.rows import FundMove, Project
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import Cell, category, count, day, href, words, yuan
from generator.site.views import common, findingrows, lines, noticelists, organisations, projectrows

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.projects)


def page(county: County, key: str) -> Page:
    """The page of one project; raises KeyError for an unknown code."""
    project = county.projects[key]
    moves = county.moves_of_project.get(key, ())
    row = projectrows.row(county, project, ROOT)
    found = book(county.release)
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
            "to_households": _pays_households(county, project),
            "notices": noticelists.split(county, found.clocks_of_project.get(key, ()), ROOT),
            "findings": findingrows.split(county, found, found.of_project.get(key, ()), ROOT),
        },
    )


def _pays_households(county: County, project: Project) -> str:
    """Address of the table that holds the project's money; empty where its money stands line by line."""
    if not projectrows.pays_households(county, project):
        return ""
    code = str(project.village_code)
    has_table = ("village", code, ALL) in county.household_money
    return f"{href(ROOT, 'villages', code)}#to-households" if has_table else f"{ROOT}funds/index.html"


def _village(county: County, project: Project) -> tuple[str, str]:
    village = county.villages.get(project.village_code)
    return (href(ROOT, "villages", village.village_code), village.name) if village else ("", "")


def _facts(county: County, project: Project) -> tuple[tuple[str, Cell, str], ...]:
    implementer = county.organisations.get(project.implementer_id)
    document = county.documents.get(project.document_id)
    blank = project.document_id if isinstance(project.document_id, Blank) else Blank.NOT_REPORTED
    public_works = project.beneficiary_households is Blank.NOT_APPLICABLE
    return (
        ("预算", yuan(project.budget_fen), county.programme.currency),
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
            organisations.address(county, c.organisation_id, ROOT),
            category("contracts", "method", c.method),
            day(c.signed_on),
            yuan(c.bid_fen),
            yuan(c.contract_fen),
            yuan(c.settled_fen),
        )
        for c in county.contracts_of.get(key, ())
    )


def _sums(moves: Sequence[FundMove]) -> tuple[tuple[str, Cell], ...]:
    """(stage, sum of the lines in 元) for every stage that has lines."""
    found = {stage: [m.amount_fen for m in moves if m.stage == stage] for stage in STAGES}
    return tuple(
        (category("fund_moves", "stage", stage), yuan(sum(fen for fen in amounts if isinstance(fen, int))))
        for stage, amounts in found.items()
        if amounts
    )
