"""What earlier editions released, with the true values: private, on the office machine, listed in the manifest.

`history.json` stands in the data folder. A build reads it and writes it again, longer by what it released.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.base.blanks import Blank, Figure
from generator.base.pages import Artifact

FILE = "history.json"
VERSION = 1
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One cell as it was released."""

    value: int
    households: int
    low: Figure
    """Public range; equal to the value where it was shown, WITHHELD where none was stated"""
    high: Figure
    blank: Blank | None = None

    @property
    def is_hidden(self) -> bool:
        return self.blank is None and not (self.low == self.high == self.value)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Some tables and levels of one family on one date, as released."""

    family: str
    as_of: str
    """ISO date"""
    is_forced: bool
    """Released in any case, with a pattern of its own; others repeat the pattern of the last forced one"""
    cells: Mapping[Key, Past]

    @cached_property
    def parts(self) -> frozenset[tuple[str, str, str]]:
        """(measure, by, level) of every table and level in it."""
        return frozenset(key[:3] for key in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything released so far, oldest first."""

    snapshots: tuple[Snapshot, ...] = ()
    beneficiaries: Mapping[str, int] = field(default_factory=dict)
    """Number of households that a line or project last showed, by its code"""
    withdrawn: frozenset[str] = frozenset()
    """Codes withheld for good: lines and projects whose number of households is small or changed by a few, documents
    that showed no total"""
    household_lines: frozenset[str] = frozenset()
    """Codes of the lines that went into the household tables: they never come out again"""
    stated_documents: frozenset[str] = frozenset()
    """Codes of the documents that showed their total"""


NOTHING_YET = History()


def history_file(history: History) -> Artifact:
    """The file that belongs into the data folder of the next edition."""
    return Artifact(path=FILE, data=to_json(history))


def to_json(history: History) -> bytes:
    """The history as a file: same history, same bytes."""
    document = {
        "version": VERSION,
        "snapshots": [_snapshot(snapshot) for snapshot in history.snapshots],
        "beneficiaries": dict(sorted(history.beneficiaries.items())),
        "withdrawn": sorted(history.withdrawn),
        "household_lines": sorted(history.household_lines),
        "stated_documents": sorted(history.stated_documents),
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _snapshot(snapshot: Snapshot) -> dict[str, object]:
    return {
        "family": snapshot.family,
        "as_of": snapshot.as_of,
        "is_forced": snapshot.is_forced,
        "cells": [
            [*key, past.value, past.households, past.low, past.high, past.blank]
            for key, past in sorted(snapshot.cells.items())
        ],
    }


def from_json(data: bytes) -> History:
    """The reverse; raises ValueError for any other shape."""
    try:
        document = json.loads(data)
        if document["version"] != VERSION:
            raise ValueError("version")
        return History(
            snapshots=tuple(_read_snapshot(found) for found in document["snapshots"]),
            beneficiaries={str(code): _whole(number) for code, number in document["beneficiaries"].items()},
            withdrawn=frozenset(map(str, document["withdrawn"])),
            household_lines=frozenset(map(str, document["household_lines"])),
            stated_documents=frozenset(map(str, document["stated_documents"])),
        )
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError) as fault:
        raise ValueError("shape") from fault


def _read_snapshot(found: Mapping[str, Any]) -> Snapshot:
    cells: dict[Key, Past] = {}
    for measure, by, level, code, category, value, households, low, high, blank in found["cells"]:
        cells[str(measure), str(by), str(level), str(code), str(category)] = Past(
            value=_whole(value),
            households=_whole(households),
            low=_figure(low),
            high=_figure(high),
            blank=None if blank is None else Blank(blank),
        )
    return Snapshot(
        family=str(found["family"]),
        as_of=str(found["as_of"]),
        is_forced=bool(found["is_forced"]),
        cells=cells,
    )


def _whole(value: object) -> int:
    if type(value) is not int:
        raise ValueError("number")
    return value


def _figure(value: object) -> Figure:
    return Blank(value) if isinstance(value, str) else _whole(value)
