"""Pages against downloads: does a page print what the downloads withhold, or give it away by style or order?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from generator.attack.edition import Edition, is_withheld, row_key
from generator.attack.maps import map_leaks, tile_leaks
from generator.attack.markup import Printed, PrintedRow, read_page
from generator.attack.order import order_leaks
from generator.attack.report import HOUSEHOLDS, Key, Verdict, Win
from generator.attack.tables import ALL, COUNTY, COUNTY_ONLY, TOWNSHIP, VILLAGE, Spot, figure_key

NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
STAGES = {"计划": "promised", "下达": "issued", "到账": "received", "已发放": "spent", "支出": "spent"}
LEFT = "结余"
TO_HOUSEHOLDS, TO_ORGANISATIONS = "发给农户", "给单位和项目"
"""What starts either of the two books of money, in headings, captions and sentences"""
TOLD = re.compile(rf"({TO_HOUSEHOLDS}|{TO_ORGANISATIONS})|({'|'.join(STAGES)}|{LEFT})[\s:：]*({NUMBER.pattern})")
HOUSEHOLD_TABLE = "gs-hh"
"""Class of a table of money to households"""
FOLDERS = {"villages": VILLAGE, "townships": TOWNSHIP}
RECORDS = {
    "projects": ("project_id", ("budget_fen",)),
    "contracts": ("contract_id", ("bid_fen", "contract_fen", "settled_fen")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What the downloads of one edition withhold, by what a page would call it."""

    money: Mapping[tuple[str, str, str], Mapping[str, Key]]
    """(level, place, fund) → stage → key of a withheld amount"""
    records: Mapping[str, Key]
    """Code of a project or contract that withholds a number → its key"""
    open_numbers: Mapping[str, int]
    """Code of any project or contract → how many of its numbers are shown"""
    households: frozenset[str]
    """Projects whose number of households is withheld"""
    counts: Mapping[tuple[str, str, str], tuple[Counter[str], int]]
    """(table, level, place) → (shown numbers as pages print them, how many are withheld)"""
    county: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Whose page it is."""

    path: str
    spot: Spot
    fund: str


def page_leaks(edition: Edition, money: Mapping[str, str]) -> list[Win]:
    """Every page and map of one edition. `money`: table of money to households → stage."""
    secrets = _secrets(edition, money)
    villages = {at[1]: keys["spent"] for at, keys in sorted(secrets.money.items())
                if at[0] == VILLAGE and at[2] == ALL and "spent" in keys}  # fmt: skip
    wins: list[Win] = []
    for path in sorted(edition.folder.rglob("*.html")):
        name = path.relative_to(edition.folder).as_posix()
        printed = read_page(path.read_text(encoding="utf-8", errors="replace"))
        context = _context(name, secrets)
        wins += _row_leaks(printed, context, secrets)
        wins += _count_leaks(printed, context, secrets)
        wins += _remark_leaks(printed, context, secrets)
        wins += tile_leaks(printed, name, TO_HOUSEHOLDS, villages)
        wins += order_leaks(printed, name, partial(_withheld, context=context, secrets=secrets))
    for path in sorted(edition.folder.rglob("map*.js")):
        name = path.relative_to(edition.folder).as_posix()
        wins += map_leaks(path.read_text(encoding="utf-8", errors="replace"), name, TO_HOUSEHOLDS, villages)
    return wins


def _secrets(edition: Edition, money: Mapping[str, str]) -> Secrets:
    amounts: defaultdict[tuple[str, str, str], dict[str, Key]] = defaultdict(dict)
    counts: dict[tuple[str, str, str], tuple[Counter[str], int]] = {}
    county = ""
    for row in edition.rows(HOUSEHOLDS):
        table, level, place = (str(row[name]) for name in ("table_id", "level", "place_code"))
        county = place if level in (COUNTY, COUNTY_ONLY) else county
        value = row.get("value")
        if table in money:
            if is_withheld(value):
                amounts[level, place, str(row["category"])][money[table]] = figure_key(row, edition)
            continue
        numbers, withheld = counts.get((table, level, place), (Counter(), 0))
        numbers[f"{value:,}" if isinstance(value, int) else ""] += 1
        counts[table, level, place] = (numbers, withheld + is_withheld(value))
    records, open_numbers = _records(edition)
    projects = edition.rows("projects")
    hidden = {str(row["project_id"]) for row in projects if is_withheld(row.get("beneficiary_households"))}
    return Secrets(
        money=dict(amounts),
        records=records,
        open_numbers=open_numbers,
        households=frozenset(hidden),
        counts=counts,
        county=county,
    )


def _records(edition: Edition) -> tuple[dict[str, Key], dict[str, int]]:
    hidden, shown = {}, {}
    for table, (code, columns) in RECORDS.items():
        for row in edition.rows(table):
            values = [row.get(column) for column in columns]
            shown[str(row[code])] = sum(isinstance(value, int) for value in values)
            if any(map(is_withheld, values)):
                hidden[str(row[code])] = row_key(table, row)
    return hidden, shown


def _context(name: str, secrets: Secrets) -> Context:
    """From the address: villages/DL01/index.html speaks of DL01."""
    folder, code = (*PurePosixPath(name).parts[:-1], "", "")[:2]
    spot = (FOLDERS[folder], code) if folder in FOLDERS and code else (COUNTY, secrets.county)
    return Context(path=name, spot=spot, fund=code if folder == "funds" and code else ALL)


def _withheld(row: PrintedRow, label: str, context: Context, secrets: Secrets) -> Key | None:
    """Key of the withheld amount that a cell would print; None when it is not withheld."""
    if TO_HOUSEHOLDS in label:
        stage = "spent"
    elif HOUSEHOLD_TABLE in row.table_css and (word := next((w for w in STAGES if label.startswith(w)), "")):
        stage = STAGES[word]
    else:
        return None
    return secrets.money.get(_place_and_fund(row, context), {}).get(stage)


def _place_and_fund(row: PrintedRow, context: Context) -> tuple[str, str, str]:
    """Of what a row speaks: of the place and the fund that it links to, else of those of its page."""
    spot, fund = None, ""
    for link in row.links:
        *_, folder, code, _ = ("", "", "", *link.partition("#")[0].split("/"))
        if folder in FOLDERS:
            spot = (FOLDERS[folder], code)
        elif folder == "funds":
            fund = code
        elif code == "funds":
            spot = (COUNTY_ONLY, context.spot[1])
    if spot is None and not row.links and context.fund != ALL and "sum" not in row.css:
        spot = (COUNTY_ONLY, context.spot[1])
    return (*(spot or context.spot), fund or context.fund)


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text.strip().removesuffix("%").strip().removesuffix("户").strip()) is not None


def _row_leaks(printed: Printed, context: Context, secrets: Secrets) -> Iterator[Win]:
    for row in printed.rows:
        for cell in row.cells:
            key = _withheld(row, cell.label, context, secrets)
            if key is not None and _is_number(cell.text):
                yield Win(verdict=Verdict.PAGE, cell=key, how=context.path)
            if cell.label == LEFT and HOUSEHOLD_TABLE in row.table_css and _is_number(cell.text):
                yield from _left_leaks(_place_and_fund(row, context), context, secrets)
        if row.anchor in secrets.records:
            yield from _record_leak(row, context, secrets)


def _left_leaks(at: tuple[str, str, str], context: Context, secrets: Secrets) -> Iterator[Win]:
    """What is left = received - spent: printed beside a withheld one of them, it says how far apart they are."""
    for stage, key in sorted(secrets.money.get(at, {}).items()):
        if stage in ("received", "spent"):
            yield Win(verdict=Verdict.PAGE, cell=key, how=f"{context.path}: what is left")


def _record_leak(row: PrintedRow, context: Context, secrets: Secrets) -> Iterator[Win]:
    """More numbers in the row of a project or contract than the downloads show of it."""
    printed = sum(NUMBER.fullmatch(cell.text.strip()) is not None for cell in row.cells)
    if printed > secrets.open_numbers[row.anchor]:
        yield Win(verdict=Verdict.PAGE, cell=secrets.records[row.anchor], how=context.path)


def _count_leaks(printed: Printed, context: Context, secrets: Secrets) -> Iterator[Win]:
    """Numbers in a household table of a page that the download of that table does not have."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in printed.rows:
        if row.table.startswith("households-"):
            found[row.table.removeprefix("households-")].update(
                cell.text.strip() for cell in row.cells if _is_number(cell.text)
            )
    for table, numbers in sorted(found.items()):
        shown, withheld = secrets.counts.get((table, *context.spot), (Counter(), 0))
        if withheld and numbers - shown:
            yield Win(verdict=Verdict.PAGE, cell=(HOUSEHOLDS, table, *context.spot), how=context.path)


def _remark_leaks(printed: Printed, context: Context, secrets: Secrets) -> Iterator[Win]:
    """「发给农户的钱到账 12 万元」 in running text, in a picture's description or in a list of terms.

    Of which book a number is, the last heading or sentence before it says.
    """
    is_of_households = False
    keys = secrets.money.get((*context.spot, context.fund), {})
    for remark in printed.remarks:
        for book, word, _ in TOLD.findall(remark.text):
            is_of_households = book == TO_HOUSEHOLDS if book else is_of_households
            stages = ("received", "spent") if word == LEFT else (STAGES.get(word, ""),)
            for stage in stages if is_of_households and not remark.link else ():
                if stage in keys:
                    yield Win(verdict=Verdict.PAGE, cell=keys[stage], how=context.path)
        if context.path.startswith("projects/"):
            yield from _project_leaks(remark.text, PurePosixPath(context.path).parent.name, context, secrets)


def _project_leaks(text: str, code: str, context: Context, secrets: Secrets) -> Iterator[Win]:
    """Budget or households on the page of a project that withholds them."""
    if code in secrets.records and re.match(rf"预算\s*{NUMBER.pattern}", text):
        yield Win(verdict=Verdict.PAGE, cell=secrets.records[code], how=context.path)
    if code in secrets.households and re.match(rf"受益\s*{NUMBER.pattern}", text):
        yield Win(verdict=Verdict.PAGE, cell=("projects", code, "beneficiary_households"), how=context.path)
