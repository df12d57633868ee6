"""Applies `mapping.yml`: a file in an office's own shape → one contract table as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.base.errors import Finding
from generator.contract.schema import Privacy, Table, tables
from generator.private.intake.catalogue import fault
from generator.private.intake.headers import Loaded, text_frame
from generator.private.intake.mapping import Clean, Lookup, MappedSource
from generator.private.intake.sheets import Sheet, limited
from generator.private.intake.text import shown
from generator.private.stages import Source

if TYPE_CHECKING:
    import pandas as pd


def load_mapped(
    sheet: Sheet, source: MappedSource, frames: Mapping[str, pd.DataFrame]
) -> tuple[Loaded | None, list[Finding]]:
    """The sheet as the mapping describes it, or None and every fault. `frames` are the tables that lookups may use."""
    used = _used_headers(source)
    if faults := _header_faults(sheet, source, used):
        return None, faults
    texts = {name: [cells[sheet.header.index(name)] for cells in sheet.cells] for name in used}
    faults = _clean(texts, sheet, source)
    filled: dict[str, Sequence[str]] = {name: (value,) * len(sheet.rows) for name, value in source.constants.items()}
    for name, header in source.columns.items():
        labels = source.labels.get(name, {})
        filled[name] = [labels.get(text, text) for text in texts[header]]
    for name, number in source.number.items():
        filled[name] = [number.prefix + text for text in texts[number.column]]
    for name, lookup in source.lookup.items():
        filled[name], found = _look_up(texts[lookup.column], lookup, sheet, frames)
        faults += found
    if faults:
        return None, faults
    return _loaded(sheet, source, filled), []


def _loaded(sheet: Sheet, source: MappedSource, filled: Mapping[str, Sequence[str]]) -> Loaded:
    by_name = {
        **source.columns,
        **{name: number.column for name, number in source.number.items()},
        **{name: lookup.column for name, lookup in source.lookup.items()},
    }
    return Loaded(
        frame=text_frame(tables()[source.table], filled, len(sheet.rows)),
        source=Source(file=sheet.file, rows=sheet.rows, columns=by_name),
        units=dict(source.units),
    )


def _used_headers(source: MappedSource) -> list[str]:
    headers = [*source.columns.values(), *(clean.column for clean in source.clean)]
    headers += [number.column for number in source.number.values()]
    headers += [lookup.column for lookup in source.lookup.values()]
    return sorted(set(headers))


def _header_faults(sheet: Sheet, source: MappedSource, used: Sequence[str]) -> list[Finding]:
    uses = Counter(sheet.header)
    return [
        fault("mapping.header_twice" if uses[name] else "mapping.header", sheet.file, source.header_row, name)
        for name in used
        if uses[name] != 1
    ]


def _clean(texts: Mapping[str, list[str]], sheet: Sheet, source: MappedSource) -> list[Finding]:
    """Puts cleaned values in place; one whose cell no longer holds the printed text is a fault."""
    at = {row: index for index, row in enumerate(sheet.rows)}
    faults = []
    for clean in source.clean:
        if not _applies(clean, texts, at):
            faults.append(fault("mapping.clean", sheet.file, clean.row, clean.column))
        else:
            texts[clean.column][at[clean.row]] = clean.value
    return faults


def _applies(clean: Clean, texts: Mapping[str, list[str]], at: Mapping[int, int]) -> bool:
    return clean.row in at and texts[clean.column][at[clean.row]] == clean.printed


def _look_up(
    texts: Sequence[str], lookup: Lookup, sheet: Sheet, frames: Mapping[str, pd.DataFrame]
) -> tuple[list[str], list[Finding]]:
    """Identifiers for the texts; empty text stays empty, unknown and ambiguous text is a fault."""
    target = tables()[lookup.table]
    if lookup.table not in frames:
        return [], [fault("mapping.lookup_table", sheet.file, column=lookup.column, table=lookup.table)]
    frame = frames[lookup.table]
    matches = [str(text) for text in frame[lookup.match]]
    known = dict(zip(matches, frame[target.primary_key[0]], strict=True))
    uses = Counter(matches)
    missed = [index for index, text in enumerate(texts) if text and uses[text] != 1]
    faults = [
        fault(
            "mapping.lookup_none" if not uses[texts[index]] else "mapping.lookup_many",
            sheet.file,
            sheet.rows[index],
            lookup.column,
            value=_shown(texts[index], target, lookup.match),
            table=lookup.table,
        )
        for index in missed
    ]
    return [str(known.get(text, "")) for text in texts], limited(faults)


def _shown(text: str, target: Table, match: str) -> str:
    is_public = target.is_public and target.column(match).privacy is Privacy.PUBLIC
    return shown(text) if is_public else "〔…〕"
