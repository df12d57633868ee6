"""The notice clock: both ends count, the longest posting decides, and the as-of date is the only today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.county import small_release

from generator.base.blanks import Blank
from generator.figures.clock import Clock, ClockState, clocks, last_day

NOTICE = {"notice_id": "N1", "kind": "annual_plan", "title": "公示", "minimum_days": 10, "object_to": "县扶贫办"}
POSTING = {"posting_id": "P1", "notice_id": "N1", "posted_on": "2015-02-20", "poster_role": "文书"}


def clock(*postings: dict[str, Any], as_of: str = "2015-06-30", least: int = 10, **notice: Any) -> Clock:
    given = {"posted_from": "2015-02-20", **notice}
    rows = [{**POSTING, "posting_id": f"P{n}", **posting} for n, posting in enumerate(postings, 1)]
    release = small_release({"notices": [{**NOTICE, **given}], "postings": rows})
    return clocks(replace(release, programme=replace(release.programme, as_of=as_of)), least)[0]


def test_the_first_and_the_last_day_count() -> None:
    assert last_day("2015-02-20", 10) == "2015-03-01"
    assert last_day("2016-02-20", 10) == "2016-02-29"
    assert clock({"removed_on": "2015-03-01"}).days_hung == 10


@pytest.mark.parametrize(("removed", "state"), [("2015-03-01", ClockState.DONE), ("2015-02-28", ClockState.SHORT)])
def test_short_is_one_day_less(removed: str, state: ClockState) -> None:
    assert clock({"removed_on": removed}).state is state


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2015-02-19", ClockState.NOT_DUE),
        ("2015-02-20", ClockState.RUNNING),
        ("2015-02-28", ClockState.RUNNING),
        ("2015-03-01", ClockState.DONE),
    ],
)
def test_what_still_hangs_stands_as_the_edition_says(as_of: str, state: ClockState) -> None:
    found = clock({}, as_of=as_of)
    assert found.state is state
    assert found.days_hung is Blank.NOT_DUE


def test_the_longer_of_the_programme_and_the_notice_holds() -> None:
    assert (clock({}, least=7).least_days, clock({}, least=7).last_on) == (10, "2015-03-01")
    assert (clock({}, least=15).least_days, clock({}, least=15).last_on) == (15, "2015-03-06")


def test_without_a_day_it_is_not_posted_and_without_a_record_not_proved() -> None:
    assert clock(posted_from=Blank.NOT_REPORTED).state is ClockState.NOT_POSTED
    assert clock().state is ClockState.NOT_PROVED
    assert clock().days_hung is Blank.NOT_REPORTED


def test_of_several_postings_the_one_that_hung_longest_decides() -> None:
    found = clock({"removed_on": "2015-02-22"}, {"removed_on": "2015-03-05"}, {"removed_on": "2015-02-21"})
    assert (found.state, found.postings) == (ClockState.DONE, 3)
    assert found.posting is not None
    assert found.posting.posting_id == "P2"
    assert clock({"removed_on": "2015-03-05"}, {}).days_hung is Blank.NOT_DUE


@pytest.mark.parametrize(("as_of", "outcome"), [("2015-03-01", Blank.NOT_DUE), ("2015-03-02", Blank.NOT_REPORTED)])
def test_an_outcome_is_owed_from_the_day_after_the_last(as_of: str, outcome: Blank) -> None:
    assert clock({}, as_of=as_of).outcome is outcome
    assert clock({}, as_of=as_of, outcome="no_objection").outcome == "no_objection"
