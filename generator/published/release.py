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
class HouseholdFigure:
    """One cell of one protected table that the policy declares: households, persons, or fen paid to households."""

    table_id: str
    level: str
    """village, township, county; of money also county_only (the county's own, of no village)"""
    place_code: str
    category: str
    """Term code, year, fund, `<year>.<state>` of a goal, or `all`"""
    value: Figure
    """In the unit of its table"""
    low: Figure
    """Smallest value that everything shown leaves possible; the value itself where it is shown"""
    high: Figure
    """Largest such value; anyone can compute both, so they give nothing away"""
    as_of: str
    """ISO date of its snapshot: a table is released whole, less often than editions appear"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdState:
    """Where the households of a village stand with a goal in one year; how many they are is not published.

    Not met: k households or more are behind. Met: k or more have met it and none is behind or not reported. Anything
    between, and whatever the protected numbers leave open, is withheld.
    """

    table_id: str
    place_code: str
    year: int
    state: str | Blank
    """met, not_met; withheld, not_reported, not_applicable"""
    as_of: str
    """ISO date of its snapshot"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTotal:
    """Money to organisations and projects, of one place, fund and stage: the sum of its shown lines, to the fen.

    Money to households is not in it; that stands in protected tables.
    """

    level: str
    """village, township, county, or county_only (lines of the county that belong to no village)"""
    place_code: str
    fund_id: str
    """A fund, or `all`"""
    stage: str
    """promised, issued, received or spent; transfers between levels are never summed"""
    amount_fen: Figure
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedTable:
    """What the policy declared about one protected table and how much of it is shown."""

    table_id: str
    title: str
    measure: str
    """households, persons, a yearly count, or `<stage>_fen` of money to households"""
    by: str
    """all, cause, cause_group, household_class, year, fund or `goal.<goal id>`"""
    unit: str
    """households, persons or fen"""
    levels: tuple[str, ...]
    vocabulary: str
    """Vocabulary of the categories; empty for `all`, years, funds and goals"""
    cells_shown: int
    cells_withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFigure:
    """What the edition before showed of a village, so that this one can say what changed. Never of households."""

    edition: int
    as_of: str
    """ISO date of that edition"""
    village_code: str
    what: str
    """received, spent (fen of money to organisations and projects); started, completed, accepted (projects); posted
    (notices); met, behind (goals of villages)
    """
    amount_fen: Figure
    """Not applicable where items stand"""
    items: tuple[str, ...]
    """Their codes, sorted"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One edition's public facts. Every tuple is sorted by primary key."""

    programme: Programme
    is_draft: bool
    k: int
    """Smallest number of households that a figure may stand on"""
    p_percent: int
    """Nobody may work out the largest payment in a sum more closely than this"""
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
    household_figures: tuple[HouseholdFigure, ...]
    household_states: tuple[HouseholdState, ...]
    money_totals: tuple[MoneyTotal, ...]
    protected_tables: tuple[ProtectedTable, ...]
    earlier_figures: tuple[EarlierFigure, ...]
    """Empty where the edition before was not at hand, or where there is none"""
