"""Projects as rows of a list: budget, progress, dates and a word for where they stand."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.blanks import Blank
from generator.figures.projects import ProjectState, dates, state
from generator.published.rows import Project
from generator.site.county import County
from generator.site.text import Cell, day, href, wan, words, yuan

STATES: dict[ProjectState, Cell] = {
    ProjectState.ACCEPTED: ("st met", "已验收"),
    ProjectState.COMPLETED: ("st done", "已完工，待验收"),
    ProjectState.LATE: ("st late", "逾期未完工"),
    ProjectState.LATE_START: ("st late", "逾期未开工"),
    ProjectState.UNDER_WAY: ("st going", "在建"),
    ProjectState.NOT_DUE: ("b nd", "未到开工期"),
    ProjectState.NOT_REPORTED: words(Blank.NOT_REPORTED),
}

ProjectRow = tuple[str, str, str, str, Cell, str, Cell, Cell, Cell, Cell]
"""(id, address, name, category, budget, progress in % or empty, its cell, planned end, completed, state)"""


def rows(county: County, projects: Iterable[Project], root: str) -> tuple[ProjectRow, ...]:
    return tuple(row(county, project, root) for project in projects)


def row(county: County, project: Project, root: str) -> ProjectRow:
    as_of = county.programme.as_of
    stands = state(project, as_of)
    percent, cell = progress(county, project, stands)
    return (
        project.project_id,
        href(root, "projects", project.project_id),
        project.name,
        county.label("project_categories", project.category),
        yuan(project.budget_fen),
        percent,
        cell,
        day(project.planned_end_on),
        day(dates(project, as_of).completed_on),
        STATES[stands],
    )


def pays_households(county: County, project: Project) -> bool:
    """Whether the project's money goes to households, so that it stands in tables and in no line of its own."""
    money = [project.budget_fen, project.beneficiary_households]
    money += [c.contract_fen for c in county.contracts_of.get(project.project_id, ())]
    return Blank.WITHHELD in money and project.project_id not in county.moves_of_project


def progress(county: County, project: Project, stands: ProjectState) -> tuple[str, Cell]:
    """(percent or empty, cell) of the latest monthly report; a project that never reported is 未报 or 未到期."""
    reports = county.reports_of.get(project.project_id, ())
    if reports:
        latest = reports[-1]
        return str(latest.progress_percent), ("n", f"{latest.progress_percent}%（{latest.month}）")
    return "", words(Blank.NOT_DUE if stands is ProjectState.NOT_DUE else Blank.NOT_REPORTED)


def budget(county: County, projects: Iterable[Project]) -> tuple[str, str, Cell, str]:
    """(number of projects, sum of the shown budgets in 万元, the same in 元, note on the other ones or empty)."""
    listed = tuple(projects)
    amounts = [p.budget_fen for p in listed]
    shown = [fen for fen in amounts if isinstance(fen, int)]
    known = sum(shown) if shown or not amounts else amounts[0]
    withheld = amounts.count(Blank.WITHHELD)
    note = f"另有 {withheld} 项发给农户，不列预算" if withheld else ""
    return str(len(listed)), county.say(wan(known)), yuan(known), note
