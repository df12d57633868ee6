"""Lines, projects, contracts, documents and totals: where a withheld number stands a second time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attacked_site import A1, ALL_COUNTY, HIDDEN, TOWN_A, move, total, won, write_site

from generator.attack.attack import attack
from generator.attack.report import AttackReport, Verdict

Rows = list[dict[str, Any]]


def attacked(folder: Path, **tables: Rows) -> AttackReport:
    return attack(write_site(folder, tables=tables))


def project(code: str, budget: object, **more: Any) -> dict[str, Any]:
    return {"project_id": code, "category": "housing", "budget_fen": budget, **more}


def promised(last_budget: object) -> dict[str, Rows]:
    """Twelve projects, each promised its budget in two lines."""
    lines = [
        move(f"M{n}{half}", 100 * n + half, stage="promised", project_id=f"P{n}")
        for n in range(1, 13)
        for half in (1, 2)
    ]
    budgets = [project(f"P{n}", 200 * n + 3) for n in range(1, 12)]
    return {"fund_moves": lines, "projects": [*budgets, project("P12", last_budget)]}


def test_lines_give_a_hidden_budget_away(tmp_path: Path) -> None:
    assert won(attacked(tmp_path / "hidden", **promised(HIDDEN)), Verdict.EXACT) == {"P12/budget_fen"}
    without = promised(HIDDEN)
    without["fund_moves"] = without["fund_moves"][:-2]
    assert attacked(tmp_path / "safe", **without).wins == ()


def test_a_relation_that_mostly_holds_makes_a_budget_likely(tmp_path: Path) -> None:
    tables = promised(HIDDEN)
    tables["projects"][4] |= {"budget_fen": 1}
    report = attacked(tmp_path, **tables)
    assert won(report, Verdict.LIKELY) == {"P12/budget_fen"}
    assert won(report, Verdict.EXACT) == set()


def test_a_contract_gives_a_hidden_budget_away(tmp_path: Path) -> None:
    budgets = [project(f"P{n}", HIDDEN if n == 12 else 900 * n) for n in range(1, 13)]
    contracts = [{"contract_id": f"C{n}", "project_id": f"P{n}", "contract_fen": 900 * n} for n in range(1, 13)]
    report = attacked(tmp_path / "shown", projects=budgets, contracts=contracts)
    assert won(report, Verdict.EXACT) == {"P12/budget_fen"}
    contracts[-1] |= {"contract_fen": HIDDEN}
    assert attacked(tmp_path / "hidden", projects=budgets, contracts=contracts).wins == ()


def test_a_shown_budget_is_what_its_withheld_lines_come_to(tmp_path: Path) -> None:
    tables = {**promised(900), "fund_moves": promised(900)["fund_moves"][:-2]}
    tables["projects"][-1] |= {"beneficiary_households": HIDDEN}
    assert won(attacked(tmp_path / "shown", **tables), Verdict.LIKELY) == {"P12/budget_fen"}
    tables["projects"][-1] |= {"budget_fen": HIDDEN}
    assert attacked(tmp_path / "hidden", **tables).wins == ()


def test_a_document_gives_away_the_budget_that_is_missing(tmp_path: Path) -> None:
    budgets = {"D1": (10, 20), "D2": (5, 9), "D3": (7, 8), "D4": (30, HIDDEN)}
    rows = [project(f"{d}-{n}", fen, document_id=d) for d, pair in budgets.items() for n, fen in enumerate(pair)]
    stated = {"D1": 30, "D2": 14, "D3": 15, "D4": 36}
    documents = [{"document_id": d, "stated_total_fen": fen} for d, fen in stated.items()]
    report = attacked(tmp_path / "shown", projects=rows, documents=documents)
    assert won(report, Verdict.EXACT) == {"D4-1/budget_fen"}
    documents[-1] |= {"stated_total_fen": HIDDEN}
    assert attacked(tmp_path / "hidden", projects=rows, documents=documents).wins == ()


@pytest.mark.parametrize(("last", "is_won"), [(900, True), (700, False), (HIDDEN, False)])
def test_a_stated_total_less_its_public_lines_is_the_withheld_money(tmp_path: Path, last: object, is_won: bool) -> None:
    """Three documents equal their lines; the fourth says more than its one public line."""
    documents = [{"document_id": f"D{n}", "stated_total_fen": 700} for n in range(1, 4)]
    documents.append({"document_id": "D4", "stated_total_fen": last})
    lines = [move(f"M{n}", 700, stage="issued", document_id=f"D{n}") for n in range(1, 5)]
    report = attacked(tmp_path, documents=documents, fund_moves=lines)
    assert won(report, Verdict.LIKELY) == ({"D4/stated_total_fen"} if is_won else set())
    assert report.is_won is is_won


def test_a_document_that_equals_one_stage_need_not_equal_another(tmp_path: Path) -> None:
    """What was issued equals every document; of one of them not all has been received yet."""
    documents = [{"document_id": f"D{n}", "stated_total_fen": 700} for n in range(1, 5)]
    issued = [move(f"M{n}", 700, stage="issued", document_id=f"D{n}") for n in range(1, 5)]
    received = [move(f"R{n}", 700 if n < 4 else 300, stage="received", document_id=f"D{n}") for n in range(1, 5)]
    assert attacked(tmp_path, documents=documents, fund_moves=[*issued, *received]).wins == ()


def test_totals_that_never_equal_their_lines_prove_nothing(tmp_path: Path) -> None:
    documents = [{"document_id": f"D{n}", "stated_total_fen": 700 + n} for n in range(1, 5)]
    lines = [move(f"M{n}", 700, stage="issued", document_id=f"D{n}") for n in range(1, 5)]
    assert attacked(tmp_path, documents=documents, fund_moves=lines).wins == ()


def test_a_total_of_money_to_organisations_is_the_sum_of_its_lines(tmp_path: Path) -> None:
    lines = [move("M1", 5000), move("M2", 2500), move("M3", 100, stage="transferred")]
    spots = [(A1, "F1"), (A1, "all"), (TOWN_A, "F1"), (TOWN_A, "all"), (ALL_COUNTY, "F1"), (ALL_COUNTY, "all")]
    totals = [total(spot, fund, 7500, 2) for spot, fund in spots]
    assert attacked(tmp_path / "sum", fund_moves=lines, money_totals=totals).wins == ()
    more = [total(A1, "F1", 7900, 2), *totals[1:]]
    report = attacked(tmp_path / "more", fund_moves=lines, money_totals=more)
    assert won(report, Verdict.EXACT) == {"village/A1/F1/spent"}
    count = [total(A1, "F1", 7500, 3), *totals[1:]]
    report = attacked(tmp_path / "count", fund_moves=lines, money_totals=count)
    assert won(report, Verdict.LIKELY) == {"village/A1/F1/spent"}


def test_money_of_no_village_stands_in_the_county_alone(tmp_path: Path) -> None:
    lines = [move("M1", 5000), move("M2", 2500, village_code="not_applicable")]
    only = ("county_only", ALL_COUNTY[1])
    totals = [total(A1, "F1", 5000, 1), total(only, "F1", 2500, 1), total(ALL_COUNTY, "F1", 7500, 2)]
    assert attacked(tmp_path, fund_moves=lines, money_totals=totals).wins == ()


def with_rate(hidden: object, fen: int = 4500) -> dict[str, Rows]:
    """Eleven lines at 1,500 fen a household and one whose households are withheld."""
    lines = [move(f"M{n}", 1500 * n, beneficiary_households=n, project_id="P1") for n in range(10, 21)]
    lines.append(move("H", fen, beneficiary_households=hidden, project_id="P1"))
    return {"fund_moves": lines, "projects": [project("P1", "not_reported")]}


def test_a_rate_per_household_gives_the_households_of_an_amount(tmp_path: Path) -> None:
    report = attacked(tmp_path / "rate", **with_rate(HIDDEN))
    assert won(report, Verdict.EXACT) == {"H/beneficiary_households/2015-06-30"}
    assert attacked(tmp_path / "odd", **with_rate(HIDDEN, fen=4501)).wins == ()


def test_a_line_repeats_the_households_of_its_project(tmp_path: Path) -> None:
    lines = [move(f"M{n}", 7 + 31 * n, project_id=f"P{n}", beneficiary_households=5 + n) for n in range(1, 13)]
    rows = [project(f"P{n}", "not_reported", beneficiary_households=5 + n) for n in range(1, 13)]
    rows[-1] |= {"beneficiary_households": HIDDEN}
    report = attacked(tmp_path / "one", fund_moves=lines, projects=rows)
    assert won(report, Verdict.EXACT) == {"P12/beneficiary_households/2015-06-30"}
    lines[-1] |= {"beneficiary_households": HIDDEN}
    assert attacked(tmp_path / "both", fund_moves=lines, projects=rows).wins == ()


def test_a_source_that_is_not_public_is_a_doubt(tmp_path: Path) -> None:
    lines = [move("M1", 5000), move("M2", 5000, source_move_id="M1"), move("M3", 40, source_move_id="M9")]
    report = attacked(tmp_path, fund_moves=lines)
    assert won(report, Verdict.DOUBT) == {"M3/source_move_id"}
    assert not report.is_won


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("改建住房3户", "beneficiary_households"),
        ("改建住房三户", "beneficiary_households"),
        ("每户补助1.5万元", "budget_fen"),
        ("改建住房，入户走访", ""),
    ],
)
def test_a_text_that_states_what_the_project_withholds(tmp_path: Path, content: str, column: str) -> None:
    row = project("P1", HIDDEN, beneficiary_households=HIDDEN, name="住房改造", content=content)
    report = attacked(tmp_path / "hidden", projects=[row])
    assert won(report, Verdict.PAGE) == ({f"P1/{column}"} if column else set())
    row |= {"budget_fen": 9, "beneficiary_households": 9}
    assert attacked(tmp_path / "shown", projects=[row]).wins == ()


def test_the_title_of_a_notice_is_read_as_well(tmp_path: Path) -> None:
    notices = [{"notice_id": "G1", "project_id": "P1", "title": "拨付资金30000元的公示", "outcome": "无异议"}]
    rows = [project("P1", HIDDEN, name="住房改造", content="")]
    assert won(attacked(tmp_path, projects=rows, notices=notices), Verdict.PAGE) == {"P1/budget_fen"}
