"""The public rows without money to households, and the totals of what remains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.blanks import Blank
from generator.contract.schema import tables
from generator.private.history import History
from generator.private.protection.columns import only, records, with_column
from generator.private.protection.household_money import Funds, is_open
from generator.private.protection.lines import SUMMED_STAGES, Line, household_number
from generator.private.protection.places import Place, Places
from generator.private.stages import Masked
from generator.published.release import ALL, MoneyTotal

if TYPE_CHECKING:
    import pandas as pd

CONTRACT_MONEY = ("bid_fen", "contract_fen", "settled_fen")
NUMBER = "beneficiary_households"
NUMBERED = {"fund_moves": "move_id", "projects": "project_id"}
"""Where numbers of beneficiaries stand, and the code of a row"""


def household_projects(
    masked: Masked, lines: Sequence[Line], book: Collection[str], k: int, funds: Funds
) -> frozenset[str]:
    """Projects of a line of the book, and those for fewer than k households unless a known rule pays all of them."""
    numbers = records(masked.frames["projects"], "project_id", NUMBER)
    small = {project for project, number in numbers if 0 < household_number(number) < k}
    fixed = {line.project_id for line in lines if is_open(line, funds)}
    other = {line.project_id for line in lines if not is_open(line, funds)}
    return frozenset((small - (fixed - other)) | {line.project_id for line in lines if line.move_id in book} - {""})


def household_documents(
    masked: Masked, lines: Sequence[Line], book: Collection[str], projects: Collection[str]
) -> frozenset[str]:
    """Documents that list a line of the book or one of these projects."""
    cited = records(masked.frames["projects"], "project_id", "document_id")
    found = {document for project, document in cited if project in projects and not isinstance(document, Blank)}
    return frozenset(found | {line.document_id for line in lines if line.move_id in book} - {""})


def public_frames(
    masked: Masked, book: Collection[str], projects: Collection[str], documents: Collection[str], quiet: Collection[str]
) -> dict[str, pd.DataFrame]:
    """Public tables with published columns only.

    Lines of the book are left out; `projects`, their contracts and `documents` show no amount.
    `quiet`: codes whose number of beneficiaries is withheld.
    """
    frames = {
        name: only(masked.frames[name], [column.name for column in table.published_columns])
        for name, table in tables().items()
        if table.is_public
    }
    frames["fund_moves"] = _without(frames["fund_moves"], book)
    frames["projects"] = _withhold(frames["projects"], "project_id", ("budget_fen",), projects)
    frames["contracts"] = _withhold(frames["contracts"], "project_id", CONTRACT_MONEY, projects)
    frames["documents"] = _withhold(frames["documents"], "document_id", ("stated_total_fen",), documents)
    for name, code in NUMBERED.items():
        frames[name] = _withhold(frames[name], code, (NUMBER,), {*projects, *quiet})
    return frames


def _without(moves: pd.DataFrame, book: Collection[str]) -> pd.DataFrame:
    """The lines that are not in the book; a source that is gone is not named."""
    is_public = [move not in book for (move,) in records(moves, "move_id")]
    left = moves.loc[is_public]
    sources = [Blank.NOT_APPLICABLE if source in book else source for (source,) in records(left, "source_move_id")]
    return with_column(left, "source_move_id", sources)


def _withhold(frame: pd.DataFrame, code: str, columns: Sequence[str], hidden: Collection[str]) -> pd.DataFrame:
    is_hidden = [value in hidden for (value,) in records(frame, code)]
    for column in columns:
        values = zip(frame[column].tolist(), is_hidden, strict=True)
        frame = with_column(frame, column, [Blank.WITHHELD if _has_value(v, hide) else v for v, hide in values])
    return frame


def _has_value(value: object, hide: bool) -> bool:
    """Other blanks stay: that a project has no settlement yet says nothing about a household."""
    return hide and not isinstance(value, Blank)


def beneficiaries(masked: Masked, book: Collection[str], history: History, k: int) -> History:
    """The history with today's numbers of beneficiaries, and whose number changed by a few households since."""
    now = {
        code: number
        for name, column in NUMBERED.items()
        for code, number in records(masked.frames[name], column, NUMBER)
        if not isinstance(number, Blank) and code not in book
    }
    changed = {code for code, number in now.items() if 0 < abs(number - history.beneficiaries.get(code, number)) < k}
    small = {code for code, number in now.items() if number < k}
    withdrawn = history.withdrawn | changed | small
    seen = {code: number for code, number in now.items() if code not in withdrawn}
    return replace(
        history,
        beneficiaries={**history.beneficiaries, **seen},
        withdrawn=withdrawn,
        household_lines=history.household_lines | set(book),
    )


def stated_documents(lines: Sequence[Line], book: Collection[str], shown_funds: Collection[str]) -> frozenset[str]:
    """Documents that hold every line of the book of one fund and stage, and nothing else: the county's shown total."""
    held: defaultdict[str, list[Line]] = defaultdict(list)
    whole: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        held[line.document_id].append(line)
        if line.move_id in book:
            whole[line.fund_id, line.stage].add(line.move_id)
    return frozenset(document for document, group in held.items() if _is_whole(group, whole, shown_funds))


def _is_whole(group: Iterable[Line], whole: Mapping[tuple[str, str], set[str]], shown_funds: Collection[str]) -> bool:
    spots = {(line.fund_id, line.stage) for line in group}
    every = set[str]().union(*(whole[spot] for spot in spots))
    funds = {fund for fund, _ in spots}
    return len(funds) == 1 and funds <= set(shown_funds) and {line.move_id for line in group} == every


def money_totals(lines: Sequence[Line], places: Places, book: Collection[str]) -> tuple[MoneyTotal, ...]:
    """Totals of the public lines of every place, for `all` and each fund with such a line there, by stage; sorted.

    A place without any line, public or not, has reported nothing: its totals are 未报, and so is a stage of which the
    county holds no line at all. Where a place has a line of a fund, any other stage without one is 0.
    """
    sums: defaultdict[tuple[Place, str, str], list[int]] = defaultdict(list)
    funds: defaultdict[Place, set[str]] = defaultdict(set)
    for line in (line for line in lines if line.is_summed):
        for place in places.above(line.place):
            funds[place] |= {ALL} if line.move_id in book else {ALL, line.fund_id}
            for fund in () if line.move_id in book else (line.fund_id, ALL):
                sums[place, fund, line.stage].append(line.amount_fen)
    stages = {line.stage for line in lines}
    spots = (*places.villages, *places.townships, places.county, places.county_only)
    totals = [total for place in spots for total in _place_totals(place, funds, sums, stages)]
    return tuple(sorted(totals, key=lambda t: (t.level, t.place_code, t.fund_id, t.stage)))


def _place_totals(
    place: Place,
    funds: Mapping[Place, set[str]],
    sums: Mapping[tuple[Place, str, str], list[int]],
    stages: Collection[str],
) -> Iterator[MoneyTotal]:
    for fund in sorted(funds.get(place, {ALL})):
        for stage in SUMMED_STAGES:
            amounts = sums.get((place, fund, stage), [])
            yield MoneyTotal(
                level=place[0],
                place_code=place[1],
                fund_id=fund,
                stage=stage,
                amount_fen=sum(amounts) if place in funds and stage in stages else Blank.NOT_REPORTED,
                lines=len(amounts),
            )
