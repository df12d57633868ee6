"""One edition: to which day it speaks, what is in it, what it withholds, what changed and where it is attested."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.edition import PROTECTED, Contents, contents
from generator.site.county import County
from generator.site.downloads import download_tables
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import Cell, chinese_date, count, href
from generator.site.views import common, edition_changes, editions
from generator.site.views.since import since

ROOT = "../../"
PARTS = (
    ("villages", "villages/index.html", "重点村"),
    ("townships", "townships/index.html", "镇（乡）"),
    ("funds", "funds/index.html", "资金来源"),
    ("fund_moves", "funds/index.html", "资金明细（笔）"),
    ("projects", "projects/index.html", "项目"),
    ("contracts", "projects/index.html", "合同"),
    ("organisations", "organisations/index.html", "单位与企业"),
    ("goals", "goals/index.html", "目标"),
    ("notices", "notices/index.html", "公示"),
    ("complaints", "objections/register/index.html", "投诉登记（件）"),
    ("finding_replies", "findings/index.html", "疑点的答复"),
)
"""(table, page that opens it, what its rows are called)"""


def keys(county: County) -> Sequence[str]:
    return tuple(str(number) for number in editions.known(county))


def page(county: County, key: str) -> Page:
    """The page of one edition; raises StopIteration for one that the release does not know."""
    number = next(n for n in editions.known(county) if str(n) == key)
    as_of = chinese_date(editions.known(county)[number])
    return Page(
        path=f"editions/{number}/index.html",
        section="editions",
        title=f"第 {number} 期",
        description=f"第 {number} 期公示：截至{as_of}，有些什么、不公开多少、怎样核对",
        template="edition.html",
        context={
            **common.base(county, ROOT),
            "number": str(number),
            "day": as_of,
            "name": county.programme.title,
            "is_draft": county.release.is_draft,
            "is_synthetic": county.programme.is_synthetic,
            "this": _this(county) if number == county.programme.edition else {},
            "shown_before": () if number == county.programme.edition else edition_changes.shown_before(county),
            "attestation": editions.attestation(number),
        },
    )


def _this(county: County) -> dict[str, object]:
    """What the edition in hand holds, withholds and changes."""
    found, before = contents(county.release), since(county)
    return {
        "contents": _contents(county, found),
        "households": (count(found.protected_cells), count(found.withheld.get(PROTECTED, 0))),
        "withheld": _withheld(county, found),
        "withheld_in_all": count(found.withheld_in_all),
        "changes": edition_changes.table(county),
        "before": (href(ROOT, "editions", str(before.edition)), str(before.edition)) if before else (),
        "is_first": county.programme.edition == 1,
    }


def _contents(county: County, found: Contents) -> tuple[tuple[str, str, Cell], ...]:
    """(address, what, how many)."""
    results = book(county.release).findings.results
    findings = sum(len(result.found) for result in results)
    rows = [(f"{ROOT}{address}", county.say(label), count(found.rows[name])) for name, address, label in PARTS]
    return (*rows[:-1], (f"{ROOT}findings/index.html", "疑点（条）", count(findings)), rows[-1])


def _withheld(county: County, found: Contents) -> tuple[tuple[str, str, Cell], ...]:
    """(address, table, values withheld), tables in the order of the downloads; they add up to all."""
    titles = {table.name: table.title for table in download_tables(county.release)}
    return tuple(
        (f"{ROOT}data/index.html#{name}", title, count(found.withheld[name]))
        for name, title in titles.items()
        if name in found.withheld
    )
