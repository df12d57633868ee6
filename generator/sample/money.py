"""Money from promise to payment. A chain is one fund's money for one project or one purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from generator.sample.documents import PLAN_DAYS, REPORT_LAG, YEARS, issue_day, issue_id, ledger_id
from generator.sample.organisations import FINANCE
from generator.sample.places import Village
from generator.sample.projects import PLANNED_LAG, Project
from generator.sample.story import END, Later, Row, Value, chance, days
from generator.sample.wishes import Part

BY_COUNTY = frozenset({"province", "prefecture", "society"})
"""Levels whose money goes to the county first and is then transferred to the township"""
PAPERLESS = frozenset({"unit", "household", "township"})
"""Levels that pay without an issuing paper"""
FIXED = frozenset({"F2"})
"""Funds whose rule fixes the amount, so that it is always issued in full"""
STAGE_OF_PAYMENT = (0.3, 0.4, 0.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """One payment at the end of a chain."""

    on: date
    fen: int
    payments: tuple[tuple[str, int], ...] = ()
    """(household id, fen) when households are paid; the sum is `fen`"""
    is_unsourced: bool = False
    """Planted fault: it names no move that it comes from"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One fund's money on its way. `village` is None for money of the county or a township as a whole."""

    key: str
    part: Part
    plan: str
    village: Village | None
    place_id: str
    """The organisation that receives the money before it is spent"""
    ledger: str | None
    project_key: str | None
    use: str
    issued_fen: int
    """Never more than promised"""
    households: int | None
    payee_id: str
    payee_level: str
    received_on: date | None
    """None when the money never arrives before the story ends"""
    spends: tuple[Spend, ...]
    place_level: str = "village"
    """Level of `place_id`"""

    @property
    def is_on_paper(self) -> bool:
        return self.part.level not in PAPERLESS


def issued_totals(chains: Iterable[Chain]) -> dict[tuple[str, str], int]:
    """Sum in fen of the lines of every issuing paper, by (fund, plan)."""
    totals: dict[tuple[str, str], int] = {}
    for chain in chains:
        if chain.is_on_paper:
            paper = (chain.part.fund, chain.plan)
            totals[paper] = totals.get(paper, 0) + chain.issued_fen
    return totals


def project_chains(seed: int, project: Project) -> Iterator[Chain]:
    """One chain for every part of a project's budget."""
    spent_fen = project.settled_fen
    for number, part in enumerate(project.parts):
        rng = chance(seed, "chain", project.key, number)
        is_cut = rng.random() < 0.04 and part.fund not in FIXED and not project.is_overspent
        issued = part.fen * 9 // 10 if is_cut else part.fen
        is_stuck = rng.random() < 0.03 and not project.is_overspent
        lag = rng.randrange(6, 40) if rng.random() > 0.15 else rng.randrange(40, 110)
        received_on = None if is_stuck else issue_day(seed, part.fund, project.plan) + days(lag)
        share = min(issued, spent_fen * part.fen // project.budget_fen)
        yield Chain(
            key=f"{project.key}/{number}",
            part=part,
            plan=project.plan,
            village=project.village,
            place_id=project.village.committee_id,
            ledger=project.village.township_code,
            project_key=project.key,
            use=project.use,
            issued_fen=issued,
            households=project.households,
            payee_id=project.contractor_id,
            payee_level="supplier",
            received_on=received_on,
            spends=tuple(_spends(project, received_on, share, issued)),
        )


def _spends(project: Project, received_on: date | None, fen: int, received_fen: int) -> Iterator[Spend]:
    if received_on is None or project.started is None or project.completed is None:
        return
    middle = project.started + (project.completed - project.started) / 2
    first, second = (int(fen * share) // 100 * 100 for share in STAGE_OF_PAYMENT[:2])
    amounts = (first, second, fen - first - second)
    dates = [project.started + days(8), middle, (project.accepted or project.completed) + days(30)]
    for on, amount in zip(dates, amounts, strict=True):
        yield Spend(on=max(on, received_on + days(4)), fen=amount)
    if project.is_overspent:
        yield Spend(on=dates[-1] + days(12), fen=received_fen - fen + 6_500_50, is_unsourced=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One move of a chain."""

    stage: str
    source: _Step | None
    on: date
    known: date
    """When it was reported; never before its source was"""
    from_level: str
    to_level: str
    payer_id: str | None
    payee_id: str
    document_id: str | None
    fen: int
    serial: int = 0
    is_unreported: bool = False
    """The day of the report was left empty"""

    def key(self, chain: Chain) -> str:
        return f"{chain.key}/{self.stage}/{self.serial}"


def chain_rows(seed: int, chain: Chain) -> Iterator[Row]:
    """Rows of `fund_moves` and `household_payments`; a row never becomes known before the one it comes from."""
    rng = chance(seed, "moves", chain.key)
    received = None
    for step in _way_to_the_village(rng, seed, chain):
        received = step if step.stage == "received" else received
        yield _move_row(chain, step)
    if received is None:
        return
    for serial, spend in enumerate(chain.spends):
        if spend.fen > 0 and spend.on <= END:
            step = _spent(rng, chain, received, spend, serial)
            yield _move_row(chain, step)
            yield from _payment_rows(chain, step, spend)


def _way_to_the_village(rng: Random, seed: int, chain: Chain) -> Iterator[_Step]:
    """Promised, issued, transferred and received, as far as the money comes."""
    part, place = chain.part, chain.place_level
    promised_on, issued_on = PLAN_DAYS[chain.plan], issue_day(seed, chain.part.fund, chain.plan)
    is_by_county = part.level in BY_COUNTY
    step = _Step(
        stage="promised", source=None, on=promised_on, known=promised_on + days(PLANNED_LAG),
        from_level=part.level, to_level=place, payer_id=part.payer_id, payee_id=chain.place_id,
        document_id=chain.plan, fen=part.fen,
    )  # fmt: skip
    yield step
    step = _Step(
        stage="issued", source=step, on=issued_on, known=issued_on + days(REPORT_LAG),
        from_level=part.level, to_level="county" if is_by_county else place, payer_id=part.payer_id,
        payee_id=FINANCE["county"] if is_by_county else chain.place_id,
        document_id=issue_id(part.fund, chain.plan) if chain.is_on_paper else None, fen=chain.issued_fen,
    )  # fmt: skip
    yield step
    if chain.received_on is None:
        return
    if is_by_county and chain.village:
        on = issued_on + (chain.received_on - issued_on) / 2
        step = _Step(
            stage="transferred", source=step, on=on, known=max(on + days(rng.randrange(2, 15)), step.known),
            from_level="county", to_level="township", payer_id=FINANCE["county"], payee_id=chain.village.office_id,
            document_id=step.document_id, fen=chain.issued_fen,
        )  # fmt: skip
        yield step
    yield _received(rng, chain, step, place)


def _received(rng: Random, chain: Chain, source: _Step, place: str) -> _Step:
    on = chain.received_on or source.on
    giver = chain.village.office_id if chain.village and source.stage == "transferred" else source.payer_id
    return _Step(
        stage="received", source=source, on=on, known=max(on + _lag(rng), source.known),
        from_level="township" if source.stage == "transferred" else source.from_level, to_level=place,
        payer_id=giver, payee_id=chain.place_id, document_id=_ledger(rng, chain, on),
        fen=source.fen, is_unreported=rng.random() < 0.03,
    )  # fmt: skip


def _spent(rng: Random, chain: Chain, received: _Step, spend: Spend, serial: int) -> _Step:
    return _Step(
        stage="spent", source=None if spend.is_unsourced else received, on=spend.on,
        known=max(spend.on + _lag(rng), received.known), from_level=chain.place_level,
        to_level=chain.payee_level, payer_id=chain.place_id, payee_id=chain.payee_id,
        document_id=_ledger(rng, chain, spend.on), fen=spend.fen, serial=serial, is_unreported=rng.random() < 0.03,
    )  # fmt: skip


def _lag(rng: Random) -> timedelta:
    """Reports take days or weeks; one in twenty-five takes months."""
    return days(rng.randrange(3, 25) if rng.random() > 0.04 else rng.randrange(60, 130))


def _ledger(rng: Random, chain: Chain, on: date) -> str | None:
    return ledger_id(chain.ledger, min(on.year, YEARS[-1])) if chain.ledger and rng.random() > 0.06 else None


def _move_row(chain: Chain, step: _Step) -> Row:
    return Row(
        "fund_moves",
        step.known,
        {
            "move_id": step.key(chain),
            "source_move_id": step.source.key(chain) if step.source else None,
            "stage": step.stage,
            "from_level": step.from_level,
            "to_level": step.to_level,
            "fund_id": chain.part.fund,
            "village_code": chain.village.code if chain.village else None,
            "project_id": chain.project_key,
            "payer_id": step.payer_id,
            "payee_id": step.payee_id,
            "document_id": step.document_id,
            "use": chain.use,
            "moved_on": step.on,
            "reported_on": None if step.is_unreported else step.known,
            "amount_fen": step.fen,
            "beneficiary_households": chain.households,
        },
    )


def _payment_rows(chain: Chain, step: _Step, spend: Spend) -> Iterator[Row]:
    for home, fen in spend.payments:
        cells: dict[str, Value | Later] = {
            "payment_id": f"{step.key(chain)}/{home}",
            "household_id": home,
            "move_id": step.key(chain),
            "paid_on": step.on,
            "amount_fen": fen,
        }
        yield Row("household_payments", step.known, cells)
