"""Blocks: where a large problem is asked first."""

from __future__ import annotations

from dataclasses import replace

from small_tables import Small

from generator.private.protection.secondary.attack import components
from generator.private.protection.secondary.blocks import ladder
from generator.private.protection.secondary.counts import Rule
from generator.private.protection.secondary.grid import make_grid
from generator.private.protection.secondary.problem import Limits
from generator.private.protection.secondary.suppress import suppress

COUNTY = Small(
    counts=((1, 6, 6), (6, 6, 6), (6, 2, 6), (6, 6, 6), (1, 7, 9), (8, 8, 8)),
    town=(0, 0, 1, 1, 2, 2),
    helper=(0, 0, 1, 1, 2, 2),
)
GRID = make_grid(COUNTY.problem(Rule.WEAK))
ABLE = {cell for cell, is_hideable in enumerate(GRID.is_hideable) if is_hideable}


def test_no_block_is_larger_than_asked_and_the_last_step_has_no_walls() -> None:
    sizes = (6, 9)
    *steps, last = ladder(GRID, sizes)
    assert last == frozenset()
    assert steps
    for size, walls in zip(sizes, steps, strict=False):
        assert walls <= ABLE
        assert max(len(block.cells) for block in components(GRID, ABLE - walls)) <= size


def test_walls_are_the_largest_totals() -> None:
    first, *_ = ladder(GRID, (6,))
    assert min(GRID.parts[cell] for cell in first) > max(GRID.parts[cell] for cell in ABLE - first)


def test_a_problem_that_fits_has_no_walls_at_all() -> None:
    assert ladder(GRID, (len(ABLE),)) == (frozenset(),)


def test_blocks_cost_little_and_protect_all_the_same() -> None:
    problem = COUNTY.problem(Rule.WEAK)
    whole = suppress(problem)
    in_blocks = suppress(replace(problem, limits=Limits(blocks=(6, 9))))
    assert {number.key for number in problem.numbers if number.required is not None} <= in_blocks
    assert len(in_blocks) <= len(whole) + 3
