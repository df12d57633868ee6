"""Puts `withheld` into the public rows, and writes the money totals with what is withheld in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.blanks import Blank, Figure
from generator.contract.schema import tables
from generator.private.protection.columns import only, records, with_column
from generator.private.protection.copies import silenced
from generator.private.protection.lines import SUMMED_STAGES, Line, line_key
from generator.private.protection.money import budget_key, contract_key, document_key, total_key, totals_of
from generator.private.protection.places import Place, Places
from generator.private.protection.system import Key
from generator.private.stages import Masked
from generator.published.release import ALL, MoneyTotal

if TYPE_CHECKING:
    import pandas as pd

LEDGER: tuple[tuple[str, str, Callable[[str], Key], tuple[str, ...]], ...] = (
    ("fund_moves", "move_id", line_key, ("amount_fen",)),
    ("projects", "project_id", budget_key, ("budget_fen",)),
    ("contracts", "contract_id", contract_key, ("bid_fen", "contract_fen", "settled_fen")),
    ("documents", "document_id", document_key, ("stated_total_fen",)),
)
"""Table, its code column, the cell of a row, and the columns that a hidden cell takes out"""


NUMBERS: tuple[tuple[str, str, Callable[[str], Key]], ...] = (
    ("fund_moves", "move_id", line_key),
    ("projects", "project_id", budget_key),
)
"""Where `beneficiary_households` stands"""


def public_frames(masked: Masked, lines: Sequence[Line], hidden: Collection[Key]) -> dict[str, pd.DataFrame]:
    """Public tables with published columns only, withheld values in place."""
    frames = {
        name: only(masked.frames[name], [column.name for column in table.published_columns])
        for name, table in tables().items()
        if table.is_public
    }
    for name, code, key_of, columns in LEDGER:
        frames[name] = _withhold(frames[name], code, key_of, columns, hidden)
    quiet = silenced(lines, hidden)
    for name, code, key_of in NUMBERS:
        frames[name] = _withhold(frames[name], code, key_of, ("beneficiary_households",), quiet)
    return frames


def _withhold(
    frame: pd.DataFrame, code: str, key_of: Callable[[str], Key], columns: Sequence[str], hidden: Container[Key]
) -> pd.DataFrame:
    is_hidden = [key_of(value) in hidden for (value,) in records(frame, code)]
    for column in columns:
        values = zip(frame[column].tolist(), is_hidden, strict=True)
        frame = with_column(frame, column, [Blank.WITHHELD if _has_value(v, hide) else v for v, hide in values])
    return frame


def _has_value(value: object, hide: bool) -> bool:
    """Other blanks stay: that a project has no settlement yet says nothing about a household."""
    return hide and not isinstance(value, Blank)


@dataclass(slots=True)
class _Sum:
    """What one total is made of."""

    fen: int = 0
    shown: int = 0
    withheld: int = 0
    withheld_fen: int = 0

    def add(self, fen: int, is_hidden: bool) -> None:
        self.fen += fen
        self.shown += not is_hidden
        self.withheld += is_hidden
        self.withheld_fen += fen if is_hidden else 0


@dataclass(frozen=True, slots=True)
class _Book:
    """Sums by total, the funds that have any line in a place, and the stages that anybody reported."""

    sums: defaultdict[Key, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    funds: defaultdict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    stages: set[str] = field(default_factory=set)


def money_totals(lines: Sequence[Line], places: Places, hidden: Container[Key]) -> tuple[MoneyTotal, ...]:
    """Totals of every place, for `all` and each fund with a line there, at every stage; sorted.

    A place without any line has reported nothing: its totals are 未报, and so is a stage of which the county holds no
    line at all. Where a place has a line of a fund, any other stage without one is 0.
    In every shown total: shown lines + withheld_fen = amount_fen.
    """
    book = _Book()
    for line in lines:
        for key in totals_of(line, places):
            book.sums[key].add(line.amount_fen, line.key in hidden)
            book.funds[key[1], key[2]].add(key[3])
            book.stages.add(line.stage)
    spots = (*places.villages, *places.townships, places.county, places.county_only)
    totals = [total for place in spots for total in _place_totals(place, book, hidden)]
    return tuple(sorted(totals, key=lambda t: (t.level, t.place_code, t.fund_id, t.stage)))


def _place_totals(place: Place, book: _Book, hidden: Container[Key]) -> Iterator[MoneyTotal]:
    has_lines = place in book.funds
    for fund in sorted(book.funds[place] | {ALL}):
        for stage in SUMMED_STAGES:
            key = total_key(place, fund, stage)
            is_reported = has_lines and stage in book.stages
            part, is_hidden = book.sums.get(key, _Sum()), key in hidden
            yield MoneyTotal(
                level=place[0],
                place_code=place[1],
                fund_id=fund,
                stage=stage,
                amount_fen=_amount(part.fen, is_hidden) if is_reported else Blank.NOT_REPORTED,
                shown_lines=part.shown,
                withheld_lines=part.withheld,
                withheld_fen=_amount(part.withheld_fen, is_hidden),
            )


def _amount(fen: int, is_hidden: bool) -> Figure:
    return Blank.WITHHELD if is_hidden else fen
