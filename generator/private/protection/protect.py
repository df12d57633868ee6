"""protect: Masked → Protected. Every number with households behind it is a cell of a system of sums.

Lines are sorted into money to organisations, published line by line, and money to households, published in protected
tables only. The tables are released as snapshots, each safe by itself and beside every earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.base.blanks import Blank
from generator.config.settings import ProtectionPolicy
from generator.private.history import History, Snapshot
from generator.private.protection.columns import records
from generator.private.protection.figures import COUNTS, MONEY, family, household_figures, protected_tables
from generator.private.protection.household_money import MEASURES, household_lines, household_money, read_funds
from generator.private.protection.lines import Line, make_lines
from generator.private.protection.places import COUNTY, Places, make_places
from generator.private.protection.rules.county_only_funds import county_only_funds
from generator.private.protection.snapshots import released
from generator.private.protection.tables import table_system
from generator.private.protection.tally import make_tally
from generator.private.protection.village_states import household_states
from generator.private.protection.withheld import (
    beneficiaries,
    household_documents,
    household_projects,
    money_totals,
    public_frames,
    stated_documents,
)
from generator.private.stages import Masked, Protected
from generator.published.release import ALL, HouseholdFigure


def protect(masked: Masked, policy: ProtectionPolicy) -> Protected:
    """Public rows, protected tables and money totals, and the history longer by what this edition releases."""
    places = make_places(masked)
    lines = make_lines(masked, places)
    funds = read_funds(masked)
    book = household_lines(lines, policy.k, funds, masked.history)
    history = beneficiaries(masked, book, masked.history, policy.k)
    history = replace(history, snapshots=_snapshots(masked, policy, places, lines, book))
    shown = {name: [s for s in history.snapshots if s.family == name] for name in (COUNTS, MONEY)}
    figures = household_figures(policy.tables, shown)
    stated = stated_documents(lines, book, _shown_funds(figures, policy, masked.programme.as_of))
    projects = household_projects(masked, lines, book, policy.k, funds)
    quiet = household_documents(masked, lines, book, projects)
    documents, history = _documents(masked, quiet, stated, history)
    return Protected(
        programme=masked.programme,
        is_draft=masked.is_draft,
        k=policy.k,
        p_percent=policy.p_percent,
        frames=public_frames(masked, book, projects, documents, history.withdrawn),
        household_figures=figures,
        household_states=household_states(policy.tables, shown[COUNTS], policy.k),
        money_totals=money_totals(lines, places, book),
        protected_tables=protected_tables(policy.tables, figures),
        history=history,
    )


def _documents(
    masked: Masked, quiet: frozenset[str], stated: frozenset[str], history: History
) -> tuple[frozenset[str], History]:
    """Documents whose stated total is withheld: what was shown or withheld once stays so."""
    shown_once = history.stated_documents | (stated - history.withdrawn)
    every = {document for (document,) in records(masked.frames["documents"], "document_id")}
    hidden = quiet - shown_once
    known = history.stated_documents | (every - hidden)
    return hidden, replace(history, stated_documents=known, withdrawn=history.withdrawn | hidden)


def _snapshots(
    masked: Masked, policy: ProtectionPolicy, places: Places, lines: tuple[Line, ...], book: frozenset[str]
) -> tuple[Snapshot, ...]:
    """Those of the history and what is released today, family by family."""
    tally = make_tally(masked, places, policy, household_money(lines, book, county_only_funds(masked)))
    found: list[Snapshot] = []
    for name in (COUNTS, MONEY):
        system = table_system(tally, places, [table for table in policy.tables if family(table) == name])
        past = [snapshot for snapshot in masked.history.snapshots if snapshot.family == name]
        found += released(name, system, past, masked.programme.as_of, policy)
    return tuple(found)


def _shown_funds(figures: Iterable[HouseholdFigure], policy: ProtectionPolicy, as_of: str) -> frozenset[str]:
    """Funds of which every stage of the county's money to households is shown, as of today."""
    money = {table.id: table.measure for table in policy.tables if family(table) == MONEY}
    county = [f for f in figures if f.level == COUNTY and f.category != ALL and f.table_id in money]
    shown = {(f.category, money[f.table_id]) for f in county if f.value is not Blank.WITHHELD and f.as_of == as_of}
    return frozenset(f.category for f in county if all((f.category, stage) in shown for stage in MEASURES))
