"""mask: Linked → Masked. Identifiers go, names of private persons go, free text passes the screen or is withheld.

Households keep an integer key of this run, so that distinct households can be counted behind a sum of money.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator.base.blanks import Blank
from generator.contract.schema import Column, Privacy, Table, tables
from generator.private.protection.columns import only, records, with_column
from generator.private.protection.screen import make_screen
from generator.private.stages import Linked, Masked

if TYPE_CHECKING:
    import pandas as pd

PRIVATE_KINDS = ("natural_person", "sole_trader")
HOUSEHOLD_KEY = "household_key"


def mask(linked: Linked) -> Masked:
    """Frames without identifier columns; private tables also lose their free text."""
    keys = _household_keys(linked.frames)
    must_withhold = make_screen(_private_names(linked.frames))
    frames = {name: _mask_table(tables()[name], frame, keys, must_withhold) for name, frame in linked.frames.items()}
    frames["organisations"] = _without_private_names(frames["organisations"])
    return Masked(programme=linked.programme, is_draft=linked.is_draft, frames=frames)


def _household_keys(frames: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    if "households" not in frames:
        return {}
    return {code: key for key, code in enumerate(sorted(frames["households"]["household_id"].tolist()))}


def _private_names(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    heads = frames["households"]["head_name"].tolist() if "households" in frames else []
    traders = [n for n, kind in records(frames["organisations"], "name", "kind") if kind in PRIVATE_KINDS]
    return [*heads, *traders]


def _mask_table(
    table: Table, frame: pd.DataFrame, keys: Mapping[str, int], must_withhold: Callable[[str], bool]
) -> pd.DataFrame:
    kept = only(frame, [column.name for column in table.columns if _is_kept(table, column)])
    if "household_id" in frame.columns:
        kept = with_column(kept, HOUSEHOLD_KEY, (keys.get(code, -1) for code in frame["household_id"].tolist()))
    for column in table.columns:
        if column.privacy is Privacy.FREE_TEXT and table.is_public:
            kept = with_column(kept, column.name, _screened(kept[column.name].tolist(), must_withhold))
    return kept


def _is_kept(table: Table, column: Column) -> bool:
    if column.privacy is Privacy.FREE_TEXT:
        return table.is_public
    return column.privacy is not Privacy.IDENTIFIER


def _screened(texts: list[str], must_withhold: Callable[[str], bool]) -> list[str]:
    return [Blank.WITHHELD if not isinstance(t, Blank) and must_withhold(t) else t for t in texts]


def _without_private_names(frame: pd.DataFrame) -> pd.DataFrame:
    """The name and the credit code of a person or sole trader are a private name, whatever table they stand in."""
    private = [kind in PRIVATE_KINDS for kind in frame["kind"].tolist()]
    for column in ("name", "credit_code"):
        values = zip(frame[column].tolist(), private, strict=True)
        frame = with_column(frame, column, [Blank.WITHHELD if hide else value for value, hide in values])
    return frame
