"""What the attacker says: counts per verdict and table, and the cells it won, by public code only.

A report never holds a recovered number: it would be the very value that the site withholds.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.base.errors import Bilingual, Finding, Severity, Where

Key = tuple[str, ...]
"""Identity of one number: its download, the public codes that name it, and the date of a number that has one"""
HOUSEHOLDS = "household_figures"
"""The download that holds every protected table"""
PAGE_ATTACK = "page-attack.json"
"""File of the evidence in an attestation"""


class Verdict(StrEnum):
    """How a hidden number was beaten, worst first."""

    PAGE = "page"
    """A page, a map or the other download prints what a download withholds."""
    EXACT = "exact"
    """Only one value fits everything that is public."""
    LIKELY = "likely"
    """Only one value fits, or only few households do, if a relation that nearly always holds also holds here."""
    SMALL = "small"
    """Every value that fits is below k: a small group is proven."""
    NARROW = "narrow"
    """A count's interval leaves out part of 1 to k and is not above k; an amount is known to within p %."""
    CHANGE = "change"
    """Between two dates a change of 1 to k-1 is proven."""
    INSIDER = "insider"
    """Whoever is the only household in one hidden cell learns another: a doubt, only the office knows who is alone."""
    UNKNOWN = "unknown"
    """The work limit was reached first; counted for the attacker."""
    PAYEE = "payee"
    """Whoever alone is paid in one hidden sum can work out another: a doubt, for only the office knows who is alone."""
    DOUBT = "doubt"
    """Suspicious, but the public files do not prove that fewer than k households stand behind it."""


DOUBTS = (Verdict.INSIDER, Verdict.PAYEE, Verdict.DOUBT)
"""These do not make the attack succeed: only the office knows whether there is such a household"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Win:
    """One cell that the attacker won."""

    verdict: Verdict
    cell: Key
    how: str
    """Which public facts together give it away; no value"""

    @property
    def table(self) -> str:
        return table_of(self.cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """One table: how many numbers it has and hides, and how many fell to which verdict."""

    table: str
    numbers: int
    hidden: int
    wins: tuple[tuple[Verdict, int], ...]
    """(verdict, cells) in the order of the verdicts"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackReport:
    """Everything one attack found. The same files give the same report."""

    k: int
    p_percent: int
    editions: tuple[str, ...]
    """As-of dates of the attacked site and of the earlier ones, latest first"""
    has_board: bool
    """Whether the attacker also knew the rolls of the notice boards"""
    is_register_closed: bool
    """Whether the attacker also asked what follows if nobody can join the register"""
    insiders: int
    """Hidden cells whose only household was asked what it learns"""
    notes: tuple[str, ...]
    """What the attacker learned about the site's own arithmetic"""
    tables: tuple[TableCount, ...]
    wins: tuple[Win, ...]
    """Worst first, then by cell"""

    @property
    def is_won(self) -> bool:
        """Whether the attacker won anything but doubts: the caller then raises `ProtectionRefused`."""
        return any(win.verdict not in DOUBTS for win in self.wins)

    def count(self, verdict: Verdict) -> int:
        return sum(win.verdict is verdict for win in self.wins)


def table_of(cell: Key) -> str:
    """`household_figures/causes` for a protected table, else the name of the download."""
    return "/".join(cell[:2]) if cell[0] == HOUSEHOLDS else cell[0]


def each_once(wins: Iterable[Win]) -> tuple[Win, ...]:
    """Each cell once per verdict, worst verdict first, then by cell."""
    order = list(Verdict)
    first = {(win.verdict, win.cell): win for win in sorted(wins, key=lambda w: w.how, reverse=True)}
    return tuple(sorted(first.values(), key=lambda win: (order.index(win.verdict), win.cell)))


def table_counts(numbers: Iterable[Key], hidden: Iterable[Key], wins: Iterable[Win]) -> tuple[TableCount, ...]:
    """Per table, in alphabetical order."""
    counts: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    for win in wins:
        counts[win.table][win.verdict] += 1
    all_numbers, all_hidden = Counter(map(table_of, numbers)), Counter(map(table_of, hidden))
    return tuple(
        TableCount(
            table=table,
            numbers=all_numbers[table],
            hidden=all_hidden[table],
            wins=tuple((verdict, counts[table][verdict]) for verdict in Verdict if counts[table][verdict]),
        )
        for table in sorted(all_numbers.keys() | all_hidden.keys() | counts.keys())
    )


def evidence(report: AttackReport) -> bytes:
    """The report as it is attested: JSON with sorted keys. A hidden number is named only where it was won."""
    document = {
        "k": report.k,
        "p_percent": report.p_percent,
        "editions": report.editions,
        "notice_boards": report.has_board,
        "closed_register": report.is_register_closed,
        "insider_runs": report.insiders,
        "is_won": report.is_won,
        "verdicts": {verdict.value: report.count(verdict) for verdict in Verdict},
        "tables": [
            {"table": t.table, "numbers": t.numbers, "hidden": t.hidden, "wins": {v.value: n for v, n in t.wins}}
            for t in report.tables
        ],
        "wins": [{"verdict": win.verdict.value, "cell": win.cell, "how": win.how} for win in report.wins],
        "notes": report.notes,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


_RULES: Mapping[Verdict, tuple[str, str]] = {
    Verdict.PAGE: ("下载文件不公开的数在别处印出", "a number that a download withholds is printed elsewhere"),
    Verdict.EXACT: ("公开的数合起来可算出不公开的数", "public numbers together give a withheld number"),
    Verdict.LIKELY: ("按通常成立的关系可算出不公开的数", "a relation that usually holds gives a withheld number"),
    Verdict.SMALL: ("可证明背后不足 k 户", "fewer than k households are proven to stand behind a number"),
    Verdict.NARROW: ("不公开的数可缩到过窄的范围", "a withheld number can be narrowed too far"),
    Verdict.CHANGE: ("两期相比可知有 1 至 k-1 户的变化", "two editions show a change of 1 to k-1"),
    Verdict.INSIDER: ("知情户可推出别的不公开的数", "a household that knows its own number learns another"),
    Verdict.UNKNOWN: ("未在限定步数内证明安全", "not proven safe within the limit of steps"),
    Verdict.PAYEE: ("独自收到其中一笔的人可算出另一笔", "whoever alone is paid in one sum can work out another"),
    Verdict.DOUBT: ("背后可能不足 k 户，请核对", "fewer than k households may stand behind a number"),
}
_REMEDY = Bilingual(
    zh="不要发布这一期；请保护规则的维护人员多隐去有关的数",
    en="do not publish this edition; have the protection hide more of the numbers involved",
)
_LOOK = Bilingual(
    zh="请办公室按原始数据核对背后的户数", en="have the office look up how many households stand behind it"
)


def findings(report: AttackReport) -> tuple[Finding, ...]:
    """One finding per win: `where` names the table and the public codes, never a value."""
    return tuple(
        Finding(
            code=f"attack.{win.verdict}",
            where=Where(file=win.table, column="/".join(win.cell[1:])),
            rule=Bilingual(zh=_RULES[win.verdict][0], en=f"{_RULES[win.verdict][1]} ({win.how})"),
            remedy=_LOOK if win.verdict in DOUBTS else _REMEDY,
            severity=Severity.DOUBT if win.verdict in DOUBTS else Severity.FAULT,
        )
        for win in report.wins
    )
