"""Money lines with the households behind them.

Who stands behind a line: the number it states, or that of its project, or, when it names none, the households behind
the lines it pays for (`source_move_id`): what a township received only to pay three households is a fact about three
households. Recorded payments lower a stated number, never raise it. A line that says 未报 where the number of
households belongs counts as one household until somebody says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.base.blanks import Blank
from generator.private.protection.columns import records
from generator.private.protection.mask import HOUSEHOLD_KEY
from generator.private.protection.places import VILLAGE, Place, Places
from generator.private.stages import Masked

SUMMED_STAGES = ("promised", "issued", "received", "spent")
"""Transfers between levels are lines, but no total holds them."""
HOUSEHOLD_LEVEL = "household"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """Households behind money, by place: known ones by key, or at least a number."""

    number: int
    known: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fund move, as protection sees it."""

    move_id: str
    stage: str
    fund_id: str
    place: Place
    """Its village, or county_only"""
    project_id: str
    document_id: str
    source_id: str
    """The move it comes from; empty when there is none"""
    amount_fen: int
    backing: Backing
    is_to_households: bool
    """Paid to households, as its level of arrival or its payments say, or paying for nothing else"""
    paid: Mapping[int, int] = field(default_factory=dict)
    """Household → fen of its recorded payments"""

    @property
    def is_summed(self) -> bool:
        return self.stage in SUMMED_STAGES


def household_number(value: int | Blank) -> int:
    """The stated number of households; an unreported one counts as 1, public works as 0."""
    if isinstance(value, Blank):
        return 0 if value is Blank.NOT_APPLICABLE else 1
    return value


def make_lines(masked: Masked, places: Places) -> tuple[Line, ...]:
    """Every fund move, sorted by its code."""
    paid = _payments(masked)
    of_project = {
        project: household_number(n)
        for project, n in records(masked.frames["projects"], "project_id", "beneficiary_households")
    }
    moves = records(
        masked.frames["fund_moves"],
        *("move_id", "stage", "fund_id", "village_code", "project_id", "document_id", "source_move_id"),
        *("to_level", "amount_fen", "beneficiary_households"),
    )
    lines = [
        Line(
            move_id=move,
            stage=stage,
            fund_id=fund,
            place=places.county_only if isinstance(village, Blank) else (VILLAGE, village),
            project_id="" if isinstance(project, Blank) else project,
            document_id="" if isinstance(document, Blank) else document,
            source_id="" if isinstance(source, Blank) else source,
            amount_fen=amount,
            backing=_backing(household_number(number) or of_project.get(project, 0), frozenset(paid.get(move, ()))),
            is_to_households=to_level == HOUSEHOLD_LEVEL or move in paid,
            paid=paid.get(move, {}),
        )
        for move, stage, fund, village, project, document, source, to_level, amount, number in sorted(
            moves, key=lambda m: m[0]
        )
    ]
    return _with_inherited(lines)


def _payments(masked: Masked) -> dict[str, dict[int, int]]:
    """Move → household → fen."""
    paid: defaultdict[str, dict[int, int]] = defaultdict(dict)
    if "household_payments" in masked.frames:
        rows = records(masked.frames["household_payments"], "move_id", HOUSEHOLD_KEY, "amount_fen")
        for move, household, fen in rows:
            paid[move][household] = paid[move].get(household, 0) + fen
    return dict(paid)


def _backing(stated: int, known: frozenset[int]) -> Backing:
    number = min(stated, len(known)) if stated and known else stated or len(known)
    return Backing(number=number, known=known)


def _with_inherited(lines: list[Line]) -> tuple[Line, ...]:
    """Lines that name no households take those of the lines they pay for, however long the chain."""
    by_id = {line.move_id: line for line in lines}
    paid_for: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        paid_for[line.source_id].append(line.move_id)
    for move in _downstream_first(by_id, paid_for):
        if by_id[move].backing.number == 0 and paid_for[move]:
            below = [by_id[child] for child in paid_for[move]]
            number = households_behind(below)
            known = frozenset[int]().union(*(line.backing.known for line in below))
            by_id[move] = replace(by_id[move], backing=Backing(number=number, known=known))
    return tuple(by_id.values())


def _downstream_first(by_id: Mapping[str, Line], paid_for: Mapping[str, list[str]]) -> list[str]:
    """Codes so that every line comes after the lines it pays for; a circle of sources is left out."""
    waiting = {move: len(paid_for.get(move, ())) for move in by_id}
    ready = [move for move, count in waiting.items() if count == 0]
    for move in ready:
        source = by_id[move].source_id
        if source in waiting:
            waiting[source] -= 1
            if waiting[source] == 0:
                ready.append(source)
    return ready


def households_behind(lines: Iterable[Line]) -> int:
    """Smallest number of different households behind these lines together.

    Villages share no household. Within one, recorded payments are counted once each; lines without payments may all
    have gone to the same households, so only the largest of them counts.
    """
    known: defaultdict[Place, set[int]] = defaultdict(set)
    most: defaultdict[Place, int] = defaultdict(int)
    for line in lines:
        known[line.place].update(line.backing.known)
        most[line.place] = max(most[line.place], line.backing.number)
    return sum(max(number, len(known[place])) for place, number in most.items())
