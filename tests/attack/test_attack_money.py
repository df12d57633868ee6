"""Money: remainders, lines, budgets, rates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attacked_site import COUNTY, HIDDEN, move, total, write_site

from generator.attack.attack import attack
from generator.attack.copies import merge_copies
from generator.attack.facts import Facts
from generator.attack.report import AttackReport, Verdict, findings
from generator.base.errors import Severity

A1, A2, TOWN_A, ALL_COUNTY = ("village", "A1"), ("village", "A2"), ("township", "A"), ("county", COUNTY)


def won(report: AttackReport, verdict: Verdict) -> set[str]:
    return {"/".join(w.cell[1:]) for w in report.wins if w.verdict is verdict}


def chain(village: list[dict[str, Any]], amount: object, withheld: object, lines: int) -> list[dict[str, Any]]:
    """Village totals and the same totals for fund, township and county."""
    spots = [(A1, "all"), (TOWN_A, "F1"), (TOWN_A, "all"), (ALL_COUNTY, "F1"), (ALL_COUNTY, "all")]
    return [*village, *(total(spot, fund, amount, withheld, lines) for spot, fund in spots)]


def test_a_remainder_of_one_line_is_that_line(tmp_path: Path) -> None:
    moves = [move("M1", 5000), move("M2", HIDDEN)]
    totals = chain([total(A1, "F1", 7500, 2500, 1)], 7500, 2500, 1)
    report = attack(write_site(tmp_path, moves=moves, totals=totals))
    assert won(report, Verdict.EXACT) == {"M2/amount_fen"}


def test_a_remainder_of_one_unlisted_line_is_that_line(tmp_path: Path) -> None:
    """Lines merged into a remainder need not be listed at all."""
    one = write_site(tmp_path / "one", totals=[total(A1, "F1", 7500, 2500, 1)])
    assert attack(one).count(Verdict.EXACT) == 1
    two = write_site(tmp_path / "two", totals=[total(A1, "F1", 7500, 2500, 2)], moves=[move("M1", HIDDEN)])
    assert attack(two).wins == ()


def test_a_remainder_of_three_lines_is_safe(tmp_path: Path) -> None:
    moves = [move("M1", 5000), move("M2", HIDDEN), move("M3", HIDDEN), move("M4", HIDDEN)]
    totals = chain([total(A1, "F1", 97500, 92500, 3)], 97500, 92500, 3)
    report = attack(write_site(tmp_path, moves=moves, totals=totals))
    assert report.wins == ()


def test_two_lines_are_a_doubt_and_no_win(tmp_path: Path) -> None:
    moves = [move("M2", HIDDEN), move("M3", HIDDEN)]
    totals = chain([total(A1, "F1", 92500, 92500, 2)], 92500, 92500, 2)
    report = attack(write_site(tmp_path, moves=moves, totals=totals))
    assert won(report, Verdict.PAYEE) == {"M2/amount_fen", "M3/amount_fen"}
    assert not report.is_won
    assert {finding.severity for finding in findings(report)} == {Severity.DOUBT}


def test_a_hidden_total_between_shown_totals_is_found(tmp_path: Path) -> None:
    lines = [move(f"M{n}", HIDDEN) for n in range(3)] + [move(f"N{n}", HIDDEN, village_code="A2") for n in range(3)]
    totals = [
        total(A1, "F1", HIDDEN, HIDDEN, 3),
        total(A2, "F1", 9000, 9000, 3),
        total(TOWN_A, "F1", 90000, 90000, 6),
    ]
    report = attack(write_site(tmp_path, moves=lines, totals=totals))
    assert {cell.partition("/2015")[0] for cell in won(report, Verdict.EXACT)} == {"village/A1/F1/spent"}


def test_a_total_shown_without_its_remainder_is_found(tmp_path: Path) -> None:
    report = attack(
        write_site(tmp_path, moves=[move("M1", 5000), move("M2", HIDDEN)], totals=[total(A1, "F1", 7500, HIDDEN, 1)])
    )
    assert "M2/amount_fen" in won(report, Verdict.EXACT)


def projects(budget: object) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Twelve projects, each promised its budget in two lines; the last one's second line is hidden."""
    moves = [
        move(f"M{n}{half}", 100 * n + half, stage="promised", project_id=f"P{n}")
        for n in range(1, 13)
        for half in (1, 2)
    ]
    moves[-1] = move("M122", HIDDEN, stage="promised", project_id="P12")
    rows = [{"project_id": f"P{n}", "category": "housing", "budget_fen": 200 * n + 3} for n in range(1, 12)]
    return moves, [*rows, {"project_id": "P12", "category": "housing", "budget_fen": budget}]


def test_a_budget_gives_its_hidden_line_away(tmp_path: Path) -> None:
    moves, rows = projects(2403)
    report = attack(write_site(tmp_path, moves=moves, projects=rows))
    assert won(report, Verdict.EXACT) == {"M122/amount_fen"}
    moves, rows = projects(HIDDEN)
    assert attack(write_site(tmp_path / "both", moves=moves, projects=rows)).count(Verdict.EXACT) == 0


def test_a_move_gives_away_the_only_one_it_pays_for(tmp_path: Path) -> None:
    moves = []
    for n in range(1, 13):
        paid = HIDDEN if n == 12 else 70 * n
        moves.append(move(f"S{n}", 70 * n, stage="issued", beneficiary_households=9))
        moves.append(move(f"T{n}", paid, source_move_id=f"S{n}", beneficiary_households=HIDDEN if n == 12 else 9))
    found = won(attack(write_site(tmp_path, moves=moves)), Verdict.EXACT)
    assert found == {"T12/amount_fen", "T12/beneficiary_households"}


def test_a_document_gives_away_the_budget_that_is_missing(tmp_path: Path) -> None:
    budgets = {"D1": (10, 20), "D2": (5, 9), "D3": (7, 8), "D4": (30, HIDDEN)}
    rows = [
        {"project_id": f"{d}-{n}", "document_id": d, "category": "x", "budget_fen": fen}
        for d, pair in budgets.items()
        for n, fen in enumerate(pair)
    ]
    stated = {"D1": 30, "D2": 14, "D3": 15, "D4": 36}
    documents = [{"document_id": d, "stated_total_fen": fen} for d, fen in stated.items()]
    site = write_site(tmp_path, projects=rows, tables={"documents": documents})
    assert won(attack(site), Verdict.EXACT) == {"D4-1/budget_fen"}


def test_an_amount_between_tight_sums_is_narrow(tmp_path: Path) -> None:
    """Fund F1 of the village and everything of the village differ by little: F1 must be nearly all of it."""
    moves = [*(move(f"M{n}", HIDDEN) for n in range(3)), *(move(f"N{n}", HIDDEN, fund_id="F2") for n in range(3))]
    totals = [
        total(A1, "F1", HIDDEN, HIDDEN, 3),
        total(A1, "F2", HIDDEN, HIDDEN, 3),
        total(A1, "all", 1_000_000, 1_000_000, 6),
        total(TOWN_A, "F2", 40_000, 40_000, 4),
        total(A2, "F2", HIDDEN, HIDDEN, 1),
    ]
    moves.append(move("N9", HIDDEN, fund_id="F2", village_code="A2"))
    report = attack(write_site(tmp_path, moves=moves, totals=totals))
    assert {cell.partition("/2015")[0] for cell in won(report, Verdict.NARROW)} == {"village/A1/F1/spent"}


def test_a_relation_that_mostly_holds_makes_a_value_likely(tmp_path: Path) -> None:
    moves, rows = projects(2403)
    rows[4] = {**rows[4], "budget_fen": 1}
    report = attack(write_site(tmp_path, moves=moves, projects=rows))
    assert won(report, Verdict.LIKELY) == {"M122/amount_fen"}
    assert won(report, Verdict.EXACT) == set()


def test_a_rate_per_household_makes_money_a_count(tmp_path: Path) -> None:
    rows = [{"project_id": "P1", "category": "housing", "budget_fen": "not_reported"}]
    shown = [move(f"M{n}", 1500 * n, beneficiary_households=n, project_id="P1") for n in range(10, 21)]
    hidden = [move(f"H{n}", HIDDEN, project_id="P1") for n in range(3)]
    for paid, verdict in ((4 * 1500, Verdict.SMALL), (3 * 1500, Verdict.EXACT)):
        site = write_site(
            tmp_path / str(paid),
            moves=[*shown, *hidden],
            projects=rows,
            totals=[total(A1, "F1", paid + 247500, paid, 3)],
        )
        found = won(attack(site), verdict)
        assert {f"H{n}/beneficiary_households" for n in range(3)} <= found
    safe = write_site(
        tmp_path / "safe", moves=[*shown, *hidden], projects=rows, totals=[total(A1, "F1", 277500, 30000, 3)]
    )
    assert not attack(safe).is_won


def test_later_lines_are_the_difference_of_two_remainders(tmp_path: Path) -> None:
    first = [move(f"M{n}", HIDDEN) for n in range(3)]
    old = write_site(tmp_path / "old", moves=first, totals=[total(A1, "F1", 9000, 9000, 3)], as_of="2015-05-31")
    new = write_site(tmp_path / "new", moves=[*first, move("M9", HIDDEN)], totals=[total(A1, "F1", 9700, 9700, 4)])
    assert not attack(new).is_won
    assert won(attack(new, [old]), Verdict.EXACT) == {"M9/amount_fen"}


def test_a_line_that_was_shown_before_is_known(tmp_path: Path) -> None:
    old = write_site(tmp_path / "old", moves=[move("M1", 800)], as_of="2015-05-31")
    new = write_site(tmp_path / "new", moves=[move("M1", HIDDEN)])
    assert won(attack(new, [old]), Verdict.EXACT) == {"M1/amount_fen"}


def test_remainders_of_the_same_lines_are_one_number() -> None:
    facts = Facts()
    for key in ("may", "june", "all may", "all june", "x", "y"):
        facts.hide((key,), 1)
    for month in ("may", "june"):
        facts.add([((month,), -1), (("x",), 1), (("y",), 1)], 0, "lines")
        facts.add([((f"all {month}",), -1), ((month,), 1)], -7, "places")
    _, names = merge_copies(facts)
    assert set(names.values()) == {(("june",), ("may",)), (("all june",), ("all may",)), (("x",),), (("y",),)}
