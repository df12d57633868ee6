"""Goals of households: how many households of a place stand where, year by year, and what that makes of the goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from generator.base.blanks import Blank, Figure
from generator.config.settings import GOAL
from generator.published.goal_states import MET, NOT_APPLICABLE, NOT_MET, NOT_REPORTED, by_year, year_and_state
from generator.published.release import HouseholdFigure, HouseholdState, Release

STATES = (MET, NOT_MET, NOT_REPORTED, NOT_APPLICABLE)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Households of one place in one year, by state. A goal that asks all households leaves none aside."""

    year: int
    cells: Mapping[str, HouseholdFigure]
    """State → protected number"""

    @property
    def as_of(self) -> str:
        return self.cells[MET].as_of

    def value(self, state: str) -> Figure:
        return self.cells[state].value if state in self.cells else Blank.NOT_APPLICABLE

    @property
    def percent(self) -> Decimal | Blank:
        """100 × met ÷ (met + not met), cut after two digits, so that 100 means all."""
        met, not_met = self.value(MET), self.value(NOT_MET)
        if isinstance(met, Blank) or isinstance(not_met, Blank):
            return Blank.WITHHELD if Blank.WITHHELD in (met, not_met) else Blank.NOT_REPORTED
        if not met + not_met:
            return Blank.NOT_APPLICABLE if self.value(NOT_REPORTED) == 0 else Blank.NOT_REPORTED
        return (Decimal(100 * met) / (met + not_met)).quantize(_HUNDREDTH, ROUND_DOWN)

    @property
    def verdict(self) -> str | Blank:
        """met: nobody is behind or not reported; not_met: somebody is; what shown numbers and ranges leave open is
        withheld.
        """
        empty = {state for state, cell in self.cells.items() if cell.high == 0} | (set(STATES) - self.cells.keys())
        some = {state for state, cell in self.cells.items() if isinstance(cell.low, int) and cell.low > 0}
        if NOT_MET in some:
            return NOT_MET
        if NOT_MET not in empty:
            return Blank.WITHHELD if self.value(NOT_MET) is Blank.WITHHELD else Blank.NOT_REPORTED
        if NOT_REPORTED in empty and {MET, NOT_APPLICABLE} & some:
            return MET if MET in some else Blank.NOT_APPLICABLE if MET in empty else Blank.WITHHELD
        return Blank.NOT_REPORTED if NOT_REPORTED in some else Blank.WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdGoal:
    """One goal of households with its declared table. Years ascend."""

    table_id: str
    standings: Mapping[tuple[str, str], Mapping[int, Standing]]
    """(level, place) → year → households by state: the county and its townships"""
    villages: Mapping[str, tuple[HouseholdState, ...]]
    """Village → its states, which come without numbers"""

    @property
    def years(self) -> tuple[int, ...]:
        told = {year for standings in self.standings.values() for year in standings}
        return tuple(sorted(told | {state.year for states in self.villages.values() for state in states}))


def household_goals(release: Release) -> dict[str, HouseholdGoal]:
    """Goal id → what its protected table tells; a goal that no table declares is absent."""
    goal_of = {t.table_id: t.by.removeprefix(GOAL) for t in release.protected_tables if t.by.startswith(GOAL)}
    cells: dict[str, dict[tuple[str, str], dict[str, HouseholdFigure]]] = {table: {} for table in goal_of}
    villages: dict[str, dict[str, list[HouseholdState]]] = {table: {} for table in goal_of}
    for cell in (cell for cell in release.household_figures if cell.table_id in goal_of):
        cells[cell.table_id].setdefault((cell.level, cell.place_code), {})[cell.category] = cell
    for state in release.household_states:
        villages[state.table_id].setdefault(state.place_code, []).append(state)
    return {
        goal: HouseholdGoal(
            table_id=table,
            standings={spot: _standings(found) for spot, found in cells[table].items()},
            villages={code: tuple(found) for code, found in villages[table].items()},
        )
        for table, goal in goal_of.items()
    }


def _standings(cells: Mapping[str, HouseholdFigure]) -> Mapping[int, Standing]:
    years = by_year(cells)
    return {
        int(year): Standing(year=int(year), cells={year_and_state(c)[1]: cells[c] for c in categories})
        for year, categories in years.items()
    }
