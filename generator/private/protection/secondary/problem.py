"""The generic problem: published numbers, the sums between them, and what an attacker must not be able to rule out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Key = tuple[str, ...]
Range = tuple[int, int]


class NotProtectable(Exception):
    """No pattern protects these numbers, or a limit was reached first: nothing may be published.

    The message holds counts and reasons only.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One published number."""

    key: Key
    value: int
    """Its true value, a whole number: households, persons or fen"""
    weight: int = 1
    """What it costs to hide it"""
    is_hideable: bool = True
    """False for what is always shown: public totals, and zeros where zeros are shown"""
    floor: int = 0
    """Smallest value that the published rules allow it when hidden"""
    required: Range | None = None
    """Of a primary: every value from the first to the second must look possible"""
    is_alone: bool = False
    """Whether a single household stands behind it, which then knows it when it is hidden"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """parent = sum of children, and everybody knows it."""

    parent: Key
    children: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Counts, never seconds."""

    effort: tuple[tuple[int, int, int], ...] = ((500, 10, 3), (4_000, 7, 1), (20_000, 3, 1), (1_000_000_000, 2, 1))
    """Up to so many goals: rounds in search of good cuts, and patterns settled after them; the cheapest is taken"""
    blocks: tuple[int, ...] = (1_500, 3_000)
    """Cells of the blocks in which a question is asked first"""
    repairs: int = 400
    """Rounds that only add"""
    iterations: int = 200_000
    """Simplex steps in one program"""
    nodes: int = 20_000
    """Branch-and-bound nodes in one exact program"""
    batch_nodes: int = 20
    """Nodes spent on one change that should reach many goals at once"""
    cover_nodes: int = 20
    """Nodes spent on one cover; the best cover found is good enough, since it is verified afterwards"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Numbers and sums in any order; keys are unique and every sum holds."""

    numbers: Sequence[Number]
    sums: Sequence[Sum]
    has_insiders: bool = False
    """Whether the only household in a hidden cell of 1 must be held off as well"""
    limits: Limits = Limits()
