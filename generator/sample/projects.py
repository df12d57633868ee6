"""Projects of villages: which fund pays for what, and what became of it. Money itself stands in `money.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from generator.sample.documents import PLAN_DAYS, issue_day
from generator.sample.organisations import PERSON_ID, TRADER_ID
from generator.sample.places import Village
from generator.sample.story import Later, Row, chance, days, later
from generator.sample.wishes import FEN, KINDS, MIX, Part, Wish, parts

PLANNED_LAG = 5
"""Days from a plan's date to the report of its projects"""
DAY_LAG = 9
"""Days from an event on site to its report"""


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


def project_of(seed: int, wish: Wish, companies: list[str]) -> Project:
    """The project that comes of a wish, with its whole course."""
    rng = chance(seed, "project", wish.key)
    village, category = wish.village, rng.choice(MIX[wish.fund])
    use, title, least, most, content = KINDS[category]
    shares = parts(rng, wish, rng.randrange(least, most) * 1000 * FEN)
    budget = sum(part.fen for part in shares)
    is_for_households = category == "training" or (category == "industry" and rng.random() < 0.6)
    start = issue_day(seed, wish.fund, wish.plan) + days(rng.randrange(15, 50))
    end = start + days(rng.randrange(50, 170))
    started, completed, accepted = _course(rng, start, end, is_prompt=wish.is_planted)
    return Project(
        key=wish.key,
        village=village,
        name=f"{village.name}{PLAN_DAYS[wish.plan].year}年{title}",
        category=category,
        use=use,
        content=content.format(n=rng.randrange(2, 19)) if rng.random() > 0.03 else None,
        plan=wish.plan,
        parts=shares,
        households=_beneficiaries(rng) if is_for_households else None,
        implementer_id=village.committee_id if wish.lead else village.office_id,
        contractor_id=_contractor(rng, village, category, budget, companies),
        planned_start=start,
        planned_end=end,
        started=started,
        completed=completed,
        accepted=accepted,
        settled_fen=_settled(rng, budget),
        is_overspent=wish.is_planted,
        is_settled_below_paid=village.index % 30 == 12 and category in ("road", "irrigation", "environment"),
    )


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
