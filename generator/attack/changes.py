"""Two dates of one number: is a change that stands on 1 to k-1 households proven, or are too few changes possible?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.attack.edition import Edition, Row, is_withheld, row_key
from generator.attack.facts import Equation, Facts
from generator.attack.judge import Judgement
from generator.attack.lines import HOUSEHOLDS_COLUMN
from generator.attack.ranges import MOST
from generator.attack.report import HOUSEHOLDS, Key, Verdict, Win
from generator.attack.tables import ALL, Tables
from generator.base.solver import LimitReached

Undated = tuple[tuple[Key, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything known about all dates."""

    facts: Facts
    tables: Tables
    found: Judgement
    k: int

    def value(self, key: Key) -> int | None:
        """The number, where it is shown or follows."""
        return self.facts.shown.get(key, self.found.known.get(key))

    def is_money(self, key: Key) -> bool:
        return key[1] in self.tables.money


def changes(story: Story) -> Iterator[Win]:
    """Wins between every two snapshots: of cells, and of sums of cells that are hidden in both."""
    means = _least_means(story)
    for cell, keys in sorted(dated(story.facts).items()):
        for old, new in combinations((key for key in sorted(keys) if key not in story.facts.board), 2):
            found = _money_change(story, means, old, new) if story.is_money(old) else _count_change(story, old, new)
            if found:
                yield Win(verdict=found[0], cell=(*cell, old[-1], new[-1]), how=found[1])
    yield from _sum_changes(story)


def dated(facts: Facts) -> dict[Key, list[Key]]:
    """Cell without its date → its keys; the last part of a protected number's key is its date."""
    found: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in facts.numbers_of(HOUSEHOLDS):
        found[key[:-1]].append(key)
    return found


def _count_change(story: Story, old: Key, new: Key) -> tuple[Verdict, str] | None:
    """Known numbers must differ by 0 or at least k; where one is hidden, their difference must not be proven small.

    A range that holds 0 proves no change. One that leaves out part of -k to k even says that nothing small happened,
    since the rules promise the whole of it to every small difference.
    """
    before, now = story.value(old), story.value(new)
    if before is not None and now is not None:
        is_small = 0 < abs(now - before) < story.k
        return (Verdict.CHANGE, "difference of two dates") if is_small else None
    try:
        is_open = _is_open(story, old, new)
    except LimitReached:
        return Verdict.UNKNOWN, "difference of two dates"
    return None if is_open else (Verdict.CHANGE, "range of the difference of two dates")


def _is_open(story: Story, old: Key, new: Key) -> bool:
    """First with the ends that points have shown, which can only be too narrow; then with the true ones."""
    for is_true in (False, True):
        low_1, high_1 = _ends(story, old, is_true=is_true)
        low_2, high_2 = _ends(story, new, is_true=is_true)
        least, most = low_2 - high_1, high_2 - low_1
        if least <= 0 <= most or least <= -story.k or most >= story.k:
            return True
    return False


def _ends(story: Story, key: Key, *, is_true: bool) -> tuple[int, int]:
    if (value := story.value(key)) is not None:
        return value, value
    whole, column = story.found.counts[key]
    if is_true:
        return whole.end(column, -1), whole.end(column, 1)
    return whole.low[column], whole.high[column]


def _money_change(story: Story, means: Mapping[str, float], old: Key, new: Key) -> tuple[Verdict, str] | None:
    """A known change that k payments do not fit into is lost; one below k mean payments is suspicious."""
    before, now = story.value(old), story.value(new)
    if before is None or now is None or before == now:
        return None
    fen, fund = abs(now - before), old[4]
    if fen < story.k * story.facts.least.get(fund, 0):
        return Verdict.CHANGE, "fewer than k payments fit into the difference"
    is_suspicious = fen < story.k * means.get(fund, 0)
    return (Verdict.DOUBT, "a difference below k mean payments") if is_suspicious else None


def _least_means(story: Story) -> dict[str, float]:
    """Fund → smallest shown amount per assisted household of its place: payments are at least that large on average."""
    found: dict[str, float] = {}
    for (table, as_of), cells in sorted(story.tables.snapshots.items()):
        households = story.tables.snapshots.get(("households", as_of), {})
        for spot, figures in cells.items() if table in story.tables.money else ():
            number = households[spot][ALL].value if ALL in households.get(spot, {}) else None
            for fund, figure in figures.items():
                if number and figure.value:
                    found[fund] = min(found.get(fund, MOST), figure.value / number)
    return found


def _sum_changes(story: Story) -> Iterator[Win]:
    """A shown total less its shown parts is the sum of its hidden parts: that sum is known at both dates."""
    sums: defaultdict[Undated, dict[str, Equation]] = defaultdict(dict)
    for equation in story.facts.equations:
        dates = {key[-1] for key in equation.terms}
        is_sum = len(equation.terms) > 1 and len({*equation.terms.values()}) == 1 and len(dates) == 1
        if is_sum and not equation.is_at_least and all(key[0] == HOUSEHOLDS for key in equation.terms):
            undated = tuple(sorted((key[:-1], value) for key, value in equation.terms.items()))
            sums[undated][dates.pop()] = equation
    for terms, found in sorted(sums.items()):
        least = story.facts.least.get(terms[0][0][4], 0) if story.is_money(terms[0][0]) else 1
        for old, new in combinations(sorted(found), 2):
            if 0 < abs(found[new].low - found[old].low) < story.k * least:
                how = f"sum of {len(terms)} hidden cells at two dates"
                yield Win(verdict=Verdict.CHANGE, cell=(*terms[0][0], old, new), how=how)


def line_changes(editions: Sequence[Edition], k: int) -> Iterator[Win]:
    """Lines and projects that are public in one edition and withheld in another, or whose households change by few."""
    told: set[tuple[Key, str]] = set()
    for table in ("fund_moves", "projects"):
        rows = [(edition.as_of, {row_key(table, row): row for row in edition.rows(table)}) for edition in editions]
        for (old, before), (new, now) in combinations(rows, 2):
            for key in sorted(before.keys() | now.keys()):
                how = _line_change(before.get(key), now.get(key), old, k)
                if how and (key, how) not in told:
                    told.add((key, how))
                    verdict = Verdict.DOUBT if key not in before else Verdict.CHANGE
                    yield Win(verdict=verdict, cell=(*key, old, new), how=how)


def _line_change(before: Row | None, now: Row | None, seen_on: str, k: int) -> str:
    """How the two editions of one line or project give something away; empty when they do not."""
    if before is None:
        is_late = now is not None and "" < str(now.get("reported_on", "")) <= seen_on
        return "was reported before an edition that withholds it" if is_late else ""
    if now is None:
        return "public once, withheld later"
    old, new = before.get(HOUSEHOLDS_COLUMN), now.get(HOUSEHOLDS_COLUMN)
    if isinstance(old, int) and isinstance(new, int):
        return "its households changed by few" if 0 < abs(new - old) < k else ""
    is_turned = isinstance(old, int) and is_withheld(new)
    return "its households are shown once and withheld later" if is_turned else ""
