"""The release: everything that becomes public, and nothing else.

Made only by the release gate (`private.protection.release`) and by the verified package reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.contract.programme import Programme
from generator.published import rows

ALL = "all"
"""Category or fund of a figure that is not broken down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdCount:
    """One cell of one protected household table that the policy declares."""

    table_id: str
    level: str
    """village, township or county"""
    place_code: str
    category: str
    """Term code, year, or `all`"""
    count: Figure
    low: Figure
    """Smallest count that everything shown leaves possible; the count itself where it is shown"""
    high: Figure
    """Largest such count; anyone can compute both, so they give nothing away"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTotal:
    """Money of one place, fund and stage: shown lines + withheld remainder = total, to the fen."""

    level: str
    """village, township, county, or county_only (lines of the county that belong to no village)"""
    place_code: str
    fund_id: str
    """A fund, or `all`"""
    stage: str
    """promised, issued, received or spent; transfers between levels are never summed"""
    amount_fen: Figure
    shown_lines: int
    withheld_lines: int | Blank
    withheld_fen: Figure
    """0 when nothing is withheld"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedTable:
    """What the policy declared about one household table and how much of it is shown."""

    table_id: str
    title: str
    levels: tuple[str, ...]
    vocabulary: str
    """Vocabulary of the categories; empty for `all` or years"""
    cells_shown: int
    cells_withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One edition's public facts. Every tuple is sorted by primary key."""

    programme: Programme
    is_draft: bool
    k: int
    """Smallest number of households that a figure may stand on"""
    townships: tuple[rows.Township, ...]
    villages: tuple[rows.Village, ...]
    village_years: tuple[rows.VillageYear, ...]
    units: tuple[rows.Unit, ...]
    assignments: tuple[rows.Assignment, ...]
    organisations: tuple[rows.Organisation, ...]
    documents: tuple[rows.Document, ...]
    funds: tuple[rows.Fund, ...]
    fund_moves: tuple[rows.FundMove, ...]
    projects: tuple[rows.Project, ...]
    contracts: tuple[rows.Contract, ...]
    project_reports: tuple[rows.ProjectReport, ...]
    notices: tuple[rows.Notice, ...]
    postings: tuple[rows.Posting, ...]
    inspections: tuple[rows.Inspection, ...]
    assessments: tuple[rows.Assessment, ...]
    checklists: tuple[rows.Checklist, ...]
    complaints: tuple[rows.Complaint, ...]
    finding_replies: tuple[rows.FindingReply, ...]
    entitlements: tuple[rows.Entitlement, ...]
    goals: tuple[rows.Goal, ...]
    benchmarks: tuple[rows.Benchmark, ...]
    duties: tuple[rows.Duty, ...]
    household_counts: tuple[HouseholdCount, ...]
    money_totals: tuple[MoneyTotal, ...]
    protected_tables: tuple[ProtectedTable, ...]
