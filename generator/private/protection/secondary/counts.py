"""Counts of households as a problem: which cells are primary, what must look possible, what may be hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from generator.private.protection.secondary.problem import Key, Number, Problem, Sum


class Rule(StrEnum):
    """What the attacker is granted."""

    WEAK = "weak"
    """Zeros are shown, a hidden cell may be 0 all the same: [0, k], no insiders. For comparing with other programs"""
    FULL = "full"
    """Zeros may be hidden too, so a hidden cell may be 0: [1, k], insiders included"""
    FULL_SHOWN_ZEROS = "full_shown_zeros"
    """Zeros are shown, so a hidden cell is at least 1: [1, k], insiders included. Refuses a small total of two parts"""


def count_problem(  # noqa: PLR0913  one per thing that a caller decides
    counts: Mapping[Key, int],
    sums: Iterable[Sum],
    *,
    k: int,
    always_shown: Collection[Key],
    rule: Rule,
    weights: Mapping[Key, int] | None = None,
) -> Problem:
    """Every count from 1 to k - 1 is primary unless it is always shown.

    `weights` say what hiding a cell costs, 1 where they do not name it. They must come from the table's design, never
    from its values: a reader who re-runs the program would see through a choice by size.
    """
    weight = weights or {}
    return Problem(
        numbers=[
            replace(_number(key, value, k, key in always_shown, rule), weight=weight.get(key, 1))
            for key, value in sorted(counts.items())
        ],
        sums=tuple(sums),
        has_insiders=rule is not Rule.WEAK,
    )


def _number(key: Key, value: int, k: int, is_always_shown: bool, rule: Rule) -> Number:
    is_primary = 0 < value < k and not is_always_shown
    return Number(
        key=key,
        value=value,
        is_hideable=not is_always_shown and (value > 0 or rule is Rule.FULL),
        floor=1 if rule is Rule.FULL_SHOWN_ZEROS and value > 0 else 0,
        required=(0 if rule is Rule.WEAK else 1, k) if is_primary else None,
    )
