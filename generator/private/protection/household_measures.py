"""How one household's value of a goal is read in one year: from its register row, its year or its record book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.base.blanks import Blank
from generator.figures.goals import satisfies
from generator.published.goal_states import MET, NOT_APPLICABLE, NOT_MET, NOT_REPORTED

REGISTER, YEARS, RECORDS = "households", "household_years", "assistance_records"
BOOK = "records"
"""Of a household and year: (is signed by all three, days until it was entered) of each record"""

Facts = Mapping[str, Any]
"""What is known of one household in one year, by column name, and its `BOOK`; a year without a row has no columns"""
Value = Decimal | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a household's value of a year is read, and of whom nothing is asked."""

    value: Callable[[Facts], Value]
    table: str = YEARS
    """Where the year is reported"""
    asks: str = ""
    """Number of persons whom the goal is meant for: a household with 0 has nothing to meet; empty: it asks all"""
    asks_in: str = YEARS
    """Where that number stands"""

    def state(self, facts: Facts, operator: str, target: Value) -> str:
        """met, not_met, not_reported or not_applicable, exactly as operator and target say."""
        if self.asks and facts.get(self.asks) == 0:
            return NOT_APPLICABLE
        is_met = satisfies(self.value(facts), operator, target)
        if isinstance(is_met, Blank):
            return NOT_REPORTED
        return MET if is_met else NOT_MET

    @property
    def states(self) -> tuple[str, ...]:
        """Those that can occur: everybody knows that a goal of all households leaves none aside."""
        every = (MET, NOT_MET, NOT_REPORTED)
        return (*every, NOT_APPLICABLE) if self.asks else every


def _income(facts: Facts) -> Value:
    fen = facts.get("net_income_per_head_fen", Blank.NOT_REPORTED)
    return fen if isinstance(fen, Blank) else Decimal(fen)


def _percent(part: str, whole: str) -> Callable[[Facts], Value]:
    def value(facts: Facts) -> Value:
        some, every = facts.get(part, Blank.NOT_REPORTED), facts.get(whole, Blank.NOT_REPORTED)
        is_known = not isinstance(some, Blank) and not isinstance(every, Blank)
        return Decimal(100 * some) / Decimal(every) if is_known else Blank.NOT_REPORTED

    return value


def _linked(facts: Facts) -> Value:
    """100 with a firm or a cooperative, one is enough; without one both answers must be known."""
    links = [facts.get(name, Blank.NOT_REPORTED) for name in ("has_firm_link", "is_cooperative_member")]
    if True in links:
        return Decimal(100)
    return Blank.NOT_REPORTED if Blank.NOT_REPORTED in links else Decimal(0)


def _signed(facts: Facts) -> Value:
    """Percent of the year's records that all three have signed."""
    found = [is_signed for is_signed, _ in facts[BOOK]]
    return Decimal(100 * sum(found)) / len(found) if found else Blank.NOT_REPORTED


def _entered(facts: Facts) -> Value:
    """Days until the slowest record of the year was entered."""
    days = [days for _, days in facts[BOOK]]
    return Decimal(max(days)) if days else Blank.NOT_REPORTED


MEASURES: Mapping[str, Measure] = {
    "net_income_per_head_fen": Measure(value=_income, asks="labour_persons", asks_in=REGISTER),
    "insurance_percent": Measure(value=_percent("insured_persons", "persons")),
    "pension_percent": Measure(
        value=_percent("pension_persons", "pension_eligible_persons"), asks="pension_eligible_persons"
    ),
    "allowance_percent": Measure(
        value=_percent("allowance_persons", "allowance_eligible_persons"), asks="allowance_eligible_persons"
    ),
    "industry_link_percent": Measure(value=_linked, asks="labour_persons", asks_in=REGISTER),
    "record_signed_percent": Measure(value=_signed, table=RECORDS),
    "record_entry_days": Measure(value=_entered, table=RECORDS),
}
