"""One number that stands in several places is one number: a township and its only village, a project and its lines.

Merging them first keeps the systems small, and nobody is called an insider of his own number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.attack.facts import Equation, Facts
from generator.attack.report import Key

Names = Mapping[Key, tuple[Key, ...]]
"""Merged number → every key it stands under"""


def merge_copies(facts: Facts) -> tuple[Facts, Names]:
    """The same facts with equal numbers under one key (the first in order), and all keys of each."""
    root = _roots(facts)
    merged = Facts(shown=facts.shown, board=facts.board, least=facts.least, notes=facts.notes)
    names: defaultdict[Key, list[Key]] = defaultdict(list)
    for key, (low, high) in sorted(facts.hidden.items()):
        merged.hide(root[key], low, high, is_amount=key in facts.amounts)
        names[root[key]].append(key)
        if key in facts.most:
            merged.most[root[key]] = facts.most[key]
    for equation in facts.equations:
        terms = [(root[key], value) for key, value in equation.terms.items()]
        merged.add(terms, equation.low, equation.how, usual=equation.is_usual, at_least=equation.is_at_least)
    merged.equations = _once(merged.equations)
    return merged, {key: tuple(found) for key, found in names.items()}


def _once(equations: Iterable[Equation]) -> list[Equation]:
    """Without repetitions; an equation that is a rule anywhere is a rule."""
    found: dict[tuple[object, ...], Equation] = {}
    for equation in sorted(equations, key=lambda e: e.is_usual):
        found.setdefault((frozenset(equation.terms.items()), equation.low, equation.is_at_least), equation)
    return list(found.values())


def _roots(facts: Facts) -> dict[Key, Key]:
    """Every hidden number → the first of all that are known to equal it."""
    above = {key: key for key in facts.hidden}

    def find(key: Key) -> Key:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for equation in facts.equations:
        if sorted(equation.terms.values()) == [-1, 1] and equation.low == 0 and not _is_loose(equation):
            first, second = sorted(map(find, equation.terms))
            above[second] = first
    return {key: find(key) for key in facts.hidden}


def _is_loose(equation: Equation) -> bool:
    return equation.is_usual or equation.is_at_least
