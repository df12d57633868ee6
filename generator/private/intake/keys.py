"""Primary keys: no two rows of one key, and no two codes that would become one file name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from generator.base.errors import Finding
from generator.contract.schema import Table
from generator.private.intake.catalogue import fault
from generator.private.intake.sheets import limited
from generator.private.stages import Source

if TYPE_CHECKING:
    import pandas as pd

RESERVED_IDS = ("all", "index")
"""Words that a release or a site uses itself."""


def key_faults(table: Table, frame: pd.DataFrame, source: Source) -> list[Finding]:
    """Rows whose key repeats an earlier row; for codes that appear in addresses, also when only the case differs."""
    keys: list[Hashable] = list(zip(*(frame[name] for name in table.primary_key), strict=True))
    header = "、".join(source.columns.get(name, table.column(name).header) for name in table.primary_key)
    repeated = _repeats(keys)
    faults = [fault("key.repeated", source.file, source.rows[at], header, first=source.rows[a]) for at, a in repeated]
    if not table.is_public or len(table.primary_key) != 1:
        return limited(faults)
    codes = [str(code).lower() for code in frame[table.primary_key[0]]]
    places = {at for at, _ in repeated}
    cased = [(at, first) for at, first in _repeats(codes) if at not in places]
    faults += [fault("key.case", source.file, source.rows[at], header, first=source.rows[a]) for at, a in cased]
    faults += [
        fault("key.reserved", source.file, source.rows[at], header)
        for at, code in enumerate(codes)
        if code in RESERVED_IDS
    ]
    return limited(faults)


def _repeats(keys: Iterable[Hashable]) -> list[tuple[int, int]]:
    """(place, place of the first occurrence) of every key that occurred before."""
    first: dict[Hashable, int] = {}
    return [(at, before) for at, key in enumerate(keys) if (before := first.setdefault(key, at)) != at]
