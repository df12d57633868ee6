"""Money that is paid to households: housing, moving, insurance, loan interest, mutual funds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from generator.sample.documents import PLAN_DAYS, issue_day
from generator.sample.money import Chain, Spend
from generator.sample.organisations import FINANCE, HOUSEHOLDS_ID
from generator.sample.people import HOUSEHOLDS, Household
from generator.sample.places import Village
from generator.sample.projects import Project
from generator.sample.story import apportion, chance, days
from generator.sample.wishes import FEN, Part

HOUSES = (("PLAN-2013", 290, 18), ("PLAN-2014-1", 401, 24), ("PLAN-2015-1", 273, 18))
"""(plan, houses rebuilt, villages of 57 where they stand): 964 in all, 290 of them in 2013, as the plan's tasks say"""
MOVES = (("PLAN-2013", 0.94), ("PLAN-2014-1", 1.0))
"""(plan, cumulated share of the relocated households): a few move a year late"""
HOUSE_FEN, MOVE_FEN, INSURANCE_FEN = 15_000 * FEN, 20_000 * FEN, 70 * FEN
INSURED_CLASSES = ("allowance", "illness")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One payment round in one village."""

    fund: str
    plan: str
    village: Village
    use: str
    homes: tuple[tuple[Household, int], ...]
    """(household, fen)"""
    category: str | None = None
    """Set when the round is a project: housing or relocation"""

    @property
    def key(self) -> str:
        return f"{self.village.code}/{self.fund}/{self.plan}/{self.use}"

    @property
    def fen(self) -> int:
        return sum(fen for _, fen in self.homes)


def grants(seed: int, homes: tuple[Household, ...]) -> tuple[Grant, ...]:
    """Every payment round of the story, village by village."""
    found = [*_houses(seed, homes), *_relocations(homes)]
    for village, mine in _by_village(homes).items():
        found += _small_grants(chance(seed, "grants", village.code), village, mine)
    return tuple(found)


def _by_village(homes: tuple[Household, ...]) -> dict[Village, list[Household]]:
    found: dict[Village, list[Household]] = {}
    for home in homes:
        found.setdefault(home.village, []).append(home)
    return found


def _houses(seed: int, homes: tuple[Household, ...]) -> Iterator[Grant]:
    rng = chance(seed, "houses")
    waiting = {
        village: rng.sample(mine, len(mine))
        for village, mine in _by_village(tuple(h for h in homes if h.household_class != "relocation")).items()
    }
    for plan, houses, share in HOUSES:
        count = max(1, round(len(waiting) * share / 57)) if waiting else 0
        chosen = rng.sample(sorted(waiting, key=lambda v: v.index), count)
        target = min(round(houses * len(homes) / HOUSEHOLDS), sum(len(waiting[v]) for v in chosen))
        for village, number in _spread(target, [(v, len(waiting[v])) for v in chosen]):
            mine, waiting[village] = waiting[village][:number], waiting[village][number:]
            paid = tuple((home, HOUSE_FEN) for home in mine)
            yield Grant(fund="F14", plan=plan, village=village, use="housing", homes=paid, category="housing")


def _spread(target: int, room: list[tuple[Village, int]]) -> Iterator[tuple[Village, int]]:
    """`target` split by room, never more than there is."""
    if target:
        for (village, _), number in zip(room, apportion(target, [float(size) for _, size in room]), strict=True):
            if number:
                yield village, number


def _relocations(homes: tuple[Household, ...]) -> Iterator[Grant]:
    moving = _by_village(tuple(h for h in homes if h.household_class == "relocation"))
    for village, mine in moving.items():
        done = 0
        for plan, share in MOVES:
            until = round(len(mine) * share)
            paid = tuple((home, MOVE_FEN) for home in mine[done:until])
            done = until
            if paid:
                yield Grant(fund="F14", plan=plan, village=village, use="relocation", homes=paid, category="relocation")


def _small_grants(rng: Random, village: Village, mine: list[Household]) -> Iterator[Grant]:
    insured = [home for home in mine if home.household_class in INSURED_CLASSES]
    for plan in ("PLAN-2013", "PLAN-2014-2", "PLAN-2015-2"):
        paid = tuple((home, INSURANCE_FEN * home.persons) for home in insured)
        yield Grant(fund="F13", plan=plan, village=village, use="social_security", homes=paid)
    able = [home for home in mine if home.household_class == "development"]
    for plan in ("PLAN-2014-1", "PLAN-2015-1"):
        if rng.random() < 0.6:
            lent = tuple((home, rng.randrange(400, 1500, 50) * FEN) for home in _some(rng, able, 4, 22))
            yield Grant(fund="F4", plan=plan, village=village, use="loan_interest", homes=lent)
    if rng.random() < 0.22:
        lent = tuple((home, rng.randrange(3000, 5500, 500) * FEN) for home in _some(rng, able, 6, 20))
        yield Grant(fund="F5", plan="PLAN-2014-1", village=village, use="mutual_fund", homes=lent)


def _some(rng: Random, homes: list[Household], least: int, most: int) -> list[Household]:
    chosen = rng.sample(homes, min(len(homes), rng.randrange(least, most)))
    return sorted(chosen, key=lambda home: home.serial)


_PAYER = {"F4": "county", "F5": "county", "F13": "county", "F14": "prefecture"}


def grant_part(grant: Grant) -> Part:
    """Moving is paid by the county, housing by the prefecture, the rest by the county."""
    level = "county" if grant.use == "relocation" else _PAYER[grant.fund]
    return Part(fund=grant.fund, level=level, payer_id=FINANCE[level], fen=grant.fen)


def grant_chain(seed: int, grant: Grant) -> Chain | None:
    """The money of one round, spent in one payment run; None for a round without households."""
    if not grant.homes:
        return None
    rng = chance(seed, "grant", grant.key)
    received_on = issue_day(seed, grant.fund, grant.plan) + days(rng.randrange(5, 25))
    payments = tuple((home.id, fen) for home, fen in grant.homes)
    spend = Spend(on=received_on + days(rng.randrange(5, 20)), fen=grant.fen, payments=payments)
    return Chain(
        key=f"{grant.key}/chain",
        part=grant_part(grant),
        plan=grant.plan,
        village=grant.village,
        place_id=grant.village.committee_id,
        ledger=grant.village.township_code,
        project_key=grant.key if grant.category else None,
        use=grant.use,
        issued_fen=grant.fen,
        households=len(grant.homes),
        payee_id=HOUSEHOLDS_ID,
        payee_level="household",
        received_on=received_on,
        spends=(spend,),
    )


def grant_project(grant: Grant, chain: Chain) -> Project | None:
    """The project of a housing or moving round; None for other rounds."""
    if grant.category is None:
        return None
    paid_on = chain.spends[0].on
    what = "住房改造" if grant.category == "housing" else "搬迁安置"
    started = paid_on - timedelta(days=20)
    return Project(
        key=grant.key,
        village=grant.village,
        name=f"{grant.village.name}{PLAN_DAYS[grant.plan].year}年{what}项目",
        category=grant.category,
        use=grant.use,
        content=f"{what}，按验收结果给予以奖代补",
        plan=grant.plan,
        parts=(chain.part,),
        households=len(grant.homes),
        implementer_id=grant.village.committee_id,
        contractor_id=HOUSEHOLDS_ID,
        planned_start=PLAN_DAYS[grant.plan] + days(30),
        planned_end=PLAN_DAYS[grant.plan] + days(120),
        started=started,
        completed=paid_on - timedelta(days=9),
        accepted=paid_on - timedelta(days=4),
        settled_fen=grant.fen,
        is_overspent=False,
        is_settled_below_paid=False,
    )
