"""Which fund pays for which project in which village: the plan's rules, and shares invented here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from generator.sample.helpers import Unit
from generator.sample.organisations import DEPARTMENTS, FINANCE, unit_account
from generator.sample.places import Village
from generator.sample.story import chance

FEN = 100
WISHES = (
    ("F9", "PLAN-2013", 0.8),
    ("F3", "PLAN-2013", 0.45),
    ("F10", "PLAN-2013", 0.2),
    ("F1", "PLAN-2013", 0.2),
    ("F8", "PLAN-2013", 0.1),
    ("F2", "PLAN-2014-1", 1.0),
    ("F9", "PLAN-2014-1", 0.7),
    ("F1", "PLAN-2014-1", 0.2),
    ("F10", "PLAN-2014-1", 0.15),
    ("F11", "PLAN-2014-1", 0.12),
    ("F6", "PLAN-2014-2", 0.9),
    ("F8", "PLAN-2014-2", 0.2),
    ("F12", "PLAN-2014-2", 0.2),
    ("F2", "PLAN-2015-1", 1.0),
    ("F9", "PLAN-2015-1", 0.5),
    ("F1", "PLAN-2015-1", 0.2),
    ("F3", "PLAN-2015-1", 0.15),
    ("F12", "PLAN-2015-1", 0.15),
    ("F8", "PLAN-2015-2", 0.15),
    ("F9", "PLAN-2015-2", 0.15),
)
"""(fund, plan, share of the villages that may have it and do)"""
CITY_WISHES = (("F12", "PLAN-2014-1", 0.55), ("F10", "PLAN-2015-1", 0.25), ("F11", "PLAN-2014-1", 0.15))
INSTALMENT = 100_000 * FEN
"""The plan gives 200,000 yuan a village in two instalments and no split; halves are invented here."""
OVERSPENT = (4, 20)
"""Villages (by index) of which one project spent more than was received."""
PLANTED_PLAN = "PLAN-2014-2"
BROKEN_RATE = 9
"""Village (by index) whose subsidy is not half of the farmers' own contribution."""

KINDS = {
    "road": ("village_roads", "村道硬化工程", 140, 480, "硬化村道{n}00米，路面宽3.5米"),
    "irrigation": ("irrigation", "灌渠改造工程", 80, 300, "整修灌渠{n}00米，配分水口{n}处"),
    "water": ("welfare", "安全饮水工程", 60, 250, "新建蓄水池1座，铺管{n}00米"),
    "environment": ("environment", "村庄环境整治工程", 50, 200, "清理沟塘{n}处，建垃圾池{n}个"),
    "lighting": ("welfare", "路灯安装工程", 30, 90, "安装太阳能路灯{n}盏"),
    "service": ("welfare", "文化室和卫生站修缮工程", 60, 210, "修缮房屋{n}0平方米，配桌椅和书架"),
    "industry": ("industry_base", "种植基地", 60, 300, "整地{n}0亩，购置种苗和农具"),
    "training": ("training", "种养技能培训班", 8, 36, "办班{n}期，每期3天"),
}
"""category: (use, name, smallest and largest budget in thousand yuan, content)"""
MIX = {
    "F1": ("road", "irrigation", "industry", "water"),
    "F2": ("road", "irrigation", "environment", "industry", "service", "lighting"),
    "F3": ("road", "irrigation", "water", "environment"),
    "F6": ("environment", "service", "road"),
    "F8": ("service", "industry", "water", "lighting"),
    "F9": ("industry", "industry", "road", "lighting", "service", "training", "water"),
    "F10": ("road", "irrigation", "industry"),
    "F11": ("service", "lighting", "training"),
    "F12": ("road", "environment", "irrigation"),
}
LEVEL = {
    "F1": "prefecture", "F2": "prefecture", "F3": "county", "F6": "prefecture", "F8": "society", "F9": "unit",
    "F10": "county", "F11": "society", "F12": "county",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One fund's share of a project's budget."""

    fund: str
    level: str
    payer_id: str
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One project that a village gets: its main fund and the plan that holds it."""

    village: Village
    lead: Unit | None
    """The village's helper unit; None for a city-level key village"""
    fund: str
    plan: str
    number: int

    @property
    def key(self) -> str:
        return f"{self.village.code}/{self.number}"

    @property
    def is_planted(self) -> bool:
        """Whether it must spend more than it receives."""
        return self.village.index in OVERSPENT and self.fund == "F8"


def wishes(seed: int, village: Village, lead: Unit | None) -> Iterator[Wish]:
    """The projects of one village, by lot and by the rules of the funds."""
    rng = chance(seed, "projects", village.code)
    for number, (fund, plan, share) in enumerate(WISHES if lead else CITY_WISHES):
        wish = Wish(village=village, lead=lead, fund=fund, plan=plan, number=number)
        is_drawn = rng.random() < share and _is_eligible(wish)
        if wish.is_planted:
            is_drawn = plan == PLANTED_PLAN
        if is_drawn or (village.index == BROKEN_RATE and fund == "F3"):
            yield wish


def _is_eligible(wish: Wish) -> bool:
    if wish.fund == "F2":
        return wish.lead is not None and wish.lead.origin in ("prefecture", "county")
    return wish.fund != "F6" or wish.village.demonstration_on is not None


def parts(rng: Random, wish: Wish, fen: int) -> tuple[Part, ...]:
    """Who pays how much of a project of about `fen`. The first part is the wish's own fund."""
    fund, level = wish.fund, LEVEL[wish.fund]
    payer = unit_account(wish.lead) if fund == "F9" and wish.lead else FINANCE.get(level, "")
    if fund == "F3":
        return _matched(wish, payer, fen)
    if fund == "F10":
        payer = rng.choice(DEPARTMENTS)
    main = Part(fund=fund, level=level, payer_id=payer, fen=INSTALMENT if fund == "F2" else fen)
    if fund == "F9" and rng.random() < 0.2:
        gift = rng.randrange(5, 40) * 1000 * FEN
        return (main, Part(fund="F11", level="society", payer_id=FINANCE["society"], fen=gift))
    return (main,)


def _matched(wish: Wish, payer: str, fen: int) -> tuple[Part, ...]:
    """The farmers' own contribution and half as much from the finance offices."""
    own = fen * 2 // 3 // (2 * FEN) * 2 * FEN
    subsidy = own * 45 // 100 if wish.village.index == BROKEN_RATE else own // 2
    farmers = Part(fund=wish.fund, level="household", payer_id=wish.village.committee_id, fen=own)
    return (Part(fund=wish.fund, level=LEVEL[wish.fund], payer_id=payer, fen=subsidy), farmers)
