"""From systems to verdicts: exact, likely, small, narrow, insider, unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from generator.attack.copies import merge_copies
from generator.attack.elimination import Reduced
from generator.attack.facts import Equation, Facts, is_count
from generator.attack.ranges import Bounds, Component, Money, View, Whole, components
from generator.attack.report import Key, Verdict, Win
from generator.base.solver import INFINITY, LimitReached

FEN_PER_YUAN = 100.0
SCATTERED = 200
"""Points strewn over a part before its insiders are asked one by one"""
NARROW_SHARE = 0.1
"""Money is narrow when its interval is less than this share of its upper end"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Wins, and what was learned about the site on the way."""

    wins: tuple[Win, ...]
    notes: tuple[str, ...]


def judge(all_facts: Facts, k: int) -> Judgement:
    """Every verdict that one system of facts allows."""
    facts, names = merge_copies(all_facts)
    certain = Reduced(e for e in facts.equations if not e.is_usual and not e.is_at_least)
    likely = Reduced(e for e in facts.equations if not e.is_at_least)
    known = certain.determined()
    wins = [_win(Verdict.EXACT, key, "equations") for key in known]
    wins += [_win(Verdict.LIKELY, key, "usual relations") for key in likely.determined().keys() - known.keys()]
    wins += _payees(certain, known)
    bounds, equations = _count_system(facts, known)
    wins += _judge_all_counts(components(bounds, equations), bounds, k)
    wins += _judge_money(facts, known)
    notes = (*facts.notes, *(f"contradiction: {how}" for how in certain.contradictions))
    return Judgement(wins=tuple(win for found in wins for win in _everywhere(found, names)), notes=notes)


def _win(verdict: Verdict, key: Key, how: str) -> Win:
    return Win(verdict=verdict, cell=key, how=how)


def _everywhere(win: Win, names: Mapping[Key, tuple[Key, ...]]) -> Iterator[Win]:
    """A win counts for every place where the same number stands."""
    for name in names.get(win.cell, (win.cell,)):
        yield Win(verdict=win.verdict, cell=name, how=win.how)


def _payees(certain: Reduced, known: Mapping[Key, int]) -> Iterator[Win]:
    """Who is paid by one hidden line knows it; another line that then follows is lost, if few are behind it."""
    for group in certain.partners():
        lines = [key for key in group if key[0] == "fund_moves" and key[-1] == "amount_fen" and key not in known]
        if len(lines) > 1:
            yield from (_win(Verdict.PAYEE, key, "one hidden line gives the other") for key in lines)


def _count_system(facts: Facts, known: Mapping[Key, int]) -> tuple[Bounds, list[Equation]]:
    """Unknown counts, and the equations that hold nothing else; money paid by a known rate is written as a count."""
    rates = _rates(facts)
    bounds = {key: value for key, value in facts.hidden.items() if is_count(key) and key not in known}
    kept = []
    for equation in (equation for equation in facts.equations if not equation.is_usual):
        terms: dict[Key, int] = {}
        low = equation.low
        for key, coefficient in equation.terms.items():
            low -= coefficient * known.get(key, 0)
            target, rate = rates.get(key, (key, 1))
            if key not in known:
                terms[target] = terms.get(target, 0) + coefficient * rate
        terms = {key: value for key, value in terms.items() if value}
        if terms and all(key in bounds for key in terms):
            kept.append(Equation(terms=terms, low=low, how=equation.how, is_at_least=equation.is_at_least))
    return bounds, kept


def _rates(facts: Facts) -> dict[Key, tuple[Key, int]]:
    """Hidden amount → (its hidden count, fen per household)."""
    found = {}
    for equation in facts.equations:
        if equation.how.endswith("rate per household") and not equation.is_usual and len(equation.terms) == 2:
            amount = next(key for key in equation.terms if not is_count(key))
            households = next(key for key in equation.terms if is_count(key))
            found[amount] = (households, -equation.terms[households])
    return found


def _judge_all_counts(parts: Sequence[Component], bounds: Bounds, k: int) -> Iterator[Win]:
    """Each part once: editions in which nothing changed give the same part under another date."""
    judged: dict[object, tuple[Component, list[Win]]] = {}
    for part in parts:
        shape = _shape(part, bounds)
        model, wins = judged.setdefault(shape, (part, []))
        if model is part:
            wins += _judge_counts(part, bounds, k)
        place = {key: at for at, key in enumerate(model.keys)}
        for win in wins:
            yield Win(verdict=win.verdict, cell=part.keys[place[win.cell]], how=win.how)


def _shape(part: Component, bounds: Bounds) -> object:
    """The same for two parts that differ only in the names of their numbers, in order."""
    place = {key: at for at, key in enumerate(part.keys)}
    rows = {
        (e.low, e.is_at_least, tuple(sorted((place[key], value) for key, value in e.terms.items())))
        for e in part.equations
    }
    return tuple(bounds[key] for key in part.keys), frozenset(rows)


def _judge_counts(component: Component, bounds: Bounds, k: int) -> list[Win]:
    if not component.equations:
        return [win for key in component.keys for win in _judge_bounds(key, bounds[key], k)]
    whole = Whole(component, bounds)
    view = View(whole, {})
    _sweep(view, k)
    verdicts = {key: _verdict_of(view, key, k) for key in component.keys}
    wins = [_win(verdict, key, "whole numbers") for key, verdict in verdicts.items() if verdict]
    return wins or list(_insiders(whole, view, k))


def _sweep(view: View, k: int) -> None:
    """A head start only: whatever it leaves open is worked out one by one."""
    with suppress(LimitReached):
        view.sweep(k)


def _judge_bounds(key: Key, bounds: tuple[int, int | None], k: int) -> list[Win]:
    verdict = _verdict(bounds[0], INFINITY if bounds[1] is None else bounds[1], k)
    return [_win(verdict, key, "stated range")] if verdict else []


def _verdict_of(view: View, key: Key, k: int) -> Verdict | None:
    try:
        return _verdict(*view.interval(key, k), k)
    except LimitReached:
        return Verdict.UNKNOWN


def _verdict(low: float, high: float, k: int) -> Verdict | None:
    if low == high:
        return Verdict.EXACT
    if high < k:
        return Verdict.SMALL
    return Verdict.NARROW if 1 < low < k else None


def _insiders(whole: Whole, view: View, k: int) -> Iterator[Win]:
    """What does the only household of a hidden count learn about others? A count of k or more harms nobody.

    Asked only where outsiders win nothing: where they do, the part must be mended first.
    """
    whole.scatter(SCATTERED)
    for insider in (key for key in whole.keys if view.can_be_one(key)):
        inside = View(whole, {insider: 1})
        _sweep(inside, k)
        for key in whole.keys:
            if key != insider and (verdict := _learns(inside, key, k)):
                yield _win(verdict, key, f"the only household in {'/'.join(insider)}")


def _learns(inside: View, key: Key, k: int) -> Verdict | None:
    try:
        low, high = inside.interval(key, k)
    except LimitReached:
        return Verdict.UNKNOWN
    return Verdict.INSIDER if low < k and _verdict(low, high, k) is not None else None


def _judge_money(facts: Facts, known: Mapping[Key, int]) -> list[Win]:
    """Money intervals by linear programs, over everything that hangs together with money."""
    rules = [equation for equation in facts.equations if not equation.is_usual]
    units = {key: 1.0 if is_count(key) else FEN_PER_YUAN for key in facts.hidden}
    wins = []
    for component in components(facts.hidden, rules):
        amounts = [key for key in component.keys if not is_count(key) and key not in known]
        if amounts and component.equations:
            money = Money(component, facts.hidden, units)
            wins += [win for key in amounts for win in _judge_amount(money, key, facts.hidden[key][0])]
    return wins


def _judge_amount(money: Money, key: Key, least_fen: int) -> list[Win]:
    """Narrow when it must be large and cannot be much larger."""
    try:
        if money.can_be_under(key, least_fen / FEN_PER_YUAN):
            return []
        low, high = money.extreme(key, -1), money.extreme(key, 1)
    except LimitReached:
        return [_win(Verdict.UNKNOWN, key, "money")]
    is_narrow = high - low < NARROW_SHARE * high
    return [_win(Verdict.NARROW, key, "money interval")] if is_narrow else []
