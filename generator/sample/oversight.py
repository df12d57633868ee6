"""Oversight: quarterly inspections, yearly assessments, complaints, replies to findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from generator.sample.documents import ASSESSED, assessment_id
from generator.sample.people import Household
from generator.sample.places import PROVINCE, Village
from generator.sample.story import START, Later, Row, Value, chance, days
from generator.sample.wishes import BROKEN_RATE, OVERSPENT

QUARTERS = [(year, quarter) for year in (2013, 2014, 2015) for quarter in (1, 2, 3, 4)][2:]
RANKED = 250
"""Key villages of the whole prefecture among which ranks are given; invented"""
RANKED_AMONG = "清远市全市省重点帮扶村（示例）"
COMPLAINTS = 74
"""In the whole story; about sixty by the middle of 2015"""

_REMARKS = (
    ("passed", "台账齐全，公示栏有当月公示"),
    ("passed", "项目按计划推进"),
    ("needs_work", "个别项目进度落后，限一个月内赶上"),
    ("needs_work", "帮扶记录录入不及时，限半月内补齐"),
    ("criticised", "连续两个月没有报送进度"),
)
_SUBJECTS = (
    ("identification", 9),
    ("money", 7),
    ("quality", 8),
    ("procurement", 4),
    ("notice", 6),
    ("cadre", 3),
    ("other", 3),
)


def inspection_rows(seed: int, places: tuple[Village, ...], homes: tuple[Household, ...]) -> Iterator[Row]:
    """Rows of `inspections`: a third of the villages each quarter.

    Two remarks wrongly name a person, as happens: the screening of free text has to act on them.
    """
    named = [village for village in places if village.is_province_key]
    for year, quarter in QUARTERS:
        rng = chance(seed, "inspections", year, quarter)
        for village in rng.sample(named, -(-len(named) // 3)):
            yield _inspection(rng, village, year, quarter)
    rng = chance(seed, "leaks")
    for home in rng.sample(homes, min(2, len(homes))):
        yield _leaking(home)


def _inspection(rng: Random, village: Village, year: int, quarter: int) -> Row:
    on = date(year, quarter * 3 - 2, 1) + days(rng.randrange(45, 86))
    result, remark = rng.choices(_REMARKS, (30, 30, 12, 8, 2))[0]
    return _inspection_row(village, on, result, remark if rng.random() > 0.3 else None)


def _leaking(home: Household) -> Row:
    remark = f"抽查{home.head_name}一户，记录本缺签名，限一周内补签"
    return _inspection_row(home.village, date(2014, 6, 24), "needs_work", remark)


def _inspection_row(village: Village, on: date, result: str, remark: str | None) -> Row:
    return Row(
        "inspections",
        on + days(3),
        {
            "inspection_id": f"{village.code}/{on}/{remark}",
            "quarter": f"{on.year}-Q{(on.month + 2) // 3}",
            "inspected_on": on,
            "village_code": village.code,
            "result": result,
            "remark": remark,
        },
    )


def assessment_rows(seed: int, places: tuple[Village, ...]) -> Iterator[Row]:
    """Rows of `assessments`: ranks among the prefecture's villages, so they have gaps; one in twenty not given."""
    ranked = [village for village in places if village.is_province_key]
    among = -(-RANKED * len(ranked) // PROVINCE)
    for year, on in ASSESSED.items():
        rng = chance(seed, "assessments", year)
        for village, rank in zip(ranked, rng.sample(range(1, among + 1), len(ranked)), strict=True):
            score = Decimal(round(9800 - 3000 * rank / among + rng.uniform(-5, 5))) / 100
            is_given = rng.random() > 0.05
            yield Row(
                "assessments",
                on,
                {
                    "year": year,
                    "village_code": village.code,
                    "score": score if is_given else None,
                    "rank": rank if is_given else None,
                    "ranked_among": RANKED_AMONG,
                    "document_id": assessment_id(year) if is_given else None,
                },
            )


def complaint_rows(seed: int, places: tuple[Village, ...]) -> Iterator[Row]:
    """Rows of `complaints`: opened, and closed some weeks later with an outcome."""
    rng = chance(seed, "complaints")
    for number in range(COMPLAINTS):
        opened = START + days(10 + rng.randrange(900))
        closed = opened + days(rng.randrange(10, 100))
        village = rng.choice(places)
        outcome = rng.choices(("upheld", "partly", "rejected"), (3, 4, 6))[0]
        is_closed = rng.random() > 0.05
        yield Row(
            "complaints",
            opened,
            {
                "complaint_id": f"complaint/{number}",
                "month": f"{opened:%Y-%m}",
                "subject": rng.choices([word for word, _ in _SUBJECTS], [weight for _, weight in _SUBJECTS])[0],
                "township_code": village.township_code,
                "village_code": village.code if rng.random() > 0.15 else None,
                "outcome": Later(((closed, outcome),), before="open") if is_closed else "open",
                "closed_month": Later(((closed, f"{closed:%Y-%m}"),)) if is_closed else None,
            },
        )


def reply_rows(places: tuple[Village, ...]) -> Iterator[Row]:
    """Rows of `finding_replies`; a finding is named by village, fund and rule."""
    replies = (
        (OVERSPENT[0], "F8-spent_over_received", date(2015, 4, 20), "explained", "差额由村集体垫付，捐赠款到账后归还"),
        (OVERSPENT[1], "F8-spent_over_received", date(2015, 5, 11), "open", "正在核对收支台账"),
        (BROKEN_RATE, "F3-rate", date(2014, 4, 2), "accepted", "补助少算，差额列入下年预算"),
    )
    by_index = {village.index: village for village in places}
    for index, rule, on, state, reply in replies:
        if index in by_index:
            cells: dict[str, Value | Later] = {
                "finding_id": f"{by_index[index].code}-{rule}",
                "replied_on": on,
                "state": state,
                "reply": reply,
            }
            yield Row("finding_replies", on, {**cells, "replier_role": "镇扶贫办负责人"})
