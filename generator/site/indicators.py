"""What the map, the tile grid and their table show: one indicator per layer, binned, blanks apart from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.base.blanks import Blank, Figure
from generator.contract.wording import Say
from generator.published.release import ALL
from generator.published.rows import Village
from generator.site.county import County
from generator.site.text import BLANK_CLASS, wan, yuan

BINS = 4
ZERO = "v0"
"""Style of a value of zero"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure per village."""

    indicator_id: str
    title: str
    unit: str
    """万元 or 元"""
    say: Say
    """Puts the unit into the programme's words"""
    values: tuple[tuple[str, Figure], ...]
    """(village code, fen) in the release's order"""
    limits: tuple[int, ...]
    """Upper limits of the bins in fen, ascending; empty when no village has a value"""

    def css(self, figure: Figure) -> str:
        """`v0` for zero, `v1` to `v4` for the bins, the blank's class for a blank."""
        if isinstance(figure, Blank):
            return BLANK_CLASS[figure]
        if not figure:
            return ZERO
        return f"v{1 + sum(1 for limit in self.limits[:-1] if figure > limit)}"

    def words(self, figure: Figure) -> str:
        """A figure with its unit, or why there is none."""
        if self.unit == "万元" or isinstance(figure, Blank):
            return self.say(wan(figure))
        return self.say(f"{yuan(figure)[1]} {self.unit}")

    def legend(self) -> tuple[tuple[str, str], ...]:
        """(style, words) of zero, the bins and every blank that occurs."""
        found = {self.css(figure) for _, figure in self.values}
        zero = ((ZERO, "0"),) if ZERO in found else ()
        bins = tuple((f"v{i + 1}", self._bin(i)) for i in range(len(self.limits)))
        blanks = tuple((css, blank.label) for blank, css in BLANK_CLASS.items() if css in found)
        return (*zero, *bins, *blanks)

    def _bin(self, index: int) -> str:
        lower = f"{self.words(self.limits[index - 1])}以上，" if index else ""
        return f"{lower}至 {self.words(self.limits[index])}"


def indicators(county: County) -> tuple[Indicator, ...]:
    """Money received and spent, money paid to households, then collective income and income per head of every
    reported year, latest first.
    """
    years = sorted({year.year for year in county.release.village_years}, reverse=True)
    return (
        _indicator(county, "received", "到账（给单位和项目的钱）", "万元", _money(county, "received")),
        _indicator(county, "spent", "支出（给单位和项目的钱）", "万元", _money(county, "spent")),
        *_paid(county),
        *(_yearly(county, "collective_income_fen", "村集体经济收入", "万元", year) for year in years),
        *(_yearly(county, "net_income_per_head_fen", "人均纯收入", "元", year) for year in years),
    )


def featured(found: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Money and the latest year of each yearly indicator: what is drawn as a grid."""
    seen: set[str] = set()
    kept = []
    for indicator in found:
        kind = indicator.indicator_id.partition("-")[0]
        if kind not in seen:
            seen.add(kind)
            kept.append(indicator)
    return tuple(kept)


def _money(county: County, stage: str) -> tuple[tuple[str, Figure], ...]:
    return tuple((code, _stage(county, village, stage)) for code, village in county.villages.items())


def _stage(county: County, village: Village, stage: str) -> Figure:
    total = county.total("village", village.village_code)
    if total is not None:
        return total.amount(stage)
    return Blank.NOT_REPORTED if county.owes_households(village) else Blank.NOT_APPLICABLE


def _paid(county: County) -> tuple[Indicator, ...]:
    """What households were paid, with the date of the villages' table; nothing where there is no such table."""
    day = county.household_dates.get("village")
    if day is None:
        return ()
    found = ((code, county.household_money.get(("village", code, ALL))) for code in county.villages)
    values = tuple((code, m.amount("spent") if m else Blank.NOT_APPLICABLE) for code, m in found)
    return (_indicator(county, "households", f"已发给农户（截至 {day}）", "万元", values),)


def _yearly(county: County, column: str, title: str, unit: str, year: int) -> Indicator:
    rows = {y.village_code: y for y in county.release.village_years if y.year == year}
    values = tuple(
        (code, getattr(rows[code], column) if code in rows else Blank.NOT_REPORTED) for code in county.villages
    )
    return _indicator(county, f"{column.partition('_')[0]}-{year}", f"{year}年{county.say(title)}", unit, values)


def _indicator(
    county: County, indicator_id: str, title: str, unit: str, values: tuple[tuple[str, Figure], ...]
) -> Indicator:
    return Indicator(
        indicator_id=indicator_id, title=title, unit=unit, say=county.say, values=values, limits=_limits(values)
    )


def _limits(values: Sequence[tuple[str, Figure]]) -> tuple[int, ...]:
    """Quartiles of the non-zero values: each bin holds about as many villages."""
    known = sorted(figure for _, figure in values if isinstance(figure, int) and figure)
    if not known:
        return ()
    limits = [known[(len(known) - 1) * (i + 1) // BINS] for i in range(BINS)]
    return tuple(limit for limit, after in pairwise([*limits, limits[-1] + 1]) if limit < after)


def places(county: County) -> dict[str, tuple[float, float]]:
    """Village → (latitude, longitude) of the villages that state both."""
    return {
        code: (float(village.latitude), float(village.longitude))
        for code, village in county.villages.items()
        if not isinstance(village.latitude, Blank) and not isinstance(village.longitude, Blank)
    }
