from __future__ import annotations

from typing import Any

import pytest
from support.county import fund, move, project, small_linked, small_release

from generator.base.blanks import Blank, Figure
from generator.published.release import ALL, MoneyTotal, Release

Rows = list[dict[str, Any]]


def spent(number: int, fen: int, households: int | None, village: str | None = "DL01", **more: Any) -> dict[str, Any]:
    """A payment to some households of a village, or for public works."""
    place = {"village_code": village} if village else {}
    backing = {"beneficiary_households": households} if households else {}
    return move(number, "spent", more.pop("fund_id", "F1"), fen, **place, **backing, **more)


def with_moves(*moves: dict[str, Any], **tables: Rows) -> Release:
    funds = [fund("F1"), fund("F2"), fund("F9", implies_health=True)]
    empty: Rows = []
    base = {"funds": funds, "projects": empty, "contracts": empty, "project_reports": empty, "documents": empty}
    return small_release({**base, "fund_moves": list(moves), **tables})


def hidden(release: Release) -> list[int]:
    return [int(m.move_id[1:]) for m in release.fund_moves if m.amount_fen is Blank.WITHHELD]


def total(release: Release, level: str, code: str, fund_id: str = ALL, stage: str = "spent") -> MoneyTotal:
    wanted = (level, code, fund_id, stage)
    return next(t for t in release.money_totals if (t.level, t.place_code, t.fund_id, t.stage) == wanted)


def amount(release: Release, level: str, code: str, fund_id: str = ALL) -> Figure:
    return total(release, level, code, fund_id).amount_fen


def test_two_lines_of_enough_households_merge_into_a_remainder() -> None:
    release = with_moves(spent(1, 300, 3), spent(2, 900, 9), spent(3, 5000, None), spent(4, 2000, 20))
    assert hidden(release) == [1, 2]
    sum_ = total(release, "village", "DL01", "F1")
    assert (sum_.amount_fen, sum_.shown_lines, sum_.withheld_lines, sum_.withheld_fen) == (8200, 2, 2, 1200)


def test_the_number_of_households_is_hidden_with_the_amount() -> None:
    """At a known rate per household one is the other."""
    release = with_moves(spent(1, 300, 3), spent(2, 900, 9))
    assert [m.beneficiary_households for m in release.fund_moves] == [Blank.WITHHELD] * 2


def test_public_works_are_never_hidden() -> None:
    release = with_moves(spent(1, 300, 3), spent(2, 5000, None), spent(3, 900, 9, "XZ01"))
    assert 2 not in hidden(release)


def test_without_a_second_line_the_total_hides() -> None:
    release = with_moves(spent(1, 300, 3), spent(2, 5000, None), spent(3, 900, 9, "DL02"), spent(4, 700, 7, "XZ01"))
    assert amount(release, "village", "DL01", "F1") is Blank.WITHHELD
    assert amount(release, "village", "DL02", "F1") is Blank.WITHHELD
    assert amount(release, "township", "DL", "F1") == 6200
    assert hidden(release) == [1, 3]
    assert total(release, "township", "DL", "F1").withheld_fen == 1200


def test_two_lines_that_may_be_the_same_three_households_are_not_six() -> None:
    release = with_moves(spent(1, 300, 3), spent(2, 400, 3), spent(3, 900, 9, "DL02"))
    assert amount(release, "village", "DL01", "F1") is Blank.WITHHELD


def test_recorded_payments_tell_households_apart() -> None:
    codes = [f"DL01-H{n:03}" for n in range(6)]
    payments = [
        {"payment_id": f"Z{n}", "household_id": code, "move_id": f"M00{1 + n // 3}", "paid_on": "2014-06-01"}
        | {"amount_fen": 100}
        for n, code in enumerate(codes)
    ]
    release = with_moves(spent(1, 300, 3), spent(2, 300, 3), household_payments=payments)
    assert hidden(release) == [1, 2]
    assert amount(release, "village", "DL01", "F1") == 600


def test_payments_to_fewer_households_than_stated_hide_the_line() -> None:
    payment = {"payment_id": "Z1", "household_id": "DL01-H000", "move_id": "M001", "paid_on": "2014-06-01"}
    release = with_moves(spent(1, 800, 8), spent(2, 900, 9), household_payments=[{**payment, "amount_fen": 800}])
    assert hidden(release) == [1, 2]


def test_an_unreported_number_of_households_counts_as_one() -> None:
    unknown = spent(1, 800, None, beneficiary_households=Blank.NOT_REPORTED)
    assert hidden(with_moves(unknown, spent(2, 900, 9))) == [1, 2]


def test_a_fund_cannot_be_had_from_the_total_of_all_funds() -> None:
    release = with_moves(spent(1, 300, 3), spent(2, 900, 9, fund_id="F2"), spent(3, 5000, None))
    shown = [amount(release, "village", "DL01", f) for f in ("F1", "F2")]
    assert shown == [Blank.WITHHELD, Blank.WITHHELD]
    assert amount(release, "village", "DL01") == 6200


def test_money_of_the_county_alone_does_not_give_a_township_back() -> None:
    release = with_moves(spent(1, 300, 3, "SS01"), spent(2, 5000, None, None), spent(3, 700, 8, "XZ01"))
    assert amount(release, "township", "SS", "F1") is Blank.WITHHELD
    assert [amount(release, "county", "441882", "F1"), amount(release, "county_only", "441882", "F1")] == [6000, 5000]
    assert amount(release, "township", "XZ", "F1") is Blank.WITHHELD


def test_health_streams_show_only_the_county_total() -> None:
    moves = [spent(n, 1000 * n, 20, village, fund_id="F9") for n, village in enumerate(("DL01", "XZ01", "SS01"), 1)]
    others = [spent(n, 100 * n, 20, village) for n, village in enumerate(("DL01", "XZ01", "SS01"), 4)]
    release = with_moves(*moves, *others)
    assert {1, 2, 3} <= set(hidden(release))
    local = [t for t in release.money_totals if t.fund_id == "F9" and t.stage == "spent" and t.level != "county"]
    assert {t.amount_fen for t in local} == {Blank.WITHHELD}
    assert amount(release, "county", "441882", "F9") == 6000


def test_a_small_project_is_hidden_with_contract_and_moves() -> None:
    projects = [project(1, "DL01", 400, beneficiary_households=4), project(2, "DL01", 900, beneficiary_households=9)]
    contract = {"contract_id": "C1", "project_id": "J001", "organisation_id": "O1", "method": "direct"}
    contracts = [{**contract, "signed_on": "2014-01-01", "contract_fen": 380, "bid_fen": 390}]
    moves = [spent(1, 400, None, project_id="J001"), spent(2, 900, None, project_id="J002")]
    release = with_moves(*moves, projects=projects, contracts=contracts)
    small = release.projects[0]
    assert (small.budget_fen, small.beneficiary_households) == (Blank.WITHHELD, Blank.WITHHELD)
    signed = release.contracts[0]
    assert (signed.contract_fen, signed.bid_fen, signed.settled_fen) == (*[Blank.WITHHELD] * 2, Blank.NOT_DUE)
    assert hidden(release) == [1, 2]


def test_a_budget_does_not_give_a_hidden_move_back() -> None:
    budget = [project(1, "DL01", 1200, beneficiary_households=12)]
    moves = [spent(1, 300, 3, project_id="J001"), spent(2, 900, 12), spent(3, 950, 12)]
    assert with_moves(*moves, projects=budget).projects[0].budget_fen is Blank.WITHHELD


def test_a_document_total_does_not_give_a_hidden_move_back() -> None:
    document = {"document_id": "D1", "title": "通知", "issuer": "财政局", "issued_on": "2014-01-01"}
    moves = [spent(1, 300, 3, document_id="D1"), spent(2, 5000, None, document_id="D1"), spent(3, 900, 9)]
    release = with_moves(*moves, documents=[{**document, "stated_total_fen": 5300}])
    assert release.documents[0].stated_total_fen is Blank.WITHHELD


@pytest.mark.parametrize("households", [None, 3])
def test_the_move_that_pays_for_three_households_is_about_them(households: int | None) -> None:
    source = spent(1, 300, households) | {"stage": "received"}
    paid = [spent(2, 300, 3, source_move_id="M001"), spent(3, 900, 9)]
    assert hidden(with_moves(source, *paid)) == [1, 2, 3]


def test_transfers_are_lines_but_never_summed() -> None:
    release = with_moves(move(1, "transferred", "F1", 5000, village_code="DL01"), spent(2, 700, None))
    assert {t.stage for t in release.money_totals} == {"promised", "issued", "received", "spent"}
    assert amount(release, "village", "DL01", "F1") == 700


def test_a_place_without_a_line_has_reported_nothing() -> None:
    release = with_moves(spent(1, 700, None), move(2, "promised", "F1", 900, village_code="XZ01"))
    empty = total(release, "village", "XZ03")
    assert (empty.amount_fen, empty.shown_lines, empty.withheld_lines) == (Blank.NOT_REPORTED, 0, 0)
    assert total(release, "village", "DL01", stage="promised").amount_fen == 0


def test_a_stage_of_which_nobody_reported_anything_is_no_zero() -> None:
    release = with_moves(move(1, "promised", "F1", 900, village_code="DL01"))
    assert total(release, "village", "DL01", stage="promised").amount_fen == 900
    for level, code in (("village", "DL01"), ("township", "DL"), ("county", "441882")):
        assert total(release, level, code, stage="spent").amount_fen is Blank.NOT_REPORTED


def many_moves() -> Rows:
    """Every village, fund and stage, with numbers of households from none to large."""
    villages = ("DL01", "DL02", "XZ01", "XZ02", "XZ03", "SS01", None)
    sizes = (None, 1, 3, 4, 6, 11, 25, None, 2, 40)
    spots = [(v, f, s) for v in villages for f in ("F1", "F2", "F9") for s in ("promised", "received", "spent")]
    return [
        spent(n, 1000 + 37 * n, sizes[(n * 7 + n // 10) % 10], village, fund_id=fund_id) | {"stage": stage}
        for n, (village, fund_id, stage) in enumerate(spots * 3)
    ]


def test_shown_lines_and_remainder_make_every_total_to_the_fen() -> None:
    rows = many_moves()
    release = with_moves(*rows)
    township = {v.village_code: v.township_code for v in release.villages}
    for t in release.money_totals:
        lines = [m for m in release.fund_moves if m.stage == t.stage and t.fund_id in (ALL, m.fund_id)]
        lines = [m for m in lines if _stands_in(m.village_code, t, township)]
        shown = [m.amount_fen for m in lines if not isinstance(m.amount_fen, Blank)]
        assert (t.shown_lines, t.withheld_lines) == (len(shown), len(lines) - len(shown))
        if not isinstance(t.amount_fen, Blank):
            assert sum(shown) + t.withheld_fen == t.amount_fen
    truth = sum(m["amount_fen"] for m in rows if m["stage"] == "spent")
    assert amount(release, "county", "441882") == truth


def _stands_in(village: str | Blank, t: MoneyTotal, township: dict[str, Any]) -> bool:
    if isinstance(village, Blank):
        return t.level in ("county", "county_only")
    return t.level == "county" or t.place_code in (village, township[village])


def test_every_remainder_of_a_shown_total_stands_on_k_households_and_two_lines() -> None:
    rows = many_moves()
    release = with_moves(*rows)
    size = {m["move_id"]: (m.get("village_code"), m.get("beneficiary_households", 0)) for m in rows}
    for t in release.money_totals:
        if isinstance(t.amount_fen, Blank) or t.level != "village" or t.fund_id == ALL or not t.withheld_lines:
            continue
        lines = [
            m for m in release.fund_moves if (m.village_code, m.fund_id, m.stage) == (t.place_code, t.fund_id, t.stage)
        ]
        behind = [size[m.move_id][1] for m in lines if m.amount_fen is Blank.WITHHELD]
        assert len(behind) >= 2
        assert max(behind) >= 5


def test_the_county_of_many_moves_still_shows_something() -> None:
    release = with_moves(*many_moves())
    assert hidden(release)
    assert len(hidden(release)) < len(release.fund_moves)
    assert small_linked().frames["fund_moves"].shape[0] == 9
