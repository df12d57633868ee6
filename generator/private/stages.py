"""The types between the private stages. None of them crosses the wall; only a `Release` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import Finding
from generator.contract.programme import Programme
from generator.private.history import NOTHING_YET, History
from generator.published.release import HouseholdFigure, HouseholdState, MoneyTotal, ProtectedTable

if TYPE_CHECKING:
    import pandas as pd

REVIEWS, OFFICIALS = "reviews.csv", "officials.csv"
"""Optional files of a data folder, approved with all others"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a table's rows came from: `rows[i]` is the spreadsheet row of frame row i."""

    file: str
    rows: tuple[int, ...]
    columns: Mapping[str, str]
    """Header in the file by contract column name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A named reviewer's sign-off of one free text, as `reviews.csv` has it."""

    table: str
    row_key: str
    """The row's primary key, its parts joined by a semicolon"""
    column: str
    text_sha256: str
    reviewer: str
    role: str
    reviewed_on: str
    row: int
    """Its own row in the file"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Somebody who may be named: only together with role and unit."""

    name: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Permits:
    """What people have allowed, approved with the tables: texts that were reviewed, officials who may be named."""

    reviews: tuple[Review, ...] = ()
    officials: tuple[Official, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """intake → check. Text exactly as approved: every frame holds strings under contract column names."""

    programme: Programme
    is_draft: bool
    frames: Mapping[str, pd.DataFrame]
    """Contract table name → strings; tables that are absent in the folder are absent here"""
    sources: Mapping[str, Source]
    units: Mapping[tuple[str, str], str]
    """(table, money column) → unit its text is written in: 元, 万元 or 分"""
    permits: Permits = Permits()
    history: History = NOTHING_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """check → link. Values are typed and in range: int, Decimal, bool, ISO text, or Blank in object columns."""

    programme: Programme
    is_draft: bool
    frames: Mapping[str, pd.DataFrame]
    """Every public table is present (perhaps empty); household tables may be absent"""
    sources: Mapping[str, Source]
    doubts: tuple[Finding, ...]
    permits: Permits = Permits()
    history: History = NOTHING_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """link → mask. Foreign keys hold and money reconciles to the fen."""

    programme: Programme
    is_draft: bool
    frames: Mapping[str, pd.DataFrame]
    doubts: tuple[Finding, ...]
    permits: Permits = Permits()
    history: History = NOTHING_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """mask → protect. No identifier column is left; free text has passed the screen; private names are gone."""

    programme: Programme
    is_draft: bool
    frames: Mapping[str, pd.DataFrame]
    history: History = NOTHING_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """protect → release. Public rows with withheld values in place, and the protected tables."""

    programme: Programme
    is_draft: bool
    k: int
    p_percent: int
    frames: Mapping[str, pd.DataFrame]
    """Public tables only, published columns only"""
    household_figures: tuple[HouseholdFigure, ...]
    household_states: tuple[HouseholdState, ...]
    money_totals: tuple[MoneyTotal, ...]
    protected_tables: tuple[ProtectedTable, ...]
    history: History
    """With what this edition releases; stays on the office machine"""
