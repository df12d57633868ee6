"""Pages against downloads: does a page print what the downloads withhold, or give it away by style or order?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from generator.attack.edition import Edition, is_withheld, row_key
from generator.attack.households import ALL, COUNTY, TOWNSHIP, VILLAGE, Spot
from generator.attack.maps import map_leaks, tile_leaks
from generator.attack.markup import Printed, PrintedRow, read_page
from generator.attack.order import order_leaks
from generator.attack.report import Key, Verdict, Win

NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
STAGES = {"计划": "promised", "下达": "issued", "到账": "received", "支出": "spent"}
LEFT = "结余"
STAGE_AND_NUMBER = re.compile(rf"({'|'.join(STAGES)})[\s:：]*({NUMBER.pattern})")
NOTE = re.compile(rf"({'|'.join(STAGES)})另有\s*[0-9]+\s*项不公开，共\s*({NUMBER.pattern})")
FOLDERS = {"villages": VILLAGE, "townships": TOWNSHIP}

MONEY = {
    "fund_moves": ("move_id", "M-", ("amount_fen",)),
    "projects": ("project_id", "", ("budget_fen",)),
    "contracts": ("contract_id", "", ("bid_fen", "contract_fen", "settled_fen")),
    "documents": ("document_id", "", ("stated_total_fen",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What the downloads of one edition withhold, by what a page would call it."""

    edition: Edition
    money: Mapping[tuple[str, str, str], frozenset[str]]
    """(level, place, fund) → stages whose amount is withheld"""
    remainders: Mapping[tuple[str, str, str], frozenset[str]]
    """The same for the withheld remainder"""
    records: Mapping[str, tuple[Key, int]]
    """Code of a move, project or contract → (its key, how many of its numbers are withheld)"""
    open_numbers: Mapping[str, int]
    """The same codes → how many of its numbers are shown"""
    households: frozenset[str]
    """Projects whose number of households is withheld"""
    project_sums: Mapping[tuple[str, str], int]
    """(project, stage) → fen of its shown lines, where some of its lines are withheld"""
    counts: Mapping[tuple[str, str, str], tuple[Counter[str], int]]
    """(table, level, place) → (shown numbers as pages print them, how many are withheld)"""
    county: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Whose page it is."""

    path: str
    spot: Spot
    fund: str


def page_leaks(edition: Edition) -> list[Win]:
    """Every page and map of one edition."""
    secrets = _secrets(edition)
    wins: list[Win] = []
    for path in sorted(edition.folder.rglob("*.html")):
        name = path.relative_to(edition.folder).as_posix()
        printed = read_page(path.read_text(encoding="utf-8", errors="replace"))
        context = _context(name, secrets)
        wins += _row_leaks(printed, context, secrets)
        wins += _count_leaks(printed, context, secrets)
        wins += _remark_leaks(printed, context, secrets)
        wins += tile_leaks(printed, name, _withheld_villages(secrets))
        wins += order_leaks(printed, name, partial(_subject, context=context, secrets=secrets))
    for path in sorted(edition.folder.rglob("map*.js")):
        name = path.relative_to(edition.folder).as_posix()
        wins += map_leaks(path.read_text(encoding="utf-8", errors="replace"), name, _withheld_villages(secrets))
    return wins


def _secrets(edition: Edition) -> Secrets:
    money: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    remainders: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    county = ""
    for row in edition.rows("money_totals"):
        at = (str(row["level"]), str(row["place_code"]), str(row["fund_id"]))
        county = at[1] if at[0] == COUNTY else county
        for column, found in (("amount_fen", money), ("withheld_fen", remainders)):
            if is_withheld(row.get(column)):
                found[at].add(str(row["stage"]))
    hidden, shown = _records(edition)
    return Secrets(
        edition=edition,
        money={key: frozenset(stages) for key, stages in money.items()},
        remainders={key: frozenset(stages) for key, stages in remainders.items()},
        records=hidden,
        open_numbers=shown,
        households=frozenset(
            str(row["project_id"]) for row in edition.rows("projects") if is_withheld(row.get("beneficiary_households"))
        ),
        project_sums=_project_sums(edition),
        counts=_counts(edition),
        county=county,
    )


def _records(edition: Edition) -> tuple[dict[str, tuple[Key, int]], dict[str, int]]:
    hidden, shown = {}, {}
    for table, (code, prefix, columns) in MONEY.items():
        for row in edition.rows(table):
            anchor = prefix + str(row[code])
            values = [row.get(column) for column in columns]
            shown[anchor] = sum(isinstance(value, int) for value in values)
            if withheld := sum(map(is_withheld, values)):
                hidden[anchor] = (row_key(table, row), withheld)
    return hidden, shown


def _project_sums(edition: Edition) -> dict[tuple[str, str], int]:
    sums: Counter[tuple[str, str]] = Counter()
    partly: set[tuple[str, str]] = set()
    for row in edition.rows("fund_moves"):
        at = (str(row.get("project_id")), str(row["stage"]))
        amount = row.get("amount_fen")
        sums[at] += amount if isinstance(amount, int) else 0
        if is_withheld(amount):
            partly.add(at)
    return {at: sums[at] for at in sorted(partly)}


def _counts(edition: Edition) -> dict[tuple[str, str, str], tuple[Counter[str], int]]:
    found: dict[tuple[str, str, str], tuple[Counter[str], int]] = {}
    for row in edition.rows("household_counts"):
        at = (str(row["table_id"]), str(row["level"]), str(row["place_code"]))
        numbers, withheld = found.get(at, (Counter(), 0))
        value = row.get("count")
        if isinstance(value, int):
            numbers[f"{value:,}"] += 1
        found[at] = (numbers, withheld + is_withheld(value))
    return found


def _withheld_villages(secrets: Secrets) -> dict[tuple[str, str], Key]:
    """(village, word on the map) → key, for the village totals that the maps draw."""
    words = {"received": "到账", "spent": "支出", "promised": "计划", "issued": "下达"}
    return {
        (code, words[stage]): ("money_totals", level, code, fund, stage)
        for (level, code, fund), stages in sorted(secrets.money.items())
        if level == VILLAGE and fund == ALL
        for stage in sorted(stages & words.keys())
    }


def _context(name: str, secrets: Secrets) -> Context:
    """From the address: villages/DL01/index.html speaks of DL01."""
    folder, code = (*PurePosixPath(name).parts[:-1], "", "")[:2]
    spot = (FOLDERS[folder], code) if folder in FOLDERS and code else (COUNTY, secrets.county)
    return Context(path=name, spot=spot, fund=code if folder == "funds" and code else ALL)


def _subject(row: PrintedRow, label: str, context: Context, secrets: Secrets) -> Key | None:
    """The withheld total that a cell of a money table would print; None when it is not withheld."""
    stage = next((STAGES[word] for word in STAGES if label.startswith(word)), None)
    if stage is None or "rest" in row.css:
        return None
    at = (*_place(row, context), _fund(row, context))
    return ("money_totals", *at, stage) if stage in secrets.money.get(at, ()) else None


def _place(row: PrintedRow, context: Context) -> Spot:
    for link in row.links:
        parts = PurePosixPath(link.partition("#")[0]).parts
        for folder, level in FOLDERS.items():
            if folder in parts[:-2] and parts[-3] == folder:
                return level, parts[-2]
    return context.spot


def _fund(row: PrintedRow, context: Context) -> str:
    for link in row.links:
        parts = PurePosixPath(link.partition("#")[0]).parts
        if len(parts) >= 3 and parts[-3] == "funds":
            return parts[-2]
    return context.fund


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text.strip().removesuffix("%").strip().removesuffix("户").strip()) is not None


def _row_leaks(printed: Printed, context: Context, secrets: Secrets) -> Iterator[Win]:
    for row in printed.rows:
        for cell in row.cells:
            key = _subject(row, cell.label, context, secrets)
            if key is not None and _is_number(cell.text):
                yield Win(verdict=Verdict.PAGE, cell=key, how=context.path)
            if cell.label.startswith(LEFT) and _is_number(cell.text) and "rest" not in row.css:
                yield from _left_leaks((*_place(row, context), _fund(row, context)), context, secrets)
        if row.anchor in secrets.records:
            yield from _record_leak(row, context, secrets)
        yield from _note_leaks(row.head, (*_place(row, context), _fund(row, context)), context, secrets)


def _left_leaks(at: tuple[str, str, str], context: Context, secrets: Secrets) -> Iterator[Win]:
    """What is left = received - spent: printed beside a withheld one of them, it gives that one away."""
    for stage in sorted({"received", "spent"} & secrets.money.get(at, frozenset())):
        yield Win(verdict=Verdict.PAGE, cell=("money_totals", *at, stage), how=f"{context.path}: what is left")


def _record_leak(row: PrintedRow, context: Context, secrets: Secrets) -> Iterator[Win]:
    """More numbers in the row of a move, project or contract than the downloads show of it."""
    key, _ = secrets.records[row.anchor]
    printed = sum(NUMBER.fullmatch(cell.text.strip()) is not None for cell in row.cells)
    if printed > secrets.open_numbers[row.anchor]:
        yield Win(verdict=Verdict.PAGE, cell=key, how=context.path)


def _note_leaks(text: str, at: tuple[str, str, str], context: Context, secrets: Secrets) -> Iterator[Win]:
    for word, _ in NOTE.findall(text):
        if STAGES[word] in secrets.remainders.get(at, ()):
            yield Win(verdict=Verdict.PAGE, cell=("money_totals", *at, STAGES[word]), how=context.path)


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
            yield Win(verdict=Verdict.PAGE, cell=("household_counts", table, *context.spot), how=context.path)


def _remark_leaks(printed: Printed, context: Context, secrets: Secrets) -> Iterator[Win]:
    """「到账 12 万元」 in running text, in a picture's description or in a list of terms."""
    at = (*context.spot, context.fund)
    code = PurePosixPath(context.path).parent.name
    for remark in printed.remarks:
        yield from _note_leaks(remark.text, at, context, secrets)
        for word, _ in STAGE_AND_NUMBER.findall(remark.text):
            if STAGES[word] in secrets.money.get(at, ()) and not remark.link and code not in secrets.open_numbers:
                yield Win(verdict=Verdict.PAGE, cell=("money_totals", *at, STAGES[word]), how=context.path)
        if context.path.startswith("projects/"):
            yield from _project_leaks(remark.text, code, context, secrets)


def _project_leaks(text: str, code: str, context: Context, secrets: Secrets) -> Iterator[Win]:
    """Budget, households or a sum of lines on the page of a project that withholds them."""
    if code in secrets.records and re.match(rf"预算\s*{NUMBER.pattern}", text):
        yield Win(verdict=Verdict.PAGE, cell=secrets.records[code][0], how=context.path)
    if code in secrets.households and re.match(rf"受益\s*{NUMBER.pattern}", text):
        yield Win(verdict=Verdict.PAGE, cell=("projects", code, "beneficiary_households"), how=context.path)
    for word, number in STAGE_AND_NUMBER.findall(text):
        shown = secrets.project_sums.get((code, STAGES[word]))
        if shown is not None and "万元" not in text and round(float(number.replace(",", "")) * 100) != shown:
            yield Win(verdict=Verdict.PAGE, cell=("projects", code, STAGES[word]), how=f"{context.path}: sum of lines")
