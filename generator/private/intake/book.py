"""Checked tables with the place of every cell: what the rules of `link` read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.contract.programme import Programme
from generator.contract.schema import tables
from generator.private.intake import catalogue
from generator.private.stages import Permits, Source

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All tables of one county. A row is named by its position in the frame."""

    programme: Programme
    frames: Mapping[str, pd.DataFrame]
    sources: Mapping[str, Source]
    permits: Permits

    def column(self, table: str, column: str) -> list[Any]:
        """The values of a column; none for a table that is absent."""
        return list(self.frames[table][column]) if table in self.frames else []

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """(row, value, …) for every row of a table."""
        values = [self.column(table, column) for column in columns]
        return zip(range(len(values[0])), *values, strict=True)

    def known(self, table: str, column: str) -> Iterator[tuple[int, Any]]:
        """(row, value) for every row whose cell is not blank."""
        return ((row, value) for row, value in self.rows(table, column) if not isinstance(value, Blank))

    def by_key(self, table: str, *columns: str) -> dict[str, Any]:
        """Primary key (of one column) → value, or tuple of values."""
        keys = self.column(table, tables()[table].primary_key[0])
        values = [self.column(table, column) for column in columns]
        return dict(zip(keys, values[0] if len(values) == 1 else zip(*values, strict=True), strict=True))

    def fault(self, code: str, table: str, row: int, column: str, **facts: object) -> Finding:
        """The finding `code` about one cell."""
        file, number, header = self._place(table, row, column)
        return catalogue.fault(code, file, number, header, **facts)

    def doubt(self, code: str, table: str, row: int, column: str, **facts: object) -> Finding:
        """The doubt `code` about one cell, or about the first of several."""
        file, number, header = self._place(table, row, column)
        return catalogue.doubt(code, file, number, header, **facts)

    def _place(self, table: str, row: int, column: str) -> tuple[str, int, str]:
        source = self.sources[table]
        header = source.columns.get(column) or tables()[table].column(column).header
        return source.file, source.rows[row], header
