"""The list of projects, by village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.figures.projects import ProjectState, state
from generator.published.rows import Project
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import href
from generator.site.views import common, projectrows

ROOT = "../"


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every project with budget, progress and state, and the counts per state that add up to all."""
    projects = tuple(county.projects.values())
    counts = Counter(state(project, county.programme.as_of) for project in projects)
    return Page(
        path="projects/index.html",
        section="projects",
        title="项目",
        description=f"{len(projects)} 个项目的预算、进度与验收",
        template="projects.html",
        context={
            **common.base(county, ROOT),
            "budget": projectrows.budget(projects),
            "counts": tuple((projectrows.STATES[s], str(counts[s])) for s in ProjectState if counts[s]),
            "groups": tuple(_group(county, code) for code in (*county.villages, "") if code in county.projects_of),
        },
    )


def _group(county: County, code: str) -> tuple[object, ...]:
    mine: tuple[Project, ...] = county.projects_of[code]
    name = county.villages[code].name if code else f"{county.programme.county_name}（不属于单个村）"
    link = href(ROOT, "villages", code) if code else ""
    return (code or "county", link, name, projectrows.rows(county, mine, ROOT), projectrows.budget(mine))
