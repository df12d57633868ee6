"""Where the rows behind a finding stand on the site, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from generator.base.blanks import Blank
from generator.figures.findings.record import DATE, PublicFinding, RowKey
from generator.site.county import County
from generator.site.findings import Book
from generator.site.text import category, href
from generator.site.views import noticelists


def address(county: County, book: Book, keys: Sequence[RowKey], root: str) -> str:
    """The row itself, or the list that holds all of several; a table without a page of its own is a download."""
    table, key = keys[0].table, keys[0].key.split("/")
    if table == "fund_moves":
        return _lines(county, keys, root)
    if table in ("money_totals", "household_figures"):
        return _total(key, root, "-H" if table == "household_figures" else "")
    if table in ("notices", "postings"):
        return _notice(county, book, key[0] if table == "notices" else book.notice_of[key[0]], root)
    if table == "contracts":
        return f"{href(root, 'projects', book.contracts[key[0]].project_id)}#{quote(key[0], safe='')}"
    if table in _PLACES:
        section, part, anchor = _PLACES[table]
        return f"{href(root, section, key[part])}{anchor}"
    return f"{root}data/index.html#{table}"


_PLACES: Mapping[str, tuple[str, int, str]] = {
    "projects": ("projects", 0, ""),
    "project_reports": ("projects", 0, "#reports"),
    "assignments": ("villages", 1, "#helpers"),
    "villages": ("villages", 0, ""),
    "village_years": ("villages", 0, "#village"),
    "goals": ("goals", 0, ""),
    "funds": ("funds", 0, "#rule"),
}
"""Table → (section, part of the key that names the page, anchor)"""


def _lines(county: County, keys: Sequence[RowKey], root: str) -> str:
    moves = [county.moves[key.key] for key in keys]
    first = moves[0]
    if isinstance(first.village_code, Blank):
        return f"{href(root, 'funds', first.fund_id)}#M-{first.move_id}"
    village = href(root, "villages", first.village_code)
    if len(moves) == 1:
        return f"{village}#M-{first.move_id}"
    if len({move.project_id for move in moves}) == 1 and not isinstance(first.project_id, Blank):
        return f"{href(root, 'projects', first.project_id)}#lines"
    return f"{village}#{first.village_code}-{first.fund_id}-lines"


def _total(key: Sequence[str], root: str, mark: str) -> str:
    level, place, fund = key[:3]
    return f"{href(root, 'villages', place)}#{place}-{fund}{mark}" if level == "village" else href(root, "funds", fund)


def _notice(county: County, book: Book, notice_id: str, root: str) -> str:
    group = noticelists.group(county, book.notices[notice_id])
    return f"{root}{noticelists.address(group)}#{quote(notice_id, safe='')}"


def what(county: County, book: Book, finding: PublicFinding) -> str:
    """The thing itself where place, fund and project do not name it: a notice, a line, a unit, a document."""
    for key in (*finding.first.rows, *finding.second.rows):
        if key.table in _NAMES and (key.table != "fund_moves" or finding.first.unit == DATE):
            return _NAMES[key.table](county, book, key.key)
    return ""


def _move(county: County, book: Book, key: str) -> str:
    return f"{category('fund_moves', 'stage', county.moves[key].stage)} {key}"


def _contract(county: County, book: Book, key: str) -> str:
    return county.names[book.contracts[key].organisation_id]


_NAMES: Mapping[str, Callable[[County, Book, str], str]] = {
    "notices": lambda county, book, key: book.notices[key].title,
    "assignments": lambda county, book, key: county.units[key.split("/")[0]].name,
    "contracts": _contract,
    "documents": lambda county, book, key: county.documents[key].title,
    "project_reports": lambda county, book, key: f"{key.split('/')[1]} 月报",
    "village_years": lambda county, book, key: f"{key.split('/')[1]} 年度数",
    "fund_moves": _move,
}
