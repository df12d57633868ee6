"""Projects of villages: which fund pays for what, and what became of it. Money itself stands in `money.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from generator.sample.documents import PLAN_DAYS, issue_day
from generator.sample.helpers import Unit
from generator.sample.organisations import (
    DEPARTMENTS,
    FINANCE,
    PERSON_ID,
    TRADER_ID,
    company_ids,
    unit_account,
)
from generator.sample.places import Village
from generator.sample.story import Later, Row, chance, days, later

FEN = 100
PLANNED_LAG = 5
"""Days from a plan's date to the report of its projects"""
DAY_LAG = 9
"""Days from an event on site to its report"""

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
class Project:
    """One project and its whole story; a date is None when it does not happen before the story ends."""

    key: str
    village: Village
    name: str
    category: str
    use: str
    content: str | None
    plan: str
    parts: tuple[Part, ...]
    households: int | None
    implementer_id: str
    contractor_id: str
    planned_start: date
    planned_end: date
    started: date | None
    completed: date | None
    accepted: date | None
    settled_fen: int
    """What it cost in the end; never more than the budget"""
    is_overspent: bool
    is_settled_below_paid: bool

    @property
    def budget_fen(self) -> int:
        return sum(part.fen for part in self.parts)


def village_projects(seed: int, village: Village, lead: Unit | None, companies: list[str]) -> Iterator[Project]:
    """The projects of one village; `lead` is its helper unit, None for a city-level key village."""
    rng = chance(seed, "projects", village.code)
    for number, (fund, plan, share) in enumerate(WISHES if lead else CITY_WISHES):
        is_planted = village.index in OVERSPENT and fund == "F8"
        is_wanted = rng.random() < share and _is_eligible(fund, village, lead)
        if village.index == BROKEN_RATE and fund == "F3":
            is_wanted = True
        if (plan == PLANTED_PLAN) if is_planted else is_wanted:
            key = f"{village.code}/{number}"
            yield _project(chance(seed, "project", key), seed, village, lead, fund, plan, key, companies)


def _is_eligible(fund: str, village: Village, lead: Unit | None) -> bool:
    if fund == "F2":
        return lead is not None and lead.origin in ("prefecture", "county")
    return fund != "F6" or village.demonstration_on is not None


def _project(
    rng: Random, seed: int, village: Village, lead: Unit | None, fund: str, plan: str, key: str, companies: list[str]
) -> Project:
    category = rng.choice(MIX[fund])
    use, title, least, most, content = KINDS[category]
    parts = _parts(rng, village, lead, fund, rng.randrange(least, most) * 1000 * FEN)
    budget = sum(part.fen for part in parts)
    is_planted = village.index in OVERSPENT and fund == "F8"
    is_for_households = category == "training" or (category == "industry" and rng.random() < 0.6)
    start = issue_day(seed, fund, plan) + days(rng.randrange(15, 50))
    end = start + days(rng.randrange(50, 170))
    started, completed, accepted = _course(rng, start, end, is_prompt=is_planted)
    return Project(
        key=key,
        village=village,
        name=f"{village.name}{PLAN_DAYS[plan].year}年{title}",
        category=category,
        use=use,
        content=content.format(n=rng.randrange(2, 19)) if rng.random() > 0.03 else None,
        plan=plan,
        parts=parts,
        households=_beneficiaries(rng) if is_for_households else None,
        implementer_id=village.committee_id if lead else village.office_id,
        contractor_id=_contractor(rng, village, category, budget, companies),
        planned_start=start,
        planned_end=end,
        started=started,
        completed=completed,
        accepted=accepted,
        settled_fen=_settled(rng, budget),
        is_overspent=is_planted,
        is_settled_below_paid=village.index % 30 == 12 and category in ("road", "irrigation", "environment"),
    )


def _parts(rng: Random, village: Village, lead: Unit | None, fund: str, fen: int) -> tuple[Part, ...]:
    level = LEVEL[fund]
    payer = unit_account(lead) if fund == "F9" and lead else FINANCE.get(level, "")
    if fund == "F10":
        payer = rng.choice(DEPARTMENTS)
    if fund == "F2":
        fen = INSTALMENT
    if fund == "F3":
        own = fen * 2 // 3 // (2 * FEN) * 2 * FEN
        subsidy = own * 45 // 100 if village.index == BROKEN_RATE else own // 2
        farmers = Part(fund=fund, level="household", payer_id=village.committee_id, fen=own)
        return (Part(fund=fund, level=level, payer_id=payer, fen=subsidy), farmers)
    main = Part(fund=fund, level=level, payer_id=payer, fen=fen)
    if fund == "F9" and rng.random() < 0.2:
        gift = rng.randrange(5, 40) * 1000 * FEN
        return (main, Part(fund="F11", level="society", payer_id=FINANCE["society"], fen=gift))
    return (main,)


def _beneficiaries(rng: Random) -> int:
    return rng.randrange(1, 5) if rng.random() < 0.08 else rng.randrange(6, 42)


def _course(rng: Random, start: date, end: date, *, is_prompt: bool) -> tuple[date | None, date | None, date | None]:
    """When it was started, completed and accepted: about one in three late, one in twenty never started."""
    luck, delay = rng.random(), days(min(90, rng.lognormvariate(1.8, 1.0)))
    slip = -rng.randrange(25) if rng.random() < 0.68 else rng.lognormvariate(3.6, 0.7)
    wait = days(rng.randrange(12, 75))
    if is_prompt:
        return start, start + days(45), start + days(60)
    if luck < 0.05:
        return None, None, None
    started = start + delay
    completed = max(end + days(slip), started + days(20))
    return started, completed, None if luck > 0.94 else completed + wait


def _contractor(rng: Random, village: Village, category: str, budget: int, companies: list[str]) -> str:
    if category in ("industry", "training"):
        return village.cooperative_id if village.is_province_key else village.committee_id
    if budget < 60_000 * FEN and rng.random() < 0.12:
        return rng.choice((PERSON_ID, TRADER_ID))
    near = [companies[(village.index // 6 * 2 + step) % len(companies)] for step in range(4)]
    return rng.choice(near)


def _settled(rng: Random, budget: int) -> int:
    """Most cost a little less than the budget, some exactly the budget; a third of the sums are not whole yuan."""
    if rng.random() < 0.3:
        return budget
    fen = int(budget * rng.uniform(0.93, 0.995))
    return fen if rng.random() < 0.35 else fen // FEN * FEN


def project_row(project: Project) -> Row:
    """The row of `projects`: dates are filled in as things happen."""
    plan_day = PLAN_DAYS[project.plan]
    return Row(
        "projects",
        plan_day + days(PLANNED_LAG),
        {
            "project_id": project.key,
            "village_code": project.village.code,
            "name": project.name,
            "category": project.category,
            "content": project.content,
            "implementer_id": project.implementer_id,
            "responsible_role": "驻村工作组组长" if project.village.is_province_key else "镇扶贫专干",
            "document_id": project.plan,
            "planned_start_on": project.planned_start,
            "planned_end_on": project.planned_end,
            "started_on": later(project.started, project.started, DAY_LAG),
            "completed_on": later(project.completed, project.completed, DAY_LAG),
            "accepted_on": later(project.accepted, project.accepted, DAY_LAG),
            "budget_fen": project.budget_fen,
            "beneficiary_households": project.households,
        },
    )


def contract_rows(seed: int, project: Project) -> Iterator[Row]:
    """The row of `contracts`, for projects that a contractor builds."""
    if project.started is None or project.category in ("industry", "training", "housing", "relocation"):
        return
    rng = chance(seed, "contract", project.key)
    contract = min(project.budget_fen, int(project.settled_fen * rng.uniform(0.98, 1.02)) // FEN * FEN)
    method = _method(rng, project)
    signed = project.started - days(rng.randrange(3, 21))
    paid_less = project.settled_fen * 24 // 25
    settled = paid_less if project.is_settled_below_paid else project.settled_fen
    yield Row(
        "contracts",
        signed + days(2),
        {
            "contract_id": project.key,
            "project_id": project.key,
            "organisation_id": project.village.committee_id if method == "villagers" else project.contractor_id,
            "method": method,
            "signed_on": signed,
            "bid_fen": contract if method in ("open_tender", "invited_tender") else None,
            "contract_fen": contract,
            "settled_fen": _settlement(project, settled),
        },
    )


def _settlement(project: Project, fen: int) -> Later | None:
    return None if project.accepted is None else Later(((project.accepted + days(25), fen),))


def _method(rng: Random, project: Project) -> str:
    wan = project.budget_fen // (10_000 * FEN)
    if wan >= 30:
        return "open_tender"
    if wan >= 15:
        return rng.choice(("invited_tender", "negotiation"))
    if project.parts[0].fund == "F3" and rng.random() < 0.5:
        return "villagers"
    return "inquiry" if wan >= 6 else "direct"


def contractors(places: tuple[Village, ...]) -> list[str]:
    """Ids of the companies that build."""
    return company_ids(len(places))
