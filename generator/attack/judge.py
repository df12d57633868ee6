"""From systems to verdicts: exact, likely, small, narrow, insider, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from generator.attack.copies import Names, merge_copies
from generator.attack.elimination import Reduced
from generator.attack.facts import Equation, Facts
from generator.attack.insiders import insiders
from generator.attack.ranges import Amounts, Component, Whole, components
from generator.attack.report import HOUSEHOLDS, Key, Verdict, Win
from generator.attack.tables import ALL, COUNTY_ONLY, VILLAGE
from generator.base.solver import LimitReached

CLOSE_FEN = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the policy wants of hidden numbers, and who asks."""

    k: int
    p_percent: int
    with_insiders: bool = True


@dataclass(slots=True)
class Judgement:
    """Wins, and the system in which they were found."""

    wins: list[Win] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    insiders: int = 0
    """Hidden counts whose only household was asked"""
    known: dict[Key, int] = field(default_factory=dict)
    """Hidden number → the only value that fits"""
    counts: dict[Key, tuple[Whole, int]] = field(default_factory=dict)
    """Every other hidden count → its component and its column there"""


def judge(all_facts: Facts, limits: Limits) -> Judgement:
    """Every verdict that one system of facts allows."""
    facts, names = merge_copies(all_facts)
    certain = Reduced(e for e in facts.equations if not e.is_usual and not e.is_at_least)
    likely = Reduced(e for e in facts.equations if not e.is_at_least)
    known = certain.determined()
    found = Judgement(notes=[*facts.notes, *(f"contradiction: {how}" for how in certain.contradictions)])
    found.wins += [_win(Verdict.EXACT, key, "equations") for key in known]
    hints = {key: e.how for e in facts.equations if e.is_usual and len(e.terms) == 1 for key in e.terms}
    guessed = likely.determined().keys() - known.keys()
    found.wins += [_win(Verdict.LIKELY, key, hints.get(key, "usual relations")) for key in guessed]
    found.wins += _payees(certain, facts, known)
    parts = components(facts.hidden.keys() - known.keys(), _unknown(facts, known))
    _judge_counts([part for part in parts if facts.is_count(part.keys[0])], facts, limits, found)
    for part in (part for part in parts if not facts.is_count(part.keys[0])):
        found.wins += _judge_amounts(part, facts, limits)
    return _everywhere(found, known, names, facts.board)


def _win(verdict: Verdict, key: Key, how: str) -> Win:
    return Win(verdict=verdict, cell=key, how=how)


def _everywhere(found: Judgement, known: Mapping[Key, int], names: Names, board: Iterable[Key]) -> Judgement:
    """A number stands for every place where it is printed; what the boards tell is no win."""
    found.wins = [
        _win(win.verdict, name, win.how)
        for win in found.wins
        for name in names.get(win.cell, (win.cell,))
        if name not in board
    ]
    found.known = {name: value for key, value in known.items() for name in names[key]}
    found.counts = {name: place for key, place in found.counts.items() for name in names[key]}
    return found


def _payees(certain: Reduced, facts: Facts, known: Mapping[Key, int]) -> Iterator[Win]:
    """Who alone is paid in one hidden sum knows it; another that then follows may be one household's too."""
    for group in certain.partners():
        sums = [key for key in group if _is_small_sum(key) and not facts.is_count(key) and key not in known]
        if len(sums) > 1:
            yield from (_win(Verdict.PAYEE, key, "one hidden sum gives the other") for key in sums)


def _is_small_sum(key: Key) -> bool:
    """Money of one fund in the smallest place; a county holds too many to be alone."""
    return key[0] == HOUSEHOLDS and key[2] in (VILLAGE, COUNTY_ONLY) and key[4] != ALL


def _unknown(facts: Facts, known: Mapping[Key, int]) -> Iterator[Equation]:
    """The rules without the numbers that are known already."""
    for equation in (equation for equation in facts.equations if not equation.is_usual):
        low = equation.low - sum(value * known.get(key, 0) for key, value in equation.terms.items())
        terms = {key: value for key, value in equation.terms.items() if key not in known}
        if terms:
            yield Equation(terms=terms, low=low, how=equation.how, is_at_least=equation.is_at_least)


def _judge_counts(parts: Sequence[Component], facts: Facts, limits: Limits, found: Judgement) -> None:
    """Each part once: snapshots in which nothing changed give the same part under another date."""
    judged: dict[object, tuple[Whole, list[Win], int]] = {}
    for part in parts:
        shape = _shape(part, facts)
        if shape not in judged:
            judged[shape] = _judge_part(part, facts, limits)
        whole, wins, asked = judged[shape]
        found.wins += [_win(win.verdict, part.keys[whole.at[win.cell]], win.how) for win in wins]
        found.insiders += asked
        found.counts |= {key: (whole, column) for column, key in enumerate(part.keys)}


def _shape(part: Component, facts: Facts) -> object:
    """The same for two parts that differ only in the names of their numbers, in order."""
    place = {key: at for at, key in enumerate(part.keys)}
    rows = {
        (e.low, e.is_at_least, tuple(sorted((place[key], value) for key, value in e.terms.items())))
        for e in part.equations
    }
    return tuple((facts.hidden[key], facts.most.get(key)) for key in part.keys), frozenset(rows)


def _judge_part(part: Component, facts: Facts, limits: Limits) -> tuple[Whole, list[Win], int]:
    """The component, its wins, and how many insiders were asked."""
    whole = Whole(part, facts.hidden)
    needs = [min(limits.k, facts.most.get(key, limits.k)) for key in part.keys]
    _push(whole, needs)
    verdicts = [_verdict_of(whole, column, needs[column], limits.k) for column in range(len(part.keys))]
    wins = [_win(verdict, key, "whole numbers") for key, verdict in zip(part.keys, verdicts, strict=True) if verdict]
    if wins or not part.equations or not limits.with_insiders:
        return whole, wins, 0
    asked, learned = insiders(whole, part, facts.most, limits.k)
    wins = [_win(verdict, part.keys[at], f"the only household in {'/'.join(part.keys[by])}")
            for at, by, verdict in learned]  # fmt: skip
    return whole, wins, asked


def _push(whole: Whole, needs: Sequence[int]) -> None:
    """Moves many counts at once, down to 1 and up to what they need, while that still brings news: a head start."""
    for sign in (-1, 1):
        waiting, before = _waiting(whole, needs, sign), len(needs) + 1
        while 1 < len(waiting) < before:
            with suppress(LimitReached):
                whole.best(dict.fromkeys(waiting, sign), {})
            waiting, before = _waiting(whole, needs, sign), len(waiting)


def _waiting(whole: Whole, needs: Sequence[int], sign: int) -> list[int]:
    columns = range(len(needs))
    return [c for c in columns if (whole.low[c] > 1 if sign < 0 else whole.high[c] < needs[c])]


def _verdict_of(whole: Whole, column: int, need: int, k: int) -> Verdict | None:
    try:
        low = whole.low[column] if whole.low[column] <= 1 else whole.end(column, -1)
        high = whole.high[column] if whole.high[column] >= max(need, low + 1) else whole.end(column, 1)
    except LimitReached:
        return Verdict.UNKNOWN
    return verdict(low, high, need, k)


def verdict(low: int, high: int, need: int, k: int) -> Verdict | None:
    """What an interval gives away: it must hold [1, need], or start at k or more."""
    if low == high:
        return Verdict.EXACT
    if high < need:
        return Verdict.SMALL
    return Verdict.NARROW if 1 < low < k else None


def _judge_amounts(part: Component, facts: Facts, limits: Limits) -> Iterator[Win]:
    """Money intervals by linear programs. An amount is lost when it is nearly known, or too small for k payments."""
    money = Amounts(part, facts.hidden)
    needs = {key: limits.k * facts.least.get(key[4], 0) if key[0] == HOUSEHOLDS else 0 for key in part.keys}
    shown = {key: _shown_parts(key, facts) for key in part.keys}
    _push_amounts(money, needs, shown, limits)
    for key in part.keys:
        try:
            found = _amount(money, key, needs[key], shown[key], limits)
        except LimitReached:
            found = Verdict.UNKNOWN
        if found:
            yield _win(found, key, "fewer than k payments fit" if found is Verdict.LIKELY else "money interval")


def _push_amounts(money: Amounts, needs: Mapping[Key, int], shown: Mapping[Key, int], limits: Limits) -> None:
    """Moves many amounts at once, up and down, while that still brings news: a head start."""
    waiting, before = list(needs), len(needs) + 1
    while 1 < len(waiting) < before:
        with suppress(LimitReached):
            money.push(waiting, 1)
            money.push(waiting, -1)
        before = len(waiting)
        waiting = [key for key in waiting if not _is_open(_secret(money, key, shown[key]), needs[key], limits)]


def _secret(money: Amounts, key: Key, shown: int) -> tuple[float, float]:
    """The interval of the hidden rest of a number."""
    low, high = money.seen(key)
    return low - shown, high - shown


def _shown_parts(key: Key, facts: Facts) -> int:
    """What is shown of a total: only its hidden rest is a secret."""
    if key[0] != HOUSEHOLDS or key[4] != ALL:
        return 0
    same = (v for other, v in facts.shown.items() if other[:4] == key[:4] and other[5:] == key[5:] and other[4] != ALL)
    return sum(same)


def _is_open(seen: tuple[float, float], need: int, limits: Limits) -> bool:
    """Whether an interval is wide enough, and holds an amount that k households could share."""
    low, high = seen
    return high >= need and low <= high * (100 - limits.p_percent) / 100 and high - low >= CLOSE_FEN


def _amount(money: Amounts, key: Key, need: int, shown: int, limits: Limits) -> Verdict | None:
    """Asks for both ends only where the points found so far leave doubt."""
    for sign in (1, -1):
        if not _is_open(_secret(money, key, shown), need, limits):
            money.push([key], sign)
    low, high = _secret(money, key, shown)
    if _is_open((low, high), need, limits):
        return None
    if high - low < CLOSE_FEN:
        return Verdict.EXACT
    return Verdict.LIKELY if high < need else Verdict.NARROW
