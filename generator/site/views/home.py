"""The front page: what came, what was spent, find my village, goals at a glance, how to object."""

from __future__ import annotations

from collections.abc import Sequence

from generator.site import charts
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.views import common, goals, households, projectrows, sentences, townships, villages

ROOT = ""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """The county on one page."""
    programme = county.programme
    code = programme.county_code
    total = common.total(county, "county", code)
    return Page(
        path="index.html",
        section="home",
        title=programme.title,
        description=f"{programme.county_name}{programme.title}："
        + county.say(f"资金、项目、目标逐村公示，截至{programme.as_of}"),
        template="home.html",
        context={
            **common.base(county, ROOT),
            "name": programme.title,
            "lead": (
                sentences.money(county, programme.county_name, total),
                sentences.to_households(county, "county", code),
                sentences.works(county, tuple(county.projects.values())),
            ),
            "headline": common.headline(county, total),
            "period": (programme.start_on, programme.end_on),
            **townships.by_township(county, ROOT),
            "flow": charts.waterfall(total, f"{programme.county_name}给单位和项目的钱", say=county.say)
            if total
            else None,
            "find": tuple(
                (name, tuple((link, village) for _, link, village, *_ in rows))
                for _, _, name, rows in villages.groups(county, ROOT)
            ),
            "counts": _counts(county),
            "goals": tuple(goals.row(county, r, ROOT) for r in county.goals.values() if r.goal.year == _last(county)),
            "goal_year": str(_last(county)),
            "book": households.book(county, "county", code, ROOT),
            "household_tables": common.count_tables(county, "county", code),
        },
    )


def _last(county: County) -> int:
    return max((result.goal.year for result in county.goals.values()), default=0)


def _counts(county: County) -> tuple[tuple[str, str, str], ...]:
    """(address, number, what) of what the site opens."""
    found = book(county.release).findings
    return (
        (f"{ROOT}villages/index.html", str(len(county.villages)), county.say("个重点村")),
        (f"{ROOT}funds/index.html", str(len(county.funds)), "项资金来源"),
        (f"{ROOT}projects/index.html", projectrows.budget(county, county.projects.values())[0], "个项目"),
        (f"{ROOT}goals/index.html", str(len(county.goals)), "项目标"),
        (f"{ROOT}notices/index.html", f"{len(found.clocks):,}", "件公示"),
        (f"{ROOT}findings/index.html", f"{sum(len(result.found) for result in found.results):,}", "条疑点"),
        (f"{ROOT}objections/register/index.html", f"{len(county.release.complaints):,}", "件投诉"),
        (f"{ROOT}editions/index.html", f"第 {county.programme.edition}", "期"),
    )
