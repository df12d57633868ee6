"""Figure codes: every code of the county, a township and its villages, with what it means and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.codes import COUNTY, TOWNSHIP, VILLAGE
from generator.published.rows import Village
from generator.site.county import NO_TOWNSHIP, County
from generator.site.page import Page
from generator.site.text import href
from generator.site.views import codebook, common

Place = tuple[str, str, str, tuple[codebook.Row, ...]]
"""(anchor, name, address, codes)"""


def keys(county: County) -> Sequence[str]:
    """The county, which lists the townships, and one page for each of them."""
    return ("", *county.townships)


def page(county: County, key: str) -> Page:
    """All codes of the county or of one township; raises KeyError for an unknown code."""
    return _township(county, key) if key else _county(county)


def address(county: County, village: Village, root: str) -> str:
    """Where the codes of a village are explained."""
    code = village.township_code
    start = href(root, "codes", code) if code in county.townships else f"{root}codes/index.html"
    return f"{start}#at-{village.village_code}"


def _county(county: County) -> Page:
    root, whole = "../", county.programme.county_code
    loose = county.villages_of.get(NO_TOWNSHIP, ())
    return Page(
        path="codes/index.html",
        section="codes",
        title="数字编号",
        description="每个数字旁边的编号是什么意思、怎么算、截至哪天、出自哪份文件",
        template="codes.html",
        context={
            **common.base(county, root),
            "name": "数字编号",
            "up": "",
            "find": tuple(
                (code, href(root, "codes", code), township.name, _villages(county, code, root))
                for code, township in county.townships.items()
            ),
            "example": next((f"{code}-ALL" for code in county.villages), ""),
            "fund": next(iter(county.funds), ""),
            "places": (
                (f"at-{whole}", county.programme.county_name, "", codebook.rows(county, COUNTY, whole, root)),
                *(_place(county, village, root) for village in loose),
            ),
        },
    )


def _villages(county: County, township: str, root: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((address(county, v, root), v.village_code, v.name) for v in county.villages_of.get(township, ()))


def _township(county: County, key: str) -> Page:
    root, township = "../../", county.townships[key]
    return Page(
        path=f"codes/{key}/index.html",
        section="codes",
        title=f"{township.name}的数字编号",
        description=f"{township.name}" + county.say("和所属各村每个数字的编号、意思、算法、截至日期和出处"),
        template="codes.html",
        context={
            **common.base(county, root),
            "name": f"{township.name}的数字编号",
            "up": f"{root}codes/index.html",
            "find": (),
            "example": "",
            "fund": "",
            "places": (
                (f"at-{key}", township.name, href(root, "townships", key), codebook.rows(county, TOWNSHIP, key, root)),
                *(_place(county, village, root) for village in county.villages_of.get(key, ())),
            ),
        },
    )


def _place(county: County, village: Village, root: str) -> Place:
    code = village.village_code
    return (f"at-{code}", village.name, href(root, "villages", code), codebook.rows(county, VILLAGE, code, root))
