"""Figure codes that can be read out on the phone: `DL03-F2` is what one fund brought to village DL03.

A code is the place, a hyphen and what the figure is: a fund, `ALL` for all funds, either with `-H` for money to
households, a goal, `C` and the number of a checklist item, or `N` and the number of a household table. The page of the
place shows the code beside the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.base.blanks import Blank, Figure
from generator.config.settings import GOAL
from generator.figures.goal_results import GoalResult, PlaceResult, Reading
from generator.figures.money import FUND, Key, Waterfall
from generator.published.release import HouseholdFigure, ProtectedTable
from generator.published.rows import Checklist, Village

TOTAL, HOUSEHOLDS = "ALL", "-H"
ITEM, TABLE = "C", "N"
VILLAGE, TOWNSHIP, COUNTY = "village", "township", "county"


class Kind(StrEnum):
    """What a code names."""

    MONEY = "money"
    """To organisations and projects"""
    HOUSEHOLD_MONEY = "household_money"
    GOAL = "goal"
    HOUSEHOLD_GOAL = "household_goal"
    CHECKLIST = "checklist"
    COUNT = "count"
    """One protected table of households or persons"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One figure with its code. Which of the last five holds its values depends on the kind."""

    code: str
    kind: Kind
    level: str
    place_code: str
    subject: str
    """Fund, `all`, goal, checklist item or table"""
    as_of: str | Blank
    """ISO date to which the figure speaks; of a checklist item the day on which it was stated"""
    documents: tuple[str, ...]
    """Ids of the documents behind it, sorted; none where it stands on protected tables"""
    page: str
    """Path of the page that shows it"""
    anchor: str
    """Id on that page; empty where the page itself is the place"""
    money: Waterfall | None = None
    result: PlaceResult | None = None
    states: tuple[tuple[int, str | Blank], ...] = ()
    """(year, state) of a village's households"""
    state: str | Blank = Blank.NOT_APPLICABLE
    """Of a checklist item; of money why there is none"""
    cells: tuple[HouseholdFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The indexes of a release in which codes look figures up; a site has them anyway."""

    county_code: str
    as_of: str
    villages: Mapping[str, Village]
    townships: tuple[str, ...]
    funds: tuple[str, ...]
    """In the order of pages"""
    money: Mapping[Key, Waterfall]
    household_money: Mapping[Key, Waterfall]
    goals: Mapping[str, GoalResult]
    items: tuple[str, ...]
    """Checklist items in the order of the programme"""
    checklists: Mapping[str, Mapping[str, Checklist]]
    owing: frozenset[str]
    """Villages that owe household tables, money and checklists"""
    tables: tuple[ProtectedTable, ...]
    """In the order of the release, which gives them their numbers"""
    counts: Mapping[tuple[str, str], tuple[HouseholdFigure, ...]]
    """(level, place) → protected cells"""
    documents: Mapping[tuple[str, str, str], tuple[str, ...]]
    """(level, place, fund or `all`) → documents of its lines, sorted"""


def item_code(place: str, number: int) -> str:
    """`DL03-C1`, counted from one in the order of the programme."""
    return f"{place}-{ITEM}{number}"


def table_codes(tables: tuple[ProtectedTable, ...]) -> dict[str, str]:
    """Table id → `N1` and so on, for tables of households and persons; goals and money have codes of their own."""
    plain = [table.table_id for table in tables if table.by != FUND and not table.by.startswith(GOAL)]
    return {table: f"{TABLE}{number}" for number, table in enumerate(plain, start=1)}


def reading(coded: Coded) -> Reading | None:
    """What a goal's code says: the goal year, or the latest earlier year while that has no value."""
    if coded.result is None:
        return None
    return coded.result.preview or coded.result.reading


def value(coded: Coded) -> Figure | Decimal | str:
    """The one value that a caller would ask for first: received fen, a goal's state, an item's state, a table's first
    number.
    """
    if coded.money is not None:
        return coded.money.amount("received")
    if coded.kind in (Kind.CHECKLIST, Kind.MONEY):
        return coded.state
    if coded.result is not None:
        return str(coded.result.state)
    if coded.states:
        return coded.states[-1][1]
    return coded.cells[0].value if coded.cells else Blank.NOT_REPORTED
