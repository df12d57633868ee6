"""A withheld number of beneficiaries is withheld in every row that repeats it."""

from __future__ import annotations

from generator.private.protection.copies import silenced
from generator.private.protection.lines import Backing, Line, line_key
from generator.private.protection.money import budget_key


def line(number: int, households: int, source: int = 0, project: str = "") -> Line:
    return Line(
        key=line_key(f"M{number}"),
        stage="spent",
        fund_id="F1",
        place=("village", "A1"),
        project_id=project,
        document_id="",
        source=line_key(f"M{source}"),
        amount_fen=100,
        backing=Backing(number=households),
    )


def test_a_project_and_its_moves_fall_silent_together() -> None:
    lines = [line(1, 9, project="P1"), line(2, 9, project="P1"), line(3, 9, project="P2")]
    assert silenced(lines, {budget_key("P1")}) == {budget_key("P1"), line_key("M1"), line_key("M2")}


def test_a_move_falls_silent_with_what_paid_for_it_however_long_the_chain() -> None:
    lines = [line(1, 9), line(2, 9, source=1), line(3, 9, source=2), line(4, 12, source=1)]
    assert silenced(lines, {line_key("M3")}) == {line_key("M1"), line_key("M2"), line_key("M3")}


def test_nothing_hidden_silences_nothing() -> None:
    assert silenced([line(1, 9, project="P1")], frozenset()) == frozenset()
