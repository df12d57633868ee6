"""What a rule hands back: one finding with its two sides, or why a thing could not be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.published.rows import FundMove

FEN, DATE, DAYS = "fen", "date", "days"
"""Units of a side beside the names of vocabularies"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKey:
    """One public row by its table and key; composite keys are joined by `/` in the order of the contract."""

    table: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two things that do not fit together, as the release gives it, with the rows where it stands."""

    value: Figure | str
    """Fen or days; ISO date; codes of a vocabulary joined by `;`; or why there is none"""
    unit: str
    """fen, days, date, or the vocabulary of the codes"""
    rows: tuple[RowKey, ...]
    """At least one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFinding:
    """One contradiction or breach in the published figures. Nothing in it is corrected and nothing is estimated."""

    finding_id: str
    """`<subject>-<rule id>`; stable: made of the codes of the rows alone. A place and fund are `<village>-<fund>`"""
    rule_id: str
    village_code: str | Blank
    """Not applicable for what belongs to no village"""
    fund_id: str | Blank
    project_id: str | Blank
    at_stake_fen: Figure
    """Fen that the doubt is about, never a loss; not applicable where no money is named, or the blank of the figure"""
    first: Side
    second: Side
    since: str | Blank
    """ISO date from which the two sides did not fit, as far as the release tells"""
    is_open: bool
    """False for what was made good late: it stays visible"""


Verdict = PublicFinding | Blank | None
"""Of one thing looked at: a finding, the reason why it could not be checked, or None when all is well"""


def row(table: str, *key: object) -> RowKey:
    return RowKey(table=table, key="/".join(map(str, key)))


def move_rows(moves: Iterable[FundMove]) -> tuple[RowKey, ...]:
    return tuple(row("fund_moves", move.move_id) for move in moves)


def money(value: Figure, *rows: RowKey) -> Side:
    return Side(value=value, unit=FEN, rows=rows)


def day(value: str | Blank, *rows: RowKey) -> Side:
    return Side(value=value, unit=DATE, rows=rows)


def first_blank(*figures: Figure | str) -> Blank | None:
    return next((figure for figure in figures if isinstance(figure, Blank)), None)


def summed(moves: Iterable[FundMove]) -> Figure:
    """Fen of the lines together; a blank amount is a blank sum."""
    amounts = [move.amount_fen for move in moves]
    blank = first_blank(*amounts)
    return sum(int(fen) for fen in amounts) if blank is None else blank
