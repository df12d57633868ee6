"""All primary rules together: which cells are hidden by themselves, and which values must then look possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.config.settings import GOAL, ProtectionPolicy
from generator.private.history import Past
from generator.private.protection.household_money import MEASURES
from generator.private.protection.rules.change import change
from generator.private.protection.rules.dominance import dominance
from generator.private.protection.rules.group_disclosure import group_disclosure
from generator.private.protection.rules.p_percent import p_percent
from generator.private.protection.rules.ranges import Range, hull
from generator.private.protection.rules.small_count import small_count
from generator.private.protection.system import Cell, Key, System
from generator.private.protection.tally import CAUSE, CAUSE_GROUP, CLASS
from generator.published.goal_states import MET, NOT_APPLICABLE, NOT_MET, year_and_state
from generator.published.release import ALL

SENSITIVE = (CAUSE, CAUSE_GROUP, CLASS)
"""Breakdowns that say something about everybody in a category"""
Demands = Mapping[Key, Range]
Earlier = Mapping[Key, Sequence[Past]]


def demands(system: System, earlier: Earlier, policy: ProtectionPolicy) -> dict[Key, Range]:
    """The range that must look possible of every cell that a rule hides."""
    found = {key: hull(_rules(system, cell, earlier, policy)) for key, cell in sorted(system.cells.items())}
    return {key: joined for key, joined in found.items() if joined is not None and system.cells[key].blank is None}


def _rules(system: System, cell: Cell, earlier: Earlier, policy: ProtectionPolicy) -> Iterator[Range | None]:
    measure, by, level, code, category = cell.key
    is_money = measure in MEASURES
    yield small_count(cell, policy.k, is_money=is_money)
    yield change(cell, earlier.get(cell.key, ()), policy.k, is_money=is_money)
    if is_money:
        yield p_percent(cell, policy.p_percent)
        yield dominance(cell, policy.dominance_percent)
    total = system.cells.get((measure, ALL, level, code, ALL))
    if by in SENSITIVE and total is not None:
        yield group_disclosure(cell, total, policy.k)
    if by.startswith(GOAL) and total is not None:
        yield _of_goal(system, cell, total, category, policy.k)


def _of_goal(system: System, cell: Cell, total: Cell, category: str, k: int) -> Range | None:
    """Whom a goal asks, and who has not met it, says something of a household; that all met what was asked of all does
    not, nor what nobody reported. Neighbours may know whom a goal asks: who is behind is judged among these.
    """
    year, state = year_and_state(category)
    names = (NOT_APPLICABLE, f"{year}.{NOT_APPLICABLE}")
    aside = next((found for name in names if (found := system.cells.get((*cell.key[:4], name))) is not None), None)
    if state == NOT_MET:
        value = total.value - (aside.value if aside is not None else 0)
        return group_disclosure(cell, replace(total, value=value, households=value), k)
    is_telling = state == NOT_APPLICABLE or (state == MET and aside is not None)
    return group_disclosure(cell, total, k) if is_telling else None
