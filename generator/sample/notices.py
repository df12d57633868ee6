"""Notices that are owed or were given, and the proof that they hung: some short, some late, some missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from generator.sample.documents import PLAN_DAYS, PLANS, issue_day, issue_id
from generator.sample.places import Village
from generator.sample.projects import Project
from generator.sample.story import END, Later, Row, Value, chance, days

MINIMUM_DAYS = 10
COUNTY_OFFICE = "连州市扶贫开发办公室（示例）"
EXIT_DAYS = (date(2014, 12, 19), date(2015, 12, 18))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One notice that is owed from a day on."""

    key: str
    kind: str
    title: str
    due: date
    object_to: str
    village_code: str | None = None
    project_key: str | None = None
    document_id: str | None = None


def project_notices(project: Project) -> Iterator[Owed]:
    """One before the work and one after it."""
    village = project.village
    place = f"{village.township_name}政府（示例）"
    common = {"object_to": place, "village_code": village.code, "project_key": project.key}
    due = PLAN_DAYS[project.plan] + days(40)
    yield Owed(key=f"{project.key}/before", kind="project_before", title=f"{project.name}开工前公示", due=due, **common)
    if project.completed and project.completed <= END:
        title, due = f"{project.name}完工公示", project.completed + days(12)
        yield Owed(key=f"{project.key}/after", kind="project_after", title=title, due=due, **common)


def village_notices(village: Village) -> Iterator[Owed]:
    """Annual plan and completion, household list and exit lists of one provincial key village."""
    if not village.is_province_key:
        return
    place, code, name = f"{village.township_name}政府（示例）", village.code, village.name
    lists = [("household_list", date(2013, 6, 8), f"{name}贫困户名单公示")]
    lists += [("exit_list", on, f"{name}{on.year}年脱贫名单公示") for on in EXIT_DAYS]
    for plan, on, _ in PLANS:
        if not plan.endswith("-2"):
            lists.append(("annual_plan", on + days(10), f"{name}{on.year}年项目计划公示"))
            lists.append(("annual_completion", date(on.year + 1, 1, 20), f"{name}{on.year}年完成情况公示"))
    for kind, due, title in lists:
        yield Owed(key=f"{code}/{kind}/{due}", kind=kind, title=title, due=due, object_to=place, village_code=code)


def county_notices(seed: int, papers: list[tuple[str, str]]) -> Iterator[Owed]:
    """The allocation of every issuing paper, by (fund, plan)."""
    for fund, plan in sorted(papers):
        on = issue_day(seed, fund, plan)
        title = f"{on.year}年扶贫资金（{fund}）分配公示"
        key, paper = f"county/{fund}/{plan}", issue_id(fund, plan)
        yield Owed(
            key=key, kind="fund_allocation", title=title, due=on + days(8), object_to=COUNTY_OFFICE, document_id=paper
        )


def notice_rows(seed: int, owed: Owed) -> Iterator[Row]:
    """The rows of `notices` and `postings` of one notice."""
    rng = chance(seed, "notice", owed.key)
    posted = _posted(rng, owed.due)
    stay = rng.randrange(3, 10) if rng.random() < 0.07 else rng.randrange(10, 22)
    result = rng.choices(("no_objection", "objection_settled"), (30, 1))[0]
    since = owed.due if posted is None else min(owed.due, posted)
    yield Row(
        "notices",
        since,
        {
            "notice_id": owed.key,
            "kind": owed.kind,
            "title": owed.title,
            "village_code": owed.village_code,
            "project_id": owed.project_key,
            "document_id": owed.document_id,
            "posted_from": posted and Later(((posted, posted),)),
            "minimum_days": MINIMUM_DAYS,
            "object_to": owed.object_to,
            "outcome": posted and Later(((posted + days(max(stay, MINIMUM_DAYS) + 2), result),)),
        },
    )
    if posted:
        yield _posting(rng, owed, posted, posted + days(stay))


def _posted(rng: Random, due: date) -> date | None:
    """Mostly in time; one in twelve late by weeks, one in fourteen never."""
    luck = rng.random()
    if luck < 0.07:
        return None
    return due + days(rng.randrange(20, 80) if luck < 0.15 else rng.randrange(-5, 3))


def _posting(rng: Random, owed: Owed, posted: date, removed: date) -> Row:
    has_photo = rng.random() > 0.06
    cells: dict[str, Value | Later] = {
        "posting_id": owed.key,
        "notice_id": owed.key,
        "posted_on": posted,
        "removed_on": Later(((removed, removed),)),
        "poster_role": "村委会文书" if owed.village_code else "市扶贫办经办人",
        "photo_number": f"PH{rng.randrange(10**6):06d}" if has_photo else None,
        "photo_sha256": f"{rng.getrandbits(256):064x}" if has_photo else None,
    }
    return Row("postings", posted, cells)
