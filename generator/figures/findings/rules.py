"""The rules that make findings, as data: `rules.csv` beside this file says what each means, its limit and its state."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from generator.base.errors import Bilingual, DataRefused, Finding, Where

FILE = "generator/figures/findings/rules.csv"
SEVERITIES = ("high", "medium", "low")
MOST_DAYS = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the file: everything that the page says about a rule."""

    rule_id: str
    title: str
    text: str
    """In plain words, for everybody"""
    severity: str
    """high: the figures contradict one another or a rule about money is broken; medium; low: only reported late"""
    threshold: int
    """0 where the rule needs none"""
    unit: str
    """Of the threshold; empty where the rule needs none"""
    first: str
    second: str
    """What the two sides of a finding are called"""
    basis: str
    """Where rule and threshold come from"""
    is_on: bool
    off_reason: str
    off_role: str
    """Whose decision it was to switch the rule off"""


@cache
def reference_rules() -> tuple[Rule, ...]:
    """The rules of the product, in the order of the file. Raises DataRefused for a file that was spoilt."""
    return read_rules((resources.files("generator.figures.findings") / "rules.csv").read_bytes())


def read_rules(data: bytes, file: str = FILE) -> tuple[Rule, ...]:
    """Rules of a CSV file, UTF-8, headers as the fields of `Rule`. Raises DataRefused with every fault at once."""
    columns = [field.name for field in fields(Rule)]
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise DataRefused([_fault("syntax", Where(file=file))]) from None
    if not lines or lines[0] != columns:
        raise DataRefused([_fault("header", Where(file=file, row=1), columns=",".join(columns))])
    faults = [fault for number, line in enumerate(lines[1:], 2) for fault in _line_faults(file, number, line)]
    faults = faults or list(_set_faults(file, [line[0] for line in lines[1:]]))
    if faults:
        raise DataRefused(faults)
    return tuple(_rule(dict(zip(columns, line, strict=True))) for line in lines[1:])


def _rule(cells: Mapping[str, str]) -> Rule:
    return Rule(**{**cells, "threshold": int(cells["threshold"] or 0), "is_on": cells["is_on"] == "yes"})  # type: ignore[arg-type]


def _line_faults(file: str, row: int, line: list[str]) -> Iterator[Finding]:
    columns = [field.name for field in fields(Rule)]
    if len(line) != len(columns):
        yield _fault("cells", Where(file=file, row=row), count=len(columns))
        return
    cells = dict(zip(columns, line, strict=True))
    for code, column, is_wrong in _CHECKS:
        if is_wrong(cells):
            yield _fault(code, Where(file=file, row=row, column=column), days=MOST_DAYS)


def _set_faults(file: str, ids: list[str]) -> Iterator[Finding]:
    """Every rule that the product can check stands in the file, once."""
    for row, rule_id in enumerate(ids, 2):
        if rule_id in ids[: row - 2]:
            yield _fault("repeated", Where(file=file, row=row, column="rule_id"))
    for rule_id in KNOWN:
        if rule_id not in ids:
            yield _fault("missing", Where(file=file), rule=rule_id)


def _is_days(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) <= MOST_DAYS


TIMED = (
    "paid_twice",
    "rate",
    "late_entry",
    "project_late",
    "cadre_late",
    "notice_short",
    "notice_before_work",
    "notice_after_work",
    "notice_allocation",
)
"""Rules that count days"""
KNOWN = (
    "document_total",
    "budget_total",
    "spent_over_received",
    "project_overspent",
    "settled_below_paid",
    "not_eligible",
    "use_not_allowed",
    "village_amount",
    "instalment_missing",
    "backdated",
    "notice_missing",
    *TIMED,
)
"""Rules that the product can check"""
Cells = Mapping[str, str]
_CHECKS: tuple[tuple[str, str, Callable[[Cells], bool]], ...] = (
    ("unknown", "rule_id", lambda c: c["rule_id"] not in KNOWN),
    ("words", "title", lambda c: not all(c[name].strip() for name in ("title", "text", "first", "second", "basis"))),
    ("severity", "severity", lambda c: c["severity"] not in SEVERITIES),
    ("threshold", "threshold", lambda c: bool(c["threshold"]) != bool(c["unit"])),
    ("days", "threshold", lambda c: bool(c["threshold"]) and not _is_days(c["threshold"])),
    ("needed", "threshold", lambda c: c["rule_id"] in TIMED and not c["threshold"]),
    ("state", "is_on", lambda c: c["is_on"] not in ("yes", "no")),
    ("reason", "off_reason", lambda c: c["is_on"] == "no" and not (c["off_reason"].strip() and c["off_role"].strip())),
    ("idle", "off_reason", lambda c: c["is_on"] == "yes" and bool(c["off_reason"] or c["off_role"])),
)
_WORDING = {
    "syntax": ("不是 UTF-8 的 CSV 文件", "is no CSV file in UTF-8", "另存为 CSV UTF-8", "save it as CSV UTF-8"),
    "header": ("表头不对", "the header is wrong", "首行应为 {columns}", "the first row must be {columns}"),
    "cells": ("该行应有 {count} 格", "the row must have {count} cells", "补齐或删去多余的格", "add or remove cells"),
    "unknown": ("没有这条规则", "there is no such rule", "改正规则编码", "mend the rule's id"),
    "repeated": ("同一规则出现两次", "the rule stands twice", "删去一行", "remove one row"),
    "missing": ("缺少规则 {rule}", "the rule {rule} is absent", "补上；不用就停用", "add it; it may be off"),
    "words": (
        "名称、说明、两边的叫法和依据都要写", "title, text, both sides and basis must be given",
        "补上空着的格", "fill the empty cells",
    ),
    "severity": ("程度只有 high、medium、low", "severity is high, medium or low", "改用其中一个", "use one of them"),
    "threshold": ("限值和单位要写一起写", "threshold and unit go together", "补上或删去", "add or remove one"),
    "days": ("天数应为 0 至 {days} 的整数", "days are a whole number up to {days}", "改正天数", "mend the number"),
    "needed": ("这条规则要有天数", "this rule needs a number of days", "补上天数", "add the number"),
    "state": ("is_on 只有 yes、no", "is_on is yes or no", "改用其中一个", "use one of them"),
    "reason": (
        "停用的规则要写明原因和由谁决定", "a rule that is off needs a reason and the role that decided",
        "补上 off_reason 和 off_role", "add off_reason and off_role",
    ),
    "idle": (
        "启用的规则不写停用原因", "a rule that is on has no reason to be off",
        "删去原因，或改 is_on", "remove the reason, or change is_on",
    ),
}  # fmt: skip
"""code → (rule zh, rule en, remedy zh, remedy en)"""


def _fault(code: str, where: Where, **facts: object) -> Finding:
    zh, en, fix_zh, fix_en = (text.format(**facts) for text in _WORDING[code])
    return Finding(
        code=f"rules.{code}", where=where, rule=Bilingual(zh=zh, en=en), remedy=Bilingual(zh=fix_zh, en=fix_en)
    )
