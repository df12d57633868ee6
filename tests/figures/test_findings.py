"""Each rule on a county made for it: what breaks it, what just keeps it, and what is never computed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from support.county import fund, move, project, small_release
from support.household_money import COUNTY, HIDDEN, with_money

from generator.base.blanks import Blank
from generator.figures.findings.find import Findings, RuleResult, find
from generator.figures.findings.record import PublicFinding
from generator.figures.findings.rules import reference_rules
from generator.published.release import Release

WAN = 10_000_00
WITHHELD, MISSING, NONE = Blank.WITHHELD, Blank.NOT_REPORTED, Blank.NOT_APPLICABLE


def county(**frames: Any) -> Release:
    """The small county without its money, projects and contracts, and with `frames`."""
    empty: dict[str, Any] = dict.fromkeys(("fund_moves", "projects", "contracts", "project_reports", "documents"), ())
    return small_release({**empty, "notices": (), "postings": (), "finding_replies": (), **frames})


def checked(release: Release, rule_id: str, **changes: Any) -> RuleResult:
    rules = [replace(rule, is_on=True, **changes) for rule in reference_rules() if rule.rule_id == rule_id]
    return find(release, rules).results[0]


def only(result: RuleResult) -> PublicFinding:
    assert len(result.found) == 1
    return result.found[0]


def sides(finding: PublicFinding) -> tuple[object, object]:
    return finding.first.value, finding.second.value


def at(release: Release, as_of: str) -> Release:
    return replace(release, programme=replace(release.programme, as_of=as_of))


# totals


@pytest.mark.parametrize(("stated", "found"), [(30_00, 0), (31_00, 1)])
@pytest.mark.parametrize("stage", ["promised", "issued"])
def test_a_document_equals_its_lines(stage: str, stated: int, found: int) -> None:
    paper = {"document_id": "D9", "title": "文", "issuer": "局", "issued_on": "2014-01-10", "stated_total_fen": stated}
    lines = [move(n, stage, "F1", fen, document_id="D9", village_code="DL01") for n, fen in ((1, 10_00), (2, 20_00))]
    result = checked(county(documents=[paper], fund_moves=lines), "document_total")
    assert (len(result.found), result.checked) == (found, 1)
    if found:
        finding = only(result)
        assert (finding.finding_id, finding.at_stake_fen, finding.fund_id) == ("D9-document_total", 1_00, "F1")
        assert sides(finding) == (31_00, 30_00)
        assert [row.key for row in finding.second.rows] == ["M001", "M002"]


def test_a_document_with_projects_is_compared_with_their_budgets() -> None:
    paper = {"document_id": "D9", "title": "文", "issuer": "局", "issued_on": "2014-01-10", "stated_total_fen": 5_00}
    release = county(documents=[paper], projects=[project(1, "DL01", 4_00, document_id="D9")])
    assert sides(only(checked(release, "document_total"))) == (5_00, 4_00)
    hidden = replace(release, projects=tuple(replace(p, budget_fen=WITHHELD) for p in release.projects))
    assert checked(hidden, "document_total").unknown == {WITHHELD: 1}
    stated = replace(release, documents=tuple(replace(d, stated_total_fen=WITHHELD) for d in release.documents))
    assert checked(stated, "document_total").unknown == {WITHHELD: 1}


@pytest.mark.parametrize(("promised", "found"), [(7_00, 0), (8_00, 1)])
def test_a_budget_equals_what_was_promised(promised: int, found: int) -> None:
    line = move(1, "promised", "F1", promised, village_code="DL01", project_id="J001")
    result = checked(county(projects=[project(1, "DL01", 7_00)], fund_moves=[line]), "budget_total")
    assert [f.finding_id for f in result.found] == ["J001-budget_total"][:found]
    assert checked(county(projects=[project(1, "DL01", 7_00)]), "budget_total").unknown == {MISSING: 1}


# spent and received


def spending(received: int, spent: int, **more: Any) -> Release:
    lines = [
        move(1, "received", "F1", received, village_code="DL01", moved_on="2014-03-01", **more),
        move(2, "spent", "F1", spent, village_code="DL01", moved_on="2014-04-01", **more),
    ]
    return county(projects=[project(1, "DL01", 100_00)], fund_moves=lines)


@pytest.mark.parametrize(("spent", "found"), [(50_00, 0), (50_01, 1)])
def test_a_place_spends_no_more_than_it_received(spent: int, found: int) -> None:
    result = checked(spending(50_00, spent), "spent_over_received")
    assert [f.finding_id for f in result.found] == ["DL01-F1-spent_over_received"][:found]
    if found:
        finding = only(result)
        assert (finding.at_stake_fen, finding.since, finding.is_open) == (1, "2014-04-01", True)
        assert finding.first.rows[0].key == "village/DL01/F1/spent"


def test_spending_without_any_receipt_is_found_and_a_township_is_not_found_again() -> None:
    lines = [move(1, "spent", "F1", 1_00, village_code="DL01"), move(2, "received", "F1", 9_00, village_code="XZ01")]
    result = checked(county(fund_moves=lines), "spent_over_received")
    assert [f.finding_id for f in result.found] == ["DL01-F1-spent_over_received"]


def test_money_of_no_village_is_checked_too() -> None:
    result = checked(
        county(fund_moves=[move(1, "spent", "F1", 1_00), move(2, "received", "F1", 50)]), "spent_over_received"
    )
    assert only(result).finding_id == f"{COUNTY}-F1-spent_over_received"
    assert only(result).village_code is NONE


def test_the_book_of_households_is_checked_apart_and_never_where_it_is_withheld() -> None:
    told = {
        ("village", "DL01", "F2"): (9, 9, 5, 7),
        ("village", "DL02", "F2"): HIDDEN,
        ("village", "DL01", "all"): (9, 9, 5, 7),
    }
    result = checked(with_money(county(), told, {"village": "2014-12-31"}), "spent_over_received")
    finding = only(result)
    assert (finding.finding_id, finding.at_stake_fen) == ("DL01-F2-H-spent_over_received", 2)
    assert finding.since == "2014-12-31"
    assert result.unknown == {WITHHELD: 1}


@pytest.mark.parametrize(("spent", "found"), [(50_00, 0), (50_01, 1)])
def test_a_project_spends_no_more_than_it_received(spent: int, found: int) -> None:
    result = checked(spending(50_00, spent, project_id="J001"), "project_overspent")
    assert [f.finding_id for f in result.found] == ["J001-project_overspent"][:found]


def test_a_project_without_receipts_of_its_own_is_not_judged_nor_is_one_that_shows_no_budget() -> None:
    assert checked(spending(1, 2), "project_overspent").unknown == {MISSING: 1}
    release = spending(1, 2, project_id="J001")
    hidden = replace(release, projects=tuple(replace(p, budget_fen=WITHHELD) for p in release.projects))
    assert checked(hidden, "project_overspent").unknown == {WITHHELD: 1}


def test_since_is_the_day_from_which_it_stays_too_much() -> None:
    lines = [
        move(1, "spent", "F1", 5_00, village_code="DL01", moved_on="2014-01-01"),
        move(2, "received", "F1", 5_00, village_code="DL01", moved_on="2014-02-01"),
        move(3, "spent", "F1", 1_00, village_code="DL01", moved_on="2014-03-01"),
    ]
    assert only(checked(county(fund_moves=lines), "spent_over_received")).since == "2014-03-01"


# payments


def paid(fen: int, settled: int | Blank) -> Release:
    contract = {"contract_id": "C1", "project_id": "J001", "organisation_id": "O1", "method": "inquiry"}
    contract |= {"signed_on": "2014-06-01", "contract_fen": 9_00, "settled_fen": settled}
    lines = [
        move(1, "spent", "F1", fen, village_code="DL01", project_id="J001", payee_id="O1"),
        move(2, "spent", "F1", 99_00, village_code="DL01", project_id="J001", payee_id="O2"),
    ]
    return county(projects=[project(1, "DL01", 100_00)], fund_moves=lines, contracts=[contract])


@pytest.mark.parametrize(("fen", "found"), [(9_00, 0), (9_01, 1)])
def test_no_more_is_paid_than_settled(fen: int, found: int) -> None:
    result = checked(paid(fen, 9_00), "settled_below_paid")
    assert [(f.finding_id, f.at_stake_fen) for f in result.found] == [("C1-settled_below_paid", 1)][:found]


def test_what_is_not_settled_or_not_shown_is_not_judged() -> None:
    assert sum(checked(paid(9_00, Blank.NOT_DUE), "settled_below_paid").unknown.values()) == 1
    release = paid(9_01, 9_00)
    hidden = replace(release, contracts=tuple(replace(c, settled_fen=WITHHELD) for c in release.contracts))
    assert checked(hidden, "settled_below_paid").unknown == {WITHHELD: 1}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, 1),
        ({"moved_on": "2014-06-20"}, 0),
        ({"amount_fen": 4_99}, 0),
        ({"payee_id": "O2"}, 0),
        ({"fund_id": "F2"}, 0),
        ({"village_code": "DL02"}, 0),
        ({"project_id": "J002"}, 0),
        ({"stage": "received"}, 0),
    ],
)
def test_the_same_payment_twice_within_the_limit(change: dict[str, Any], found: int) -> None:
    first = move(1, "spent", "F1", 5_00, village_code="DL01", project_id="J001", payer_id="O2", payee_id="O1")
    second = {**first, "move_id": "M002", "moved_on": "2014-06-19", **change}
    projects = [project(1, "DL01", 100_00), project(2, "DL01", 100_00)]
    if change.get("village_code"):
        second["project_id"] = first["project_id"] = NONE
    result = checked(county(projects=projects, fund_moves=[first, second]), "paid_twice")
    assert [(f.finding_id, f.at_stake_fen) for f in result.found] == [("M002-paid_twice", 5_00)][:found]


def test_payments_that_name_nobody_are_not_judged() -> None:
    lines = [move(n, "spent", "F1", 5_00, village_code="DL01") for n in (1, 2)]
    assert checked(county(fund_moves=lines), "paid_twice").unknown == {MISSING: 2}


# rules of funds


def subsidy(*issued: tuple[str, str, int], as_of: str = "2016-02-29") -> Release:
    """F1 promises 20 wan to each village led from `province`, in 2014 and 2015. `issued`: (village, day, fen)."""
    rule = fund(
        "F1", amount_per_village_fen=20 * WAN, instalment_years=("2014", "2015"), eligible_origins=("province",)
    )
    lines = [move(n, "issued", "F1", fen, village_code=v, moved_on=on) for n, (v, on, fen) in enumerate(issued, 1)]
    release = county(funds=[rule, fund("F2"), fund("F3")], fund_moves=lines)
    return at(with_money(release, {}), as_of)


WHOLE = (("DL01", "2014-05-01", 10 * WAN), ("DL01", "2015-05-01", 10 * WAN))


def test_an_eligible_village_gets_its_amount_in_its_years() -> None:
    release = subsidy(*WHOLE)
    for rule in ("village_amount", "instalment_missing", "not_eligible"):
        assert (checked(release, rule).found, checked(release, rule).unknown) == ((), {}), rule
    assert checked(release, "village_amount").checked == 1


@pytest.mark.parametrize(
    ("issued", "as_of", "stake"),
    [
        ((*WHOLE, ("DL01", "2015-06-01", 1)), "2015-06-30", 1),
        (WHOLE[:1], "2016-02-29", 10 * WAN),
        ((), "2015-12-31", 20 * WAN),
    ],
)
def test_more_is_found_at_once_and_less_once_the_years_are_over(issued: Any, as_of: str, stake: int) -> None:
    finding = only(checked(subsidy(*issued, as_of=as_of), "village_amount"))
    assert (finding.finding_id, finding.at_stake_fen) == ("DL01-F1-village_amount", stake)


def test_less_is_not_due_before_the_years_are_over() -> None:
    assert checked(subsidy(*WHOLE[:1], as_of="2015-12-30"), "village_amount").unknown == {Blank.NOT_DUE: 1}


def test_each_year_that_is_over_has_its_instalment() -> None:
    late = (("DL01", "2015-05-01", 20 * WAN),)
    finding = only(checked(subsidy(*late), "instalment_missing"))
    assert (finding.finding_id, finding.first.value) == ("DL01-F1-2014-instalment_missing", "2014")
    result = checked(subsidy(as_of="2015-06-30"), "instalment_missing")
    assert [f.first.value for f in result.found] == ["2014"]
    assert result.unknown == {Blank.NOT_DUE: 1}
    assert checked(subsidy(as_of="2014-12-30"), "instalment_missing").unknown == {Blank.NOT_DUE: 2}


@pytest.mark.parametrize(
    ("cell", "dates", "unknown"),
    [
        (HIDDEN, {"village": "2015-12-31"}, WITHHELD),
        ((5, 5, 5, 5), {"village": "2015-12-31"}, WITHHELD),
        ((0, 0, 0, 0), {"village": "2013-12-31"}, Blank.NOT_DUE),
        ((0, 0, 0, 0), {"village": "2015-12-31"}, None),
    ],
)
def test_a_shortage_is_never_computed_where_households_may_hold_the_rest(
    cell: Any, dates: dict[str, str], unknown: Blank | None
) -> None:
    release = with_money(subsidy(*WHOLE[:1]), {("village", "DL01", "F1"): cell}, dates)
    for rule in ("village_amount", "instalment_missing"):
        result = checked(release, rule)
        assert set(result.unknown) == ({unknown} if unknown else set()), rule
        assert len(result.found) == (0 if unknown else 1), rule


def test_an_excess_needs_no_other_line() -> None:
    release = with_money(subsidy(*WHOLE, ("DL01", "2015-06-01", 1)), {("village", "DL01", "F1"): HIDDEN})
    assert only(checked(release, "village_amount")).at_stake_fen == 1


def test_only_villages_led_from_where_the_rule_says_may_have_it() -> None:
    """DL01 is led from the province, XZ01 from elsewhere, XZ03 by nobody as befits its kind; DL02 reports nobody."""
    issued = (*WHOLE, ("XZ03", "2014-05-01", 3_00), ("DL02", "2014-05-01", 1), ("XZ01", "2014-05-01", 2_00))
    release = subsidy(*issued)
    unit = replace(release.units[0], unit_id="U2", origin="guangzhou")
    lead = replace(release.assignments[0], unit_id="U2", village_code="XZ01")
    led = replace(release, units=(*release.units, unit), assignments=(*release.assignments, lead))
    result = checked(led, "not_eligible")
    assert {(f.finding_id, f.at_stake_fen, *sides(f)) for f in result.found} == {
        ("XZ03-F1-not_eligible", 3_00, NONE, "province"),
        ("XZ01-F1-not_eligible", 2_00, "guangzhou", "province"),
    }
    assert result.unknown == {MISSING: 1}


@pytest.mark.parametrize(("use", "found"), [("road", 0), ("housing", 1)])
def test_uses_are_those_of_the_rule(use: str, found: int) -> None:
    lines = [
        move(n, stage, "F1", 4_00, village_code="DL01", project_id="J001", use=use)
        for n, stage in enumerate(("promised", "issued", "spent"), 1)
    ]
    frames = {"funds": [fund("F1", allowed_uses=("road", "water"))], "projects": [project(1, "DL01", 4_00)]}
    result = checked(county(fund_moves=lines, **frames), "use_not_allowed")
    assert [(f.finding_id, f.at_stake_fen) for f in result.found] == [("J001-F1-use_not_allowed", 4_00)][:found]
    if found:
        assert sides(only(result)) == ("housing", "road;water")


def test_a_use_that_nobody_states_is_not_reported() -> None:
    release = county(funds=[fund("F1", allowed_uses=("road",))], fund_moves=[move(1, "spent", "F1", 4_00)])
    assert checked(release, "use_not_allowed").unknown == {MISSING: 1}


def matched(own: int, given: int, stage: str = "issued") -> Release:
    lines = [
        move(1, stage, "F1", own, village_code="DL01", from_level="household", payer_id="O1"),
        move(2, stage, "F1", given, village_code="DL01"),
    ]
    return county(funds=[fund("F1", rate_percent=Decimal(50)), fund("F2")], fund_moves=lines)


@pytest.mark.parametrize(("given", "found"), [(50_00, 0), (50_99, 0), (51_00, 1), (49_00, 1)])
@pytest.mark.parametrize("stage", ["issued", "promised"])
def test_a_subsidy_is_its_share_of_what_the_farmers_pay(stage: str, given: int, found: int) -> None:
    result = checked(matched(100_00, given, stage), "rate")
    assert [(f.finding_id, f.at_stake_fen) for f in result.found] == [("DL01-F1-rate", 1_00)][:found]


def test_rates_are_not_computed_where_the_fund_pays_households() -> None:
    release = with_money(matched(100_00, 10_00), {("village", "DL01", "F1"): HIDDEN})
    assert (checked(release, "rate").found, checked(release, "rate").unknown) == ((), {WITHHELD: 1})


def refunded(spent: Any, given: Any, as_of: str = "2016-02-29") -> Release:
    release = county(funds=[fund("F1", rate_percent=Decimal(40)), fund("F2")])
    told = {("county", COUNTY, "F1"): (MISSING, 0, 0, spent), ("county_only", COUNTY, "F1"): (MISSING, 0, given, 0)}
    return at(with_money(release, told, {"county": "2015-12-31", "county_only": "2015-12-31"}), as_of)


@pytest.mark.parametrize(
    ("spent", "given", "as_of", "stake"),
    [
        (1000_00, 400_00, "2016-12-31", None),
        (1000_00, 401_00, "2015-06-30", 1_00),
        (1000_00, 399_00, "2016-03-30", 1_00),
    ],
)
def test_a_refund_is_its_share_of_what_the_county_spent(spent: int, given: int, as_of: str, stake: int | None) -> None:
    found = checked(refunded(spent, given, as_of), "rate").found
    assert [(f.finding_id, f.at_stake_fen) for f in found] == ([(f"{COUNTY}-F1-rate", stake)] if stake else [])


@pytest.mark.parametrize(
    ("spent", "given", "as_of", "why"),
    [
        (1000_00, 399_00, "2016-03-29", Blank.NOT_DUE),
        (WITHHELD, 400_00, "2016-03-29", WITHHELD),
        (1000_00, WITHHELD, "2016-03-29", WITHHELD),
    ],
)
def test_a_refund_is_compared_only_when_due_and_shown(spent: Any, given: Any, as_of: str, why: Blank) -> None:
    result = checked(refunded(spent, given, as_of), "rate")
    assert (result.found, result.unknown) == ((), {why: 1})


def test_a_refund_of_another_date_is_not_compared() -> None:
    release = refunded(1000_00, 401_00)
    lines = county(funds=[fund("F1", rate_percent=Decimal(40))], fund_moves=[move(1, "received", "F1", 1)])
    mixed = replace(release, money_totals=lines.money_totals)
    assert checked(mixed, "rate").unknown == {WITHHELD: 1}


# time


@pytest.mark.parametrize(("reported", "found"), [("2014-06-30", 0), ("2014-07-01", 1)])
def test_an_entry_is_late_from_the_end_of_its_month(reported: str, found: int) -> None:
    line = move(1, "issued", "F1", 5_00, moved_on="2014-05-02", reported_on=reported)
    result = checked(county(fund_moves=[line], village_years=()), "late_entry")
    assert [(f.finding_id, f.at_stake_fen) for f in result.found] == [("M001-late_entry", 5_00)][:found]


def test_monthly_reports_and_yearly_figures_are_entries_too_and_an_undated_one_is_not_reported() -> None:
    report = {"project_id": "J001", "month": "2014-02", "progress_percent": 5, "reported_on": "2014-03-31"}
    years = [
        {"village_code": "DL01", "year": 2013, "collective_income_fen": 1, "reported_on": "2014-01-31"},
        {"village_code": "DL02", "year": 2013, "collective_income_fen": 1},
        {"village_code": "XZ01", "year": 2013},
    ]
    release = county(projects=[project(1, "DL01", 1)], project_reports=[report], village_years=years)
    result = checked(release, "late_entry")
    assert [f.finding_id for f in result.found] == ["DL01-2013-late_entry", "J001-2014-02-late_entry"]
    assert (result.unknown, {f.at_stake_fen for f in result.found}) == ({MISSING: 1}, {NONE})


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ({"source_move_id": "M001", "moved_on": "2014-05-19"}, "2014-05-20"),
        ({"source_move_id": "M001", "moved_on": "2014-05-20"}, None),
        ({"document_id": "D9", "moved_on": "2014-05-20"}, "2014-05-21"),
        ({"reported_on": "2014-05-20", "moved_on": "2014-05-22"}, "2014-05-22"),
        ({"source_move_id": "M001", "document_id": "D9", "moved_on": "2014-05-21", "reported_on": "2014-05-21"}, None),
    ],
)
def test_nothing_comes_before_its_cause(line: dict[str, str], limit: str | None) -> None:
    paper = {"document_id": "D9", "title": "文", "issuer": "局", "issued_on": "2014-05-21"}
    lines = [move(1, "promised", "F1", 5_00), move(2, "issued", "F1", 5_00, **line)]
    found = checked(county(documents=[paper], fund_moves=lines), "backdated").found
    assert [(f.finding_id, f.second.value) for f in found] == ([("M002-backdated", limit)] if limit else [])


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({"planned_end_on": "2015-05-31"}, None),
        ({"planned_end_on": "2015-05-30"}, ("2015-05-30", MISSING, True)),
        ({"planned_end_on": "2014-01-01", "completed_on": "2014-01-31"}, None),
        ({"planned_end_on": "2014-01-01", "completed_on": "2014-02-01"}, ("2014-01-01", "2014-02-01", False)),
        ({"planned_start_on": "2015-05-01", "planned_end_on": "2015-12-01"}, ("2015-05-01", MISSING, True)),
        ({"planned_start_on": "2014-01-01", "started_on": "2014-03-01"}, ("2014-01-01", "2014-03-01", False)),
        ({"planned_start_on": "2014-01-01", "accepted_on": "2014-03-01"}, None),
    ],
)
def test_a_project_is_late_after_the_limit_and_stays_listed(dates: dict[str, str], found: Any) -> None:
    result = checked(county(projects=[project(1, "DL01", 7_00, **dates)]), "project_late")
    assert [(*sides(f), f.is_open) for f in result.found] == ([found] if found else [])


def test_a_late_project_shows_why_its_budget_is_not_shown() -> None:
    release = county(projects=[project(1, "DL01", 7_00, planned_end_on="2015-01-01")])
    hidden = replace(release, projects=tuple(replace(p, budget_fen=WITHHELD) for p in release.projects))
    assert only(checked(hidden, "project_late")).at_stake_fen is WITHHELD


@pytest.mark.parametrize(
    ("arrived", "found"), [("2013-06-10", None), ("2013-06-11", (False, "2013-06-11")), (MISSING, (True, MISSING))]
)
def test_cadres_arrive_by_the_day_of_the_goal(arrived: Any, found: Any) -> None:
    goal = {"goal_id": "G9", "title": "进驻", "level": "village", "measure": "cadre_arrival", "operator": "by"}
    goal |= {"village_kinds": ("province_key",), "year": 2013, "due_on": "2013-06-10", "clause": "一"}
    here = {"unit_id": "U1", "village_code": "DL01", "is_lead": True, "arrived_on": arrived}
    city = {"unit_id": "U1", "village_code": "XZ03", "is_lead": True, "arrived_on": "2015-01-01"}
    result = checked(county(goals=[goal], benchmarks=(), assignments=[here, city]), "cadre_late")
    assert [(f.is_open, f.second.value) for f in result.found] == ([found] if found else [])
    assert [f.finding_id for f in result.found] == ["U1-DL01-cadre_late"] * bool(found)
    grace = checked(
        county(goals=[goal], benchmarks=(), assignments=[{**here, "arrived_on": "2013-06-15"}]),
        "cadre_late",
        threshold=5,
    )
    assert grace.found == ()


# notices


def notice(kind: str = "annual_plan", removed: Any = "2014-05-30", **given: Any) -> Release:
    row = {"notice_id": "N1", "kind": kind, "title": "公示", "minimum_days": 10, "object_to": "县扶贫办"}
    row |= {"village_code": "DL01", "posted_from": "2014-05-01", **given}
    posting = {"posting_id": "P1", "notice_id": "N1", "posted_on": "2014-05-01", "poster_role": "文书"}
    paper = {"document_id": "D9", "title": "文", "issuer": "局", "issued_on": "2014-04-09", "stated_total_fen": 8_00}
    works = project(1, "DL01", 7_00, started_on="2014-04-30", completed_on="2014-04-30")
    postings = [{**posting, "removed_on": removed}] if removed else []
    return county(notices=[row], postings=postings, projects=[works], documents=[paper])


@pytest.mark.parametrize(("removed", "found"), [("2014-05-10", 0), ("2014-05-09", 1)])
def test_a_notice_hangs_long_enough(removed: str, found: int) -> None:
    result = checked(notice(removed=removed), "notice_short")
    assert [(f.finding_id, f.is_open) for f in result.found] == [("N1-notice_short", False)][:found]


def test_the_least_days_are_the_rules_own() -> None:
    release = notice(removed="2014-05-09", minimum_days=5)
    assert checked(release, "notice_short", threshold=9).found == ()
    assert only(checked(release, "notice_short", threshold=10)).first.value == "2014-05-10"


def test_a_notice_that_was_never_posted_is_missing_and_not_short() -> None:
    release = notice(removed=None, posted_from=MISSING, project_id="J001")
    finding = only(checked(release, "notice_missing"))
    assert (finding.finding_id, finding.at_stake_fen, finding.is_open) == ("N1-notice_missing", 7_00, True)
    assert checked(release, "notice_short").unknown == {MISSING: 1}


@pytest.mark.parametrize(
    ("rule", "kind", "subject", "latest"),
    [
        ("notice_before_work", "project_before", {"project_id": "J001"}, 1),
        ("notice_after_work", "project_after", {"project_id": "J001"}, 1),
        ("notice_allocation", "fund_allocation", {"document_id": "D9"}, 22),
    ],
)
def test_a_notice_goes_up_within_the_limit(rule: str, kind: str, subject: dict[str, str], latest: int) -> None:
    release = notice(kind, **subject)
    assert checked(release, rule, threshold=latest).found == ()
    late = only(checked(release, rule, threshold=latest - 1))
    assert (late.finding_id, late.second.value) == (f"N1-{rule}", "2014-05-01")
    rules = [replace(r, is_on=True, threshold=latest - 1) for r in reference_rules() if r.rule_id == rule]
    assert find(release, rules).late_notices == {"N1"}
    assert checked(notice("exit_list", **subject), rule).checked == 0


# all of them together


def test_a_rule_that_is_off_finds_nothing_and_looks_at_nothing() -> None:
    release = spending(50_00, 50_01, project_id="J001")
    on = [replace(rule, is_on=True) for rule in reference_rules()]
    assert sum(len(result.found) for result in find(release, on).results) > 1
    for result in find(release, [replace(rule, is_on=False) for rule in on]).results:
        assert (result.found, result.checked, result.unknown) == ((), 0, {})


def replied(*ids: str, off: str = "") -> Findings:
    rows = [
        {"finding_id": key, "replied_on": on, "replier_role": "镇长", "state": "open", "reply": "查"}
        for key in ids
        for on in ("2015-02-01", "2015-01-01")
    ]
    lines = [move(1, "spent", "F1", 1_00, village_code="DL01"), move(2, "received", "F1", 1_00, village_code="DL02")]
    rules = [replace(rule, is_on=rule.rule_id != off) for rule in reference_rules()]
    return find(county(finding_replies=rows, fund_moves=lines), rules)


def test_replies_stand_with_their_finding_oldest_first_and_stay_when_it_is_gone() -> None:
    found = replied("DL01-F1-spent_over_received", "DL09-F1-spent_over_received")
    assert [r.replied_on for r in found.replies["DL01-F1-spent_over_received"]] == ["2015-01-01", "2015-02-01"]
    assert found.gone == ("DL09-F1-spent_over_received",)


def test_a_finding_whose_rule_is_off_is_not_gone() -> None:
    assert replied("DL09-F1-spent_over_received", off="spent_over_received").gone == ()


def test_findings_are_sorted_by_the_amount_with_unknown_ones_last() -> None:
    works = [project(n, "DL01", fen, planned_end_on="2015-01-01") for n, fen in ((1, 5_00), (2, 9_00), (3, 7_00))]
    release = county(projects=works)
    hidden = replace(release, projects=(replace(release.projects[1], budget_fen=WITHHELD), *release.projects[::2]))
    found = checked(hidden, "project_late").found
    assert [f.at_stake_fen for f in found] == [7_00, 5_00, WITHHELD]


def test_the_order_of_rows_changes_nothing() -> None:
    release = small_release()
    turned = replace(release, fund_moves=release.fund_moves[::-1], projects=release.projects[::-1])
    for one, other in zip(find(release).results, find(turned).results, strict=True):
        assert one.found == other.found


def test_ids_are_unique_and_name_their_rule() -> None:
    found = [f for result in find(small_release()).results for f in result.found]
    assert found
    assert len({f.finding_id for f in found}) == len(found)
    assert all(f.finding_id.endswith(f"-{f.rule_id}") and f.first.rows and f.second.rows for f in found)
