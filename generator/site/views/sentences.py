"""The plain sentences under a title: what came and is left, what it was spent on, who helps and whom to call.

A sentence is a tuple of pieces, so that a template can print figures bold and phone numbers as links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.base.blanks import Blank, Figure
from generator.figures.money import Waterfall
from generator.figures.projects import ProjectState, state
from generator.published.release import ALL
from generator.published.rows import Project, Village
from generator.site.county import County
from generator.site.text import Phone, chinese_date, phone, wan

Piece = tuple[str, str, str]
"""(class or empty, text, number to dial or empty)"""
Sentence = tuple[Piece, ...]

MOST = 3
"""Uses named in a sentence"""
DONE = (ProjectState.ACCEPTED, ProjectState.COMPLETED)
LATE = (ProjectState.LATE, ProjectState.LATE_START)


def money(county: County, place: str, total: Waterfall | None) -> Sentence:
    """What organisations and projects of a place received, spent and have left; a blank says its word."""
    until = f"到 {chinese_date(county.programme.as_of)}，{place}的单位和项目"
    if total is None:
        return (plain(f"{until}到账的钱还没有报来（"), blank(Blank.NOT_REPORTED), plain("）。"))
    received, spent, left = total.amount("received"), total.amount("spent"), total.left_fen
    return (
        plain(f"{until}到账 "),
        figure(county, received),
        plain("，已支出 "),
        figure(county, spent),
        plain("，支出比到账多 " if isinstance(left, int) and left < 0 else "，结余 "),
        figure(county, left if isinstance(left, Blank) else abs(left)),
        plain("。"),
    )


def to_households(county: County, level: str, code: str) -> Sentence:
    """What households of a place received and were paid, with the date of the table; nothing where none is owed."""
    total = county.household_money.get((level, code, ALL))
    if total is None or set(total.amounts) == {Blank.NOT_APPLICABLE}:
        return ()
    until = f"到 {chinese_date(total.as_of)}，"
    if total.is_nothing:
        return (plain(f"{until}没有发给农户的钱。"),)
    if Blank.WITHHELD in total.amounts:
        return (plain("发给农户的钱另外算，合计"), blank(Blank.WITHHELD), plain("，为的是不让人认出哪一户。"))
    received, spent = figure(county, total.amount("received")), figure(county, total.amount("spent"))
    return (plain(f"发给农户的钱另外算：{until}到账 "), received, plain("，已发放 "), spent, plain("。"))


def no_money(county: County, village: Village) -> Sentence:
    """For a village of a kind that owes no money tables."""
    kind = county.label("village_kinds", village.kind)
    return (plain(f"{county.say('本村')}是{kind}，不要求报送资金明细（"), blank(Blank.NOT_APPLICABLE), plain("）。"))


def spent_on(county: County, village: Village) -> Sentence:
    """The largest uses of the spending, then how the projects stand."""
    return (*_uses(county, village.village_code), *works(county, county.projects_of.get(village.village_code, ())))


def works(county: County, projects: Sequence[Project]) -> Sentence:
    """How many projects are done, under way, late, and the rest; the numbers add up to all."""
    if not projects:
        return ()
    numbers = standing(county, projects)
    parts = [(plain(f"{label} "), ("n", str(number), ""), plain(" 个")) for label, number in numbers]
    return (plain(f"共 {len(projects)} 个项目："), *_joined(parts, "，"), plain("。"))


def standing(county: County, projects: Sequence[Project]) -> tuple[tuple[str, int], ...]:
    """(state in words, number of projects), without states in which none is."""
    as_of = county.programme.as_of
    found = Counter([state(project, as_of) for project in projects])
    numbers = (
        ("已完工", sum(found[s] for s in DONE)),
        ("在建", found[ProjectState.UNDER_WAY]),
        ("逾期", sum(found[s] for s in LATE)),
        ("未到开工期", found[ProjectState.NOT_DUE]),
        ("未报进度", found[ProjectState.NOT_REPORTED]),
    )
    return tuple((label, number) for label, number in numbers if number)


def _uses(county: County, code: str) -> Sentence:
    """The uses of the spending; where none is told, the categories of the shown budgets."""
    spent = ((m.use, m.amount_fen) for m in county.moves_of_village.get(code, ()) if m.stage == "spent")
    budgets = ((p.category, p.budget_fen) for p in county.projects_of.get(code, ()))
    return _largest(county, "fund_uses", spent, "项目支出主要用于") or _largest(
        county, "project_categories", budgets, "公开的预算主要用于"
    )


def _largest(county: County, vocabulary: str, sums: Iterable[tuple[str | Blank, Figure]], start: str) -> Sentence:
    found: dict[str, int] = {}
    for term, fen in sums:
        if not isinstance(term, Blank) and not isinstance(fen, Blank) and fen > 0:
            found[term] = found.get(term, 0) + fen
    most = sorted(found, key=lambda term: (-found[term], term))[:MOST]
    parts = [(plain(f"{county.label(vocabulary, term)} "), ("n", county.say(wan(found[term])), "")) for term in most]
    return (plain(start), *_joined(parts, "、"), plain("。")) if parts else ()


def whom_to_call(county: County, village: Village) -> Sentence:
    """The leading helper with its office phone, then the county's office and the hotline."""
    contact = county.programme.contact
    return (
        *_helper(county, village),
        plain(f"有疑问请打{contact.office} "),
        phone(contact.phone),
        plain(" 或监督电话 "),
        phone(contact.hotline),
        plain("。"),
    )


def _helper(county: County, village: Village) -> Sentence:
    helpers = county.helpers_of.get(village.village_code, ())
    if not helpers and county.owes_households(village):
        return (plain("帮扶单位还没有报来（"), blank(Blank.NOT_REPORTED), plain("）；"))
    if not helpers:
        return (plain(county.say("本村没有指定帮扶单位（")), blank(Blank.NOT_APPLICABLE), plain("）；"))
    unit = county.units[helpers[0].unit_id]
    more = f"等 {len(helpers)} 个单位" if len(helpers) > 1 else ""
    number: Phone = phone(unit.office_phone)
    return (plain("由"), ("u", unit.name, ""), plain(f"{more}帮扶，电话 "), number, plain("；"))


def _joined(parts: Iterable[tuple[Piece, ...]], between: str) -> Sentence:
    return tuple(piece for n, part in enumerate(parts) for piece in ((plain(between), *part) if n else part))


def figure(county: County, value: Figure) -> Piece:
    """An amount as a bold figure, or its blank's word."""
    return blank(value) if isinstance(value, Blank) else ("n", county.say(wan(value)), "")


def blank(reason: Blank) -> Piece:
    """The word of a blank, with its mark."""
    return phone(reason)


def plain(text: str) -> Piece:
    """Text between figures."""
    return ("", text, "")
