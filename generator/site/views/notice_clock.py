"""The notice clock: what hangs now and until when, what is missing, short or late, township by township."""

from __future__ import annotations

from collections.abc import Sequence

from generator.contract.schema import tables
from generator.figures.clock import Clock, ClockState
from generator.site.county import County
from generator.site.findings import book
from generator.site.page import Page
from generator.site.text import Cell, day, href
from generator.site.views import common, noticelists
from generator.site.views.findings import limit
from generator.site.views.notices_in import groups, states

ROOT = "../"

CountRow = tuple[str, str, str, tuple[tuple[Cell, str], ...]]
"""(address or empty, name, number, how they stand)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Counts by township and by kind, which add up to all notices, and every notice that is running."""
    findings = book(county.release).findings
    clocks, late = findings.clocks, findings.late_notices
    kinds = tables()["notices"].column("kind").categories
    return Page(
        path="notices/index.html",
        section="notices",
        title="公示",
        description=f"{len(clocks)} 件公示：从哪天贴到哪天、够不够天数、向谁提异议",
        template="notices.html",
        context={
            **common.base(county, ROOT),
            "total": f"{len(clocks):,}",
            "all_states": states(clocks, late),
            "rules": _rules(county),
            "running": tuple(_running(county, clock) for clock in clocks if clock.state is ClockState.RUNNING),
            "townships": tuple(_township(county, group, found, late) for group, found in groups(county).items()),
            "kinds": tuple(
                ("", label, f"{len(found):,}", states(found, late))
                for kind, label in kinds.items()
                if (found := _of_kind(clocks, kind))
            ),
        },
    )


def _township(county: County, group: str, clocks: Sequence[Clock], late: frozenset[str]) -> CountRow:
    link = f"{ROOT}{noticelists.address(group)}"
    return (link, noticelists.name(county, group), f"{len(clocks):,}", states(clocks, late))


def _of_kind(clocks: Sequence[Clock], kind: str) -> list[Clock]:
    return [clock for clock in clocks if clock.notice.kind == kind]


def _running(county: County, clock: Clock) -> tuple[str, str, str, Cell, str]:
    """(address, title, place, last day, whom to ask)."""
    notice = clock.notice
    group = noticelists.group(county, notice)
    village = county.villages.get(notice.village_code)
    place = village.name if village else county.programme.county_name
    link = f"{ROOT}{noticelists.address(group)}#{notice.notice_id}"
    return (link, notice.title, place, day(clock.last_on), notice.object_to)


def _rules(county: County) -> tuple[tuple[str, str, str, str], ...]:
    """(address, title, text, limit or why it is off) of the rules about notices."""
    rules = [
        result.rule for result in book(county.release).findings.results if result.rule.rule_id.startswith("notice_")
    ]
    return tuple((href(ROOT, "findings", rule.rule_id), rule.title, rule.text, limit(rule)) for rule in rules)
