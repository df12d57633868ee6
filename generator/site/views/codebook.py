"""Figure codes as pages need them: the figures of the county at hand, and each code in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.figures.coded_places import codes_of
from generator.figures.codes import COUNTY, Basis, Coded, Kind, reading
from generator.figures.money import STAGES
from generator.published.release import ALL
from generator.site.county import County
from generator.site.text import Cell, categories, day, words, yuan
from generator.site.views import common, goaltext, householdgoals
from generator.site.views.once import once

MOST = 3
"""Documents named for one figure; the page of the figure names all"""
STAGE_LABELS = ("计划", "下达", "到账", "支出", "结余")
HOUSEHOLD_LABELS = (*STAGE_LABELS[:3], "已发放", "结余")
SUM = "各笔相加；转拨不计；结余＝到账－支出"
PROTECTED_SUM = "农户付款相加，按保护规则公布；结余＝到账－已发放"
COUNTED = "按建档户表数出，按保护规则公布"
STATED = "镇（乡）填报"
STATES = "没有一户未达到、也没有一户未报，才算已达到"
SHARE = "达到的户 ÷（达到＋未达到）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One code as the list of codes shows it."""

    code: str
    link: str
    what: str
    values: tuple[tuple[str, str, str], ...]
    """(label or empty, class, text)"""
    how: str
    """How the figure is worked out"""
    as_of: Cell
    sources: str
    """Titles of documents, or what else the figure rests on"""


@once
def basis(county: County) -> Basis:
    """What codes are looked up in, made once."""
    release = county.release
    return Basis(
        county_code=county.programme.county_code,
        as_of=county.programme.as_of,
        villages=county.villages,
        townships=tuple(county.townships),
        funds=tuple(county.funds),
        money=county.money,
        household_money=county.household_money,
        goals=county.goals,
        items=tuple(term.code for term in county.programme.terms("checklist_items")),
        checklists=county.checklists_of,
        owing=frozenset(code for code, village in county.villages.items() if county.owes_households(village)),
        tables=release.protected_tables,
        counts=county.counts_of,
        documents=_documents(county),
    )


def _documents(county: County) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Documents of the lines that each total adds up."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for move in county.release.fund_moves:
        if move.stage in STAGES and not isinstance(move.document_id, Blank):
            for level, place in _spots(county, move.village_code):
                for fund in (move.fund_id, ALL):
                    found.setdefault((level, place, fund), set()).add(move.document_id)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def _spots(county: County, code: str | Blank) -> tuple[tuple[str, str], ...]:
    whole = (COUNTY, county.programme.county_code)
    village = county.villages.get(code)
    if village is None:
        return (whole,)
    return (("village", village.village_code), ("township", str(village.township_code)), whole)


def rows(county: County, level: str, place: str, root: str) -> tuple[Row, ...]:
    """Every code of a place, explained."""
    return tuple(row(county, coded, root) for coded in codes_of(basis(county), level, place))


def row(county: County, coded: Coded, root: str) -> Row:
    what, values, how = _PARTS[coded.kind](county, coded)
    return Row(
        code=coded.code,
        link=f"{root}{coded.page}#{coded.anchor}" if coded.anchor else f"{root}{coded.page}",
        what=what,
        values=values,
        how=how,
        as_of=day(coded.as_of),
        sources=_sources(county, coded),
    )


Parts = tuple[str, tuple[tuple[str, str, str], ...], str]
"""(what it is, values, how it is worked out)"""


def _money(county: County, coded: Coded) -> Parts:
    name = "全部资金" if coded.subject == ALL else county.funds[coded.subject].name
    is_households = coded.kind is Kind.HOUSEHOLD_MONEY
    labels = HOUSEHOLD_LABELS if is_households else STAGE_LABELS
    amounts = (*coded.money.amounts, coded.money.left_fen) if coded.money else ()
    cells = tuple((label, *_yuan(county, yuan(fen))) for label, fen in zip(labels, amounts, strict=bool(amounts)))
    book = "发给农户的钱" if is_households else "给单位和项目的钱"
    return (f"{name}：{book}", cells or (("", *words(coded.state)),), PROTECTED_SUM if is_households else SUM)


def _yuan(county: County, cell: Cell) -> Cell:
    css, text = cell
    return (css, f"{text} {county.programme.currency}" if css == "n" else text)


def _goal(county: County, coded: Coded) -> Parts:
    result, found = county.goals[coded.subject], reading(coded)
    goal = result.goal
    if coded.result is None or found is None or goal.operator == "text":
        return (
            f"目标：{goal.title}",
            (("", *goaltext.STATES[coded.result.state]),) if coded.result else (),
            "文字目标",
        )
    year, value, target, _, arithmetic, _ = goaltext.reading(goal, found, county.say)
    values = (
        ("", *goaltext.state(coded.result)),
        (f"{year}年", *value),
        ("当年标准", *target),
    )
    rule = goaltext.target(goal, goaltext.benchmark_name(result), county.say)
    return (f"目标：{goal.title}", values, f"{rule}：{arithmetic}" if arithmetic else rule)


def _household_goal(county: County, coded: Coded) -> Parts:
    goal, found = county.goals[coded.subject].goal, reading(coded)
    if coded.result is None or found is None:
        states = tuple((f"{year}年", *householdgoals.WORDS[state]) for year, state in coded.states)
        return (f"目标：{goal.title}", states or (("", *words(Blank.NOT_REPORTED)),), STATES)
    value = goaltext.amount(goal, found.value, county.say)
    return (f"目标：{goal.title}", (("", *goaltext.state(coded.result)), (f"{found.year}年", *value)), SHARE)


def _checklist(county: County, coded: Coded) -> Parts:
    state = coded.state
    cell = words(state) if isinstance(state, Blank) else (f"st {state}", categories("checklists", "state")[state])
    return (f"清单：{county.label('checklist_items', coded.subject)}", (("", *cell),), county.say(STATED))


def _count(county: County, coded: Coded) -> Parts:
    table = county.tables[coded.subject]
    values = tuple(
        (
            "" if cell.category == ALL else common.category_label(county, table.vocabulary, cell.category),
            *common.possible(cell),
        )
        for cell in coded.cells
    )
    return (f"农户：{table.title}", values, COUNTED)


_PARTS = {
    Kind.MONEY: _money,
    Kind.HOUSEHOLD_MONEY: _money,
    Kind.GOAL: _goal,
    Kind.HOUSEHOLD_GOAL: _household_goal,
    Kind.CHECKLIST: _checklist,
    Kind.COUNT: _count,
}


def _sources(county: County, coded: Coded) -> str:
    """Documents by title, or what a goal and a protected table rest on."""
    if coded.documents:
        return _named(county, coded.documents)
    if coded.kind is Kind.GOAL:
        goal = county.goals[coded.subject].goal
        found = reading(coded)
        benchmark = found.arithmetic.benchmark.source if found and found.arithmetic else ""
        return f"方案条款 {goal.clause}" + (f"；{benchmark}" if benchmark else "")
    if coded.kind is Kind.HOUSEHOLD_GOAL:
        return f"方案条款 {county.goals[coded.subject].goal.clause}；建档户表（不上网）"
    if coded.kind in (Kind.HOUSEHOLD_MONEY, Kind.COUNT):
        return "建档户表、付款表（不上网）" if coded.kind is Kind.HOUSEHOLD_MONEY else "建档户表（不上网）"
    return Blank.NOT_REPORTED.label


def _named(county: County, ids: Iterable[str]) -> str:
    titles = [county.titles[document][1] if document in county.titles else document for document in ids]
    shown = "、".join(f"《{title}》" for title in titles[:MOST])
    return f"{shown}等 {len(titles)} 份" if len(titles) > MOST else shown
