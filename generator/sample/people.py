"""Assisted households: sizes that add up exactly, names and numbers that belong to nobody, years, record book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from generator.sample import numbers
from generator.sample.names import person_name
from generator.sample.places import Village
from generator.sample.story import START, Later, Row, Value, apportion, chance, days

HOUSEHOLDS, PERSONS = 5549, 20_933
"""The plan's numbers: other sizes keep its ratio."""
RELOCATED, RELOCATED_PERSONS = 324, 1064
LARGEST = 12
PERSONS_CORRECTED, CAUSE_CORRECTED = 0.012, 0.008
"""Share of households whose row changes once, to what the plan's totals count"""
CORRECTED_FROM, CORRECTED_DAYS = date(2013, 7, 1), 690
"""The changes are spread over the days up to May 2015"""

_SIZES, _SIZE_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9), (7, 17, 23, 23, 15, 8, 4, 2, 1)
_CLASSES = (("development", 45), ("training", 21), ("allowance", 17), ("illness", 11))
_CAUSES = {
    "allowance": (("no_labour", 44), ("disability", 22), ("illness", 20), ("schooling", 2), ("other", 4)),
    "development": (
        ("no_skill", 30),
        ("no_funds", 32),
        ("illness", 13),
        ("schooling", 11),
        ("disaster", 4),
        ("other", 6),
    ),
    "training": (("no_skill", 46), ("no_funds", 16), ("schooling", 13), ("illness", 10), ("other", 5)),
    "illness": (("illness", 78), ("disability", 22)),
    "relocation": (("no_funds", 30), ("disaster", 22), ("no_skill", 25), ("illness", 13), ("no_labour", 10)),
}
_GAPS = {2013: 3.0, 2014: 1.5, 2015: 0.3}
"""How many more people go uncovered in a year than the rates below say; villages differ, and some leave nobody out"""
_EXITS = ((date(2013, 12, 20), 0.05), (date(2014, 12, 19), 0.32), (date(2015, 12, 18), 0.9))
"""(announced on, cumulated share of households that have left poverty)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    id: str
    village: Village
    serial: int
    """Number within the village, from 0"""
    head_name: str
    persons: int
    labour_persons: int
    household_class: str
    cause: str
    exit_on: date | None


def households(seed: int, places: tuple[Village, ...], count: int) -> tuple[Household, ...]:
    """`count` households in the provincial key villages, in plan order; persons add up to the plan's ratio exactly."""
    if not count:
        return ()
    rng = chance(seed, "households")
    mine = [village for village in places if village.is_province_key]
    weights = [min(2.6, 0.12 + rng.lognormvariate(0, 0.7)) for _ in mine]
    moved = round(count * RELOCATED / HOUSEHOLDS)
    moved_persons = round(count * RELOCATED_PERSONS / HOUSEHOLDS)
    away = [(size, "relocation") for size in _sizes(rng, moved, moved_persons)]
    rest = _sizes(rng, count - moved, round(count * PERSONS / HOUSEHOLDS) - sum(size for size, _ in away))
    stay = [(size, _pick(rng, _CLASSES)) for size in rest]
    found: list[Household] = []
    shares = zip(mine, apportion(len(stay), weights), apportion(moved, _movers(rng, len(mine))), strict=True)
    for village, staying, leaving in shares:
        members = [stay.pop() for _ in range(staying)] + [away.pop() for _ in range(leaving)]
        rng.shuffle(members)
        for serial, member in enumerate(members):
            found.append(_household(rng, village, serial, member, len(found) + 1))
    return tuple(found)


def _movers(rng: Random, count: int) -> list[float]:
    """About one village in five has hamlets that must move."""
    weights = [rng.uniform(0.5, 2) if rng.random() < 0.2 else 0.0 for _ in range(count)]
    return weights if any(weights) else [1.0] * count


def _sizes(rng: Random, count: int, total: int) -> list[int]:
    sizes = rng.choices(_SIZES, _SIZE_WEIGHTS, k=count)
    total = min(max(total, count), count * LARGEST)
    missing = total - sum(sizes)
    while missing:
        i, step = rng.randrange(count), 1 if missing > 0 else -1
        if 1 <= sizes[i] + step <= LARGEST:
            sizes[i] += step
            missing -= step
    return sizes


def _pick(rng: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([word for word, _ in weighted], [weight for _, weight in weighted])[0]


def _household(rng: Random, village: Village, serial: int, member: tuple[int, str], number: int) -> Household:
    persons, kind = member
    labour = 0 if kind == "allowance" else 1 + sum(rng.random() < 0.4 for _ in range(persons - 1))
    luck = rng.random()
    return Household(
        id=f"HH-{number:06d}",
        village=village,
        serial=serial,
        head_name=person_name(rng),
        persons=persons,
        labour_persons=labour,
        household_class=kind,
        cause=_pick(rng, _CAUSES[kind]),
        exit_on=None if kind == "allowance" else next((on for on, share in _EXITS if luck < share), None),
    )


def household_rows(seed: int, homes: tuple[Household, ...]) -> Iterator[Row]:
    """Rows of `households` and `household_years`."""
    for home in homes:
        rng = chance(seed, "household", home.id)
        yield _household_row(seed, rng, home)
        care = chance(seed, "coverage", home.village.code).choice((0.0, 0.0, 0.5, 1.0, 2.0))
        yield from _year_rows(rng, home, care)


def _household_row(seed: int, rng: Random, home: Household) -> Row:
    group = f"第{rng.randrange(1, 15)}村民小组"
    exit_on = home.exit_on
    return Row(
        "households",
        START,
        {
            "household_id": home.id,
            "village_code": home.village.code,
            "group_name": group if rng.random() > 0.04 else None,
            "head_name": home.head_name,
            "head_id_number": numbers.id_number(home.village.index, home.serial),
            "phone": numbers.phone(rng) if rng.random() > 0.2 else None,
            "bank_account": numbers.bank_account(rng) if rng.random() > 0.1 else None,
            "address": f"{home.village.name}{group}{rng.randrange(1, 180)}号",
            "labour_persons": home.labour_persons,
            "household_class": home.household_class,
            **_corrected(chance(seed, "corrections", home.id), home),
            "registered_on": date(2013, 5, 2) + days(rng.randrange(28)),
            "exited_year": None if exit_on is None else Later(((exit_on, exit_on.year),)),
        },
    )


def _corrected(rng: Random, home: Household) -> dict[str, Value | Later]:
    """Size and cause; the recheck of the register and life itself change one household in fifty before mid-2015."""
    luck, on = rng.random(), CORRECTED_FROM + days(rng.randrange(CORRECTED_DAYS))
    size, cause = home.persons + 1, _pick(rng, _CAUSES[home.household_class])
    return {
        "persons": Later(((on, home.persons),), before=size) if luck < PERSONS_CORRECTED else home.persons,
        "cause": Later(((on, home.cause),), before=cause) if luck > 1 - CAUSE_CORRECTED else home.cause,
    }


def _year_rows(rng: Random, home: Household, care: float) -> Iterator[Row]:
    """`care`: how much the village leaves to do; 0 covers everybody."""
    income = rng.triangular(900, 3092, 2500)
    eligible = home.persons if home.household_class == "allowance" else int(rng.random() < 0.06)
    adults = home.persons * 2 // 3
    yield Row(
        "household_years", START, {"household_id": home.id, "year": 2011, "net_income_per_head_fen": _yuan(income)}
    )
    growth = rng.uniform(1.25, 1.6) if home.household_class != "allowance" else rng.uniform(1.1, 1.25)
    for year in (2013, 2014, 2015):
        income *= growth * rng.uniform(0.93, 1.07)
        gaps = care * _GAPS[year]
        yield Row(
            "household_years",
            date(year + 1, 1, 8) + days(rng.randrange(20)),
            {
                "household_id": home.id,
                "year": year,
                "net_income_per_head_fen": _yuan(income) if rng.random() > 0.02 else None,
                "insured_persons": _part(rng, home.persons, 0.02 * gaps),
                "pension_eligible_persons": adults,
                "pension_persons": _part(rng, adults, 0.05 * gaps),
                "allowance_eligible_persons": eligible,
                "allowance_persons": _part(rng, eligible, 0.06 * gaps),
                "has_firm_link": home.labour_persons > 0 and rng.random() < 0.2 * (year - 2012),
                "is_cooperative_member": home.labour_persons > 0 and rng.random() < 0.25 * (year - 2012),
            },
        )


def _yuan(amount: float) -> int:
    """Whole yuan, in fen."""
    return round(amount) * 100


def _part(rng: Random, whole: int, missing: float) -> int:
    return whole - 1 if whole and rng.random() < missing else whole


_TALKS = (
    "上门了解今年收成和开支打算",
    "商量下季种什么、缺什么农具",
    "送去种苗并讲了管护要点",
    "帮忙填报参保材料",
    "说明培训班的时间和报名办法",
    "查看住房情况，约定再来的时间",
)


def record_rows(seed: int, homes: tuple[Household, ...], units: dict[str, str]) -> Iterator[Row]:
    """Rows of `assistance_records`: about one a year; `units` gives the lead unit's id by village code."""
    for home in homes:
        rng = chance(seed, "records", home.id)
        for year, first in ((2013, 200), (2014, 20), (2015, 10)):
            if rng.random() < 0.85:
                yield _record(rng, home, units[home.village.code], date(year, 1, 1) + days(rng.randrange(first, 350)))


def _record(rng: Random, home: Household, unit: str, on: date) -> Row:
    lag = int(rng.expovariate(1 / 20)) + 1
    talk = rng.choice(_TALKS)
    return Row(
        "assistance_records",
        on,
        {
            "record_id": f"{home.id}/{on}",
            "household_id": home.id,
            "unit_id": unit,
            "helped_on": on,
            "entered_on": Later(((on + days(lag), on + days(lag)),)) if rng.random() > 0.05 else None,
            "is_signed_by_village": rng.random() < 0.95,
            "is_signed_by_head": rng.random() < 0.93,
            "is_signed_by_team": rng.random() < 0.97,
            "content": f"{home.head_name}家：{talk}" if rng.random() < 0.3 else f"到户：{talk}",
        },
    )
