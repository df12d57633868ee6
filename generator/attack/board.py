"""The notice boards: rolls of names that anybody in the village can photograph. Only the office attacks with them.

A folder of CSV files with a header: `村编码`, `姓名`, `村民小组`, and for payments `资金编码` and `金额（元）`. A row
without a fund is one household of the village's list; every household stands once in all files together. A row with a
fund is one payment; its amount may be blank. Nothing but numbers leaves this file: no name is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.attack.edition import Edition
from generator.attack.facts import Facts
from generator.attack.report import HOUSEHOLDS, Key
from generator.attack.tables import ALL, VILLAGE, Tables
from generator.base.errors import Bilingual, DataRefused, Finding, Where

COLUMNS = ("村编码", "姓名", "村民小组")
FUND, AMOUNT = "资金编码", "金额（元）"
YUAN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
FEN_PER_YUAN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolls:
    """What the boards of all villages say, as numbers."""

    households: Mapping[str, int]
    """Village → names on its list"""
    paid_fen: Mapping[tuple[str, str], int]
    """(village, fund) → sum of the amounts that the roll states"""
    open_rolls: frozenset[tuple[str, str]]
    """Rolls of payments that state no amount for some name: their sums are lower bounds"""


def read_rolls(folder: Path) -> Rolls:
    """Raises DataRefused for a folder without CSV files, a missing column, or an amount that is no number."""
    households: Counter[str] = Counter()
    paid: Counter[tuple[str, str]] = Counter()
    open_rolls = set()
    for file, number, row in _rows(folder):
        village, fund, amount = row["村编码"], row.get(FUND) or "", row.get(AMOUNT) or ""
        if not fund:
            households[village] += 1
            continue
        paid[village, fund] += _fen(file, number, amount) if amount else 0
        if not amount:
            open_rolls.add((village, fund))
    return Rolls(households=households, paid_fen=paid, open_rolls=frozenset(open_rolls))


def _rows(folder: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
    """(file, row as a spreadsheet counts, cells)."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise DataRefused(
            [_refusal(Where(file=folder.name), "公示栏名册文件夹里没有 CSV 文件", "no CSV file of rolls")]
        )
    for path in files:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except ValueError as fault:
            raise DataRefused([_refusal(Where(file=path.name), "名册须为 UTF-8", "a roll must be UTF-8")]) from fault
        reader = csv.DictReader(io.StringIO(text, newline=""))
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            where = [Where(file=path.name, row=1, column=name) for name in missing]
            raise DataRefused([_refusal(at, "名册缺少这一列", "the roll lacks this column") for at in where])
        for number, row in enumerate(reader, start=2):
            yield path.name, number, {name: (value or "").strip() for name, value in row.items() if name}


def _fen(file: str, row: int, text: str) -> int:
    if not YUAN.fullmatch(text):
        where = Where(file=file, row=row, column=AMOUNT)
        raise DataRefused([_refusal(where, "金额须为元，最多两位小数", "an amount is yuan with at most two decimals")])
    whole, _, rest = text.partition(".")
    return int(whole) * FEN_PER_YUAN + int(rest.ljust(2, "0"))


def _refusal(where: Where, zh: str, en: str) -> Finding:
    remedy = Bilingual(
        zh="按 docs/attack.md 的格式给出名册", en="give the rolls in the form that docs/attack.md states"
    )
    return Finding(code="attack.board", where=where, rule=Bilingual(zh=zh, en=en), remedy=remedy)


def board_facts(rolls: Rolls, edition: Edition, tables: Tables, facts: Facts) -> None:
    """Adds what the boards tell of the newest snapshots that the attacked site shows, and every sum of it."""
    spent = [table for table, stage in sorted(tables.money.items()) if stage == "spent"]
    for key in sorted(_newest(edition, facts)):
        village, category = key[3], key[4]
        if key[1] == "households" and category == ALL and village in rolls.households:
            _tell(facts, key, rolls.households[village])
        if key[1] in spent and (village, category) in rolls.open_rolls:
            facts.hide(key, rolls.paid_fen[village, category], is_amount=True)
        elif key[1] in spent and (village, category) in rolls.paid_fen:
            _tell(facts, key, rolls.paid_fen[village, category])
    while _add_up(facts):
        pass


def _newest(edition: Edition, facts: Facts) -> Sequence[Key]:
    """Hidden numbers of villages in the snapshots of the attacked site."""
    dates = {(str(row["table_id"]), str(row.get("as_of") or edition.as_of)) for row in edition.rows(HOUSEHOLDS)
             if row["level"] == VILLAGE}  # fmt: skip
    return [key for key in facts.hidden if key[0] == HOUSEHOLDS and key[2] == VILLAGE and (key[1], key[-1]) in dates]


def _tell(facts: Facts, key: Key, value: int) -> None:
    facts.board[key] = value
    facts.add([(key, 1)], value, "notice board")


def _add_up(facts: Facts) -> bool:
    """Sums of numbers that the boards tell or the site shows are told as well; whether there was a new one."""
    is_new = False
    for equation in facts.equations:
        unknown = [key for key in equation.terms if key not in facts.board]
        is_sum = len(unknown) == 1 and equation.terms[unknown[0]] == 1 and len(equation.terms) > 1
        if is_sum and not equation.is_usual and not equation.is_at_least:
            told = sum(value * facts.board[key] for key, value in equation.terms.items() if key != unknown[0])
            facts.board[unknown[0]] = equation.low - told
            is_new = True
    return is_new
