"""One class of households in plain words: what it is entitled to, on what condition, and how to get it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.site.county import County
from generator.site.page import Page
from generator.site.text import chinese_date
from generator.site.views import common
from generator.site.views.entitlements import by_class, households

ROOT = "../../"


def keys(county: County) -> Sequence[str]:
    return tuple(by_class(county))


def page(county: County, key: str) -> Page:
    """The page of one class; raises KeyError for an unknown code."""
    label = county.label("household_classes", key)
    found = households(county, key)
    return Page(
        path=f"households/{key}/index.html",
        section="households",
        title=label,
        description=f"{label}的贫困户能享受什么、什么条件、怎样办理",
        template="household_class.html",
        context={
            **common.base(county, ROOT),
            "name": label,
            "count": (found[0], chinese_date(found[1])) if found else (),
            "rows": tuple(
                (e.entitlement_id, e.title, e.benefit, e.condition, e.how_to_apply, e.clause)
                for e in by_class(county)[key]
            ),
        },
    )
