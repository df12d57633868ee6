"""Money as a system of sums: lines, totals by place and fund, and the other places where the same yuan is written.

All fund moves are public lines, so a reader can add up whatever is shown. Recoverable by one subtraction are:
- the one hidden line of a shown total of its place and fund, and the sum of several (the remainder);
- a hidden total between its shown parts: village → township → county with county_only, funds → all;
- a hidden line through its project's budget or contracts, its document's stated total, the move it comes from or the
  moves it pays for. These need not be equal, but usually are, and so count as sums.
Public works carry no household: their lines are never hidden. A total of nothing but public works is always the sum
of shown lines, so hiding it would hide nothing, and it never is. A total that holds household money may be hidden,
but then at least one line in it is hidden too, or readers would add it up.

Not yet counted: a stream's public amount per year or per village, sums over stages or years (the full method's).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.base.blanks import Blank
from generator.private.protection.columns import records
from generator.private.protection.lines import Line, household_number, households_behind, line_mass
from generator.private.protection.places import COUNTY, COUNTY_ONLY, TOWNSHIP, VILLAGE, Place, Places
from generator.private.protection.system import Cell, Equation, Key, Mass, System
from generator.private.stages import Masked
from generator.published.release import ALL

_SMALL_FIRST = (VILLAGE, COUNTY_ONLY, TOWNSHIP, COUNTY)


def total_key(place: Place, fund_id: str, stage: str) -> Key:
    return ("total", *place, fund_id, stage)


def budget_key(project_id: str) -> Key:
    return ("budget", project_id)


def contract_key(contract_id: str) -> Key:
    return ("contract", contract_id)


def document_key(document_id: str) -> Key:
    return ("document", document_id)


def totals_of(line: Line, places: Places) -> tuple[Key, ...]:
    """Every total that a line stands in; none for a transfer between levels."""
    if not line.is_summed:
        return ()
    above = places.above(line.place)
    return tuple(total_key(place, fund, line.stage) for place in above for fund in (line.fund_id, ALL))


def money_system(masked: Masked, lines: Sequence[Line], places: Places, remainder_lines: int) -> System:
    """Cells of every line, total, budget, contract and stated total, and the equations between them."""
    by_key = {line.key: line for line in lines}
    mass = line_mass(by_key)
    cells = [_line_cell(line, places) for line in lines]
    cells += _total_cells(lines, places)
    outside = [*_budgets(masked, lines), *_contracts(masked), *_documents(masked, lines)]
    known = {cell.key: cell for cell in (*cells, *outside)}
    equations = [
        *_remainders(lines, mass, remainder_lines),
        *_total_sums(known, places, mass),
        *_outside_sums(masked, lines, known, mass),
    ]
    return System(cells=known, equations=equations)


def _line_cell(line: Line, places: Places) -> Cell:
    totals = totals_of(line, places)
    return Cell(key=line.key, value=line.amount_fen, households=line.backing.number, totals=totals)


def _total_cells(lines: Iterable[Line], places: Places) -> list[Cell]:
    held: defaultdict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        for key in totals_of(line, places):
            held[key].append(line)
    return [
        Cell(key=key, value=sum(line.amount_fen for line in group), households=households_behind(group))
        for key, group in sorted(held.items())
    ]


def _remainders(lines: Iterable[Line], mass: Mass, remainder_lines: int) -> Iterator[Equation]:
    """The total of one fund and stage in the smallest place is the sum of its lines."""
    held: defaultdict[Key, list[Key]] = defaultdict(list)
    for line in lines:
        if line.is_summed:
            held[total_key(line.place, line.fund_id, line.stage)].append(line.key)
    for parent, children in sorted(held.items()):
        yield Equation(parent=parent, children=tuple(children), mass=mass, least_children=remainder_lines)


def _total_sums(known: Iterable[Key], places: Places, mass: Mass) -> Iterator[Equation]:
    """A total is the sum of its places and, for `all`, of its funds; small places first."""
    of_places: defaultdict[Key, list[Key]] = defaultdict(list)
    of_funds: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in (key for key in known if key[0] == "total"):
        _, level, code, fund, stage = key
        if (level, code) in places.parent:
            of_places[total_key(places.parent[level, code], fund, stage)].append(key)
        if fund != ALL:
            of_funds[total_key((level, code), ALL, stage)].append(key)
    sums = [*of_places.items(), *of_funds.items()]
    for parent, children in sorted(sums, key=lambda s: (_SMALL_FIRST.index(s[0][1]), s)):
        yield Equation(parent=parent, children=tuple(sorted(children)), mass=mass)


def _outside_sums(masked: Masked, lines: Iterable[Line], known: Mapping[Key, Cell], mass: Mass) -> Iterator[Equation]:
    """Per stage: a budget, a stated total or a source move is what its lines add up to; a budget also its contracts."""
    sums: defaultdict[tuple[Key, str], list[Key]] = defaultdict(list)
    for line in lines:
        for parent in (budget_key(line.project_id), document_key(line.document_id), line.source):
            if parent in known:
                sums[parent, line.stage].append(line.key)
    for contract, project in records(masked.frames["contracts"], "contract_id", "project_id"):
        sums[budget_key(project), "contracts"].append(contract_key(contract))
    for (parent, _), children in sorted(sums.items()):
        yield Equation(parent=parent, children=tuple(sorted(children)), mass=mass)


def _budgets(masked: Masked, lines: Iterable[Line]) -> Iterator[Cell]:
    held = _lines_by(lines, "project_id")
    rows = records(masked.frames["projects"], "project_id", "budget_fen", "beneficiary_households")
    for project, budget, number in sorted(rows, key=lambda row: row[0]):
        households = household_number(number) or households_behind(held[project])
        yield Cell(key=budget_key(project), value=budget, households=households)


def _contracts(masked: Masked) -> Iterator[Cell]:
    of_project = dict(records(masked.frames["projects"], "project_id", "beneficiary_households"))
    rows = records(masked.frames["contracts"], "contract_id", "project_id", "contract_fen")
    for contract, project, fen in sorted(rows, key=lambda row: row[0]):
        households = household_number(of_project.get(project, Blank.NOT_APPLICABLE))
        yield Cell(key=contract_key(contract), value=fen, households=households)


def _documents(masked: Masked, lines: Iterable[Line]) -> Iterator[Cell]:
    held = _lines_by(lines, "document_id")
    for document, fen in sorted(records(masked.frames["documents"], "document_id", "stated_total_fen")):
        if not isinstance(fen, Blank):
            households = households_behind(held[document])
            yield Cell(key=document_key(document), value=fen, households=households)


def _lines_by(lines: Iterable[Line], attribute: str) -> defaultdict[str, list[Line]]:
    held: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        held[getattr(line, attribute)].append(line)
    return held
