"""Goals of households on pages: protected numbers of county and townships by year, one word for each village."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.figures.goal_results import GoalResult
from generator.figures.household_goals import STATES, Standing
from generator.published.goal_states import MET, NOT_MET, NOT_REPORTED
from generator.published.release import HouseholdState
from generator.published.rows import Goal, Village
from generator.site.county import County
from generator.site.text import Cell, chinese_date, decimal, href, words
from generator.site.views import common, goaltext

LABELS = ("达到的户", "未达到的户", "未报的户", "不适用的户")
"""In the order of the states"""
WORDS: dict[str | Blank, Cell] = {
    MET: ("st met", "已达到"),
    NOT_MET: ("st behind", "未达到"),
    **{blank: words(blank) for blank in Blank},
}
"""A village's state in one year"""
VillageRow = tuple[str, str, str, str, tuple[tuple[str, Cell], ...]]
"""(anchor, address, title, target, (year, state) pairs)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place, or one goal of it, in one year."""

    anchor: str
    link: str
    name: str
    cells: tuple[Cell, ...]
    """In the order of `LABELS`, then the percentage"""
    sum: str
    """How the percentage is worked out; empty where there is none"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """County and townships in one year."""

    year: str
    when: str
    """Dates of the numbers: 「截至 …」"""
    standard: str
    """The year's standard as it is worked out; empty where the standard does not move"""
    mark: str
    rows: tuple[Row, ...]
    """Townships, then the county"""

    @property
    def with_codes(self) -> tuple[tuple[str, Row], ...]:
        """Rows that show their own code"""
        return tuple(("", row) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """All that is known of one goal of households."""

    years: tuple[Year, ...]
    """Latest first"""
    village_years: tuple[str, ...]
    villages: tuple[tuple[str, str, str, tuple[Cell, ...]], ...]
    """(anchor, address, village, one state per year)"""
    villages_on: str


def block(county: County, result: GoalResult, root: str) -> Block | None:
    """None where no protected table declares the goal."""
    found = result.households
    if found is None:
        return None
    years = sorted({year for standings in found.standings.values() for year in standings}, reverse=True)
    told = sorted({state.year for states in found.villages.values() for state in states})
    days = sorted({state.as_of for states in found.villages.values() for state in states})
    return Block(
        years=tuple(_year(county, result, year, root) for year in years),
        village_years=tuple(f"{year}年" for year in told),
        villages=tuple(
            (
                f"{village.village_code}-{result.goal.goal_id}",
                f"{href(root, 'villages', village.village_code)}#{village.village_code}-{result.goal.goal_id}",
                village.name,
                _cells(found.villages[village.village_code], told),
            )
            for village in county.villages.values()
            if village.village_code in found.villages and county.owes_households(village)
        ),
        villages_on="、".join(chinese_date(day) for day in days),
    )


def _cells(states: Iterable[HouseholdState], years: Iterable[int]) -> tuple[Cell, ...]:
    known = {state.year: state.state for state in states}
    return tuple(WORDS[known.get(year, Blank.NOT_REPORTED)] for year in years)


def _year(county: County, result: GoalResult, year: int, root: str) -> Year:
    found = result.households
    standings = {spot: years[year] for spot, years in found.standings.items() if year in years} if found else {}
    names = {("township", code): (href(root, "townships", code), t.name) for code, t in county.townships.items()}
    names["county", county.programme.county_code] = ("", county.programme.county_name)
    written = next((b for b in result.series if b.year == year), None)
    factor = result.goal.factor_percent
    return Year(
        year=str(year),
        when=_when(county, standings),
        standard="" if written is None or isinstance(factor, Blank) else goaltext.written(factor, written),
        mark="" if written is None or written.is_confirmed else "基准待核",
        rows=tuple(
            row(f"{spot[1]}-{result.goal.goal_id}-{year}", name, standings[spot])
            for spot, name in names.items()
            if spot in standings
        ),
    )


def _when(county: County, standings: dict[tuple[str, str], Standing]) -> str:
    """「截至 …」, once where the levels agree."""
    labels = {term.code: term.label for term in county.programme.level_names}
    found = {labels[level]: chinese_date(standing.as_of) for (level, _), standing in standings.items()}
    if len(set(found.values())) == 1:
        return f"截至 {next(iter(found.values()))}"
    return f"{'，'.join(f'{label}截至 {day}' for label, day in found.items())}（日期不同，不能相加减）"


def row(anchor: str, name: tuple[str, str], standing: Standing) -> Row:
    """Numbers by state with their possible ranges, and the percentage with its arithmetic."""
    cells = tuple(
        common.possible(standing.cells[state]) if state in standing.cells else words(Blank.NOT_APPLICABLE)
        for state in STATES
    )
    percent = standing.percent
    css, text = decimal(percent)
    return Row(
        anchor=anchor,
        link=name[0],
        name=name[1],
        cells=(*cells, (css, text if isinstance(percent, Blank) else f"{text}%")),
        sum="" if isinstance(percent, Blank) else _sum(standing, f"{text}%"),
    )


def _sum(standing: Standing, percent: str) -> str:
    """「92.77% = 4996 ÷ (4996 + 389)」, and who is in neither number."""
    met, not_met, missing = (standing.value(state) for state in (MET, NOT_MET, NOT_REPORTED))
    text = f"{percent} = {met} ÷ ({met} + {not_met})"
    if isinstance(missing, Blank):
        return f"{text}，未报的户数{missing.label}"
    return f"{text}，另有 {missing} 户未报" if missing else text


def latest(result: GoalResult) -> str:
    """「2014年 92.77% 的户达到」 of the county; empty where no year has a percentage."""
    for reading in (result.places[0].reading, result.places[0].preview):
        if result.households is not None and reading is not None and not isinstance(reading.value, Blank):
            return f"{reading.year}年 {decimal(reading.value)[1]}% 的户达到"
    return ""


def of_township(county: County, code: str, root: str) -> tuple[tuple[str, Row], ...]:
    """(year, row) of every goal of households: its latest year in the township."""
    found = []
    for goal_id, result in county.goals.items():
        standings = result.households.standings.get(("township", code), {}) if result.households else {}
        if standings:
            standing = standings[max(standings)]
            name = (href(root, "goals", goal_id), result.goal.title)
            found.append((f"{standing.year}年", row(f"{code}-{goal_id}", name, standing)))
    return tuple(found)


def of_village(county: County, village: Village, root: str) -> tuple[VillageRow, ...]:
    """Every declared goal of households with the village's states, up to the goal's own year."""
    code = village.village_code
    found = []
    for goal_id, result in county.goals.items():
        states = result.households.villages.get(code, ()) if result.households is not None else ()
        if result.households is not None:
            goal, target = result.goal, goaltext.target(result.goal, goaltext.benchmark_name(result), county.say)
            pairs = tuple((f"{state.year}年", WORDS[state.state]) for state in states)
            last = (
                () if goal.year in {state.year for state in states} else ((f"{goal.year}年", _to_come(county, goal)),)
            )
            found.append((f"{code}-{goal_id}", href(root, "goals", goal_id), goal.title, target, (*pairs, *last)))
    return tuple(found)


def _to_come(county: County, goal: Goal) -> Cell:
    return words(Blank.NOT_DUE if goal.due_on > county.programme.as_of else Blank.NOT_REPORTED)
