"""What changed between two editions: only public figures, nothing of households, and the same after a round trip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.county import fund, move, project, small_linked, small_policy, small_programme
from support.pages import rendered

from generator.base.blanks import Blank
from generator.base.errors import DataRefused
from generator.figures.changes import ACCEPTED, COMPLETED, ITEMS, POSTED, STARTED, Changes, changes
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.private.stages import Protected
from generator.published.package import package, read_package
from generator.published.release import Release
from generator.site.views import village


def protected(frames: dict[str, Any], **programme: Any) -> Protected:
    linked = small_linked(frames)
    known = {"programme": small_programme(**programme), "is_draft": False, "frames": linked.frames, "doubts": ()}
    return protect(mask(type(linked)(**known)), small_policy())


FUNDS = [fund("F1"), fund("F2", pays_households=True)]
OLD = {
    "funds": FUNDS,
    "fund_moves": [
        move(1, "received", "F1", 100_000_00, village_code="DL01"),
        move(2, "spent", "F2", 12_000_00, village_code="DL01", beneficiary_households=12),
    ],
    "projects": [project(1, "DL01", 5_00, started_on="2014-01-01"), project(2, "DL01", 5_00, started_on="2014-02-01")],
    "postings": [],
}
NEW = {
    "funds": FUNDS,
    "fund_moves": [
        move(1, "received", "F1", 100_000_00, village_code="DL01"),
        move(2, "spent", "F2", 12_000_00, village_code="DL01", beneficiary_households=12),
        move(3, "received", "F1", 35_000_00, village_code="DL01"),
        move(4, "spent", "F2", 8_000_00, village_code="DL01", beneficiary_households=8),
    ],
    "projects": [
        project(1, "DL01", 5_00, started_on="2014-01-01", completed_on="2015-06-01", accepted_on="2015-06-20"),
        project(2, "DL01", 5_00),
        project(3, "DL01", 5_00, started_on="2015-06-02"),
    ],
    "notices": [
        {"notice_id": "N1", "kind": "project_before", "title": "开工", "minimum_days": 10, "object_to": "县扶贫办"}
        | {"village_code": "DL01"}
    ],
}


@pytest.fixture(scope="module")
def old() -> Release:
    return release(protected(OLD, edition=1, as_of="2015-05-31"))


@pytest.fixture(scope="module")
def new(old: Release) -> Release:
    return release(protected(NEW, edition=2), old)


def found(new: Release) -> Changes:
    told = changes(new)
    assert told is not None
    return told


def test_money_projects_and_notices_are_compared(new: Release) -> None:
    told = found(new)
    change = told.villages["DL01"]
    assert (told.edition, told.as_of) == (1, "2015-05-31")
    assert change.received == (100_000_00, 135_000_00)
    assert change.spent == (0, 0)
    assert {what: codes for what, codes in change.new.items() if codes} == {
        STARTED: ("J003",),
        COMPLETED: ("J001",),
        ACCEPTED: ("J001",),
        POSTED: ("N1",),
    }
    assert {what: codes for what, codes in change.gone.items() if codes} == {STARTED: ("J002",)}


def test_nothing_of_households_is_compared(old: Release, new: Release) -> None:
    """Payments to 12 and to 8 households are in the tables; neither sum nor difference is in the figures."""
    assert {row.what for row in new.earlier_figures} <= {"received", "spent", *ITEMS}
    shown = {row.amount_fen for row in new.earlier_figures if not isinstance(row.amount_fen, Blank)}
    public = {total.amount_fen for total in old.money_totals}
    assert shown <= public
    assert not shown & {12_000_00, 8_000_00, 20_000_00}
    goals = {goal.goal_id for goal in new.goals if goal.level == "village"}
    assert {code for row in new.earlier_figures if row.what in ("met", "behind") for code in row.items} <= goals


def test_the_package_carries_it(new: Release, tmp_path: Path) -> None:
    for artifact in package(new):
        path = tmp_path / artifact.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(artifact.data)
    assert read_package(tmp_path) == new
    assert changes(read_package(tmp_path)) == changes(new)


def test_a_page_says_it_in_three_sentences(new: Release) -> None:
    page = rendered(new, village)["villages/DL01/index.html"]
    text = " ".join(page.text.split())
    assert "和上一期比（第 1 期，截至 2015年5月31日）" in text
    assert "给单位和项目的钱：新到账 3.50 万元，没有新支出。" in text
    assert (
        "1 个项目开工（项目3），1 个项目完工（项目1），1 个项目验收（项目1），1 个项目的日期有更正（项目2）。" in text
    )
    assert "新张贴公示 1 张；目标的状态没有变。" in text


def test_an_edition_without_one_before_says_so() -> None:
    first = rendered(release(protected(OLD, edition=1)), village)["villages/DL01/index.html"].text
    assert "这是第一期，还没有上一期可以比。" in first
    later = rendered(release(protected(OLD, edition=7)), village)["villages/DL01/index.html"].text
    assert "这是第一期" not in later
    assert "本期没有附上一期的数" in later


def test_nothing_changed_is_said_too() -> None:
    old = release(protected(OLD, edition=1))
    page = rendered(release(protected(OLD, edition=2), old), village)["villages/DL01/index.html"]
    text = " ".join(page.text.split())
    assert "没有新到账" in text
    assert "没有项目新开工、完工或验收。" in text
    assert "没有新张贴公示；目标的状态没有变。" in text


@pytest.mark.parametrize(
    "changed",
    [{"edition": 2}, {"edition": 3}, {"county_code": "441883"}, {"programme_id": "other"}, {"as_of": "2015-12-31"}],
    ids=["the same edition", "a later edition", "another county", "another programme", "a later day"],
)
def test_only_an_edition_before_may_be_compared_with(changed: dict[str, Any]) -> None:
    other = release(protected(OLD, **{"edition": 1, **changed}))
    with pytest.raises(DataRefused) as refusal:
        release(protected(NEW, edition=2), other)
    assert [finding.code for finding in refusal.value.findings] == ["release.previous"]
