"""What an organisation was contracted for, was paid and passed on: sums of rows that are shown, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.base.blanks import Blank, Figure
from generator.published.release import Release
from generator.published.rows import Contract, FundMove, Organisation

PERSONS = ("natural_person", "sole_trader")
"""Kinds whose names are private: they have no page, only one sum of all of them"""
HOUSEHOLDS = "households"
"""Kind that stands for assisted households together: their money is in protected tables"""
PAYMENT = "spent"
TRANSFER = "transferred"

Flow = tuple[str, str]
"""(fund, stage)"""
Sum = tuple[int, int]
"""(lines, fen)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealings:
    """Contracts and money lines of one organisation, or of all private persons together."""

    contracts: tuple[Contract, ...]
    taken: tuple[FundMove, ...]
    """Lines that name it as payee, by date"""
    given: tuple[FundMove, ...]
    """Lines that name it as payer, by date"""

    @property
    def payments(self) -> tuple[FundMove, ...]:
        """Spending that was paid to it."""
        return tuple(move for move in self.taken if move.stage == PAYMENT)


def is_person(organisation: Organisation) -> bool:
    """Whether the name is private, by its kind or because the release withholds it."""
    return organisation.kind in PERSONS or organisation.name is Blank.WITHHELD


def has_page(organisation: Organisation) -> bool:
    return not is_person(organisation) and organisation.kind != HOUSEHOLDS


def dealings(release: Release) -> Mapping[str, Dealings]:
    """Organisation → its dealings, in the release's order; one pass over contracts and lines."""
    contracts: dict[str, list[Contract]] = {}
    taken: dict[str, list[FundMove]] = {}
    given: dict[str, list[FundMove]] = {}
    for contract in release.contracts:
        contracts.setdefault(contract.organisation_id, []).append(contract)
    for move in sorted(release.fund_moves, key=lambda m: (m.moved_on, m.move_id)):
        taken.setdefault(str(move.payee_id), []).append(move)
        given.setdefault(str(move.payer_id), []).append(move)
    return {
        code: Dealings(
            contracts=tuple(contracts.get(code, ())), taken=tuple(taken.get(code, ())), given=tuple(given.get(code, ()))
        )
        for code in (o.organisation_id for o in release.organisations)
    }


def merged(found: Iterable[Dealings]) -> Dealings:
    """Several organisations as one."""
    all_ = tuple(found)
    return Dealings(
        contracts=tuple(c for d in all_ for c in d.contracts),
        taken=tuple(m for d in all_ for m in d.taken),
        given=tuple(m for d in all_ for m in d.given),
    )


def shown(amounts: Iterable[Figure]) -> tuple[Figure, int]:
    """(sum of the shown amounts, how many are withheld). Where none is shown, the first blank says why; of nothing
    there is no sum.
    """
    listed = tuple(amounts)
    numbers = [fen for fen in listed if isinstance(fen, int)]
    if numbers:
        return sum(numbers), listed.count(Blank.WITHHELD)
    return (listed[0] if listed else Blank.NOT_APPLICABLE), listed.count(Blank.WITHHELD)


def share(part_fen: Figure, whole_fen: Figure) -> Decimal | Blank:
    """part ÷ whole in percent, half-even to one decimal; a blank side says why there is none."""
    if isinstance(part_fen, Blank):
        return part_fen
    if isinstance(whole_fen, Blank):
        return whole_fen
    return (Decimal(100 * part_fen) / whole_fen).quantize(Decimal("0.1")) if whole_fen else Blank.NOT_APPLICABLE


def flows(moves: Iterable[FundMove]) -> Mapping[Flow, Sum]:
    """Lines and fen by fund and stage. Stages follow one another and are never added together."""
    found: dict[Flow, Sum] = {}
    for move in moves:
        lines, fen = found.get((move.fund_id, move.stage), (0, 0))
        amount = move.amount_fen if isinstance(move.amount_fen, int) else 0
        found[move.fund_id, move.stage] = (lines + 1, fen + amount)
    return found
