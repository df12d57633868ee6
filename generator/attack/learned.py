"""Relations that nobody states but everybody can see: learned where all their numbers are shown, used where not.

A relation that holds in every fully shown case is taken as a rule; one that holds in most is taken as usual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.attack.facts import Facts, Figure

LEAST_CASES = 10
"""Fully shown cases (not all zero) before a relation is believed"""
USUAL_PERCENT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One place where a relation could hold: parent = sum of children."""

    parent: Figure
    children: tuple[Figure, ...]


def use(facts: Facts, name: str, cases: Sequence[Case], least: int = LEAST_CASES) -> bool:
    """Adds the relation to the facts if the shown cases bear it out; whether they did."""
    shown = [case for case in cases if _is_shown(case)]
    telling = [case for case in shown if case.parent.value or any(child.value for child in case.children)]
    right = sum(_holds(case) for case in telling)
    if len(telling) < least or right * 100 < USUAL_PERCENT * len(telling):
        return False
    is_rule = right == len(telling)
    facts.notes.append(f"{name}: {'always' if is_rule else 'usually'}")
    for case in cases:
        if not _is_shown(case):
            facts.adds_up(case.parent, case.children, name, usual=not is_rule)
    return True


def _is_shown(case: Case) -> bool:
    return all(figure.value is not None for figure in (case.parent, *case.children))


def _holds(case: Case) -> bool:
    return sum(child.value or 0 for child in case.children) == case.parent.value
