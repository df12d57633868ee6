"""Reading and replacing frame columns without pandas turning a `Blank` into plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def records(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The named columns row by row, as Python values."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def with_column(frame: pd.DataFrame, name: str, values: Iterable[object]) -> pd.DataFrame:
    """A copy with one column replaced or added. An object column: inference would make a `Blank` a plain string."""
    import pandas as pd  # noqa: PLC0415

    return frame.assign(**{name: pd.Series(list(values), index=frame.index, dtype=object)})


def only(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The frame with just these columns, in this order."""
    return frame[list(names)]
