"""Every figure code of a place, in the order in which its page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.base.blanks import Blank
from generator.figures.codes import (
    COUNTY,
    HOUSEHOLDS,
    TOTAL,
    TOWNSHIP,
    VILLAGE,
    Basis,
    Coded,
    Kind,
    item_code,
    table_codes,
)
from generator.figures.goal_results import GoalResult
from generator.figures.measures import OF_HOUSEHOLDS
from generator.figures.money import Key, Waterfall
from generator.published.release import ALL, HouseholdFigure, HouseholdState


def places(basis: Basis) -> Iterator[tuple[str, str]]:
    """(level, code) of the county, every township and every village."""
    yield COUNTY, basis.county_code
    yield from ((TOWNSHIP, code) for code in basis.townships)
    yield from ((VILLAGE, code) for code in basis.villages)


def codes_of(basis: Basis, level: str, place: str) -> tuple[Coded, ...]:
    """Every code of one place, in the order of its page."""
    return (
        *_money(basis, level, place, basis.money, Kind.MONEY),
        *_money(basis, level, place, basis.household_money, Kind.HOUSEHOLD_MONEY),
        *_goals(basis, level, place),
        *_household_goals(basis, level, place),
        *(_checklist(basis, place) if level == VILLAGE else ()),
        *_counts(basis, level, place),
    )


def _page(level: str, place: str) -> str:
    return {VILLAGE: f"villages/{place}/index.html", TOWNSHIP: f"townships/{place}/index.html"}.get(level, "index.html")


def _money_page(level: str, place: str, fund: str) -> str:
    """Money of the county stands on the pages of the funds."""
    if level != COUNTY:
        return _page(level, place)
    return "funds/index.html" if fund == ALL else f"funds/{fund}/index.html"


def _money(basis: Basis, level: str, place: str, book: Mapping[Key, Waterfall], kind: Kind) -> Iterator[Coded]:
    """Every fund of a place, then all of them; of money to households only where some is shown or withheld."""
    is_owed = level != VILLAGE or place in basis.owing
    for fund in (*basis.funds, ALL):
        found = book.get((level, place, fund))
        if found is not None and not _is_left_out(found, kind, is_owed=is_owed):
            yield _sum(basis, kind, (level, place, fund), found)
        elif kind is Kind.MONEY and fund == ALL:
            blank = Blank.NOT_REPORTED if is_owed else Blank.NOT_APPLICABLE
            yield _sum(basis, kind, (level, place, fund), None, blank)


def _sum(basis: Basis, kind: Kind, key: Key, found: Waterfall | None, blank: Blank = Blank.NOT_APPLICABLE) -> Coded:
    level, place, fund = key
    ending = HOUSEHOLDS if kind is Kind.HOUSEHOLD_MONEY else ""
    code = f"{place}-{TOTAL if fund == ALL else fund}{ending}"
    return Coded(
        code=code,
        kind=kind,
        level=level,
        place_code=place,
        subject=fund,
        as_of=found.as_of if found else basis.as_of,
        documents=() if ending else basis.documents.get(key, ()),
        page=_money_page(level, place, fund),
        anchor=code,
        money=found,
        state=blank,
    )


def _is_left_out(found: Waterfall, kind: Kind, *, is_owed: bool) -> bool:
    """What its page leaves out too."""
    if kind is Kind.MONEY:
        return not is_owed and all(fen is Blank.NOT_REPORTED for fen in found.amounts)
    if found.fund_id != ALL:
        return found.is_nothing
    return set(found.amounts) == {Blank.NOT_APPLICABLE}


def _goals(basis: Basis, level: str, place: str) -> Iterator[Coded]:
    """Goals of villages, and those of the county."""
    for goal_id, result in basis.goals.items():
        goal = result.goal
        if goal.level in OF_HOUSEHOLDS or (goal.level == VILLAGE) != (level == VILLAGE) or level == TOWNSHIP:
            continue
        for found in (found for found in result.places if found.place_code == place):
            code = f"{place}-{goal_id}"
            yield Coded(
                code=code,
                kind=Kind.GOAL,
                level=level,
                place_code=place,
                subject=goal_id,
                as_of=basis.as_of,
                documents=(),
                page=_page(level, place) if level == VILLAGE else f"goals/{goal_id}/index.html",
                anchor=code if level == VILLAGE or goal.operator != "text" else "",
                result=found,
            )


def _household_goals(basis: Basis, level: str, place: str) -> Iterator[Coded]:
    """Goals of households: a state by year of a village, protected numbers of larger places."""
    for goal_id, result in basis.goals.items():
        if result.households is None or (level == VILLAGE and place not in basis.owing):
            continue
        states: tuple[HouseholdState, ...] = result.households.villages.get(place, ()) if level == VILLAGE else ()
        found = next((p for p in (*result.places, *result.townships) if p.place_code == place), None)
        years = sorted(result.households.standings.get((level, place), {}))
        if level != VILLAGE and (found is None or not years):
            continue
        yield Coded(
            code=f"{place}-{goal_id}",
            kind=Kind.HOUSEHOLD_GOAL,
            level=level,
            place_code=place,
            subject=goal_id,
            as_of=_household_day(result, states, level, place),
            documents=(),
            page=f"goals/{goal_id}/index.html" if level == COUNTY else _page(level, place),
            anchor=f"{place}-{goal_id}-{years[-1]}" if level == COUNTY else f"{place}-{goal_id}",
            result=None if level == VILLAGE else found,
            states=tuple((state.year, state.state) for state in states),
        )


def _household_day(result: GoalResult, states: tuple[HouseholdState, ...], level: str, place: str) -> str | Blank:
    standings = result.households.standings.get((level, place), {}) if result.households else {}
    days = [state.as_of for state in states] + [standing.as_of for standing in standings.values()]
    return max(days, default=Blank.NOT_REPORTED)


def _checklist(basis: Basis, place: str) -> Iterator[Coded]:
    stated = basis.checklists.get(place, {})
    if not stated and place not in basis.owing:
        return
    for number, item in enumerate(basis.items, start=1):
        row = stated.get(item)
        document = row.evidence_document_id if row else Blank.NOT_REPORTED
        yield Coded(
            code=item_code(place, number),
            kind=Kind.CHECKLIST,
            level=VILLAGE,
            place_code=place,
            subject=item,
            as_of=row.stated_on if row else Blank.NOT_REPORTED,
            documents=() if isinstance(document, Blank) else (document,),
            page=_page(VILLAGE, place),
            anchor=item_code(place, number),
            state=row.state if row else Blank.NOT_REPORTED,
        )


def _counts(basis: Basis, level: str, place: str) -> Iterator[Coded]:
    found: dict[str, list[HouseholdFigure]] = {}
    for cell in basis.counts.get((level, place), ()):
        found.setdefault(cell.table_id, []).append(cell)
    for table, number in table_codes(basis.tables).items():
        if table in found:
            yield Coded(
                code=f"{place}-{number}",
                kind=Kind.COUNT,
                level=level,
                place_code=place,
                subject=table,
                as_of=found[table][0].as_of,
                documents=(),
                page=_page(level, place),
                anchor=f"households-{table}",
                cells=tuple(found[table]),
            )
