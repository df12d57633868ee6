"""The list of projects by township: how many, how much, how they stand. The projects themselves stand one page on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.figures.projects import ProjectState, state
from generator.published.rows import Project
from generator.site.county import COUNTY_WIDE, NO_TOWNSHIP, County
from generator.site.page import Page
from generator.site.text import Cell
from generator.site.views import common, projectrows

ROOT = "../"

StateCount = tuple[Cell, str]
ListRow = tuple[str, str, str, Cell, str, tuple[StateCount, ...]]
"""(address, name, number of projects, budgets in 元, note or empty, how they stand)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every group of projects, and the counts per state that add up to all."""
    projects = tuple(county.projects.values())
    return Page(
        path="projects/index.html",
        section="projects",
        title="项目",
        description=f"{len(projects)} 个项目的预算、进度与验收",
        template="projects.html",
        context={
            **common.base(county, ROOT),
            "budget": projectrows.budget(county, projects),
            "counts": states(county, projects),
            "rows": tuple(_row(county, group, found) for group, found in county.projects_in.items()),
        },
    )


def _row(county: County, group: str, projects: Sequence[Project]) -> ListRow:
    number, _, budget, note = projectrows.budget(county, projects)
    return (f"{ROOT}{address(group)}", name(county, group), number, budget, note, states(county, projects))


def states(county: County, projects: Sequence[Project]) -> tuple[StateCount, ...]:
    """How many projects are in each state, in the order of the states."""
    counts = Counter(state(project, county.programme.as_of) for project in projects)
    return tuple((projectrows.STATES[s], str(counts[s])) for s in ProjectState if counts[s])


def address(group: str) -> str:
    """Where a group's projects are listed. No project's code holds a point, so that no page can have the same path."""
    folder = {NO_TOWNSHIP: "no.township", COUNTY_WIDE: "no.village"}.get(group, f"in.{group}")
    return f"projects/{folder}/index.html"


def name(county: County, group: str) -> str:
    """The township's name, or what the others have in common."""
    if group == COUNTY_WIDE:
        return f"{county.programme.county_name}" + county.say("（不属于单个村）")
    return county.say("未列明乡镇") if group == NO_TOWNSHIP else county.townships[group].name
