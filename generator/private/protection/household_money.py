"""Money to households: which lines it is, and what it adds up to by smallest place, fund and stage.

Such money is published in protected tables only, never line by line: promise, issue, receipt and payment repeat one
amount, so a hidden line would stand beside its own copies. A line is money to households when

- its fund pays households, as the table of funds says: so it is from the first promise, before anybody was paid;
- or it is paid to households all the same, or fewer than k households stand behind it;
- or it pays for such a line, belongs to the project of one, or was one in an earlier edition;

Money that a published rule fixes cannot be hidden: a fund that grants every village one sum stays public line by line,
and only the number of households is withheld, unless it is paid to households.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.private.history import History
from generator.private.protection.columns import records
from generator.private.protection.lines import SUMMED_STAGES, Line, households_behind
from generator.private.protection.places import Place
from generator.private.stages import Masked

MEASURES = tuple(f"{stage}_fen" for stage in SUMMED_STAGES)
Spot = tuple[Place, str, str]
"""(smallest place, fund, stage)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """Funds by what the table of funds says of them."""

    paying: frozenset[str]
    """Pay households"""
    granting: frozenset[str]
    """Grant every village a fixed sum"""


def read_funds(masked: Masked) -> Funds:
    """The kinds of funds that decide where a line belongs."""
    rows = list(records(masked.frames["funds"], "fund_id", "pays_households", "amount_per_village_fen"))
    return Funds(
        paying=frozenset(fund for fund, pays, _ in rows if pays),
        granting=frozenset(fund for fund, _, fen in rows if not isinstance(fen, Blank)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMoney:
    """The lines by smallest place, fund and stage."""

    sums: Mapping[Spot, Sequence[Line]]
    funds: tuple[str, ...]
    """Funds that pay households, sorted by code"""
    county_funds: frozenset[str]
    """Of these the ones that imply illness or disability: published for the whole county only"""

    def together(self, spots: Iterable[Spot]) -> tuple[int, int, tuple[int, int]]:
        """(fen, households, the two largest sums of one household) of some of the sums."""
        lines = [line for spot in spots for line in self.sums[spot]]
        paid: defaultdict[int, int] = defaultdict(int)
        for line in lines:
            for household, fen in line.paid.items():
                paid[household] += fen
        first, second = [*sorted(paid.values(), reverse=True)[:2], 0, 0][:2]
        return sum(line.amount_fen for line in lines), households_behind(lines), (first, second)


def household_money(lines: Sequence[Line], book: Collection[str], health_funds: Collection[str]) -> HouseholdMoney:
    """The lines of the book, summed; transfers between levels are in no sum."""
    sums: defaultdict[Spot, list[Line]] = defaultdict(list)
    for line in lines:
        if line.move_id in book and line.is_summed:
            sums[line.place, line.fund_id, line.stage].append(line)
    funds = tuple(sorted({fund for _, fund, _ in sums}))
    return HouseholdMoney(
        sums=dict(sorted(sums.items())), funds=funds, county_funds=frozenset(funds) & set(health_funds)
    )


def household_lines(lines: Sequence[Line], k: int, funds: Funds, history: History) -> frozenset[str]:
    """Codes of the lines that are money to households."""
    hideable = [line for line in lines if not is_open(line, funds)]
    book = {line.move_id for line in hideable if line.is_to_households or 0 < line.backing.number < k}
    book |= {line.move_id for line in hideable if line.fund_id in funds.paying}
    book |= {line.move_id for line in hideable if line.move_id in history.household_lines}
    while fresh := _beside(hideable, book) - book:
        book |= fresh
    return frozenset(book)


def is_open(line: Line, funds: Funds) -> bool:
    """Whether a rule that everybody knows fixes the amount."""
    return line.fund_id in funds.granting and not line.is_to_households


def _beside(lines: Sequence[Line], book: Collection[str]) -> set[str]:
    """Lines that share a project with the book, or pay for one of it."""
    inside = [line for line in lines if line.move_id in book]
    projects = {line.project_id for line in inside} - {""}
    sources = {line.source_id for line in inside}
    return {line.move_id for line in lines if line.project_id in projects or line.move_id in sources}
