"""The full method behind the household tables: what it promises, its last resort and its refusal."""

from __future__ import annotations

from typing import Any

import pytest
from support.county import small_linked, small_release

from generator.base.blanks import Blank
from generator.base.errors import ProtectionRefused
from generator.private.protection import hidden_counts
from generator.private.protection.secondary.problem import NotProtectable, Problem
from generator.published.release import Release


def households(**sizes: dict[str, int]) -> list[dict[str, Any]]:
    """village → {cause: number}, as rows of the households table."""
    pattern = small_linked().frames["households"].to_dict("records")[0]
    return [
        {**pattern, "household_id": f"{village}-{cause}-{n}", "village_code": village, "cause": cause}
        for village, causes in sizes.items()
        for cause, number in causes.items()
        for n in range(number)
    ]


def causes() -> tuple[str, ...]:
    """One cause of each group."""
    return tuple({term.group: term.code for term in small_release().programme.terms("causes")}.values())


def small_cells(release: Release) -> list[tuple[object, object]]:
    return [(c.low, c.high) for c in release.household_counts if c.count is Blank.WITHHELD and c.table_id != "persons"]


def test_every_hidden_count_states_a_range_that_holds_1_to_k() -> None:
    first, second, *_ = causes()
    rows = households(DL01={first: 40, second: 3}, DL02={first: 30, second: 20}, XZ01={first: 25, second: 14})
    ranges = small_cells(small_release({"households": rows}))
    assert ranges
    for low, high in ranges:
        assert isinstance(low, int)
        assert isinstance(high, int)
        assert low <= 1 or low >= 5
        assert high >= 5


def test_a_shown_count_is_its_own_range() -> None:
    shown = [c for c in small_release().household_counts if isinstance(c.count, int)]
    assert shown
    assert all(c.low == c.count == c.high for c in shown)


def test_a_county_of_three_households_withholds_all_and_states_no_range() -> None:
    release = small_release({"households": households(DL01={causes()[0]: 3})})
    totals = [c for c in release.household_counts if c.table_id == "households" and c.level == "county"]
    assert [(c.count, c.low, c.high) for c in totals] == [(Blank.WITHHELD,) * 3]


def test_what_cannot_be_protected_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(problem: Problem) -> None:
        raise NotProtectable("limit")

    monkeypatch.setattr(hidden_counts, "suppress", gives_up)
    with pytest.raises(ProtectionRefused) as refusal:
        small_release()
    assert refusal.value.findings[0].code == "protect.impossible"
