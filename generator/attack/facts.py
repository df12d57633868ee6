"""Everything public as one system: shown numbers, hidden numbers with bounds, and the sums between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.attack.report import Key

Bounds = tuple[int, int | None]
"""(lowest, highest or None)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as the public has it: its value, or None when it is hidden."""

    key: Key
    value: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """low ≤ sum of coefficient x hidden number (≤ low too, unless `is_at_least`)."""

    terms: Mapping[Key, int]
    low: int
    how: str
    is_usual: bool = False
    """Holds nearly always, not by rule"""
    is_at_least: bool = False


@dataclass(slots=True)
class Facts:
    """What the attacker knows. Counts are households or persons, amounts are fen."""

    hidden: dict[Key, Bounds] = field(default_factory=dict)
    """Hidden number → bounds by rule"""
    amounts: set[Key] = field(default_factory=set)
    """The hidden numbers that are money; all others are counts"""
    shown: dict[Key, int] = field(default_factory=dict)
    board: dict[Key, int] = field(default_factory=dict)
    """Hidden numbers that the notice boards print, and sums of such: knowing them is no win"""
    most: dict[Key, int] = field(default_factory=dict)
    """Hidden count → known number of all households of its place, where that is below k"""
    least: dict[str, int] = field(default_factory=dict)
    """Fund → fen of which every amount is a multiple"""
    equations: list[Equation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def hide(self, key: Key, low: int, high: int | None = None, *, is_amount: bool = False) -> None:
        """A hidden number; further bounds only tighten what is known."""
        old_low, old_high = self.hidden.get(key, (low, high))
        highs = [value for value in (high, old_high) if value is not None]
        self.hidden[key] = (max(low, old_low), min(highs) if highs else None)
        if is_amount:
            self.amounts.add(key)

    def add(
        self, terms: Iterable[tuple[Key, int]], total: int, how: str, *, usual: bool = False, at_least: bool = False
    ) -> None:
        """sum of coefficient x number = total (or ≥ total); terms that cancel out drop out."""
        merged: dict[Key, int] = {}
        for key, coefficient in terms:
            merged[key] = merged.get(key, 0) + coefficient
        kept = {key: value for key, value in merged.items() if value}
        if kept:
            self.equations.append(Equation(terms=kept, low=total, how=how, is_usual=usual, is_at_least=at_least))
        elif total > 0 or (total and not at_least):
            self.notes.append(f"contradiction: {how}")

    def adds_up(
        self, parent: Figure, children: Sequence[Figure], how: str, *, usual: bool = False, at_least: bool = False
    ) -> None:
        """parent = sum of children (or ≥, when some children may be missing), each shown or hidden."""
        signed = [(parent, 1), *((child, -1) for child in children)]
        hidden = [(figure.key, sign) for figure, sign in signed if figure.value is None]
        total = -sum(sign * figure.value for figure, sign in signed if figure.value is not None)
        self.add(hidden, total, how, usual=usual, at_least=at_least)

    def is_count(self, key: Key) -> bool:
        """Whether a hidden number counts people rather than money."""
        return key not in self.amounts

    def numbers_of(self, table: str) -> set[Key]:
        """Shown and hidden numbers of a download, by key."""
        return {key for key in (*self.shown, *self.hidden) if key[0] == table}
