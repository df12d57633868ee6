"""Money that belongs to no village: working expenses of townships, firms' loan interest, the province's refund."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.sample.documents import issue_day
from generator.sample.household_money import Grant
from generator.sample.money import Chain, Spend
from generator.sample.organisations import FINANCE, FIRMS
from generator.sample.places import Village
from generator.sample.story import Row, chance, days
from generator.sample.wishes import FEN, Part

REFUND_PERCENT = 40
"""Share of the county's interest subsidy that the province pays back"""


def county_chains(seed: int, places: tuple[Village, ...]) -> Iterator[Chain]:
    """Working expenses of every township, and interest of leading firms."""
    for village in {village.township_code: village for village in places}.values():
        for plan in ("PLAN-2013", "PLAN-2014-1", "PLAN-2015-1"):
            yield _expenses(seed, village, plan)
    for number, firm in enumerate(FIRMS):
        yield _firm_interest(seed, firm, ("PLAN-2014-1", "PLAN-2015-1")[number % 2])


def _expenses(seed: int, village: Village, plan: str) -> Chain:
    rng = chance(seed, "expenses", village.township_code, plan)
    fen = rng.randrange(15, 60) * 1000 * FEN
    received_on = issue_day(seed, "F16", plan) + days(rng.randrange(3, 20))
    halves = (fen * 2 // 5, fen * 2 // 5)
    spends = tuple(Spend(on=received_on + days(40 + 75 * i), fen=half) for i, half in enumerate(halves))
    return Chain(
        key=f"{village.township_code}/F16/{plan}",
        part=Part(fund="F16", level="township", payer_id=village.office_id, fen=fen),
        plan=plan,
        village=None,
        place_id=village.office_id,
        ledger=village.township_code,
        project_key=None,
        use="work_expenses",
        issued_fen=fen,
        households=None,
        payee_id=village.office_id,
        payee_level="supplier",
        received_on=received_on,
        spends=spends,
        place_level="township",
    )


def _firm_interest(seed: int, firm: str, plan: str) -> Chain:
    rng = chance(seed, "firm", firm)
    fen = rng.randrange(60, 200) * 1000 * FEN
    return Chain(
        key=f"{firm}/F7/{plan}",
        part=Part(fund="F7", level="province", payer_id=FINANCE["province"], fen=fen),
        plan=plan,
        village=None,
        place_id=FINANCE["county"],
        ledger=None,
        project_key=None,
        use="loan_interest",
        issued_fen=fen,
        households=None,
        payee_id=firm,
        payee_level="supplier",
        received_on=issue_day(seed, "F7", plan) + days(25),
        spends=(Spend(on=issue_day(seed, "F7", plan) + days(60), fen=fen),),
        place_level="county",
    )


def refund_rows(seed: int, rounds: Iterable[Grant]) -> Iterator[Row]:
    """The province's refund of each year's loan interest, paid in the spring after."""
    totals: dict[int, int] = {}
    for grant in rounds:
        if grant.fund == "F4":
            year = issue_day(seed, "F4", grant.plan).year
            totals[year] = totals.get(year, 0) + grant.fen
    for year, total in sorted(totals.items()):
        yield from _refund(year, total * REFUND_PERCENT // 100)


def _refund(year: int, fen: int) -> Iterator[Row]:
    if not fen:
        return
    for stage, on, source in (("issued", date(year + 1, 3, 3), None), ("received", date(year + 1, 3, 24), "issued")):
        yield Row(
            "fund_moves",
            on + days(4),
            {
                "move_id": f"F4/refund/{year}/{stage}",
                "source_move_id": source and f"F4/refund/{year}/{source}",
                "stage": stage,
                "from_level": "province",
                "to_level": "county",
                "fund_id": "F4",
                "payer_id": FINANCE["province"],
                "payee_id": FINANCE["county"],
                "use": "loan_interest",
                "moved_on": on,
                "reported_on": on + days(4),
                "amount_fen": fen,
            },
        )
