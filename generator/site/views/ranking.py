"""One year's assessment: score and rank as given, of which ranking, by which document; never computed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.base.blanks import Blank
from generator.contract.schema import tables
from generator.published.rows import Assessment, Village
from generator.site.county import NO_TOWNSHIP, County
from generator.site.page import Page
from generator.site.text import Cell, count, decimal, href, words
from generator.site.views import common, duties
from generator.site.views.rankings import by_year, untold

ROOT = "../../"

Row = tuple[str, str, str, Cell, Cell, Cell, Cell]
"""(code, address, village, score, rank, ranked among, document)"""


def keys(county: County) -> Sequence[str]:
    return tuple(str(year) for year in by_year(county))


def page(county: County, key: str) -> Page:
    """Every village that is owed an assessment or has one, by township and not by rank; KeyError for another year."""
    found = by_year(county)[int(key)]
    return Page(
        path=f"rankings/{key}/index.html",
        section="rankings",
        title=f"{key}年考核",
        description=f"{key}年考核的得分、名次和出处；名次由考核单位给出，本站不计算",
        template="ranking.html",
        context={
            **common.base(county, ROOT),
            "year": key,
            "is_open": untold(county, int(key)) is Blank.NOT_DUE,
            "among": tuple(sorted({row.ranked_among for row in found.values()})),
            "documents": _documents(county, found.values()),
            "groups": tuple(group for group in _groups(county, int(key)) if group[1]),
            "rules": duties.rows(county, duties.of_assessment(county), ROOT),
            "funds": _funds(county),
        },
    )


def _documents(county: County, rows: Iterable[Assessment]) -> tuple[tuple[Cell, str, str, str, str], ...]:
    """(number, title, issuer, issued on, villages that cite it) of the sources of the ranks."""
    cited = [str(row.document_id) for row in rows]
    documents = (county.documents[code] for code in sorted(set(cited)) if code in county.documents)
    return tuple((words(d.number), d.title, d.issuer, d.issued_on, str(cited.count(d.document_id))) for d in documents)


def _groups(county: County, year: int) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """(township, villages), those of no township last."""
    names = {code: township.name for code, township in county.townships.items()}
    return tuple(
        (name, _rows(county, year, code)) for code, name in {**names, NO_TOWNSHIP: county.say("未列明乡镇")}.items()
    )


def _rows(county: County, year: int, township: str) -> tuple[Row, ...]:
    found = by_year(county)[year]
    return tuple(
        _row(county, village, found.get(village.village_code), untold(county, year))
        for village in county.villages_of.get(township, ())
        if village.village_code in found or county.owes_households(village)
    )


def _row(county: County, village: Village, row: Assessment | None, blank: Blank) -> Row:
    code = village.village_code
    document = county.documents.get(row.document_id) if row else None
    return (
        code,
        href(ROOT, "villages", code),
        village.name,
        decimal(row.score if row else blank),
        count(row.rank if row else blank),
        words(row.ranked_among if row else blank),
        words(document.title if document else row.document_id if row else blank),
    )


def _funds(county: County) -> tuple[tuple[str, str, str, str], ...]:
    """(address, name, rule, clause) of the funds whose rule names the assessment as the contract calls it."""
    word = tables()["assessments"].title
    return tuple(
        (href(ROOT, "funds", fund), row.name, f"{row.scope}：{row.rule}", row.clause)
        for fund, row in county.funds.items()
        if word in row.rule or word in row.scope or word in row.name
    )
