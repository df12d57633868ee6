"""The notices of one township: every one with its clock, its proof and where to object."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.clock import Clock
from generator.site.county import COUNTY_WIDE, NO_TOWNSHIP, County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import Cell, href
from generator.site.views import common, noticelists

ROOT = "../../"

Group = tuple[str, str, str, tuple[noticelists.ClockRow, ...], tuple[noticelists.ClockRow, ...]]
"""(anchor, address or empty, village, notices to look at, those that hung long enough)"""


def keys(county: County) -> Sequence[str]:
    return tuple(groups(county))


def groups(county: County) -> dict[str, tuple[Clock, ...]]:
    """Group → its clocks, townships first, in the order of the townships."""
    found: dict[str, list[Clock]] = {key: [] for key in (*county.townships, NO_TOWNSHIP, COUNTY_WIDE)}
    for clock in book(county.release).findings.clocks:
        found[noticelists.group(county, clock.notice)].append(clock)
    return {key: tuple(clocks) for key, clocks in found.items() if clocks}


def page(county: County, key: str) -> Page:
    """The list of one group; raises KeyError for a group without notices."""
    clocks, late = groups(county)[key], book(county.release).findings.late_notices
    title = f"{noticelists.name(county, key)}的公示"
    return Page(
        path=noticelists.address(key),
        section="notices",
        title=title,
        description=f"{title}：{len(clocks)} 件，起止、张贴记录、受理异议单位和结果",
        template="notices_in.html",
        context={
            **common.base(county, ROOT),
            "name": title,
            "total": f"{len(clocks):,}",
            "states": states(clocks, late),
            "groups": tuple(_group(county, code, listed) for code, listed in _by_village(county, clocks)),
        },
    )


def states(clocks: Sequence[Clock], late: frozenset[str]) -> tuple[tuple[Cell, str], ...]:
    """(state, number) of the states that occur, and how many went up late."""
    numbers = [(cell, sum(clock.state is state for clock in clocks)) for state, cell in noticelists.STATES.items()]
    numbers.append((("st late", "贴晚了"), sum(clock.notice.notice_id in late for clock in clocks)))
    return tuple((cell, f"{number:,}") for cell, number in numbers if number)


def _by_village(county: County, clocks: Sequence[Clock]) -> list[tuple[str, list[Clock]]]:
    """Villages in the order of the release, then what belongs to none."""
    found: dict[str, list[Clock]] = {code: [] for code in (*county.villages, "")}
    for clock in clocks:
        found[clock.notice.village_code if clock.notice.village_code in county.villages else ""].append(clock)
    return [(code, listed) for code, listed in found.items() if listed]


def _group(county: County, code: str, clocks: Sequence[Clock]) -> Group:
    village = county.villages.get(code)
    return (
        code or "county",
        href(ROOT, "villages", code) if village else "",
        village.name if village else county.programme.county_name,
        *noticelists.split(county, clocks, ROOT),
    )
