"""Approved → Checked: every cell against the schema, column by column, every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.base.errors import DataRefused, Finding
from generator.contract.schema import Column, Privacy, Table, tables
from generator.private.intake.catalogue import fault
from generator.private.intake.cells import CellFault, Parser, parser
from generator.private.intake.headers import text_frame
from generator.private.intake.keys import key_faults
from generator.private.intake.sheets import MAX_PER_RULE
from generator.private.intake.text import shown
from generator.private.stages import Approved, Checked, Source

if TYPE_CHECKING:
    import pandas as pd


def check(approved: Approved) -> Checked:
    """Typed values in every column of every table; public tables that are absent become empty ones.

    Raises DataRefused with every fault. Each distinct text of a column is read once.
    """
    faults: list[Finding] = []
    frames: dict[str, pd.DataFrame] = {}
    sources: dict[str, Source] = {}
    for name, table in tables().items():
        if name not in approved.frames and not table.is_public:
            continue
        sources[name] = approved.sources.get(name) or Source(file=f"{name}.csv", rows=(), columns={})
        frame = approved.frames[name] if name in approved.frames else text_frame(table, {}, 0)
        frames[name] = _check_table(table, frame, sources[name], approved, faults)
    if frames["villages"].empty:
        faults.append(fault("table.empty", sources["villages"].file))
    if faults:
        raise DataRefused(dict.fromkeys(faults))
    return Checked(
        programme=approved.programme,
        is_draft=approved.is_draft,
        frames=frames,
        sources=sources,
        doubts=(),
        permits=approved.permits,
        history=approved.history,
    )


def _check_table(
    table: Table, frame: pd.DataFrame, source: Source, approved: Approved, faults: list[Finding]
) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - 0.3 s, only when tables are read

    typed: dict[str, pd.Series] = {}
    broken: set[str] = set()
    for column in table.columns:
        parse = parser(table.name, column, approved.programme, approved.units.get((table.name, column.name), "元"))
        typed[column.name], found = _check_column(table, column, frame[column.name], parse, source)
        if found:
            broken.add(column.name)
            faults += found
    checked = pd.DataFrame(typed, columns=[column.name for column in table.columns], dtype=object)
    if broken.isdisjoint(table.primary_key):
        faults += key_faults(table, checked, source)
    return checked


def _check_column(
    table: Table, column: Column, texts: pd.Series, parse: Parser, source: Source
) -> tuple[pd.Series, list[Finding]]:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415 - 0.3 s, only when tables are read

    codes, distinct = pd.factorize(texts)
    values = np.empty(len(distinct), dtype=object)
    broken: dict[int, CellFault] = {}
    for at, text in enumerate(distinct):
        try:
            values[at] = parse(text)
        except CellFault as found:
            broken[at] = found
    series = pd.Series(values[codes], dtype=object)
    if not broken:
        return series, []
    places = [int(place) for place in np.flatnonzero(np.isin(codes, list(broken)))]
    found_codes = [int(code) for code in codes[places]]
    return series, _describe(
        table, column, source, [(p, broken[c], distinct[c]) for p, c in zip(places, found_codes, strict=True)]
    )


def _describe(
    table: Table, column: Column, source: Source, places: Sequence[tuple[int, CellFault, str]]
) -> list[Finding]:
    """Findings for (frame row, fault, text), the first hundred of each rule; only a public column shows its text."""
    header = source.columns.get(column.name, column.header)
    counts: Counter[str] = Counter()
    findings = []
    for place, broken, text in places:
        counts[broken.code] += 1
        if counts[broken.code] <= MAX_PER_RULE:
            facts: Mapping[str, object] = {**broken.facts, "value": _shown(table, column, text)}
            findings.append(fault(broken.code, source.file, source.rows[place], header, **facts))
    findings += [
        fault("more", source.file, 0, header, rule=code, count=count)
        for code, count in counts.items()
        if count > MAX_PER_RULE
    ]
    return findings


def _shown(table: Table, column: Column, text: str) -> str:
    """The text of a public cell that is always published; nothing of any other."""
    is_shown = table.is_public and column.privacy is Privacy.PUBLIC
    return f" {shown(text)}" if is_shown and (column.unit or not column.is_withholdable) else ""
