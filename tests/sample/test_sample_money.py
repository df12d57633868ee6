"""Money of the sample adds up to the fen, and where it does not, the fault is one of those planted."""

from __future__ import annotations

from collections import Counter, defaultdict

from sample_county import County, Rows


def _sum(moves: Rows, *keys: str) -> Counter[tuple[str, ...]]:
    totals: Counter[tuple[str, ...]] = Counter()
    for move in moves:
        totals[tuple(move[key] for key in keys)] += int(move["amount_fen"])
    return totals


def test_a_project_budget_is_the_sum_of_its_promises(sample: County) -> None:
    promised = _sum([m for m in sample["fund_moves"] if m["stage"] == "promised"], "project_id")
    assert {row["project_id"]: int(row["budget_fen"]) for row in sample["projects"]} == {
        project: fen for (project,), fen in promised.items() if project
    }


def test_an_issuing_paper_states_the_sum_of_its_lines(sample: County) -> None:
    issued = _sum([m for m in sample["fund_moves"] if m["stage"] == "issued" and m["document_id"]], "document_id")
    stated = {
        row["document_id"]: int(row["stated_total_fen"]) for row in sample["documents"] if row["stated_total_fen"]
    }
    assert stated == {paper: fen for (paper,), fen in issued.items()}
    assert stated["ISSUE-F2-2014-1"] == stated["ISSUE-F2-2015-1"] == 250_000_000


def test_a_move_never_exceeds_or_precedes_its_source(sample: County) -> None:
    moves = {row["move_id"]: row for row in sample["fund_moves"]}
    for (source, stage), fen in _sum(sample["fund_moves"], "source_move_id", "stage").items():
        if source:
            assert fen <= int(moves[source]["amount_fen"]), (source, stage)
    for row in moves.values():
        if row["source_move_id"]:
            assert row["moved_on"] >= moves[row["source_move_id"]]["moved_on"], row["move_id"]


def test_stages_follow_each_other(sample: County) -> None:
    moves = {row["move_id"]: row for row in sample["fund_moves"]}
    before = {
        "issued": {"promised"},
        "transferred": {"issued"},
        "received": {"issued", "transferred"},
        "spent": {"received"},
    }
    for row in moves.values():
        source = row["source_move_id"]
        if source:
            assert moves[source]["stage"] in before[row["stage"]], row["move_id"]
            assert (moves[source]["fund_id"], moves[source]["village_code"]) == (row["fund_id"], row["village_code"])


def test_two_villages_spent_more_than_they_received(sample: County) -> None:
    received = _sum([m for m in sample["fund_moves"] if m["stage"] == "received"], "village_code", "fund_id")
    spent = _sum([m for m in sample["fund_moves"] if m["stage"] == "spent"], "village_code", "fund_id")
    assert {key for key, fen in spent.items() if fen > received[key]} == {("DL05", "F8"), ("LP03", "F8")}


def test_a_few_contracts_settled_below_what_was_paid(sample: County) -> None:
    paid = _sum([m for m in sample["fund_moves"] if m["stage"] == "spent"], "project_id")
    settled = [row for row in sample["contracts"] if row["settled_fen"]]
    below = [row for row in settled if int(row["settled_fen"]) < paid[row["project_id"],]]
    assert 2 <= len(below) <= 6


def test_the_matching_rate_holds_but_for_one_village(sample: County) -> None:
    moves = [m for m in sample["fund_moves"] if m["fund_id"] == "F3" and m["stage"] == "promised"]
    totals = _sum(moves, "village_code", "from_level")
    villages = {village for village, _ in totals}
    assert {v for v in villages if totals[v, "county"] * 2 != totals[v, "household"]} == {"XZ03"}


def test_the_province_refunds_two_fifths_of_last_years_interest(sample: County) -> None:
    interest = [m for m in sample["fund_moves"] if m["fund_id"] == "F4" and m["stage"] == "spent"]
    last_year = sum(int(m["amount_fen"]) for m in interest if m["moved_on"] < "2015")
    (refund,) = [
        m
        for m in sample["fund_moves"]
        if m["from_level"] == "province" and m["fund_id"] == "F4" and m["stage"] == "received"
    ]
    assert int(refund["amount_fen"]) * 5 == last_year * 2


def test_payments_to_households_make_up_their_move(sample: County) -> None:
    moves = {row["move_id"]: row for row in sample["fund_moves"]}
    paid: dict[str, Rows] = defaultdict(list)
    for row in sample["household_payments"]:
        paid[row["move_id"]].append(row)
    assert len(paid) > 200
    for move, payments in paid.items():
        assert moves[move]["stage"] == "spent"
        assert sum(int(row["amount_fen"]) for row in payments) == int(moves[move]["amount_fen"])
        assert len({row["household_id"] for row in payments}) == int(moves[move]["beneficiary_households"])
    to_households = {m["move_id"] for m in sample["fund_moves"] if m["to_level"] == "household"}
    assert set(paid) == to_households


def test_protection_has_small_groups_to_work_on(sample: County) -> None:
    counts = [int(m["beneficiary_households"]) for m in sample["fund_moves"] if m["beneficiary_households"]]
    small = sum(count < 5 for count in counts)
    assert 0 < small < len(counts) / 5
    assert sum(row["beneficiary_households"] == "" for row in sample["projects"]) > len(sample["projects"]) / 2


def test_assisted_households_are_part_of_the_village(sample: County) -> None:
    assisted = Counter(row["village_code"] for row in sample["households"])
    for village in sample["villages"]:
        if village["households_total"]:
            assert assisted[village["village_code"]] <= int(village["households_total"])
