"""The sparse system of sums: every published number with households behind it is one cell of it.

A cell is known by its key, (measure, by, level, place code, category); tables that declare the same number share it.
A number that nobody publishes but anybody can add up is a cell too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number."""

    key: Key
    value: int
    """Households, persons or fen"""
    households: int
    """Contributing households; 0 for true zeros"""
    largest: tuple[int, int] = (0, 0)
    """Of money: the two largest known sums of one household, in fen"""
    blank: Blank | None = None
    """Why there is no number at all; then the value is 0 and nobody can hide in it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """parent = sum of children."""

    parent: Key
    children: tuple[Key, ...]


@dataclass(frozen=True, kw_only=True)
class System:
    """Cells and the equations between them, both in a settled order."""

    cells: Mapping[Key, Cell]
    equations: Sequence[Equation]

    def only(self, keys: Collection[Key]) -> System:
        """These cells, and the equations that hold nothing else."""
        return System(
            cells={key: cell for key, cell in self.cells.items() if key in keys},
            equations=[e for e in self.equations if e.parent in keys and all(child in keys for child in e.children)],
        )
