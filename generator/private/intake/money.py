"""Money reconciles to the fen: documents with their lines, projects with promises, households with their move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.base.units import yuan_text
from generator.private.intake.book import Book


def money_faults(book: Book) -> Iterator[Finding]:
    """Totals that differ from their lines; each lies where only one of the two can be right."""
    yield from _documents(book)
    yield from _budgets(book)
    yield from _payments(book)


def money_doubts(book: Book) -> Iterator[Finding]:
    """More drawn from a move than it holds; more beneficiary households than the project has."""
    amounts = book.by_key("fund_moves", "amount_fen")
    drawn: dict[Any, int] = defaultdict(int)
    for _, source, amount in book.rows("fund_moves", "source_move_id", "amount_fen"):
        drawn[source] += amount
    for row, move in enumerate(book.column("fund_moves", "move_id")):
        if drawn.get(move, 0) > amounts[move]:
            yield book.doubt("source.overdrawn", "fund_moves", row, "amount_fen")
    paying = book.by_key("funds", "pays_households")
    for row, fund, level in book.rows("fund_moves", "fund_id", "to_level"):
        if level == "household" and not paying.get(fund, True):
            yield book.doubt("fund.pays_households", "fund_moves", row, "fund_id")
    households = book.by_key("projects", "beneficiary_households")
    for row, project, count in book.rows("fund_moves", "project_id", "beneficiary_households"):
        most = households.get(project, Blank.NOT_APPLICABLE)
        if not isinstance(count, Blank) and not isinstance(most, Blank) and count > most:
            yield book.doubt("people.beneficiaries", "fund_moves", row, "beneficiary_households")


def _documents(book: Book) -> Iterator[Finding]:
    """A document's stated total equals the budgets of its projects; without projects, the promises it makes."""
    budgets = _sums(book.rows("projects", "document_id", "budget_fen"))
    promises = _sums(
        (row, document, amount)
        for row, stage, document, amount in book.rows("fund_moves", "stage", "document_id", "amount_fen")
        if stage == "promised"
    )
    for row, document, stated in book.rows("documents", "document_id", "stated_total_fen"):
        lines, words = (budgets, ("项目预算", "project budgets"))
        if document not in budgets:
            lines, words = (promises, ("计划资金", "promised moves"))
        if isinstance(stated, Blank) or lines.get(document, stated) == stated:
            continue
        facts = {
            "stated": yuan_text(stated),
            "sum": yuan_text(lines[document]),
            "lines": words[0],
            "lines_en": words[1],
        }
        yield book.fault("money.document", "documents", row, "stated_total_fen", **facts)


def _budgets(book: Book) -> Iterator[Finding]:
    promises = _sums(
        (row, project, amount)
        for row, stage, project, amount in book.rows("fund_moves", "stage", "project_id", "amount_fen")
        if stage == "promised"
    )
    for row, project, budget in book.rows("projects", "project_id", "budget_fen"):
        if promises.get(project, budget) != budget:
            yield book.fault("money.budget", "projects", row, "budget_fen")


def _payments(book: Book) -> Iterator[Finding]:
    """Protection counts households by `beneficiary_households`, so the payments must bear it out."""
    paid = _sums(book.rows("household_payments", "move_id", "amount_fen"))
    households: dict[Any, set[Any]] = defaultdict(set)
    for _, move, household in book.rows("household_payments", "move_id", "household_id"):
        households[move].add(household)
    columns = ("move_id", "amount_fen", "beneficiary_households")
    for row, move, amount, count in book.rows("fund_moves", *columns):
        if move in paid and paid[move] != amount:
            yield book.fault("payments.sum", "fund_moves", row, "amount_fen")
        if move in paid and len(households[move]) != count:
            yield book.fault("payments.households", "fund_moves", row, "beneficiary_households")


def _sums(rows: Iterator[tuple[Any, ...]]) -> Mapping[Any, int]:
    """Fen by key over (row, key, fen); rows without a key are left out."""
    sums: dict[Any, int] = defaultdict(int)
    for _, key, fen in rows:
        if not isinstance(key, Blank):
            sums[key] += fen
    return dict(sums)
