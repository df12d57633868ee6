"""The projects of one township, by village."""

from __future__ import annotations

from collections.abc import Sequence

from generator.published.rows import Project
from generator.site.county import COUNTY_WIDE, County
from generator.site.page import Page
from generator.site.text import href
from generator.site.views import common, projectrows, projects

ROOT = "../../"

Group = tuple[str, str, str, tuple[str, str, object, str], tuple[projectrows.ProjectRow, ...]]
"""(anchor, address or empty, village, budget, projects)"""


def keys(county: County) -> Sequence[str]:
    return tuple(county.projects_in)


def page(county: County, key: str) -> Page:
    """The projects of a township, of no township, or of no village; raises KeyError for another key."""
    found = county.projects_in[key]
    title = f"{projects.name(county, key)}的项目"
    return Page(
        path=projects.address(key),
        section="projects",
        title=title,
        description=f"{title}：{len(found)} 个，预算、进度与验收",
        template="projects_in.html",
        context={
            **common.base(county, ROOT),
            "name": title,
            "budget": projectrows.budget(county, found),
            "counts": projects.states(county, found),
            "groups": _groups(county, found) if key != COUNTY_WIDE else (_group(county, "", found),),
        },
    )


def _groups(county: County, found: Sequence[Project]) -> tuple[Group, ...]:
    codes = dict.fromkeys(str(project.village_code) for project in found)
    return tuple(_group(county, code, county.projects_of[code]) for code in codes)


def _group(county: County, code: str, found: Sequence[Project]) -> Group:
    village = county.villages.get(code)
    return (
        code or "county",
        href(ROOT, "villages", code) if village else "",
        village.name if village else county.programme.county_name,
        projectrows.budget(county, found),
        projectrows.rows(county, found, ROOT),
    )
