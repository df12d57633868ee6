"""The five kinds of blank. Zero is a number and needs no member here; the other four are never drawn as zero."""

from __future__ import annotations

from enum import StrEnum


class Blank(StrEnum):
    """Why a cell holds no value. The value is what files hold; the label is what pages show."""

    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    WITHHELD = "withheld"
    NOT_APPLICABLE = "not_applicable"

    __hash__ = str.__hash__
    """A blank equals its text, so it has its text's hash; Enum would hash the name, in Python, at every look-up"""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Blank.NOT_REPORTED: "未报",
    Blank.NOT_DUE: "未到期",
    Blank.WITHHELD: "不公开",
    Blank.NOT_APPLICABLE: "不适用",
}

Figure = int | Blank
"""A published number or the reason why there is none."""
