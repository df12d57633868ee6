"""Units that answer for villages, and which village each answers for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random

from generator.sample.places import Village
from generator.sample.story import START, Later, Row, apportion, chance, days

ORIGINS = (("province", "省直", 7), ("guangzhou", "广州市", 25), ("prefecture", "清远市", 13), ("county", "连州市", 12))
"""(code, label, villages of the plan's 57)"""
FIELDS = (
    "农业",
    "水务",
    "交通",
    "林业",
    "教育",
    "卫生",
    "文化",
    "商务",
    "科技",
    "城建",
    "供电",
    "粮食",
    "气象",
    "档案",
)
KINDS = ("局", "服务中心", "研究所", "投资公司", "学校", "协会")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    id: str
    name: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """One unit answering for one village."""

    unit: Unit
    village_code: str
    is_lead: bool


def helps(seed: int, places: tuple[Village, ...]) -> tuple[Help, ...]:
    """One lead unit for every provincial key village; some units lead two, some villages have a second unit."""
    codes = [village.code for village in places if village.is_province_key]
    chance(seed, "helpers").shuffle(codes)
    counts = apportion(len(codes), [float(share) for *_, share in ORIGINS])
    numbers = count(1)
    found: list[Help] = []
    for (origin, label, _), number in zip(ORIGINS, counts, strict=True):
        mine, codes = sorted(codes[:number]), codes[number:]
        unit = None
        for position, code in enumerate(mine):
            if unit is None or position % 8 != 7:
                unit = _unit(next(numbers), origin, label)
            found.append(Help(unit=unit, village_code=code, is_lead=True))
            if position % 9 == 4:
                found.append(Help(unit=_unit(next(numbers), origin, label), village_code=code, is_lead=False))
    return tuple(found)


def _unit(number: int, origin: str, label: str) -> Unit:
    turn, field = divmod(number - 1, len(FIELDS))
    kind = KINDS[turn % len(KINDS)]
    serial = "" if turn < len(KINDS) else str(turn // len(KINDS) + 1)
    return Unit(id=f"U{number:03d}", name=f"{label}示例{FIELDS[field]}{kind}{serial}", origin=origin)


def leads(links: tuple[Help, ...]) -> dict[str, Unit]:
    """Lead unit by village code."""
    return {link.village_code: link.unit for link in links if link.is_lead}


def helper_rows(seed: int, links: tuple[Help, ...]) -> Iterator[Row]:
    """Rows of `units` and `assignments`."""
    for number, unit in enumerate({link.unit.id: link.unit for link in links}.values(), start=1):
        yield Row(
            "units",
            START,
            {
                "unit_id": unit.id,
                "name": unit.name,
                "origin": unit.origin,
                "office_phone": f"0763-02{number:05d}" if number % 11 else None,
                "office_address": f"示例路{number}号" if number % 7 else None,
                "liaison_role": "扶贫联络员" if number % 13 else None,
            },
        )
    for link in links:
        yield Row(
            "assignments",
            START,
            {
                "unit_id": link.unit.id,
                "village_code": link.village_code,
                "is_lead": link.is_lead,
                "arrived_on": _arrival(chance(seed, "arrival", link.village_code, link.unit.id)),
            },
        )


def _arrival(rng: Random) -> Later | None:
    """Mostly before the deadline of 2013-06-10; about one in eight late, one in twenty never reported."""
    luck = rng.random()
    if luck < 0.05:
        return None
    arrived = date(2013, 5, 20) + days(rng.randrange(21) if luck > 0.15 else rng.randrange(22, 60))
    return Later(((max(START, arrived), arrived),))
