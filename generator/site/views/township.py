"""A township: its villages, and their money summed."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.site import charts
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import phone, words
from generator.site.views import common, projects, sentences, villages

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(county.townships)


def page(county: County, key: str) -> Page:
    """The page of one township; raises KeyError for an unknown code."""
    township = county.townships[key]
    mine = county.villages_of.get(key, ())
    total = common.total(county, "township", key)
    works = county.projects_in.get(key, ())
    parts = [m for v in mine if (m := common.total(county, "village", v.village_code)) is not None]
    return Page(
        path=f"townships/{key}/index.html",
        section="townships",
        title=township.name,
        description=f"{township.name}：{len(mine)} 个重点村的资金、项目与户数，截至{county.programme.as_of}",
        template="township.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": township.name,
            "office": (phone(township.office_phone), words(township.office_address)),
            "lead": (
                sentences.money(county, "本镇（乡）各村", total),
                sentences.works(county, works),
            ),
            "count": str(len(mine)),
            "villages": villages.rows(county, mine, ROOT),
            "villages_rest": common.rest(total, parts),
            "funds": common.by_fund(county, "township", key, ROOT, key),
            "funds_rest": common.rest(total, common.fund_parts(county, "township", key)),
            "total": common.cells(total) if total else common.blank_cells(Blank.NOT_REPORTED),
            "headline": common.headline(total),
            "total_note": common.note(total) if total else "",
            "chart": charts.waterfall(total, f"{township.name}资金流向") if total else None,
            "household_tables": common.count_tables(county, "township", key),
            "projects": projects.address(key) if works else "",
            "is_single": len(mine) == 1,
        },
    )
