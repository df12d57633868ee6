"""The notice clock: the last day counts, and coming down earlier is said."""

from __future__ import annotations

import pytest
from support.county import small_release

from generator.site.county import County
from generator.site.text import last_day
from generator.site.views import notices

NOTICE = {"notice_id": "N1", "kind": "project_before", "title": "公示", "minimum_days": 10, "object_to": "县扶贫办"}
POSTING = {"posting_id": "P1", "notice_id": "N1", "posted_on": "2015-02-20", "poster_role": "文书"}


def row(**posting: str) -> notices.NoticeRow:
    found = small_release(
        {
            "notices": [{**NOTICE, "village_code": "DL01", "posted_from": "2015-02-20"}],
            "postings": [{**POSTING, **posting}] if posting else [],
        }
    )
    county = County.of(found)
    return notices.rows(county, county.notices_of_village["DL01"], "../../")[0]


def test_the_last_day_is_the_tenth_day_included() -> None:
    assert last_day("2015-02-20", 10) == "2015-03-01"
    assert row()[5] == ("d", "2015-03-01")


@pytest.mark.parametrize(("removed", "css"), [("2015-03-01", "st done"), ("2015-02-28", "st late")])
def test_coming_down_before_the_last_day_is_said(removed: str, css: str) -> None:
    assert row(removed_on=removed)[7][0] == css


def test_up_and_not_yet_down() -> None:
    assert row(posted_on="2015-02-20")[7] == ("st done", "2015-02-20 起张贴")


def test_no_posting_record_is_not_reported() -> None:
    assert row()[7] == ("b nr", "未报")
