"""One bulletin: what moved, what was posted, what became of projects, who reported, what inspections found."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank
from generator.figures.bulletins import EVENTS, NOTICES, OWED, REPORTED, Bulletin, Counts, bulletin
from generator.figures.money import STAGES
from generator.figures.projects import ProjectState
from generator.site.county import COUNTY_WIDE, NO_TOWNSHIP, County
from generator.site.page import Page
from generator.site.text import Cell, categories, count, day, href, wan, words
from generator.site.views import common, duties, projectrows, projects, sentences
from generator.site.views.bulletins import EVERY, address, diary, money, moved, rules, title, together

ROOT = "../../"
EVENT_NAMES = {"started": "开工", "completed": "完工", "accepted": "验收", "overdue": "新逾期"}
RESULTS = {"passed": "met", "needs_work": "late", "criticised": "behind"}
"""Result of an inspection → how it looks"""

Places = tuple[tuple[str, str, tuple[Cell, ...], tuple[Cell, ...]], ...]
"""(address or empty, place, money by stage in 元, notices, events of projects and reports)"""


def keys(county: County) -> Sequence[str]:
    return tuple(diary(county).periods)


def page(county: County, key: str) -> Page:
    """The bulletin of a month or a quarter; raises KeyError for another key."""
    found = bulletin(diary(county), key)
    name = title(found.period)
    counts = together(found.counts)
    return Page(
        path=f"bulletins/{key}/index.html",
        section="bulletins",
        title=name,
        description=f"{name}：资金、公示、项目和月报，按{county.programme.as_of}的数据",
        template="bulletin.html",
        context={
            **common.base(county, ROOT),
            "name": name,
            "days": (f"{found.period.months[0]}-01", found.period.last_day),
            "around": _around(county, key),
            "lead": _lead(county, found, counts),
            "places": tuple(_place(county, found, counts, group) for group in _groups(county)),
            "total": _place(county, found, counts, EVERY)[2:],
            "kinds": tuple(
                (label, str(found.kinds[kind]))
                for kind, label in categories("notices", "kind").items()
                if found.kinds[kind]
            ),
            "events": tuple(_events(found, what) for what in (EVENTS[-1:] if found.period.is_quarter else EVENTS)),
            "reports": _reports(found, counts, EVERY),
            "undue": tuple(month for month in found.period.months if month not in found.due_months),
            "silent": _silent(county, found),
            "so_far": money(county, EVERY, together(found.so_far)),
            "standing": tuple(
                (projectrows.STATES[s], str(found.standing[s])) for s in ProjectState if found.standing[s]
            ),
            "is_quarter": found.period.is_quarter,
            **_inspected(county, found),
            "rules": duties.rows(county, rules(county, ("quarterly" if found.period.is_quarter else "monthly",)), ROOT),
        },
    )


def _lead(county: County, found: Bulletin, counts: Counts) -> tuple[sentences.Sentence, ...]:
    """What came and was spent; what became of projects and how many reports arrived."""
    amounts = dict(zip(STAGES, moved(county, EVERY, counts), strict=True))
    money_ = [(f"{word} ", amounts[stage]) for stage, word in (("received", "到账"), ("spent", "支出"))]
    events = [(f"{EVENT_NAMES[what]} ", f"{counts[EVERY, what]} 个") for what in EVENTS]
    sent = [("月报应报 ", f"{counts[EVERY, OWED]} 份"), ("报来 ", f"{counts[EVERY, REPORTED]} 份")]
    return (
        _sentence("这一期给单位和项目的钱", [(word, ("n", county.say(wan(fen)), "")) for word, fen in money_]),
        _sentence(
            "项目", [(word, ("n", text, "")) for word, text in (*events, *(sent if counts[EVERY, OWED] else ()))]
        ),
    )


def _sentence(start: str, parts: Sequence[tuple[str, sentences.Piece]]) -> sentences.Sentence:
    pieces = [
        piece for at, (word, found) in enumerate(parts) for piece in (("", f"{'，' if at else ''}{word}", ""), found)
    ]
    return (("", start, ""), *pieces, ("", "。", ""))


def _around(county: County, key: str) -> tuple[tuple[str, str], ...]:
    """(address, title) of the bulletins before and after it, of the same rhythm, then of its quarter."""
    periods = diary(county).periods
    same = [p for p in periods.values() if p.is_quarter is periods[key].is_quarter]
    at = same.index(periods[key])
    near = [*same[max(0, at - 1) : at], *same[at + 1 : at + 2]]
    months = set(periods[key].months)
    near += [p for p in periods.values() if p.is_quarter is not periods[key].is_quarter and months & set(p.months)]
    return tuple((address(period, ROOT), title(period)) for period in near)


def _groups(county: County) -> tuple[str, ...]:
    """Townships, then what belongs to none, where the county has such things at all."""
    used = {group for counts in diary(county).counts.values() for group, _ in counts}
    return (*county.townships, *(group for group in (NO_TOWNSHIP, COUNTY_WIDE) if group in used))


def _place(
    county: County, found: Bulletin, counts: Counts, group: str
) -> tuple[str, str, tuple[Cell, ...], tuple[Cell, ...]]:
    work = tuple(count(counts[group, what]) for what in (NOTICES, *EVENTS))
    return (
        href(ROOT, "townships", group) if group in county.townships else "",
        "" if group == EVERY else projects.name(county, group),
        money(county, group, counts),
        (*work, _reports(found, counts, group)),
    )


def _reports(found: Bulletin, counts: Counts, group: str) -> Cell:
    """「47/50」 reports of those owed; 不适用 where none is owed, and 未到期 while none is due."""
    owed = counts[group, OWED]
    if owed:
        return ("n", f"{counts[group, REPORTED]}/{owed}")
    return count(Blank.NOT_APPLICABLE if found.due_months else Blank.NOT_DUE)


def _events(found: Bulletin, what: str) -> tuple[str, str, str, tuple[tuple[str, str, str], ...]]:
    """(anchor, name, number, (address, project, date)). A quarter names the overdue alone; its months name the rest."""
    mine = [event for event in found.events if event.what == what]
    return (
        what,
        EVENT_NAMES[what],
        str(len(mine)),
        tuple((href(ROOT, "projects", e.project.project_id), e.project.name, e.on) for e in mine),
    )


def _silent(county: County, found: Bulletin) -> tuple[tuple[str, str, str, str], ...]:
    """(address, village, owed, reported) of the villages that owe more reports than they sent."""
    rows = (
        (village, found.reports[village.village_code, OWED], found.reports[village.village_code, REPORTED])
        for village in county.villages.values()
    )
    return tuple(
        (href(ROOT, "villages", village.village_code), village.name, str(owed), str(sent))
        for village, owed, sent in rows
        if sent < owed
    )


def _inspected(county: County, found: Bulletin) -> dict[str, object]:
    """Inspections of the quarter: how many with which result, each one, and how many villages were not visited."""
    labels = categories("inspections", "result")
    seen = {inspection.village_code for inspection in found.inspections}
    return {
        "results": tuple(
            ((f"st {RESULTS[result]}", label), str(number))
            for result, label in labels.items()
            if (number := sum(i.result == result for i in found.inspections))
        ),
        "inspections": tuple(
            (
                i.inspection_id,
                href(ROOT, "villages", i.village_code),
                county.villages[i.village_code].name,
                day(i.inspected_on),
                (f"st {RESULTS[i.result]}", labels[i.result]),
                words(i.remark),
            )
            for i in found.inspections
        ),
        "visited": (str(len(seen)), str(len(county.villages))),
    }
