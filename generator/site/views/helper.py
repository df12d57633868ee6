"""A helping unit: whom to call, its villages, its cadres' arrival, the money it gave line by line."""

from __future__ import annotations

from collections.abc import Sequence

from generator.published.rows import Assignment, FundMove
from generator.site.county import County, natural
from generator.site.page import Page
from generator.site.text import Cell, day, href, phone, words
from generator.site.views import common, lines
from generator.site.views.helpers import arrival_day, arrived, helping, state, sums

ROOT = "../../"

GivenRow = tuple[str, str, str, str, tuple[Cell, ...]]
"""(fund's address, fund, village's address or empty, village, money by stage)"""


def keys(county: County) -> Sequence[str]:
    return tuple(county.units)


def page(county: County, key: str) -> Page:
    """The page of one unit; raises KeyError for an unknown code."""
    unit = county.units[key]
    moves = helping(county).given.get(key, ())
    return Page(
        path=f"helpers/{key}/index.html",
        section="helpers",
        title=unit.name,
        description=f"{unit.name}："
        + county.say(f"帮扶的村、驻村干部进驻、联络电话与出资，截至{county.programme.as_of}"),
        template="helper.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": unit.name,
            "origin": county.label("helper_origins", unit.origin),
            "liaison": words(unit.liaison_role),
            "phone": phone(unit.office_phone),
            "address": words(unit.office_address),
            "villages": tuple(_village(county, a) for a in helping(county).villages_of.get(key, ())),
            "has_account": key in helping(county).given,
            "given": _given(county, moves),
            "total": sums(county, moves),
            "lines": _opened(county, moves),
        },
    )


def _village(county: County, assignment: Assignment) -> tuple[object, ...]:
    """(address, name, township, is lead, deadline, arrived on, state, ended on, other units)."""
    village = county.villages[assignment.village_code]
    township = county.townships.get(village.township_code)
    goal = helping(county).deadlines.get(village.village_code)
    others = (a.unit_id for a in county.helpers_of[village.village_code] if a.unit_id != assignment.unit_id)
    return (
        href(ROOT, "villages", village.village_code),
        village.name,
        township.name if township else "",
        assignment.is_lead,
        (href(ROOT, "goals", goal.goal_id), goal.due_on) if goal else (),
        arrival_day(county, assignment),
        state(arrived(county, assignment)),
        day(assignment.ended_on),
        tuple((href(ROOT, "helpers", unit), county.units[unit].name) for unit in others),
    )


def _given(county: County, moves: Sequence[FundMove]) -> tuple[GivenRow, ...]:
    """What it gave, by fund and village; money of no village stands under the county."""
    groups: dict[tuple[str, str], list[FundMove]] = {}
    for move in moves:
        village = str(move.village_code) if move.village_code in county.villages else ""
        groups.setdefault((move.fund_id, village), []).append(move)
    return tuple(
        (
            href(ROOT, "funds", fund),
            county.funds[fund].name,
            href(ROOT, "villages", code) if code else "",
            county.villages[code].name if code else county.programme.county_name,
            sums(county, groups[fund, code]),
        )
        for fund, code in sorted(groups, key=lambda key: (natural(key[0]), key[1]))
    )


def _opened(county: County, moves: Sequence[FundMove]) -> tuple[lines.Opened, ...]:
    here = {move.move_id for move in moves}
    funds = sorted({move.fund_id for move in moves}, key=natural)
    made = {fund: lines.rows(county, (m for m in moves if m.fund_id == fund), ROOT, here) for fund in funds}
    return tuple((f"lines-{fund}", county.funds[fund].name, str(len(rows)), rows) for fund, rows in made.items())
