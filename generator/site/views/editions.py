"""The editions that the release in hand knows: its own, and the one before where it carries figures of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.base.blanks import Blank
from generator.figures.edition import contents
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import Cell, chinese_date, count, href, words
from generator.site.views import common
from generator.site.views.since import since

ROOT = "../"

EditionRow = tuple[str, str, str, tuple[tuple[str, Cell], ...], str]
"""(address, number, as of, (what, how many), where its attestation stands)"""
LABELS = ("村", "项目", "资金明细", "疑点", "不公开")


def known(county: County) -> Mapping[int, str]:
    """Edition → ISO date to which it speaks, the newest first: this one, and the one before where the release
    carries figures of it.
    """
    programme, before = county.programme, since(county)
    earlier = {before.edition: before.as_of} if before else {}
    return {programme.edition: programme.as_of, **earlier}


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
        context={
            **common.base(county, ROOT),
            "labels": tuple(map(county.say, LABELS)),
            "rows": tuple(_row(county, number, as_of) for number, as_of in known(county).items()),
        },
    )


def _row(county: County, number: int, as_of: str) -> EditionRow:
    cells = _numbers(county) if number == county.programme.edition else (words(Blank.NOT_APPLICABLE),) * len(LABELS)
    return (
        href(ROOT, "editions", str(number)),
        str(number),
        chinese_date(as_of),
        tuple(zip(map(county.say, LABELS), cells, strict=True)),
        attestation(number),
    )


def _numbers(county: County) -> tuple[Cell, ...]:
    """What this edition holds, in the order of `LABELS`."""
    found = contents(county.release)
    findings = sum(len(result.found) for result in book(county.release).findings.results)
    rows = (found.rows["villages"], found.rows["projects"], found.rows["fund_moves"])
    return tuple(count(number) for number in (*rows, findings, found.withheld_in_all))
