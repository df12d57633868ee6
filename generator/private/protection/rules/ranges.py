"""Ranges of values that must look possible, and how demands on one number join."""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]
"""Smallest and largest value, both included"""


def hull(ranges: Iterable[Range | None]) -> Range | None:
    """The smallest range that holds all of these; None when there is none."""
    found = [each for each in ranges if each is not None]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None
