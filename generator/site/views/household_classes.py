"""Who is entitled to what: the classes of households, every benefit by name, and the county's protected counts."""

from __future__ import annotations

from collections.abc import Sequence

from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, chinese_date
from generator.site.views import common
from generator.site.views.entitlements import address, by_class, households

ROOT = "../"


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every class with its benefits, every benefit with its classes, then the counts."""
    return Page(
        path="households/index.html",
        section="households",
        title="我能享受什么",
        description=county.say(f"{len(by_class(county))} 类贫困户各能享受什么，怎样办理；全县户数"),
        template="household_classes.html",
        context={
            **common.base(county, ROOT),
            "classes": tuple(_class(county, code) for code in by_class(county)),
            "counted_on": _counted_on(county),
            "benefits": _benefits(county),
            "household_tables": common.count_tables(county, "county", county.programme.county_code),
        },
    )


def _class(county: County, code: str) -> tuple[str, str, Cell | tuple[()], tuple[str, ...]]:
    """(address, label, households or empty, titles)."""
    found = households(county, code)
    titles = tuple(dict.fromkeys(e.title for e in by_class(county)[code]))
    return (address(code, ROOT), county.label("household_classes", code), found[0] if found else (), titles)


def _counted_on(county: County) -> str:
    found = [households(county, code) for code in by_class(county)]
    return next((chinese_date(counted[1]) for counted in found if counted), "")


def _benefits(county: County) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(title, (address, class) for each class that may have it), in the order of the entitlements."""
    found: dict[str, dict[str, str]] = {}
    for entitlement in county.release.entitlements:
        code = entitlement.household_class
        link = f"{address(code, ROOT)}#{entitlement.entitlement_id}"
        found.setdefault(entitlement.title, {}).setdefault(link, county.label("household_classes", code))
    return tuple((title, tuple(links.items())) for title, links in found.items())
