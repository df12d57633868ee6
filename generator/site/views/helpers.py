"""Who answers for which village: by origin of the unit, with arrival against the deadline and money given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.figures.helpers import GIVEN, Arrival, Arrived, arrival, deadlines, given
from generator.published.rows import Assignment, FundMove, Goal, Unit
from generator.site.county import County
from generator.site.page import Page
from generator.site.text import Cell, Phone, count, day, href, phone, words, yuan
from generator.site.views import common, duties
from generator.site.views.once import once

ROOT = "../"

UnitRow = tuple[str, str, str, Phone, str, Cell, str, Cell, Cell]
"""(code, address, unit, phone, village's address or empty, village, 「牵头」 or empty, arrived on, state)"""
Origin = tuple[str, str, tuple[Cell, ...], tuple[Cell, ...]]
"""(anchor, label, villages, units and then arrivals by state, money by stage)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Indexes over units, as their pages look things up."""

    deadlines: Mapping[str, Goal]
    given: Mapping[str, tuple[FundMove, ...]]
    stages: frozenset[str]
    """Stages of which any unit in the county has a line; of the others nothing was reported"""
    villages_of: Mapping[str, tuple[Assignment, ...]]
    """Unit → its villages"""


@once
def helping(county: County) -> Help:
    found: dict[str, list[Assignment]] = {}
    for assignment in county.release.assignments:
        found.setdefault(assignment.unit_id, []).append(assignment)
    money = given(county.release)
    return Help(
        deadlines=deadlines(county.release),
        given=money,
        stages=frozenset(move.stage for moves in money.values() for move in moves),
        villages_of={unit: tuple(assignments) for unit, assignments in found.items()},
    )


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every unit by origin; the villages that have none; helping duties that no table follows."""
    return Page(
        path="helpers/index.html",
        section="helpers",
        title="谁来帮扶",
        description=county.say(
            f"{len(county.units)} 个帮扶单位各负责哪个村，驻村干部何时进驻，截至{county.programme.as_of}"
        ),
        template="helpers.html",
        context={
            **common.base(county, ROOT),
            "goals": _goals(county),
            "origins": tuple(_origin(county, code, label, units) for code, label, units in _by_origin(county)),
            "labels": (county.say("村"), "单位", *(f"进驻：{_STATES[state][1]}" for state in counted(county))),
            "total": _origin(county, "ALL", "合计", tuple(county.units.values())),
            "groups": tuple((code, label, _rows(county, units)) for code, label, units in _by_origin(county)),
            "missing": _without(county),
            "others": duties.rows(county, duties.helping_of_others(county), ROOT),
        },
    )


def state(found: Arrived) -> Cell:
    """Whether the arrival was in time, in words."""
    if found.state is Arrival.LATE:
        return ("st late", f"晚 {found.days_late} 天")
    return _STATES[found.state]


_STATES: Mapping[Arrival, Cell] = {
    Arrival.ON_TIME: ("st done", "按时"),
    Arrival.LATE: ("st late", "晚到"),
    Arrival.NOT_REPORTED: words(Blank.NOT_REPORTED),
    Arrival.NOT_DUE: words(Blank.NOT_DUE),
    Arrival.NOT_APPLICABLE: words(Blank.NOT_APPLICABLE),
    Arrival.ARRIVED: ("", "没有规定期限"),
}
_UNTOLD: Cell = words(Blank.NOT_REPORTED)
_NOWHERE = ("", _UNTOLD, "", _UNTOLD, _UNTOLD)


def arrived(county: County, assignment: Assignment) -> Arrived:
    goal = helping(county).deadlines.get(assignment.village_code)
    return arrival(assignment, goal, county.programme.as_of)


def sums(county: County, moves: Iterable[FundMove], *, is_told: bool = True) -> tuple[Cell, ...]:
    """Money by stage in 元. A stage of which no unit has a line is 未报, and so is a unit whose account is not told."""
    found: Counter[str] = Counter()
    for move in moves:
        found[move.stage] += move.amount_fen if isinstance(move.amount_fen, int) else 0
    told = helping(county).stages if is_told else frozenset[str]()
    return tuple(yuan(found[stage] if stage in told else Blank.NOT_REPORTED) for stage in GIVEN)


def _by_origin(county: County) -> tuple[tuple[str, str, tuple[Unit, ...]], ...]:
    """(origin, label, units) in the order of the vocabulary; origins without a unit are absent."""
    terms = [(term.code, term.label) for term in county.programme.terms("helper_origins")]
    found = ((code, label, tuple(u for u in county.units.values() if u.origin == code)) for code, label in terms)
    return tuple(group for group in found if group[2])


def counted(county: County) -> tuple[Arrival, ...]:
    """States that are counted: the three that say how it went, and others that occur."""
    links = (link for links in helping(county).villages_of.values() for link in links)
    found = {arrived(county, link).state for link in links} | {Arrival.ON_TIME, Arrival.LATE, Arrival.NOT_REPORTED}
    return tuple(state for state in Arrival if state in found)


def _origin(county: County, code: str, label: str, units: Sequence[Unit]) -> Origin:
    mine = {unit.unit_id for unit in units}
    links = [link for unit in mine for link in helping(county).villages_of.get(unit, ())]
    found = Counter(arrived(county, link).state for link in links)
    numbers = (
        sum(1 for helpers in county.helpers_of.values() if helpers[0].unit_id in mine),
        len(mine),
        *(found[state] for state in counted(county)),
    )
    moves = [move for unit in mine for move in helping(county).given.get(unit, ())]
    is_told = bool(mine & helping(county).given.keys())
    return (f"origin-{code}", label, tuple(count(n) for n in numbers), sums(county, moves, is_told=is_told))


def _rows(county: County, units: Sequence[Unit]) -> tuple[UnitRow, ...]:
    """One row per unit and village; a unit of which no village is told has one row."""
    found: list[UnitRow] = []
    for unit in units:
        head = (unit.unit_id, href(ROOT, "helpers", unit.unit_id), unit.name, phone(unit.office_phone))
        links = helping(county).villages_of.get(unit.unit_id, ())
        found += [(*head, *_village(county, link)) for link in links] or [(*head, *_NOWHERE)]
    return tuple(found)


def _village(county: County, assignment: Assignment) -> tuple[str, Cell, str, Cell, Cell]:
    village = county.villages[assignment.village_code]
    code = village.village_code
    lead = "牵头" if assignment.is_lead else ""
    return (
        href(ROOT, "villages", code),
        ("", village.name),
        lead,
        arrival_day(county, assignment),
        state(arrived(county, assignment)),
    )


def arrival_day(county: County, assignment: Assignment) -> Cell:
    """The day, or 未报, or 未到期 where the deadline has not come."""
    is_open = arrived(county, assignment).state is Arrival.NOT_DUE
    return day(Blank.NOT_DUE if is_open else assignment.arrived_on)


def _without(county: County) -> tuple[tuple[str, str], ...]:
    """(address, name) of the villages that should have a helper and have none."""
    return tuple(
        (href(ROOT, "villages", village.village_code), village.name)
        for village in county.villages.values()
        if county.owes_households(village) and village.village_code not in county.helpers_of
    )


def _goals(county: County) -> tuple[tuple[str, str, str, str], ...]:
    """(address, title, deadline, note) of the goals that set the day of arrival."""
    found = {goal.goal_id: goal for goal in helping(county).deadlines.values()}
    return tuple(
        (href(ROOT, "goals", g.goal_id), g.title, g.due_on, "" if isinstance(g.note, Blank) else g.note)
        for g in found.values()
    )
