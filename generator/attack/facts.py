"""Everything public as one system: shown numbers, hidden numbers with bounds, and the sums between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.attack.report import Key

COUNT_TABLES = ("household_counts",)
COUNT_COLUMNS = ("beneficiary_households",)


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
    """What the attacker knows. Counts are households or persons, money is fen."""

    hidden: dict[Key, tuple[int, int | None]] = field(default_factory=dict)
    """Hidden number → (lowest, highest or None) by rule"""
    shown: dict[Key, int] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def hide(self, key: Key, low: int, high: int | None = None) -> None:
        """A hidden number; further bounds only tighten what is known."""
        old_low, old_high = self.hidden.get(key, (low, high))
        highs = [value for value in (high, old_high) if value is not None]
        self.hidden[key] = (max(low, old_low), min(highs) if highs else None)

    def add(
        self, terms: Iterable[tuple[Key, int]], total: int, how: str, *, usual: bool = False, at_least: bool = False
    ) -> None:
        """sum of coefficient x number = total (or ≥ total); terms that cancel out or are none drop out."""
        merged: dict[Key, int] = {}
        for key, coefficient in terms:
            merged[key] = merged.get(key, 0) + coefficient
        kept = {key: value for key, value in merged.items() if value}
        if kept:
            self.equations.append(Equation(terms=kept, low=total, how=how, is_usual=usual, is_at_least=at_least))

    def adds_up(self, parent: Figure, children: Sequence[Figure], how: str, *, usual: bool = False) -> None:
        """parent = sum of children, each shown or hidden."""
        hidden = [(figure.key, sign) for figure, sign in _signed(parent, children) if figure.value is None]
        total = -sum(sign * figure.value for figure, sign in _signed(parent, children) if figure.value is not None)
        self.add(hidden, total, how, usual=usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as one edition has it: its value, or None when it is hidden."""

    key: Key
    value: int | None


def _signed(parent: Figure, children: Sequence[Figure]) -> list[tuple[Figure, int]]:
    return [(parent, -1), *((child, 1) for child in children)]


def is_count(key: Key) -> bool:
    """Whether a key counts people rather than money."""
    return key[0] in COUNT_TABLES or key[-1] in COUNT_COLUMNS
