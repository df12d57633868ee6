"""Townships and key villages: the plan's twelve townships first, then as many invented ones as are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.base.blanks import Blank
from generator.sample.names import place_names
from generator.sample.story import START, Later, Row, chance

PLAN = (
    ("DL", "大路边镇", 5, 2),
    ("XZ", "星子镇", 6, 2),
    ("XJ", "西江镇", 2, 1),
    ("LP", "龙坪镇", 5, 1),
    ("JP", "九陂镇", 6, 2),
    ("LZ", "连州镇", 5, 2),
    ("BA", "保安镇", 6, 1),
    ("XA", "西岸镇", 6, 2),
    ("DP", "东陂镇", 6, 1),
    ("YA", "瑶安乡", 3, 1),
    ("FY", "丰阳镇", 6, 2),
    ("SS", "三水乡", 1, 0),
)
"""(code, name, provincial key villages as the plan has them, city-level key villages as invented here)"""
PROVINCE, CITY = 57, 17
NAMED = {"XZ07": "上庄村"}
"""The one key village that the plan names; every other village name is invented."""
PER_EXTRA_TOWNSHIP = 6
DEMONSTRATION = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """One key village of the sample."""

    code: str
    name: str
    township_code: str
    township_name: str
    is_province_key: bool
    index: int
    """Place in plan order over all villages"""
    demonstration_on: date | None
    """The day on which it was recognised as a demonstration village"""

    @property
    def committee_id(self) -> str:
        return f"OV-{self.code}"

    @property
    def cooperative_id(self) -> str:
        return f"OH-{self.code}"

    @property
    def office_id(self) -> str:
        """The township government as an organisation."""
        return f"OT-{self.township_code}"


@dataclass(frozen=True, slots=True)
class _Slot:
    code: str
    township: str
    is_province_key: bool


def villages(seed: int, count: int) -> tuple[Village, ...]:
    """`count` villages in plan order; 74 of them are exactly the plan's 57 and 17."""
    slots = list(_slots(count))
    names = place_names(chance(seed, "villages"), count)
    townships = _township_names(seed, slots)
    rewarded = _demonstration_days(seed, [slot.code for slot in slots if slot.is_province_key])
    return tuple(
        Village(
            code=slot.code,
            name=NAMED.get(slot.code, f"{name}村"),
            township_code=slot.township,
            township_name=townships[slot.township],
            is_province_key=slot.is_province_key,
            index=index,
            demonstration_on=rewarded.get(slot.code),
        )
        for index, (slot, name) in enumerate(zip(slots, names, strict=True))
    )


def _slots(count: int) -> Iterator[_Slot]:
    """Places of villages: a part of the plan for a small county, the plan and more townships for a large one."""
    planned = min(count, PROVINCE + CITY)
    room = {True: max(1, round(planned * PROVINCE / (PROVINCE + CITY))), False: 0}
    room[False] = planned - room[True]
    for code, _, province, city in PLAN:
        for number in range(1, province + city + 1):
            is_province_key = number <= province
            if room[is_province_key]:
                room[is_province_key] -= 1
                yield _Slot(f"{code}{number:02d}", code, is_province_key)
    for extra in range(count - planned):
        township = f"T{extra // PER_EXTRA_TOWNSHIP + 1:04d}"
        is_city = extra * CITY % (PROVINCE + CITY) < CITY
        yield _Slot(f"{township}{extra % PER_EXTRA_TOWNSHIP + 1:02d}", township, not is_city)


def _township_names(seed: int, slots: list[_Slot]) -> dict[str, str]:
    known = {code: name for code, name, _, _ in PLAN}
    more = sorted({slot.township for slot in slots} - set(known))
    invented = place_names(chance(seed, "townships"), len(more))
    return known | {code: f"{name}镇" for code, name in zip(more, invented, strict=True)}


def _demonstration_days(seed: int, codes: list[str]) -> dict[str, date]:
    """Fourteen of 57 villages, recognised in four rounds."""
    rng = chance(seed, "demonstration")
    chosen = rng.sample(codes, len(codes) * DEMONSTRATION // PROVINCE)
    rounds = (date(2014, 6, 20), date(2014, 12, 19), date(2015, 6, 18), date(2015, 12, 18))
    return {code: rounds[i % len(rounds)] for i, code in enumerate(chosen)}


def place_rows(seed: int, places: tuple[Village, ...], assisted: Mapping[str, int]) -> Iterator[Row]:
    """Rows of `townships` and `villages`, given the assisted households of each village.

    Coordinates are synthetic and lie around their township.
    """
    townships = {village.township_code: village.township_name for village in places}
    for number, (code, name) in enumerate(townships.items(), start=1):
        yield Row(
            "townships",
            START,
            {
                "township_code": code,
                "name": name,
                "office_phone": f"0763-01{number:05d}",
                "office_address": f"{name}示例街1号",
            },
        )
    for village in places:
        yield _village_row(seed, village, assisted.get(village.code, 0))


def _village_row(seed: int, village: Village, assisted: int) -> Row:
    rng, centre = chance(seed, "village", village.code), chance(seed, "township", village.township_code)
    east, north = 112.15 + centre.random() * 0.5, 24.73 + centre.random() * 0.34
    households = rng.randrange(260, 980) + assisted
    is_located = village.is_province_key or rng.random() > 0.15
    reward = village.demonstration_on
    return Row(
        "villages",
        START,
        {
            "village_code": village.code,
            "township_code": village.township_code,
            "name": village.name,
            "kind": "province_key" if village.is_province_key else "city_key",
            "households_total": households if village.is_province_key or rng.random() > 0.3 else None,
            "population": round(households * rng.uniform(3.6, 4.6)) if village.is_province_key else None,
            "longitude": _degrees(east + rng.uniform(-0.03, 0.03)) if is_located else None,
            "latitude": _degrees(north + rng.uniform(-0.03, 0.03)) if is_located else None,
            "is_demonstration": _demonstration(village, reward),
        },
    )


def _demonstration(village: Village, reward: date | None) -> Later | Blank | bool:
    if not village.is_province_key:
        return Blank.NOT_APPLICABLE
    return False if reward is None else Later(((reward, True),), before=False)


def _degrees(value: float) -> Decimal:
    return Decimal(round(value * 10_000)) / 10_000
