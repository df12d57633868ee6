"""Money lines: what a total opens. Transfers stand in the list but are marked as not summed."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.blanks import Blank
from generator.published.rows import FundMove
from generator.site.county import County, natural
from generator.site.text import Cell, categories, day, href, words, yuan

LineRow = tuple[str, str, str, str, str, Cell, str, Cell, Cell, Cell, str]
"""(move id, date, stage class, stage, from → to, what for, its address, document, reported, amount, source address)"""
Opened = tuple[str, str, str, tuple[LineRow, ...]]
"""(anchor, fund name, number of lines, lines)"""


def of_village(county: County, code: str, root: str) -> tuple[Opened, ...]:
    """The lines of a village by fund, in the order of the funds."""
    found: dict[str, list[FundMove]] = {}
    for move in county.moves_of_village.get(code, ()):
        found.setdefault(move.fund_id, []).append(move)
    here = {move.move_id for moves in found.values() for move in moves}
    return tuple(
        _opened(county, f"{code}-{fund}-lines", fund, rows(county, found[fund], root, here))
        for fund in sorted(found, key=natural)
    )


def _opened(county: County, anchor: str, fund: str, made: tuple[LineRow, ...]) -> Opened:
    name = county.funds[fund].name if fund in county.funds else fund
    return (anchor, name, str(len(made)), made)


def rows(county: County, moves: Iterable[FundMove], root: str, here: set[str]) -> tuple[LineRow, ...]:
    """Lines in the given order. `here` names the moves of the same page, to which a source can be linked directly."""
    stages = categories("fund_moves", "stage")
    return tuple(_row(county, move, root, here, stages[move.stage]) for move in moves)


def _row(county: County, move: FundMove, root: str, here: set[str], stage: str) -> LineRow:
    project = county.projects.get(move.project_id)
    names, document = county.names, move.document_id
    payer = names.get(move.payer_id) or county.label("fund_levels", move.from_level)
    payee = names.get(move.payee_id) or county.label("fund_levels", move.to_level)
    return (
        move.move_id,
        move.moved_on,
        "tr" if move.stage == "transferred" else "",
        stage,
        f"{payer} → {payee}",
        ("", project.name) if project else _use(county, move),
        href(root, "projects", project.project_id) if project else "",
        county.titles.get(document) or words(document),
        day(move.reported_on),
        yuan(move.amount_fen),
        _source(county, move, root, here),
    )


def _use(county: County, move: FundMove) -> Cell:
    return words(move.use if isinstance(move.use, Blank) else county.label("fund_uses", move.use))


def _source(county: County, move: FundMove, root: str, here: set[str]) -> str:
    """Address of the move that this money comes from; empty when none is named."""
    if move.source_move_id in here:
        return f"#M-{move.source_move_id}"
    source = county.moves.get(move.source_move_id)
    if source is None:
        return ""
    if not isinstance(source.village_code, Blank):
        return f"{href(root, 'villages', source.village_code)}#M-{source.move_id}"
    return f"{href(root, 'funds', source.fund_id)}#M-{source.move_id}"
