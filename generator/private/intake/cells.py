"""The text of one cell → its typed value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from generator.base.blanks import Blank
from generator.base.units import parse_fen, yuan_text
from generator.contract.programme import Programme
from generator.contract.schema import Column
from generator.private.intake.programme import LIST_VOCABULARIES
from generator.private.intake.text import UNSAFE, has_edge_space

Parser = Callable[[str], object]

_INPUT_BLANKS = (Blank.NOT_REPORTED, Blank.NOT_DUE, Blank.NOT_APPLICABLE)
BLANK_TOKENS: Mapping[str, Blank] = {token: blank for blank in _INPUT_BLANKS for token in (blank.label, blank.value)}
_WITHHELD = (Blank.WITHHELD.label, Blank.WITHHELD.value)
_BOOLEANS = {"是": True, "否": False, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,8})?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_REMARK = re.compile(r"-?[0-9][0-9.,]*\s*[（(\[【].+", re.DOTALL)
_GROUPED = re.compile(r"-?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]+)?")
_WITH_UNIT = re.compile(r"-?[0-9][0-9.,]*\s*(万元|亿元|元|万|亿|%|％|户|人|分)")
_SHOWN_CHOICES = 12


class CellFault(Exception):
    """The rule that a cell breaks, with facts that hold nothing of the cell."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def parser(table: str, column: Column, programme: Programme, unit: str) -> Parser:
    """Reads a cell of `column`: int (fen for money), Decimal, bool, ISO text, code, tuple of codes or Blank.

    `unit` is the unit that money is written in. The parser raises CellFault.
    """
    value = _value_parser(table, column, programme, unit)

    def parse(text: str) -> object:
        if not text or text in BLANK_TOKENS:
            if column.blank is None:
                raise CellFault("cell.required")
            return BLANK_TOKENS.get(text, column.blank)
        if text in _WITHHELD:
            raise CellFault("cell.withheld")
        if UNSAFE.search(text):
            raise CellFault("cell.unsafe")
        if has_edge_space(text):
            raise CellFault("cell.space")
        return value(text)

    return parse


def _value_parser(table: str, column: Column, programme: Programme, unit: str) -> Parser:
    if column.unit == "fen":
        return _money(column, unit)
    if column.separator:
        vocabulary = LIST_VOCABULARIES.get((table, column.name))
        return _list(column, _choices(programme, vocabulary) if vocabulary else None)
    if column.vocabulary or column.categories:
        choices = _choices(programme, column.vocabulary) if column.vocabulary else _labels(column.categories)
        return lambda text: _choose(text, choices)
    by_type: Mapping[str, Parser] = {
        "string": _string(column),
        "integer": lambda text: _within(int(_number(text, _INTEGER, "cell.integer")), column),
        "number": lambda text: _within(Decimal(_number(text, _NUMBER, "cell.number")), column),
        "year": lambda text: _within(int(_form(text, _YEAR, "cell.year")), column),
        "yearmonth": lambda text: _form(text, _MONTH, "cell.month"),
        "date": _date,
        "boolean": _boolean,
    }
    return by_type[column.type]


def _choices(programme: Programme, vocabulary: str) -> Mapping[str, str]:
    return _labels({term.code: term.label for term in programme.terms(vocabulary)})


def _labels(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Label or code → code."""
    return {**{label: code for code, label in labels.items()}, **{code: code for code in labels}}


def _choose(text: str, choices: Mapping[str, str]) -> str:
    if not choices:
        raise CellFault("cell.vocabulary")
    if text not in choices:
        labels = [word for word, code in choices.items() if word != code][:_SHOWN_CHOICES]
        raise CellFault("cell.choice", allowed="、".join(labels))
    return choices[text]


def _list(column: Column, choices: Mapping[str, str] | None) -> Parser:
    def parse(text: str) -> tuple[str, ...]:
        entries = text.split(column.separator)
        if not all(entries) or len(set(entries)) != len(entries) or any(map(has_edge_space, entries)):
            raise CellFault("cell.list")
        return tuple(entries) if choices is None else tuple(_choose(entry, choices) for entry in entries)

    return parse


def _string(column: Column) -> Parser:
    pattern = re.compile(column.pattern, re.ASCII) if column.pattern else None

    def parse(text: str) -> str:
        if column.max_length is not None and len(text) > column.max_length:
            raise CellFault("cell.length", limit=column.max_length)
        if pattern and not pattern.fullmatch(text):
            raise CellFault("cell.pattern", pattern=column.pattern)
        return text

    return parse


def _money(column: Column, unit: str) -> Parser:
    def parse(text: str) -> int:
        try:
            fen = parse_fen(_number(text, _NUMBER, "cell.number"), unit)
        except ValueError:
            raise CellFault("cell.fen") from None
        return int(_within(fen, column))

    return parse


def _number(text: str, form: re.Pattern[str], code: str) -> str:
    """`text` itself; otherwise the most telling of several faults."""
    if form.fullmatch(text):
        return text
    for telling, shape in (("cell.grouped", _GROUPED), ("cell.remark", _REMARK), ("cell.unit", _WITH_UNIT)):
        if shape.fullmatch(text):
            raise CellFault(telling)
    raise CellFault(code)


def _within(value: int | Decimal, column: Column) -> int | Decimal:
    if column.minimum is not None and value < column.minimum:
        raise CellFault("cell.minimum", limit=_limit(column.minimum, column))
    if column.maximum is not None and value > column.maximum:
        raise CellFault("cell.maximum", limit=_limit(column.maximum, column))
    return value


def _limit(limit: int, column: Column) -> str:
    return f"{yuan_text(limit)}元" if column.unit == "fen" else str(limit)


def _form(text: str, form: re.Pattern[str], code: str) -> str:
    if not form.fullmatch(text):
        raise CellFault(code)
    return text


def _date(text: str) -> str:
    try:
        return date.fromisoformat(_form(text, _DATE, "cell.date")).isoformat()
    except ValueError:
        raise CellFault("cell.date") from None


def _boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        raise CellFault("cell.boolean")
    return _BOOLEANS[text]
