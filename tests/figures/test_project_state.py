"""Where a project stands, told from its dates at the as-of date."""

from __future__ import annotations

import pytest
from support.county import project, small_release

from generator.base.blanks import Blank
from generator.figures.projects import ProjectState, dates, state

AS_OF = "2015-06-30"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"accepted_on": "2015-06-01", "completed_on": "2015-05-01"}, ProjectState.ACCEPTED),
        ({"completed_on": "2015-05-01", "planned_end_on": "2015-01-01"}, ProjectState.COMPLETED),
        ({"planned_end_on": "2015-06-29", "started_on": "2015-01-01"}, ProjectState.LATE),
        ({"planned_end_on": "2015-06-30", "started_on": "2015-01-01"}, ProjectState.UNDER_WAY),
        ({"planned_start_on": "2015-06-01"}, ProjectState.LATE_START),
        ({"planned_start_on": "2015-07-01"}, ProjectState.NOT_DUE),
        ({}, ProjectState.NOT_REPORTED),
    ],
)
def test_state(known: dict[str, str], expected: ProjectState) -> None:
    found = small_release({"projects": [project(1, "DL01", 100, **known)]}).projects[0]
    assert state(found, AS_OF) is expected


def test_a_date_that_cannot_exist_yet_is_not_due() -> None:
    rows = [project(1, "DL01", 100, planned_start_on="2015-05-01", planned_end_on="2015-12-01")]
    found = dates(small_release({"projects": rows}).projects[0], AS_OF)
    assert (found.started_on, found.completed_on, found.accepted_on) == (
        Blank.NOT_REPORTED,
        Blank.NOT_DUE,
        Blank.NOT_DUE,
    )
