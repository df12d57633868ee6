"""One number that stands in several places is one number: a project's households and those of its moves.

Merging them first keeps the systems small, and nobody is called an insider of his own line.
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
    merged = Facts(shown=facts.shown, notes=facts.notes)
    names: defaultdict[Key, list[Key]] = defaultdict(list)
    for key, (low, high) in sorted(facts.hidden.items()):
        merged.hide(root[key], low, high)
        names[root[key]].append(key)
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


class _Roots:
    """Which numbers are known to be one number (union-find; the first in order stands for all)."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._above = {key: key for key in keys}

    def find(self, key: Key) -> Key:
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, one: Key, other: Key) -> bool:
        """Whether they were two before."""
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first
        return first != second


def _roots(facts: Facts) -> dict[Key, Key]:
    roots = _Roots(facts.hidden)
    sums = [equation for equation in facts.equations if not equation.is_usual and not equation.is_at_least]
    for equation in sums:
        if sorted(equation.terms.values()) == [-1, 1] and equation.low == 0:
            roots.join(*equation.terms)
    while _join_equal_sums(roots, sums):
        pass
    return {key: roots.find(key) for key in facts.hidden}


def _join_equal_sums(roots: _Roots, sums: Iterable[Equation]) -> bool:
    """Two remainders of the same lines are one number, in whichever edition; whether any were joined."""
    seen: dict[tuple[int, tuple[Key, ...]], Key] = {}
    is_new = False
    for equation in sums:
        parents = [key for key, value in equation.terms.items() if value == -1]
        if len(parents) == 1 and all(value in (1, -1) for value in equation.terms.values()):
            parts = tuple(sorted(roots.find(key) for key, value in equation.terms.items() if value == 1))
            is_new |= roots.join(parents[0], seen.setdefault((equation.low, parts), parents[0]))
    return is_new
