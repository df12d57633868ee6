"""The editions that the release in hand knows: by itself it names one, its own."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.edition import contents
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import Cell, chinese_date, count, href
from generator.site.views import common

ROOT = "../"

EditionRow = tuple[str, str, str, tuple[tuple[str, Cell], ...], str]
"""(address, number, as of, (what, how many), where its attestation stands)"""


def known(county: County) -> tuple[int, ...]:
    """Numbers of the editions that can be told of, the newest first. A release holds no figure of an earlier one."""
    return (county.programme.edition,)


def attestation(number: int) -> str:
    """Folder of an edition's attestation, from the top of the web site. No link: copies of the site lack it."""
    return f"attestations/{number}/"


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """One row per edition."""
    return Page(
        path="editions/index.html",
        section="editions",
        title="各期",
        description="每一期公布到哪一天、有多少内容、核对材料放在哪里",
        template="editions.html",
        context={**common.base(county, ROOT), "rows": tuple(_row(county, number) for number in known(county))},
    )


def _row(county: County, number: int) -> EditionRow:
    found = contents(county.release)
    findings = sum(len(result.found) for result in book(county.release).findings.results)
    numbers = (
        ("村", found.rows["villages"]),
        ("项目", found.rows["projects"]),
        ("资金明细", found.rows["fund_moves"]),
        ("疑点", findings),
        ("不公开", found.withheld_in_all),
    )
    return (
        href(ROOT, "editions", str(number)),
        str(number),
        chinese_date(county.programme.as_of),
        tuple((label, count(value)) for label, value in numbers),
        attestation(number),
    )
