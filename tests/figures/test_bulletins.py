"""Bulletins: periods, events in their month, reports owed, and one truth about where projects stand."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.county import move, project, small_release

from generator.base.blanks import Blank
from generator.figures.bulletins import Journal, bulletin, journal, owed, standing, total
from generator.figures.money import STAGES
from generator.figures.periods import last_day, months, quarters
from generator.figures.projects import state
from generator.published.release import Release
from generator.published.rows import Project

AS_OF = "2015-06-30"


def told(release: Release) -> Journal:
    """Counted by village; what belongs to none under `-`."""
    return journal(release, lambda code: "-" if isinstance(code, Blank) else code)


def works(**dates: Any) -> Journal:
    tables = {"fund_moves": [move(1, "promised", "F1", 100_00, project_id="J001", village_code="DL01")]}
    rows = {"projects": [project(1, "DL01", 100_00, **dates)], "contracts": [], "project_reports": [], "notices": []}
    return told(small_release({**tables, **rows, "postings": []}))


def test_periods_run_from_the_month_of_the_start_to_the_month_of_the_date() -> None:
    found = months("2013-11-18", "2014-04-30")
    assert [p.code for p in found] == ["2013-11", "2013-12", "2014-01", "2014-02", "2014-03", "2014-04"]
    inside = {p.code: p.months for p in quarters("2013-11-18", "2014-04-30")}
    assert inside["2013-q4"] == ("2013-11", "2013-12")
    assert list(inside) == ["2013-q4", "2014-q1", "2014-q2"]
    assert quarters("2013-11-18", "2014-04-30")[1].last_day == "2014-03-31"
    assert months("2016-01-01", "2015-06-30") == ()
    assert [last_day(m) for m in ("2015-02", "2016-02", "2015-12")] == ["2015-02-28", "2016-02-29", "2015-12-31"]


def test_money_counts_in_the_month_of_its_date_and_transfers_never() -> None:
    moves = [
        move(1, "spent", "F1", 1_00, village_code="DL01", moved_on="2014-05-01"),
        move(2, "spent", "F1", 2_00, village_code="DL01", moved_on="2014-05-31"),
        move(3, "spent", "F1", 4_00, moved_on="2014-06-01"),
        move(4, "transferred", "F1", 8_00, village_code="DL01", moved_on="2014-05-10"),
        move(5, "spent", "F1", 16_00, village_code="DL01", moved_on="2013-05-10"),
    ]
    tables = {"fund_moves": moves, "projects": [], "contracts": [], "project_reports": []}
    found = told(small_release(tables))
    money = {key: n for key, n in bulletin(found, "2014-05").counts.items() if key[1] in (*STAGES, "transferred")}
    assert money == {("DL01", "spent"): 3_00}
    assert bulletin(found, "2014-q2").counts["-", "spent"] == 4_00
    assert bulletin(found, "2014-05").so_far["DL01", "spent"] == 19_00
    assert sum(n for (_, what), n in total(found.counts, found.counts).items() if what == "spent") == 23_00


def test_events_stand_in_their_month() -> None:
    found = works(
        planned_start_on="2014-01-05",
        planned_end_on="2014-03-10",
        started_on="2014-02-28",
        completed_on="2014-05-02",
        accepted_on="2014-05-20",
    )
    seen = {code: Counter(e.what for e in bulletin(found, code).events) for code in found.periods}
    assert {code: dict(counts) for code, counts in seen.items() if counts} == {
        "2014-02": {"started": 1},
        "2014-03": {"overdue": 1},
        "2014-05": {"completed": 1, "accepted": 1},
        "2014-q1": {"started": 1, "overdue": 1},
        "2014-q2": {"completed": 1, "accepted": 1},
    }


@pytest.mark.parametrize(
    ("planned_end", "completed", "month"),
    [
        ("2014-03-10", "2014-03-31", ""),
        ("2014-03-10", "2014-04-01", "2014-03"),
        ("2014-03-31", Blank.NOT_REPORTED, "2014-04"),
        ("2015-06-29", Blank.NOT_REPORTED, "2015-06"),
        ("2015-06-30", Blank.NOT_REPORTED, ""),
        (Blank.NOT_REPORTED, Blank.NOT_REPORTED, ""),
    ],
)
def test_a_project_becomes_overdue_once(planned_end: object, completed: object, month: str) -> None:
    found = works(planned_start_on="2014-01-05", planned_end_on=planned_end, completed_on=completed)
    overdue = [m for m, events in found.events.items() if any(e.what == "overdue" for e in events)]
    assert overdue == ([month] if month else [])


def test_reports_are_owed_from_the_earlier_start_to_completion_once_the_month_is_over() -> None:
    def months_of(**dates: Any) -> tuple[str, ...]:
        return owed(works(**dates).projects[0], AS_OF)

    assert months_of(planned_start_on="2014-02-10", started_on="2014-03-01", completed_on="2014-04-02") == (
        "2014-02",
        "2014-03",
        "2014-04",
    )
    assert months_of(planned_start_on="2015-04-10") == ("2015-04", "2015-05")
    assert months_of(started_on="2015-06-10") == ()
    assert months_of() == ()


def test_a_report_counts_where_it_is_owed() -> None:
    reports = [
        {"project_id": "J001", "month": m, "progress_percent": 1, "reported_on": "2015-06-01"}
        for m in ("2014-02", "2014-09")
    ]
    dates = {"planned_start_on": "2014-02-10", "completed_on": "2014-04-02"}
    tables = {"projects": [project(1, "DL01", 100_000_00, **dates)], "project_reports": reports}
    found = told(small_release(tables))
    assert dict(bulletin(found, "2014-q1").reports) == {("DL01", "owed"): 2, ("DL01", "reported"): 1}
    assert dict(bulletin(found, "2014-09").reports) == {}
    assert bulletin(found, "2015-06").due_months == ()


def test_notices_count_by_the_day_they_went_up_in_the_village_of_their_project() -> None:
    shared = {"kind": "project_before", "title": "公示", "minimum_days": 10, "object_to": "县扶贫办"}
    notices = [
        {"notice_id": "N1", "posted_from": "2014-05-03", "project_id": "J001", **shared},
        {"notice_id": "N2", "posted_from": "2014-05-04", **shared},
        {"notice_id": "N3", **shared},
    ]
    found = bulletin(told(small_release({"notices": notices, "postings": []})), "2014-05")
    assert {key: n for key, n in found.counts.items() if key[1] == "notices"} == {
        ("DL01", "notices"): 1,
        ("-", "notices"): 1,
    }
    assert found.kinds == {"project_before": 2}


def test_inspections_belong_to_their_quarter() -> None:
    found = told(small_release())
    assert [i.inspection_id for i in bulletin(found, "2015-q1").inspections] == ["I1"]
    assert bulletin(found, "2015-03").inspections == ()


START = date(2013, 6, 1)
DAYS = st.one_of(
    st.just(Blank.NOT_REPORTED), st.integers(0, 900).map(lambda n: (START + timedelta(days=n)).isoformat())
)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.tuples(*[DAYS] * 5))
def test_a_project_stands_now_where_the_projects_page_says(dates: tuple[str, ...]) -> None:
    names = ("planned_start_on", "planned_end_on", "started_on", "completed_on", "accepted_on")
    known = {n: d for n, d in zip(names, dates, strict=True) if n.startswith("planned") or str(d) <= AS_OF}
    found: Project = works(**known).projects[0]
    assert standing(found, AS_OF) is state(found, AS_OF)
