"""Geometry of inline SVG charts: whole numbers and text; templates draw and escape them.

Every bar carries its number in words beside it, so a chart reads in black and white, and a blank is a dashed
box with its word, never a bar of length zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.blanks import Blank, Figure
from generator.contract.wording import Say
from generator.figures.money import Waterfall
from generator.site.text import BLANK_CLASS, wan

WIDTH = 360
GAP = 6
"""View-box units between a bar and its texts"""
WIDE, NARROW = 16, 10
"""View-box units of a Chinese character and of a digit at the charts' letter size, rounded up"""
MOST_LABEL = 154
"""View-box units that a label may take from the bars"""
BLANK_WIDTH = 64
"""Width of the box that holds a blank's word"""
ROW = 30
BAR = 20

STAGE_LABELS = ("计划", "下达", "到账", "支出", "结余")
"""Promised, issued, received, spent, left"""
HOUSEHOLD_LABELS = ("计划", "下达", "到账", "已发放", "结余")
"""The same of money to households"""


class Bar(NamedTuple):
    """One horizontal bar; `x`, `width` and the places of its texts are in view-box units."""

    y: int
    text_y: int
    x: int
    width: int
    css: str
    label: str
    text_x: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """An SVG picture of bars."""

    title: str
    description: str
    width: int
    height: int
    label_x: int
    bar_height: int
    bars: tuple[Bar, ...]


def waterfall(money: Waterfall, title: str, labels: Sequence[str] = STAGE_LABELS, say: Say = str) -> Chart:
    """Promised → issued → received → spent → left; what is left hangs where spending ends."""
    figures = (*money.amounts, money.left_fen)
    scale = _scale(list(zip(labels, figures, strict=True)), say)
    spent, left = money.amounts[3], money.left_fen
    start = min(spent, spent + left) if isinstance(left, int) and isinstance(spent, int) else 0
    css = ("s1", "s2", "s3", "s4", "s5 neg" if isinstance(left, int) and left < 0 else "s5")
    starts = (0, 0, 0, 0, start)
    made = [
        _bar(scale, i, (label, figure), css[i], starts[i])
        for i, (label, figure) in enumerate(zip(labels, figures, strict=True))
    ]
    return _chart(title, scale, made)


def bars(rows: Sequence[tuple[str, Figure]], title: str, say: Say = str) -> Chart:
    """One bar per (label, fen), all on one scale."""
    scale = _scale(rows, say)
    return _chart(title, scale, [_bar(scale, i, row, "s3", 0) for i, row in enumerate(rows)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    most_fen: int
    left: int
    """View-box units in front of the bars, for labels"""
    length: int
    """View-box units of the longest bar"""
    say: Say
    """Puts 万元 into the programme's words"""

    def units(self, fen: int) -> int:
        return abs(fen) * self.length // self.most_fen


def _scale(rows: Sequence[tuple[str, Figure]], say: Say) -> _Scale:
    """Leaves room for the longest label in front of the bars and for the longest number behind them."""
    most = max((abs(figure) for _, figure in rows if isinstance(figure, int)), default=0)
    left = min(max((len(label) for label, _ in rows), default=0) * WIDE, MOST_LABEL) + GAP
    number = max((len(say(wan(figure))) for _, figure in rows if isinstance(figure, int)), default=0)
    right = number * NARROW + 2 * (WIDE - NARROW) + GAP
    return _Scale(most_fen=most or 1, left=left, length=max(WIDTH - left - right, BLANK_WIDTH), say=say)


def _chart(title: str, scale: _Scale, made: Sequence[Bar]) -> Chart:
    return Chart(
        title=title,
        description="；".join(f"{bar.label} {bar.text}" for bar in made),
        width=WIDTH,
        height=ROW * len(made) + 4,
        label_x=scale.left - GAP,
        bar_height=BAR,
        bars=tuple(made),
    )


def _bar(scale: _Scale, index: int, row: tuple[str, Figure], css: str, start_fen: int) -> Bar:
    label, figure = row
    if isinstance(figure, Blank):
        x, width, css, text, text_x = scale.left, BLANK_WIDTH, BLANK_CLASS[figure], figure.label, scale.left + 8
    else:
        x = scale.left + scale.units(max(start_fen, 0))
        width = max(scale.units(figure), 1) if figure else 0
        text, text_x = scale.say(wan(figure)), x + width + GAP
    y = index * ROW + 4
    return Bar(y=y, text_y=y + 15, x=x, width=width, css=css, label=label, text_x=text_x, text=text)
