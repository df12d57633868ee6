"""What one edition holds, counted: rows of every kind, and values that are withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.contract.schema import Table, tables
from generator.published.release import Release

PROTECTED = "household_figures"
STATES = "household_states"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Counts over one release; every number can be counted again from the downloads."""

    rows: Mapping[str, int]
    """Public table → rows, tables without a row included"""
    protected_cells: int
    """Numbers about households, in protected tables, shown or withheld"""
    withheld: Mapping[str, int]
    """Table → values withheld, only tables that withhold one; protected tables together as `household_figures`, words
    about the households of a village as `household_states`
    """

    @property
    def withheld_in_all(self) -> int:
        return sum(self.withheld.values())


def contents(release: Release) -> Contents:
    """Counts every public table, O(rows)."""
    public = {name: table for name, table in tables().items() if table.is_public}
    found = {name: _withheld(table, getattr(release, name)) for name, table in public.items()}
    found[PROTECTED] = sum(figure.value is Blank.WITHHELD for figure in release.household_figures)
    found[STATES] = sum(state.state is Blank.WITHHELD for state in release.household_states)
    return Contents(
        rows={name: len(getattr(release, name)) for name in public},
        protected_cells=len(release.household_figures),
        withheld={name: number for name, number in found.items() if number},
    )


def _withheld(table: Table, rows: tuple[object, ...]) -> int:
    names = [column.name for column in table.published_columns if column.is_withholdable]
    return sum(getattr(row, name) is Blank.WITHHELD for row in rows for name in names)
