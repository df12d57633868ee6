"""Months and quarters of a programme, as ISO text: `2014-05`, `2014-q2`."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month, or those months of a quarter that lie inside the programme and are not after its as-of date."""

    code: str
    """`2014-05` or `2014-q2`"""
    months: tuple[str, ...]
    is_quarter: bool

    @property
    def last_day(self) -> str:
        return last_day(self.months[-1])


def months(start_on: str, as_of: str) -> tuple[Period, ...]:
    """Every month from the one of `start_on` to the one of `as_of`; none if the programme starts later."""
    return tuple(Period(code=m, months=(m,), is_quarter=False) for m in span(start_on[:7], as_of[:7]))


def quarters(start_on: str, as_of: str) -> tuple[Period, ...]:
    """Every quarter of the same months."""
    found: dict[str, list[str]] = {}
    for month in span(start_on[:7], as_of[:7]):
        found.setdefault(quarter(month), []).append(month)
    return tuple(Period(code=code, months=tuple(inside), is_quarter=True) for code, inside in found.items())


def span(first: str, last: str) -> tuple[str, ...]:
    """Months from `first` to `last`, both included."""
    found, month = [], first
    while month <= last:
        found.append(month)
        month = after(month)
    return tuple(found)


def after(month: str) -> str:
    """The next month: `2014-12` → `2015-01`."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + 1:04}-01" if number == 12 else f"{year:04}-{number + 1:02}"


def quarter(month: str) -> str:
    """`2014-05` → `2014-q2`."""
    return f"{month[:4]}-q{(int(month[5:7]) + 2) // 3}"


def last_day(month: str) -> str:
    """`2014-02` → `2014-02-28`."""
    return f"{month}-{monthrange(int(month[:4]), int(month[5:7]))[1]:02}"
