"""A closed register: what follows if nobody can join it, so that numbers of households only fall. Doubts only."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from generator.attack.changes import dated
from generator.attack.facts import Facts, Figure
from generator.attack.judge import Judgement, Limits, judge
from generator.attack.report import Key, Verdict, Win
from generator.attack.tables import Tables


def closed_register(facts: Facts, tables: Tables, won: Collection[Key], k: int) -> Iterator[Win]:
    """Numbers, and exits between two dates, that fall besides those that are won already.

    All dates stand in one system: before - after = exits ≥ 0.
    """
    joint = _without_money(facts)
    exits = [
        exit_ for keys in dated(facts).values() if keys[0][1] not in tables.money for exit_ in pairwise(sorted(keys))
    ]
    for before, after in exits:
        key = (*before, after[-1])
        joint.hide(key, 0)
        old, new = (Figure(key=at, value=None if at in facts.hidden else facts.shown[at]) for at in (before, after))
        joint.adds_up(old, [new, Figure(key=key, value=None)], "numbers only fall")
    found = judge(joint, Limits(k=k, p_percent=0, with_insiders=False))
    for win in found.wins:
        if win.cell not in won and not _is_harmless(win, found, k):
            yield Win(verdict=Verdict.DOUBT, cell=win.cell, how="numbers only fall in a closed register")


def _without_money(facts: Facts) -> Facts:
    counts = Facts(shown=facts.shown, board=facts.board, most=facts.most)
    counts.hidden = {key: bounds for key, bounds in facts.hidden.items() if facts.is_count(key)}
    counts.equations = [equation for equation in facts.equations if all(key in counts.hidden for key in equation.terms)]
    return counts


def _is_harmless(win: Win, found: Judgement, k: int) -> bool:
    """No exit at all, or k of them."""
    value = _value(win.cell, found) if win.verdict is Verdict.EXACT else None
    return value is not None and (value == 0 or value >= k)


def _value(key: Key, found: Judgement) -> int:
    if key in found.known:
        return found.known[key]
    whole, column = found.counts[key]
    return whole.low[column]
