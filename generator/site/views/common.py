"""What several page kinds show alike: who to ask, money by stage, household counts."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from generator.base.blanks import Blank, Figure
from generator.config.settings import GOAL
from generator.figures.codes import table_codes
from generator.figures.money import Waterfall
from generator.published.release import ALL, HouseholdFigure
from generator.site.charts import STAGE_LABELS
from generator.site.county import County
from generator.site.text import Cell, chinese_date, count, phone, wan, words, yuan

MoneyRow = tuple[str, str, str, tuple[Cell, ...]]
"""(anchor, address, label, one cell per stage and for what is left)"""
Headline = tuple[str, str, str, str]
"""(label, class, rounded 万元 or the blank's word, exact 元 or empty)"""
CountRow = tuple[str, Cell]
CountTable = tuple[str, str, str, str, tuple[CountRow, ...]]
"""(table id, title, figure code, date of its snapshot, rows)"""


def base(county: County, root: str) -> dict[str, object]:
    """What every template may use."""
    programme = county.programme
    contact = programme.contact
    return {
        "root": root,
        "as_of": chinese_date(programme.as_of),
        "edition": str(programme.edition),
        "county_name": programme.county_name,
        "county_code": programme.county_code,
        "contact": (contact.office, phone(contact.hotline), phone(contact.phone), contact.address),
        "k": str(county.release.k),
    }


def cells(money: Waterfall) -> tuple[Cell, ...]:
    """Promised, issued, received, spent, left in 元, exact."""
    first, second, third, fourth = money.amounts
    return (yuan(first), yuan(second), yuan(third), yuan(fourth), yuan(money.left_fen))


def blank_cells(blank: Blank) -> tuple[Cell, ...]:
    return (words(blank),) * len(STAGE_LABELS)


def headline(
    county: County,
    money: Waterfall | None,
    blank: Blank = Blank.NOT_REPORTED,
    labels: Sequence[str] = STAGE_LABELS,
) -> tuple[Headline, ...]:
    """Received, spent and left as large figures; `blank` says why there is no money at all."""
    figures = (money.amount("received"), money.amount("spent"), money.left_fen) if money else (blank, blank, blank)
    return tuple(_headline(county, label, figure) for label, figure in zip(labels[2:], figures, strict=True))


def _headline(county: County, label: str, figure: Figure) -> Headline:
    css, exact = yuan(figure)
    return (label, css, county.say(wan(figure)), "" if isinstance(figure, Blank) else county.say(f"{exact} 元"))


def by_fund(county: County, level: str, code: str, root: str) -> tuple[MoneyRow, ...]:
    """One row per fund of a place, of money to organisations and projects; figure codes are like `DL03-F2`."""
    return tuple(
        (f"{code}-{fund}", f"{root}funds/{quote(fund, safe='')}/index.html", county.funds[fund].name, cells(money))
        for fund in county.funds
        if (money := county.money.get((level, code, fund))) is not None
    )


def total(county: County, level: str, code: str) -> Waterfall | None:
    """All money of a place to organisations and projects, as `County.total` tells it."""
    return county.total(level, code)


def county_only(county: County, fund: str) -> Waterfall | None:
    """Money of the county that belongs to no village."""
    return county.money.get(("county_only", county.programme.county_code, fund))


def count_tables(county: County, level: str, code: str) -> tuple[CountTable, ...]:
    """The protected household tables of a place, in the order in which the policy declares them; goals stand apart."""
    found: dict[str, list[HouseholdFigure]] = {}
    numbers = table_codes(county.release.protected_tables)
    for cell in county.counts_of.get((level, code), ()):
        found.setdefault(cell.table_id, []).append(cell)
    return tuple(
        (
            table_id,
            table.title,
            f"{code}-{numbers[table_id]}",
            chinese_date(found[table_id][0].as_of),
            tuple(_count_row(county, table.vocabulary, cell) for cell in found[table_id]),
        )
        for table_id, table in county.tables.items()
        if table_id in found and not table.by.startswith(GOAL)
    )


def _count_row(county: County, vocabulary: str, cell: HouseholdFigure) -> CountRow:
    return (category_label(county, vocabulary, cell.category), possible(cell))


def possible(cell: HouseholdFigure) -> Cell:
    """A count, or that it is withheld and how far it stays open: anyone can work that out, so it gives nothing away."""
    css, text = count(cell.value)
    if cell.value is Blank.WITHHELD and not isinstance(cell.low, Blank):
        return css, f"{text}（{cell.low}–{cell.high}）"
    return css, text


def category_label(county: County, vocabulary: str, category: str) -> str:
    if category == ALL:
        return "合计"
    return county.label(vocabulary, category) if vocabulary else f"{category}年"
