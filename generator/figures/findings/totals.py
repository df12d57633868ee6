"""Totals that do not add up: a document against its lines, a project's budget against what was promised to it.

A total whose lines are partly money to households is withheld in the release, and is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.blanks import Blank, Figure
from generator.figures.findings.facts import Facts, groups
from generator.figures.findings.record import PublicFinding, Verdict, first_blank, money, move_rows, row, summed
from generator.figures.findings.rules import Rule
from generator.published.rows import Document, FundMove, Project


def document_totals(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Stated total against project budgets; without projects, against promised, else issued lines."""
    projects = groups(facts.release.projects, lambda p: p.document_id)
    moves = groups(facts.release.fund_moves, lambda m: (m.document_id, m.stage))
    for document in facts.release.documents:
        key = document.document_id
        if document.stated_total_fen is Blank.NOT_APPLICABLE:
            continue
        lines = moves.get((key, "promised")) or moves.get((key, "issued"), ())
        yield _document(document, projects.get(key, ()), lines, rule)


def _document(document: Document, projects: Sequence[Project], lines: Sequence[FundMove], rule: Rule) -> Verdict:
    stated, total, rows = document.stated_total_fen, summed(lines), move_rows(lines)
    if projects:
        total, rows = _budgets(projects), tuple(row("projects", p.project_id) for p in projects)
    blank = first_blank(stated, total)
    if blank is not None or not rows:
        return blank or Blank.WITHHELD  # lines that are not public are of households
    if stated == total:
        return None
    funds = {line.fund_id for line in lines}
    return PublicFinding(
        finding_id=f"{document.document_id}-{rule.rule_id}",
        rule_id=rule.rule_id,
        village_code=Blank.NOT_APPLICABLE,
        fund_id=funds.pop() if len(funds) == 1 else Blank.NOT_APPLICABLE,
        project_id=Blank.NOT_APPLICABLE,
        at_stake_fen=abs(int(stated) - int(total)),
        first=money(stated, row("documents", document.document_id)),
        second=money(total, *rows),
        since=document.issued_on,
        is_open=True,
    )


def _budgets(projects: Sequence[Project]) -> Figure:
    total = 0
    for project in projects:
        if isinstance(project.budget_fen, Blank):
            return project.budget_fen
        total += project.budget_fen
    return total


def budget_totals(facts: Facts, rule: Rule) -> Iterator[Verdict]:
    """Budget against the promised lines of the project, where there are any."""
    for project in facts.release.projects:
        lines = [m for m in facts.moves_of_project.get(project.project_id, ()) if m.stage == "promised"]
        budget, total = project.budget_fen, summed(lines)
        blank = first_blank(budget, total)
        if blank is not None or not lines:
            yield blank or Blank.NOT_REPORTED
        elif budget == total:
            yield None
        else:
            yield PublicFinding(
                finding_id=f"{project.project_id}-{rule.rule_id}",
                rule_id=rule.rule_id,
                village_code=project.village_code,
                fund_id=Blank.NOT_APPLICABLE,
                project_id=project.project_id,
                at_stake_fen=abs(int(budget) - int(total)),
                first=money(budget, row("projects", project.project_id)),
                second=money(total, *move_rows(lines)),
                since=max(line.moved_on for line in lines),
                is_open=True,
            )
