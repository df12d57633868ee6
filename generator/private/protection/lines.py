"""Money lines with the households behind them.

Who stands behind a line: the number it states, or that of its project, or, when it names none, the households behind
the lines it pays for (`source_move_id`): what a township received only to pay three households is a fact about three
households. Recorded payments lower a stated number, never raise it. A line that says 未报 where the number of
households belongs counts as one household until somebody says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from generator.base.blanks import Blank
from generator.private.protection.columns import records
from generator.private.protection.mask import HOUSEHOLD_KEY
from generator.private.protection.places import VILLAGE, Place, Places
from generator.private.protection.system import Key
from generator.private.stages import Masked

SUMMED_STAGES = ("promised", "issued", "received", "spent")
"""Transfers between levels are lines, but no total holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """Households behind money, by place: known ones by key, or at least a number."""

    number: int
    known: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fund move, as protection sees it."""

    key: Key
    stage: str
    fund_id: str
    place: Place
    """Its village, or county_only"""
    project_id: str
    document_id: str
    source: Key
    """Key of the move it comes from; of no move when there is none"""
    amount_fen: int
    backing: Backing

    @property
    def is_summed(self) -> bool:
        return self.stage in SUMMED_STAGES


def line_key(move_id: str) -> Key:
    return ("move", move_id)


def household_number(value: int | Blank) -> int:
    """The stated number of households; an unreported one counts as 1, public works as 0."""
    if isinstance(value, Blank):
        return 0 if value is Blank.NOT_APPLICABLE else 1
    return value


def make_lines(masked: Masked, places: Places) -> tuple[Line, ...]:
    """Every fund move, sorted by its code."""
    paid = _paid_households(masked)
    of_project = {
        project: household_number(n)
        for project, n in records(masked.frames["projects"], "project_id", "beneficiary_households")
    }
    moves = records(
        masked.frames["fund_moves"],
        *("move_id", "stage", "fund_id", "village_code", "project_id", "document_id", "source_move_id"),
        *("amount_fen", "beneficiary_households"),
    )
    lines = [
        Line(
            key=line_key(move),
            stage=stage,
            fund_id=fund,
            place=places.county_only if isinstance(village, Blank) else (VILLAGE, village),
            project_id="" if isinstance(project, Blank) else project,
            document_id="" if isinstance(document, Blank) else document,
            source=line_key("" if isinstance(source, Blank) else source),
            amount_fen=amount,
            backing=_backing(household_number(number) or of_project.get(project, 0), paid.get(move, frozenset())),
        )
        for move, stage, fund, village, project, document, source, amount, number in sorted(moves, key=lambda m: m[0])
    ]
    return _with_inherited(lines)


def _paid_households(masked: Masked) -> dict[str, frozenset[int]]:
    if "household_payments" not in masked.frames:
        return {}
    paid: defaultdict[str, set[int]] = defaultdict(set)
    for move, household in records(masked.frames["household_payments"], "move_id", HOUSEHOLD_KEY):
        paid[move].add(household)
    return {move: frozenset(households) for move, households in paid.items()}


def _backing(stated: int, known: frozenset[int]) -> Backing:
    number = min(stated, len(known)) if stated and known else stated or len(known)
    return Backing(number=number, known=known)


def _with_inherited(lines: list[Line]) -> tuple[Line, ...]:
    """Lines that name no households take those of the lines they pay for, however long the chain."""
    by_key = {line.key: line for line in lines}
    paid_for: defaultdict[Key, list[Key]] = defaultdict(list)
    for line in lines:
        paid_for[line.source].append(line.key)
    for key in _downstream_first(by_key, paid_for):
        if by_key[key].backing.number == 0 and paid_for[key]:
            below = [by_key[child] for child in paid_for[key]]
            number = households_behind(below)
            known = frozenset[int]().union(*(line.backing.known for line in below))
            by_key[key] = replace(by_key[key], backing=Backing(number=number, known=known))
    return tuple(by_key.values())


def _downstream_first(by_key: Mapping[Key, Line], paid_for: Mapping[Key, list[Key]]) -> list[Key]:
    """Keys so that every line comes after the lines it pays for; a circle of sources is left out."""
    waiting = {key: len(paid_for.get(key, ())) for key in by_key}
    ready = [key for key, count in waiting.items() if count == 0]
    for key in ready:
        source = by_key[key].source
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


def line_mass(lines: Mapping[Key, Line]) -> Callable[[Iterable[Key]], int]:
    """`households_behind` by key; a key that is no line has nobody behind it."""

    def mass(keys: Iterable[Key]) -> int:
        return households_behind(lines[key] for key in keys if key in lines)

    return mass
