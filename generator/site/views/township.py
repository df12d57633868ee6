"""A township: its villages, and their money summed."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.site import charts
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import href, phone, words
from generator.site.views import (
    common,
    findingrows,
    householdgoals,
    households,
    noticelists,
    notices_in,
    projects,
    sentences,
    villages,
)

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.townships)


def page(county: County, key: str) -> Page:
    """The page of one township; raises KeyError for an unknown code."""
    township = county.townships[key]
    mine = county.villages_of.get(key, ())
    total = common.total(county, "township", key)
    works = county.projects_in.get(key, ())
    return Page(
        path=f"townships/{key}/index.html",
        section="townships",
        title=township.name,
        description=f"{township.name}："
        + county.say(f"{len(mine)} 个重点村的资金、项目与户数，截至{county.programme.as_of}"),
        template="township.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": township.name,
            "office": (phone(township.office_phone), words(township.office_address)),
            "lead": (
                sentences.money(county, county.say("本镇（乡）"), total),
                sentences.to_households(county, "township", key),
                sentences.works(county, works),
            ),
            "count": str(len(mine)),
            "villages": villages.rows(county, mine, ROOT),
            "paid": households.paid(county, "township", key),
            "paid_when": households.dates(county, ("village", "township")),
            "funds": common.by_fund(county, "township", key, ROOT),
            "total": common.cells(total) if total else common.blank_cells(Blank.NOT_REPORTED),
            "headline": common.headline(county, total),
            "chart": charts.waterfall(total, f"{township.name}给单位和项目的钱", say=county.say) if total else None,
            "book": households.book(county, "township", key, ROOT),
            "household_tables": common.count_tables(county, "township", key),
            "household_goals": householdgoals.of_township(county, key, ROOT),
            "labels": (*householdgoals.LABELS, "达到的户占"),
            "projects": projects.address(key) if works else "",
            "is_single": len(mine) == 1,
            **_oversight(county, key),
        },
    )


def _oversight(county: County, key: str) -> dict[str, object]:
    """How the notices of the villages stand, and how many findings there are by rule."""
    found = book(county.release)
    clocks = notices_in.groups(county).get(key, ())
    codes = [village.village_code for village in county.villages_of.get(key, ())]
    return {
        "notices": f"{ROOT}{noticelists.address(key)}" if clocks else "",
        "notice_count": f"{len(clocks):,}",
        "notice_states": notices_in.states(clocks, found.findings.late_notices),
        "findings": findingrows.in_villages(found, codes, ROOT),
        "finding_villages": tuple(
            (f"{href(ROOT, 'villages', code)}#findings", county.villages[code].name, str(len(found.of_village[code])))
            for code in codes
            if code in found.of_village
        ),
    }
