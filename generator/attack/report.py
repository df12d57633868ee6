"""What the attacker says: counts per verdict and table, and the cells it won, by public code only.

A report never holds a recovered number: it would be the very value that the site withholds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.base.errors import Bilingual, Finding, Severity, Where

Key = tuple[str, ...]
"""Identity of one number: its table, then the public codes that name it"""


class Verdict(StrEnum):
    """How a hidden number was beaten, worst first."""

    PAGE = "page"
    """A page, a map or the other download prints what a download withholds."""
    EXACT = "exact"
    """Only one value fits everything that is public."""
    LIKELY = "likely"
    """Only one value fits, if a relation that nearly always holds also holds here."""
    SMALL = "small"
    """Every value that fits is below k: a small group is proven."""
    NARROW = "narrow"
    """A count's interval leaves out part of 1 to k and is not above k; money is known to a tenth."""
    CHANGE = "change"
    """Between two editions a count is proven to have changed by 1 to k-1."""
    INSIDER = "insider"
    """Whoever is the only household in one hidden cell learns another."""
    PAYEE = "payee"
    """Whoever is paid by one hidden line can work out another line: a doubt, since only the office knows how many
    households are behind each line. It does not make the attack succeed."""
    UNKNOWN = "unknown"
    """The work limit was reached first; counted for the attacker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Win:
    """One cell that the attacker won."""

    verdict: Verdict
    cell: Key
    how: str
    """Which public facts together give it away; no value"""

    @property
    def table(self) -> str:
        return "/".join(self.cell[:2]) if self.cell[0] == "household_counts" else self.cell[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """One table: how many numbers are hidden, and how many fell to which verdict."""

    table: str
    hidden: int
    wins: tuple[tuple[Verdict, int], ...]
    """(verdict, cells) in the order of the verdicts"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackReport:
    """Everything one attack found. The same files give the same report."""

    k: int
    editions: tuple[str, ...]
    """As-of dates of the attacked site and of the earlier ones"""
    notes: tuple[str, ...]
    """What the attacker learned about the site's own arithmetic"""
    tables: tuple[TableCount, ...]
    wins: tuple[Win, ...]
    """Worst first, then by cell"""

    @property
    def is_won(self) -> bool:
        """Whether the attacker won anything but doubts: the caller then raises `ProtectionRefused`."""
        return any(win.verdict is not Verdict.PAYEE for win in self.wins)

    def count(self, verdict: Verdict) -> int:
        return sum(win.verdict is verdict for win in self.wins)


def make_report(
    k: int, editions: Iterable[str], notes: Iterable[str], hidden: Mapping[str, int], wins: Iterable[Win]
) -> AttackReport:
    """Each cell once per verdict, tables in alphabetical order."""
    order = list(Verdict)
    first = {(win.verdict, win.cell): win for win in sorted(wins, key=lambda w: w.how, reverse=True)}
    kept = sorted(first.values(), key=lambda win: (order.index(win.verdict), win.cell))
    counts: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    for win in kept:
        counts[win.table][win.verdict] += 1
    tables = tuple(
        TableCount(
            table=table,
            hidden=hidden.get(table, 0),
            wins=tuple((verdict, counts[table][verdict]) for verdict in order if counts[table][verdict]),
        )
        for table in sorted(hidden.keys() | counts.keys())
    )
    return AttackReport(k=k, editions=tuple(editions), notes=tuple(notes), tables=tables, wins=tuple(kept))


_RULES = {
    Verdict.PAGE: ("下载文件不公开的数在别处印出", "a number that a download withholds is printed elsewhere"),
    Verdict.EXACT: ("公开的数合起来可算出不公开的数", "public numbers together give a withheld number"),
    Verdict.LIKELY: ("按通常成立的关系可算出不公开的数", "a relation that usually holds gives a withheld number"),
    Verdict.SMALL: ("可证明背后不足 k 户", "fewer than k households are proven to stand behind a number"),
    Verdict.NARROW: ("不公开的数可缩到过窄的范围", "a withheld number can be narrowed too far"),
    Verdict.CHANGE: ("两期相比可知有 1 至 k-1 户的变化", "two editions show a change of 1 to k-1"),
    Verdict.INSIDER: ("知情户可推出别的不公开的数", "a household that knows its own number learns another"),
    Verdict.PAYEE: ("收到其中一笔的人可算出另一笔", "whoever is paid by one withheld line can work out another"),
    Verdict.UNKNOWN: ("未在限定步数内证明安全", "not proven safe within the limit of steps"),
}
_REMEDY = Bilingual(
    zh="不要发布这一期；请保护规则的维护人员多隐去有关的数",
    en="do not publish this edition; have the protection hide more of the numbers involved",
)


def findings(report: AttackReport) -> tuple[Finding, ...]:
    """One finding per win: `where` names the table and the public codes, never a value."""
    return tuple(
        Finding(
            code=f"attack.{win.verdict}",
            where=Where(file=win.table, column="/".join(win.cell[1:])),
            rule=Bilingual(zh=_RULES[win.verdict][0], en=f"{_RULES[win.verdict][1]} ({win.how})"),
            remedy=_REMEDY,
            severity=Severity.DOUBT if win.verdict is Verdict.PAYEE else Severity.FAULT,
        )
        for win in report.wins
    )
