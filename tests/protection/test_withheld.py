"""What the public rows withhold: exactly where money to households touches them, and what changed by a few."""

from __future__ import annotations

from typing import Any

import pytest
from support.county import Rows, fund, move, project, small_protected, spent

from generator.base.blanks import Blank
from generator.private.history import NOTHING_YET, History
from generator.private.protection.columns import records
from generator.private.protection.release import release
from generator.private.stages import Protected

FUNDS = [fund("F1"), fund("F5", pays_households=True), fund("F9", amount_per_village_fen=500_000)]
HIDDEN = Blank.WITHHELD
CONTRACT = {"organisation_id": "O1", "method": "direct", "signed_on": "2014-01-01", "contract_fen": 380, "bid_fen": 390}
PAPER = {"title": "通知", "issuer": "财政局", "issued_on": "2014-01-01"}


def county(
    *moves: dict[str, Any], history: History = NOTHING_YET, as_of: str = "2015-06-30", **frames: Rows
) -> Protected:
    empty = dict.fromkeys(("projects", "contracts", "project_reports", "documents"), ())
    tables: dict[str, Rows] = {"funds": FUNDS, **empty, "fund_moves": moves, **frames}
    return small_protected(tables, ["households"], history, as_of)


def column(protected: Protected, table: str, name: str) -> list[Any]:
    """By primary key, as published."""
    release(protected)
    rows = records(protected.frames[table], next(iter(protected.frames[table].columns)), name)
    return [value for _, value in sorted(rows)]


def paper(code: str, fen: int) -> dict[str, Any]:
    return {**PAPER, "document_id": code, "stated_total_fen": fen}


def paid(number: int, fen: int, village: str = "DL01", stage: str = "spent", **more: Any) -> dict[str, Any]:
    """Money of F5 to 20 households."""
    own = {"village_code": village, "beneficiary_households": 20, "to_level": "household"}
    return move(number, stage, "F5", fen, **own, **more)


def test_the_project_of_money_to_households_withholds_budget_number_and_contracts() -> None:
    projects = [project(n, "DL01", 400, beneficiary_households=20) for n in (1, 2)]
    contracts = [{**CONTRACT, "contract_id": f"C{n}", "project_id": f"J00{n}"} for n in (1, 2)]
    moves = [paid(1, 400, project_id="J001"), spent(2, 400, 20, project_id="J002")]
    found = county(*moves, projects=projects, contracts=contracts)
    assert column(found, "projects", "budget_fen") == [HIDDEN, 400]
    assert column(found, "projects", "beneficiary_households") == [HIDDEN, 20]
    assert column(found, "contracts", "contract_fen") == [HIDDEN, 380]
    assert column(found, "contracts", "bid_fen") == [HIDDEN, 390]
    assert column(found, "contracts", "settled_fen") == [Blank.NOT_DUE, Blank.NOT_DUE]
    assert column(found, "fund_moves", "move_id") == ["M002"]


@pytest.mark.parametrize(("households", "budget", "number"), [(4, HIDDEN, HIDDEN), (5, 400, 5)])
def test_a_project_for_a_few_shows_nothing_though_no_line_names_it(
    households: int, budget: object, number: object
) -> None:
    found = county(projects=[project(1, "DL01", 400, beneficiary_households=households)])
    assert column(found, "projects", "budget_fen") == [budget]
    assert column(found, "projects", "beneficiary_households") == [number]


def test_public_works_show_everything() -> None:
    contracts = [{**CONTRACT, "contract_id": "C1", "project_id": "J001"}]
    moves = [spent(1, 400, None, project_id="J001", document_id="D1"), paid(2, 300)]
    found = county(*moves, projects=[project(1, "DL01", 400)], contracts=contracts, documents=[paper("D1", 400)])
    assert column(found, "projects", "budget_fen") == [400]
    assert column(found, "contracts", "contract_fen") == [380]
    assert column(found, "documents", "stated_total_fen") == [400]


def test_a_source_that_went_to_households_is_not_named() -> None:
    sources = [move(1, "received", "F1", 900), move(2, "received", "F1", 900, project_id="J002")]
    moves = [spent(3, 300, 3, source_move_id="M001"), spent(4, 600, None, source_move_id="M001", project_id="J003")]
    found = county(*sources, *moves, spent(5, 900, None, source_move_id="M002", project_id="J002"))
    assert column(found, "fund_moves", "move_id") == ["M002", "M004", "M005"]
    assert column(found, "fund_moves", "source_move_id") == [Blank.NOT_APPLICABLE, Blank.NOT_APPLICABLE, "M002"]


def test_what_a_rule_fixes_shows_its_project_without_the_number() -> None:
    projects = [project(1, "DL01", 400, beneficiary_households=3)]
    found = county(spent(1, 400, 3, fund_id="F9", project_id="J001"), projects=projects)
    assert column(found, "projects", "budget_fen") == [400]
    assert column(found, "projects", "beneficiary_households") == [HIDDEN]
    assert column(found, "fund_moves", "beneficiary_households") == [HIDDEN]


def test_a_document_of_a_line_to_households_states_no_total() -> None:
    moves = [
        spent(1, 300, 3, document_id="D1"),
        spent(2, 5_000, None, document_id="D1"),
        spent(3, 9, None, document_id="D2"),
    ]
    found = county(*moves, documents=[paper("D1", 5_300), paper("D2", 9), paper("D3", 77)])
    assert column(found, "documents", "stated_total_fen") == [HIDDEN, 9, 77]


def test_a_document_less_the_shown_budgets_would_give_the_hidden_one() -> None:
    """The document lists a road and a project for three households; no line names it."""
    projects = [project(1, "DL01", 100, document_id="D1")]
    projects += [
        project(2, "DL01", 30, document_id="D1", beneficiary_households=3),
        project(3, "DL01", 9, document_id="D2"),
    ]
    found = county(projects=projects, documents=[paper("D1", 130), paper("D2", 9)])
    assert column(found, "documents", "stated_total_fen") == [HIDDEN, 9]


def whole(*moves: dict[str, Any], total: int = 2_000) -> object:
    """What D1 states beside money of F5 to many households of three villages at every stage."""
    stages = ("promised", "issued", "received")
    others = [
        paid(10 * n + place, 1_000, village, stage)
        for n, stage in enumerate(stages, 1)
        for place, village in enumerate(("DL01", "DL02", "XZ01"))
    ]
    return column(county(*others, *moves, documents=[paper("D1", total)]), "documents", "stated_total_fen")[0]


def test_a_document_of_all_money_of_a_fund_repeats_the_shown_total_of_the_county() -> None:
    assert whole(paid(1, 1_000, document_id="D1"), paid(2, 1_000, "XZ01", document_id="D1")) == 2_000


def test_a_document_of_one_village_would_tell_its_hidden_sum() -> None:
    assert whole(paid(1, 1_000, document_id="D1"), paid(2, 1_000, "XZ01"), total=1_000) is HIDDEN


def test_a_document_of_all_and_something_else_states_no_total() -> None:
    road = spent(3, 50, None, document_id="D1")
    assert whole(paid(1, 1_000, document_id="D1"), paid(2, 1_000, "XZ01", document_id="D1"), road) is HIDDEN


def test_a_document_of_a_fund_whose_total_is_hidden_states_none() -> None:
    few = [paid(1, 300, document_id="D1") | {"beneficiary_households": 3}]
    assert whole(*few, total=300) is HIDDEN


def test_a_document_that_showed_or_withheld_its_total_keeps_to_it() -> None:
    line = spent(1, 300, None, document_id="D1", project_id="J001")
    few = {**line, "beneficiary_households": 3}
    papers = [paper("D1", 300)]
    shown, hidden = county(line, documents=papers), county(few, documents=papers)
    assert column(county(few, documents=papers, history=shown.history), "documents", "stated_total_fen") == [300]
    assert hidden.history.withdrawn >= {"D1"}
    assert hidden.history.stated_documents == frozenset()


def numbers(*households: int | None) -> list[Any]:
    """What a public line shows in editions that follow each other; its project says the same, so does its history."""
    history, found = NOTHING_YET, []
    for month, number in enumerate(households, 1):
        moves = [spent(1, 900, number, project_id="J001"), spent(2, 50, None)]
        projects = [project(1, "DL01", 900, **({"beneficiary_households": number} if number else {}))]
        protected = county(*moves, projects=projects, history=history, as_of=f"2014-{month:02}-28")
        history = protected.history
        shown = dict(records(protected.frames["fund_moves"], "move_id", "beneficiary_households")).get("M001", "gone")
        found.append(shown)
    return found


@pytest.mark.parametrize("last", [7, 12, 17, 40])
def test_a_number_that_stays_or_changes_by_k_is_shown(last: int) -> None:
    assert numbers(12, last) == [12, last]


@pytest.mark.parametrize("last", [8, 11, 13, 16])
def test_a_number_that_changes_by_a_few_is_withheld_for_good(last: int) -> None:
    assert numbers(12, last, 40, 12) == [12, HIDDEN, HIDDEN, HIDDEN]


def test_a_change_is_judged_against_what_was_last_shown() -> None:
    assert numbers(12, 20, 22) == [12, 20, HIDDEN]


def test_a_line_that_was_about_a_few_never_comes_back() -> None:
    assert numbers(3, 30, 30) == ["gone", "gone", "gone"]
    assert numbers(30, 3, 30) == [30, "gone", "gone"]


def test_a_number_that_nobody_gave_before_is_shown() -> None:
    assert numbers(None, 12) == [Blank.NOT_APPLICABLE, 12]


def test_the_number_of_a_project_goes_the_same_way() -> None:
    first = county(projects=[project(1, "DL01", 900, beneficiary_households=12)])
    then = county(projects=[project(1, "DL01", 900, beneficiary_households=13)], history=first.history)
    later = county(projects=[project(1, "DL01", 900, beneficiary_households=50)], history=then.history)
    assert [column(p, "projects", "beneficiary_households") for p in (first, then, later)] == [[12], [HIDDEN], [HIDDEN]]
    assert column(later, "projects", "budget_fen") == [900]
