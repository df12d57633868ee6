"""Where to look first: a large problem falls into blocks when its largest totals are taken as fixed.

An example found inside a block is one of the whole, and a cut from a block's prices holds for the whole. So blocks save
work and never decide anything: what they leave open is asked of larger blocks, at last of everything that is linked.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.private.protection.secondary.attack import components
from generator.private.protection.secondary.grid import Grid

Walls = frozenset[int]
"""Cells taken as fixed"""


def ladder(grid: Grid, sizes: tuple[int, ...]) -> tuple[Walls, ...]:
    """For each size the fewest of the largest totals that leave no block of more cells; last, no walls at all."""
    return (*dict.fromkeys(_steps(grid, sizes)), frozenset())


def _steps(grid: Grid, sizes: tuple[int, ...]) -> Iterator[Walls]:
    able = [cell for cell, is_hideable in enumerate(grid.is_hideable) if is_hideable]
    heights = sorted({grid.parts[cell] for cell in able})
    for size in sizes:
        low, high = 0, len(heights)
        while low < high:
            middle = (low + high + 1) // 2
            inside = [cell for cell in able if grid.parts[cell] < _height(heights, middle)]
            if max((len(each.cells) for each in components(grid, inside)), default=0) <= size:
                low = middle
            else:
                high = middle - 1
        if 0 < low < len(heights):
            yield frozenset(cell for cell in able if grid.parts[cell] >= heights[low])


def _height(heights: list[int], place: int) -> int:
    return heights[place] if place < len(heights) else heights[-1] + 1
