"""The list of bulletins: what moved in every month, adding up to the county's totals."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank, Figure
from generator.figures.bulletins import Counts, Journal, journal, total
from generator.figures.money import STAGES
from generator.figures.periods import Period
from generator.published.release import ALL
from generator.published.rows import Duty
from generator.site.county import COUNTY_WIDE, NO_TOWNSHIP, County
from generator.site.page import Page
from generator.site.text import Cell, count, href, yuan
from generator.site.views import common, duties
from generator.site.views.once import once

ROOT = "../"
EVERY = "*"
"""Group of all places together; no township's code is so"""

MonthRow = tuple[str, str, tuple[Cell, ...]]
"""(address, title, money by stage in 元 and then new notices and projects that became overdue)"""


@once
def diary(county: County) -> Journal:
    """Everything by month, counted by township."""

    def group_of(code: str | Blank) -> str:
        village = county.villages.get(code)
        if village is None:
            return COUNTY_WIDE
        return str(village.township_code) if village.township_code in county.townships else NO_TOWNSHIP

    return journal(county.release, group_of)


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every month and quarter, the latest first; lines dated outside the programme stand in a row of their own."""
    periods = tuple(diary(county).periods.values())
    return Page(
        path="bulletins/index.html",
        section="bulletins",
        title="通报",
        description=f"每月进度通报和每季督查通报共 {len(periods)} 期，截至{county.programme.as_of}",
        template="bulletins.html",
        context={
            **common.base(county, ROOT),
            "months": tuple(_month(county, p) for p in reversed(periods) if not p.is_quarter),
            "quarters": tuple((address(p, ROOT), title(p)) for p in reversed(periods) if p.is_quarter),
            "other": _outside(county),
            "total": _cells(county, total(diary(county).counts, diary(county).counts)),
            "undated": str(sum(isinstance(notice.posted_from, Blank) for notice in county.release.notices)),
            "rules": duties.rows(county, rules(county, ("monthly", "quarterly")), ROOT),
        },
    )


def title(period: Period) -> str:
    """「2014年5月进度通报」 or 「2014年第2季度督查通报」."""
    year, part = period.code.split("-")
    return f"{year}年第{part[1:]}季度督查通报" if period.is_quarter else f"{year}年{int(part)}月进度通报"


def address(period: Period, root: str) -> str:
    return href(root, "bulletins", period.code)


def rules(county: County, rhythms: Sequence[str]) -> tuple[Duty, ...]:
    """The duties that a bulletin follows."""
    return tuple(duty for rhythm in rhythms for duty in duties.with_rhythm(county, rhythm))


def moved(county: County, group: str, counts: Counts) -> tuple[Figure, ...]:
    """Fen that moved in a group of places, by stage. What the place never reported at all is 未报, not zero."""
    code = county.programme.county_code
    places = {COUNTY_WIDE: ("county_only", code), NO_TOWNSHIP: ("county", code), EVERY: ("county", code)}
    known = county.money.get((*places.get(group, ("township", group)), ALL))
    told = known.amounts if known else (Blank.NOT_REPORTED,) * len(STAGES)
    return tuple(
        fen if isinstance(fen, Blank) else counts[group, stage] for stage, fen in zip(STAGES, told, strict=True)
    )


def money(county: County, group: str, counts: Counts) -> tuple[Cell, ...]:
    """The same in 元."""
    return tuple(yuan(fen) for fen in moved(county, group, counts))


def together(counts: Counts) -> Counts:
    """The same counts with all places as one more group."""
    found = Counts(counts)
    for (_, what), number in counts.items():
        found[EVERY, what] += number
    return found


def _month(county: County, period: Period) -> MonthRow:
    return (address(period, ROOT), title(period), _cells(county, total(diary(county).counts, period.months)))


def _cells(county: County, counts: Counts) -> tuple[Cell, ...]:
    found = together(counts)
    return (*money(county, EVERY, found), count(found[EVERY, "notices"]), count(found[EVERY, "overdue"]))


def _outside(county: County) -> tuple[Cell, ...]:
    """What is dated outside the months of the programme; empty where nothing is."""
    found = diary(county)
    inside = {month for period in found.periods.values() for month in period.months}
    outside = total(found.counts, (month for month in found.counts if month not in inside))
    return _cells(county, outside) if outside else ()
