"""mask: Linked → Masked. Identifiers go, names of private persons go, free text passes the screen or is withheld.

Households keep an integer key of this run, so that distinct households can be counted behind a sum of money.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.base.blanks import Blank
from generator.contract.schema import Column, Privacy, Table, tables
from generator.private.intake.free_text import PRIVATE_KINDS, withheld_texts
from generator.private.protection.columns import only, with_column
from generator.private.stages import Linked, Masked

if TYPE_CHECKING:
    import pandas as pd

HOUSEHOLD_KEY = "household_key"


def mask(linked: Linked) -> Masked:
    """Frames without identifier columns; private tables also lose their free text.

    A public free text that the screen withholds passes only when a reviewer signed it off.
    """
    keys = _household_keys(linked.frames)
    withheld = withheld_texts(linked.frames, linked.permits.reviews)
    frames = {name: _mask_table(tables()[name], frame, keys) for name, frame in linked.frames.items()}
    for table, column in sorted({(table, column) for table, column, _ in withheld}):
        texts = enumerate(frames[table][column].tolist())
        screened = [Blank.WITHHELD if (table, column, row) in withheld else text for row, text in texts]
        frames[table] = with_column(frames[table], column, screened)
    frames["organisations"] = _without_private_names(frames["organisations"])
    return Masked(programme=linked.programme, is_draft=linked.is_draft, frames=frames, history=linked.history)


def _household_keys(frames: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    if "households" not in frames:
        return {}
    return {code: key for key, code in enumerate(sorted(frames["households"]["household_id"].tolist()))}


def _mask_table(table: Table, frame: pd.DataFrame, keys: Mapping[str, int]) -> pd.DataFrame:
    kept = only(frame, [column.name for column in table.columns if _is_kept(table, column)])
    if "household_id" in frame.columns:
        kept = with_column(kept, HOUSEHOLD_KEY, (keys.get(code, -1) for code in frame["household_id"].tolist()))
    return kept


def _is_kept(table: Table, column: Column) -> bool:
    if column.privacy is Privacy.FREE_TEXT:
        return table.is_public
    return column.privacy is not Privacy.IDENTIFIER


def _without_private_names(frame: pd.DataFrame) -> pd.DataFrame:
    """The name and the credit code of a person or sole trader are a private name, whatever table they stand in."""
    private = [kind in PRIVATE_KINDS for kind in frame["kind"].tolist()]
    for column in ("name", "credit_code"):
        values = zip(frame[column].tolist(), private, strict=True)
        frame = with_column(frame, column, [Blank.WITHHELD if hide else value for value, hide in values])
    return frame
