"""What several page kinds show alike: who to ask, money by stage, household counts."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from generator.base.blanks import Blank, Figure
from generator.figures.money import STAGES, Waterfall, remainder
from generator.published.release import ALL, HouseholdCount
from generator.site.charts import STAGE_LABELS
from generator.site.county import County
from generator.site.text import Cell, chinese_date, count, phone, wan, words, yuan

MoneyRow = tuple[str, str, str, tuple[Cell, ...], str]
"""(anchor, address or empty, label, one cell per stage and for what is left, note or empty)"""
Headline = tuple[str, str, str, str]
"""(label, class, rounded 万元 or the blank's word, exact 元 or empty)"""
CountRow = tuple[str, Cell]
CountTable = tuple[str, str, tuple[CountRow, ...]]
"""(table id, title, rows)"""


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
        "stages": STAGE_LABELS,
    }


def cells(money: Waterfall) -> tuple[Cell, ...]:
    """Promised, issued, received, spent, left in 元, exact."""
    first, second, third, fourth = money.stages
    return (
        yuan(first.amount_fen),
        yuan(second.amount_fen),
        yuan(third.amount_fen),
        yuan(fourth.amount_fen),
        yuan(money.left_fen),
    )


def blank_cells(blank: Blank) -> tuple[Cell, ...]:
    return (words(blank),) * len(STAGE_LABELS)


def headline(money: Waterfall | None, blank: Blank = Blank.NOT_REPORTED) -> tuple[Headline, ...]:
    """Received, spent and left as large figures; `blank` says why there is no money at all."""
    figures = (money.amount("received"), money.amount("spent"), money.left_fen) if money else (blank, blank, blank)
    return tuple(_headline(label, figure) for label, figure in zip(STAGE_LABELS[2:], figures, strict=True))


def _headline(label: str, figure: Figure) -> Headline:
    css, exact = yuan(figure)
    return (label, css, wan(figure), "" if isinstance(figure, Blank) else f"{exact} 元")


def note(money: Waterfall) -> str:
    """「另有 2 项不公开，共 73,960 元」, said once where stages agree; empty when all lines are shown."""
    alike: dict[tuple[Figure, Figure], list[str]] = {}
    for label, stage in zip(STAGE_LABELS, money.stages, strict=False):
        if stage.withheld_lines != 0:
            alike.setdefault((stage.withheld_lines, stage.withheld_fen), []).append(label)
    if not alike:
        return ""
    also = "另有" if any(stage.shown_lines for stage in money.stages) else "有"
    (lines, fen), labels = next(iter(alike.items()))
    if len(alike) == 1:
        where = "" if len(labels) == len(STAGES) else "、".join(labels)
        return f"{where}{also} {_lines(lines)} 项不公开" + ("" if isinstance(fen, Blank) else f"，共 {yuan(fen)[1]} 元")
    return f"{also}不公开：" + "，".join(_withheld("、".join(found), *key) for key, found in alike.items())


def _withheld(labels: str, lines: Figure, fen: Figure) -> str:
    return f"{labels} {_lines(lines)} 项" + ("" if isinstance(fen, Blank) else f"（{yuan(fen)[1]} 元）")


def _lines(lines: Figure) -> str:
    return "若干" if isinstance(lines, Blank) else str(lines)


def rest(total: Waterfall | None, parts: Sequence[Waterfall]) -> tuple[Cell, ...]:
    """What the total holds beyond the shown parts, so that every column adds up; empty when nothing is left over."""
    if total is None:
        return ()
    columns = [remainder(total.amount(s), [p.amount(s) for p in parts]) for s in STAGES]
    columns.append(remainder(total.left_fen, [p.left_fen for p in parts]))
    return tuple(yuan(figure) for figure, _ in columns) if any(h or _counts(f) for f, h in columns) else ()


def _counts(figure: int | Blank) -> bool:
    return isinstance(figure, int) and figure != 0


def by_fund(county: County, level: str, code: str, root: str, prefix: str) -> tuple[MoneyRow, ...]:
    """One money row per fund of a place. `prefix` starts the figure codes: `DL03` gives `DL03-F2`."""
    return tuple(
        (f"{prefix}-{fund}", f"{root}funds/{quote(fund, safe='')}/index.html", county.funds[fund].name, *_tail(money))
        for fund in county.funds
        if (money := county.money.get((level, code, fund))) is not None
    )


def _tail(money: Waterfall) -> tuple[tuple[Cell, ...], str]:
    return cells(money), note(money)


def fund_parts(county: County, level: str, code: str) -> list[Waterfall]:
    """The waterfalls of a place's funds, without the one that adds them up."""
    return [m for fund in county.funds if (m := county.money.get((level, code, fund))) is not None]


def total(county: County, level: str, code: str) -> Waterfall | None:
    """All money of a place, as `County.total` tells it."""
    return county.total(level, code)


def county_only(county: County, fund: str) -> Waterfall | None:
    """Money of the county that belongs to no village."""
    return county.money.get(("county_only", county.programme.county_code, fund))


def count_tables(county: County, level: str, code: str) -> tuple[CountTable, ...]:
    """The protected household tables of a place, in the order in which the policy declares them."""
    found: dict[str, list[HouseholdCount]] = {}
    for cell in county.counts_of.get((level, code), ()):
        found.setdefault(cell.table_id, []).append(cell)
    return tuple(
        (table_id, table.title, tuple(_count_row(county, table.vocabulary, cell) for cell in found[table_id]))
        for table_id, table in county.tables.items()
        if table_id in found
    )


def _count_row(county: County, vocabulary: str, cell: HouseholdCount) -> CountRow:
    return (category_label(county, vocabulary, cell.category), possible(cell))


def possible(cell: HouseholdCount) -> Cell:
    """A count, or that it is withheld and how far it stays open: anyone can work that out, so it gives nothing away."""
    css, text = count(cell.count)
    if cell.count is Blank.WITHHELD and not isinstance(cell.low, Blank):
        return css, f"{text}（{cell.low}–{cell.high}）"
    return css, text


def category_label(county: County, vocabulary: str, category: str) -> str:
    if category == ALL:
        return "合计"
    return county.label(vocabulary, category) if vocabulary else f"{category}年"
