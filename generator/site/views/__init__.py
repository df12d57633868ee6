"""Every kind of data page: which keys it has and how one key becomes a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.site.county import County
from generator.site.page import Page
from generator.site.views import (
    bulletin,
    bulletins,
    checklists,
    codes,
    complaints,
    data,
    duties,
    edition,
    editions,
    finding_rule,
    findings,
    fund,
    funds,
    goal,
    goals,
    helper,
    helpers,
    home,
    household_class,
    household_classes,
    map,  # noqa: A004 the page is called so
    notice_clock,
    notices_in,
    organisation,
    organisations,
    project,
    projects,
    projects_in,
    ranking,
    rankings,
    township,
    townships,
    village,
    villages,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One kind of page. `keys` names its pages; `page` makes the view-model of one."""

    keys: Callable[[County], Sequence[str]]
    page: Callable[[County, str], Page]


VIEWS: Mapping[str, View] = {
    name: View(keys=module.keys, page=module.page)
    for name, module in {
        "home": home,
        "villages": villages,
        "village": village,
        "townships": townships,
        "township": township,
        "funds": funds,
        "fund": fund,
        "projects": projects,
        "projects_in": projects_in,
        "project": project,
        "goals": goals,
        "goal": goal,
        "helpers": helpers,
        "helper": helper,
        "organisations": organisations,
        "organisation": organisation,
        "household_classes": household_classes,
        "household_class": household_class,
        "checklists": checklists,
        "duties": duties,
        "bulletins": bulletins,
        "bulletin": bulletin,
        "rankings": rankings,
        "ranking": ranking,
        "findings": findings,
        "finding_rule": finding_rule,
        "notice_clock": notice_clock,
        "notices_in": notices_in,
        "complaints": complaints,
        "editions": editions,
        "edition": edition,
        "map": map,
        "codes": codes,
        "data": data,
    }.items()
}
"""Rendering jobs by kind, in the order in which pages are written"""
