"""Sums of what is shown; private persons together; shares exact to a tenth of a percent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from support.county import move, project, small_release

from generator.base.blanks import Blank, Figure
from generator.figures.organisations import dealings, flows, has_page, is_person, merged, share, shown

FIGURES = st.one_of(st.integers(1, 10**9), st.sampled_from([Blank.WITHHELD, Blank.NOT_DUE]))


@settings(deadline=None, derandomize=True)
@given(st.lists(FIGURES, max_size=6))
def test_a_sum_of_the_shown_counts_the_withheld(amounts: list[Figure]) -> None:
    total, withheld = shown(amounts)
    numbers = [a for a in amounts if isinstance(a, int)]
    assert withheld == sum(a is Blank.WITHHELD for a in amounts)
    if numbers:
        assert total == sum(numbers)
    else:
        assert total is (amounts[0] if amounts else Blank.NOT_APPLICABLE)


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_share_is_the_nearest_tenth_of_a_percent(part: int, whole: int) -> None:
    found = share(part, whole)
    assert isinstance(found, Decimal)
    assert abs(Fraction(found) - Fraction(100 * part, whole)) <= Fraction(1, 20)


def test_a_share_of_a_blank_says_why_there_is_none() -> None:
    assert share(Blank.WITHHELD, 5) is Blank.WITHHELD
    assert share(5, Blank.NOT_REPORTED) is Blank.NOT_REPORTED
    assert share(5, 0) is Blank.NOT_APPLICABLE


def test_dealings_by_party_and_stage() -> None:
    moves = [
        move(1, "received", "F1", 10_00, payee_id="O1"),
        move(2, "spent", "F1", 7_00, payer_id="O1", payee_id="O2"),
        move(3, "transferred", "F1", 3_00, payer_id="O1"),
        move(4, "spent", "F1", 2_00, payee_id="O1"),
    ]
    tables = {"projects": [project(1, "DL01", 100_00)], "contracts": [], "project_reports": []}
    found = dealings(small_release({**tables, "fund_moves": moves}))
    assert [m.move_id for m in found["O1"].payments] == ["M004"]
    assert flows(found["O1"].taken) == {("F1", "received"): (1, 10_00), ("F1", "spent"): (1, 2_00)}
    assert flows(found["O1"].given) == {("F1", "spent"): (1, 7_00), ("F1", "transferred"): (1, 3_00)}
    assert flows(merged(found.values()).taken) == {("F1", "received"): (1, 10_00), ("F1", "spent"): (2, 9_00)}


def test_who_has_a_page() -> None:
    kinds = ("company", "natural_person", "sole_trader", "households", "village_committee")
    rows = [{"organisation_id": f"O{n}", "name": f"测试单位{n}", "kind": kind} for n, kind in enumerate(kinds, 1)]
    found = small_release({"organisations": rows}).organisations
    assert {o.kind for o in found if is_person(o)} == {"natural_person", "sole_trader"}
    assert {o.kind for o in found if has_page(o)} == {"company", "village_committee"}
