"""The sparse system of sums: every published number with households behind it is one cell of it.

A cell is known by a key. A leaf stands for itself (a count, a money line, a budget); a total also holds the leaves
below it. An equation says that its parent is the sum of its children. A number that nobody publishes but anybody can
add up is a cell too. Equations need not hold to the fen to be listed: a budget that usually equals its payments gives
them away whether or not it does so this time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Key = tuple[str, ...]
Mass = Callable[[Iterable[Key]], int]
"""Smallest number of households that can stand behind these hidden leaves together"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number."""

    key: Key
    value: int
    """Households, persons or fen"""
    households: int
    """Contributing households, never more than there are; 0 for public works and true zeros"""
    totals: tuple[Key, ...] = ()
    """Of a leaf: every total that contains it"""
    follows: Key | None = None
    """A cell that takes this one with it when it is hidden: a household count and its persons"""

    @property
    def is_hideable(self) -> bool:
        """Public works and zeros have nothing to protect and are always shown."""
        return self.households > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """parent = sum of children."""

    parent: Key
    children: tuple[Key, ...]
    mass: Mass
    least_children: int = 2
    """Smallest number of hidden children under a shown parent"""


@dataclass(frozen=True, kw_only=True)
class System:
    """Cells and the equations between them, both in a settled order."""

    cells: Mapping[Key, Cell]
    equations: Sequence[Equation]

    @cached_property
    def equations_of(self) -> Mapping[Key, tuple[int, ...]]:
        """Positions of the equations that a cell stands in."""
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for position, equation in enumerate(self.equations):
            for key in (equation.parent, *equation.children):
                found[key].append(position)
        return {key: tuple(positions) for key, positions in found.items()}

    @cached_property
    def followers(self) -> Mapping[Key, tuple[Key, ...]]:
        """Cells that are hidden with a cell."""
        found: defaultdict[Key, list[Key]] = defaultdict(list)
        for cell in self.cells.values():
            if cell.follows is not None:
                found[cell.follows].append(cell.key)
        return {key: tuple(keys) for key, keys in found.items()}
