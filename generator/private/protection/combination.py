"""Secondary suppression against readers who combine several sums: no primary cell is the only solution of them all.

Linear algebra on the hidden cells alone, exact up to a prime far larger than any pivot of these 0/1 systems. Narrow
intervals are the full method's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.private.protection.subtraction import close
from generator.private.protection.system import Equation, Key, System

PRIME = (1 << 61) - 1
Row = dict[int, int]
"""Coefficients of one sum over the hidden cells, by position"""


def close_combined(system: System, primary: frozenset[Key], k: int) -> frozenset[Key]:
    """`close`, and further cells until no primary cell can be computed from any combination of sums.

    A cell whose whole neighbourhood is hidden already, or holds nothing that may be hidden, is left as it is.
    """
    hidden = close(system, primary, k)
    while more := {
        key for known in recoverable(system, hidden) & primary for key in _next_to_hide(system, hidden, known)
    }:
        hidden = close(system, hidden | more, k)
    return hidden


def recoverable(system: System, hidden: frozenset[Key]) -> frozenset[Key]:
    """Hidden cells that the equations determine."""
    order = sorted(hidden)
    position = {key: n for n, key in enumerate(order)}
    pivots: dict[int, Row] = {}
    for equation in system.equations:
        row = _row(equation, position)
        while row and (first := min(row)) in pivots:
            _subtract(row, pivots[first], row[first])
        if row:
            pivots[min(row)] = _scaled(row)
    for first in sorted(pivots, reverse=True):
        row = pivots[first]
        for column in [column for column in row if column != first and column in pivots]:
            _subtract(row, pivots[column], row.get(column, 0))
    return frozenset(order[first] for first, row in pivots.items() if len(row) == 1)


def _row(equation: Equation, position: dict[Key, int]) -> Row:
    row = {position[key]: 1 for key in equation.children if key in position}
    return row | ({position[equation.parent]: PRIME - 1} if equation.parent in position else {})


def _subtract(row: Row, other: Row, factor: int) -> None:
    """row -= factor · other"""
    for column, value in other.items() if factor else ():
        left = (row.get(column, 0) - factor * value) % PRIME
        if left:
            row[column] = left
        else:
            row.pop(column, None)


def _scaled(row: Row) -> Row:
    inverse = pow(row[min(row)], PRIME - 2, PRIME)
    return {column: value * inverse % PRIME for column, value in row.items()}


def _next_to_hide(system: System, hidden: frozenset[Key], key: Key) -> Iterator[Key]:
    """The cheapest shown cell in the sums around a cell, looking ever further through hidden ones."""
    seen, edge = {key}, {key}
    while edge:
        around = {near for each in edge for near in _neighbours(system, each)} - seen
        shown = [near for near in around - hidden if system.cells[near].is_hideable]
        if shown:
            yield min(shown, key=lambda near: _cost(system, near))
            return
        edge = around & hidden
        seen |= around


def _cost(system: System, key: Key) -> tuple[bool, int, int, Key]:
    """A second place where the same money is written is missed least."""
    cell = system.cells[key]
    return (not cell.is_copy, cell.households, abs(cell.value), key)


def _neighbours(system: System, key: Key) -> Iterable[Key]:
    for position in system.equations_of.get(key, ()):
        equation = system.equations[position]
        yield equation.parent
        yield from equation.children
