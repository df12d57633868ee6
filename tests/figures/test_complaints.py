"""The register of complaints: ages in whole months, and no place unless a protected table gives one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.county import small_release

from generator.base.blanks import Blank
from generator.figures.complaints import by_township, months, register


def entry(**given: Any) -> tuple[bool, int | Blank]:
    row = {"complaint_id": "TS-1", "month": "2015-02", "subject": "money", "outcome": "open", **given}
    found = register(small_release({"complaints": [row]}))[0]
    return found.is_open, found.age_months


@pytest.mark.parametrize(("first", "last", "number"), [("2014-11", "2015-02", 3), ("2015-02", "2015-02", 0)])
def test_months_are_whole(first: str, last: str, number: int) -> None:
    assert months(first, last) == number


def test_an_open_complaint_ages_until_the_edition() -> None:
    assert entry() == (True, 4)


def test_an_answered_one_ages_until_its_answer() -> None:
    assert entry(outcome="upheld", closed_month="2015-03") == (False, 1)


def test_an_answer_that_nobody_dates_has_no_age() -> None:
    assert entry(outcome="rejected") == (False, Blank.NOT_REPORTED)


def test_the_oldest_comes_first() -> None:
    assert [e.complaint.month for e in register(small_release())] == ["2015-01", "2015-02"]


def test_places_come_only_from_a_protected_table() -> None:
    release = small_release()
    assert by_township(release) == ()
    table = replace(next(t for t in release.protected_tables if t.table_id == "causes"), measure="complaints")
    found = by_township(replace(release, protected_tables=(table,)))
    assert found
    assert {(figure.table_id, figure.level) for figure in found} == {("causes", "township")}
