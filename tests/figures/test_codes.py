"""Codes that are read out: each names one figure, stands on the page that it says, and is understood as spoken."""

from __future__ import annotations

import pytest
from support.county import fund, move, small_release

from generator.base.blanks import Blank
from generator.base.errors import DataRefused
from generator.figures.coded_places import codes_of, places
from generator.figures.codes import Basis, Coded, Kind, table_codes, value
from generator.figures.spoken_codes import parse
from generator.published.release import Release
from generator.site.county import County
from generator.site.views import codebook


@pytest.fixture(scope="module")
def release() -> Release:
    return small_release()


@pytest.fixture(scope="module")
def basis(release: Release) -> Basis:
    return codebook.basis(County.of(release))


def every(basis: Basis) -> dict[str, Coded]:
    found = [coded for level, place in places(basis) for coded in codes_of(basis, level, place)]
    assert len({coded.code for coded in found}) == len(found)
    return {coded.code: coded for coded in found}


def test_a_code_is_the_place_and_what_the_figure_is(basis: Basis) -> None:
    found = every(basis)
    assert {"DL01-F1", "DL01-ALL", "DL01-ALL-H", "DL01-F2-H", "DL01-G1", "DL01-C1", "DL01-C3", "DL01-N1"} <= set(found)
    assert {"DL-F1", "DL-ALL", "441882-F1", "441882-ALL", "441882-ALL-H", "441882-N1"} <= set(found)
    assert max(len(code.removeprefix(coded.place_code)) for code, coded in found.items()) <= 7


def test_a_code_says_value_page_and_anchor(basis: Basis) -> None:
    found = every(basis)
    received = found["DL01-F1"]
    assert (received.kind, value(received), received.as_of) == (Kind.MONEY, 100_000_00, "2015-06-30")
    assert (received.page, received.anchor) == ("villages/DL01/index.html", "DL01-F1")
    assert (found["441882-F1"].page, found["441882-F1"].anchor) == ("funds/F1/index.html", "441882-F1")
    assert value(found["DL01-C1"]) == "done"
    assert value(found["DL01-C2"]) is Blank.NOT_REPORTED
    assert value(found[f"DL01-{table_codes(basis.tables)['households']}"]) == 20


def test_a_withheld_sum_has_a_code_and_no_value() -> None:
    counts = {"DL01": 3, "DL02": 12, "XZ01": 14}
    lines = [
        move(n, stage, "F2", 1_000_00 * size, village_code=village, beneficiary_households=size)
        for n, (stage, village, size) in enumerate((s, v, c) for s in ("received", "spent") for v, c in counts.items())
    ]
    found = every(codebook.basis(County.of(small_release({"fund_moves": lines}))))
    assert value(found["DL01-ALL-H"]) is Blank.WITHHELD


def test_a_village_that_owes_nothing_has_no_code_for_it(basis: Basis) -> None:
    assert {coded.kind for coded in codes_of(basis, "village", "XZ03")} <= {Kind.MONEY, Kind.GOAL, Kind.COUNT}
    assert {value(coded) for coded in codes_of(basis, "village", "XZ03")} <= {Blank.NOT_APPLICABLE}


def test_a_code_names_the_documents_of_its_lines() -> None:
    lines = [
        move(1, "received", "F1", 5_00, village_code="DL01", document_id="D1"),
        move(2, "spent", "F1", 5_00, village_code="DL01"),
        move(3, "transferred", "F1", 5_00, village_code="DL02", document_id="D1"),
    ]
    found = every(codebook.basis(County.of(small_release({"fund_moves": lines, "funds": [fund("F1")]}))))
    assert found["DL01-F1"].documents == found["DL-ALL"].documents == found["441882-F1"].documents == ("D1",)
    assert "DL02-F1" not in found or not found["DL02-F1"].documents


def test_tables_are_numbered_in_the_order_of_the_release(release: Release) -> None:
    numbers = table_codes(release.protected_tables)
    assert list(numbers.items())[:3] == [("cause_groups", "N1"), ("causes", "N2"), ("household_classes", "N3")]
    assert not {table for table in numbers if table.startswith(("goal_", "household_money_"))}


@pytest.mark.parametrize(
    "spoken",
    [
        "DL01-F2-H",
        "dl01 f2 h",
        " dl 01，f2，h ",
        "ＤＬ０１－Ｆ２－Ｈ",
        "DL零一F二H",
        "dl〇幺-f2h",
        "DL01F2H",
        "DL01—F2—H",
    ],
)
def test_a_code_is_understood_as_it_is_said(basis: Basis, spoken: str) -> None:
    assert parse(spoken, basis).code == "DL01-F2-H"


def test_every_code_comes_back(basis: Basis) -> None:
    for code in every(basis):
        assert parse(code, basis).code == code


@pytest.mark.parametrize(
    ("spoken", "why"),
    [
        ("", "empty"),
        (" -，- ", "empty"),
        ("ZZ09-F2", "place"),
        ("F2", "place"),
        ("DL01" * 40, "place"),
        ("DL01", "figure"),
        ("DL01-F99", "figure"),
        ("DL09-F2", "figure"),
        ("DL01-F2-H-H", "figure"),
        ("DL01-'; DROP", "figure"),
    ],
)
def test_what_is_no_code_is_refused_with_a_way_on(basis: Basis, spoken: str, why: str) -> None:
    with pytest.raises(DataRefused) as refusal:
        parse(spoken, basis)
    (finding,) = refusal.value.findings
    assert finding.code == f"code.{why}"
    assert "DL03-F2" in finding.remedy.zh
    assert spoken not in finding.rule.zh or not spoken


def test_what_may_be_two_codes_is_refused() -> None:
    """`A-1` and `A1` sound alike: the hyphen decides, and without it nothing does."""
    funds = [fund("A-1"), fund("A1")]
    lines = [move(n, "received", f, 5_00, village_code="DL01") for n, f in ((1, "A-1"), (2, "A1"))]
    basis = codebook.basis(County.of(small_release({"fund_moves": lines, "funds": funds})))
    assert parse("DL01-A-1", basis).subject == "A-1"
    assert parse("dl01-a1", basis).subject == "A1"
    with pytest.raises(DataRefused) as refusal:
        parse("DL01 A 1", basis)
    assert [finding.code for finding in refusal.value.findings] == ["code.several"]
