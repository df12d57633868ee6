"""The years of the yearly assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.base.blanks import Blank
from generator.published.rows import Assessment
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, count, href, words
from generator.site.views import common
from generator.site.views.once import once

ROOT = "../"


@once
def by_year(county: County) -> Mapping[int, Mapping[str, Assessment]]:
    """Year → village → assessment: every year of the programme, and others of which there is one."""
    programme = county.programme
    found: dict[int, dict[str, Assessment]] = {
        year: {} for year in range(int(programme.start_on[:4]), int(programme.end_on[:4]) + 1)
    }
    for row in county.release.assessments:
        found.setdefault(row.year, {})[row.village_code] = row
    return dict(sorted(found.items()))


def untold(county: County, year: int) -> Blank:
    """Why a village that is owed an assessment has none: the year is not over, or nobody reported it."""
    return Blank.NOT_DUE if f"{year}-12-31" > county.programme.as_of else Blank.NOT_REPORTED


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every year: how many villages have a score and a rank."""
    return Page(
        path="rankings/index.html",
        section="rankings",
        title="考核",
        description="每年考核的得分、名次和出处；名次由考核单位给出，本站不计算",
        template="rankings.html",
        context={**common.base(county, ROOT), "years": tuple(_year(county, year) for year in by_year(county))},
    )


def _year(county: County, year: int) -> tuple[str, str, Cell, Cell]:
    """(address, year, villages with a score, villages with a rank)."""
    rows = by_year(county)[year].values()
    blank = words(untold(county, year))
    scores = count(sum(not isinstance(row.score, Blank) for row in rows)) if rows else blank
    ranks = count(sum(not isinstance(row.rank, Blank) for row in rows)) if rows else blank
    return (href(ROOT, "rankings", str(year)), str(year), scores, ranks)
