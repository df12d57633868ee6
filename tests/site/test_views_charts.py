"""Charts: numbers in words beside every bar, and a blank is a box with its word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.county import small_release

from generator.base.blanks import Blank
from generator.figures.money import Waterfall, waterfalls
from generator.site.charts import WIDTH, bars, waterfall


def money(**left: int | Blank) -> Waterfall:
    return replace(waterfalls(small_release())["village", "DL01", "F1"], **left)  # type: ignore[arg-type]


def test_left_hangs_where_spending_ends() -> None:
    chart = waterfall(money(), "资金")
    spent, left = chart.bars[3], chart.bars[4]
    assert left.x == spent.x + spent.width
    assert [bar.text for bar in chart.bars] == ["10 万元", "0 万元", "10 万元", "6 万元", "4 万元"]
    assert chart.description.startswith("计划 10 万元；")


def test_zero_has_no_width_and_a_blank_has_a_box() -> None:
    chart = waterfall(money(left_fen=Blank.WITHHELD), "资金")
    assert chart.bars[1].width == 0
    assert chart.bars[4].width > 0
    assert (chart.bars[4].css, chart.bars[4].text) == ("b wh", "不公开")


def test_spending_above_receipts_is_marked() -> None:
    chart = waterfall(money(left_fen=-20_000_00), "资金")
    assert chart.bars[4].css == "s5 neg"
    assert chart.bars[4].text == "-2 万元"


@pytest.mark.parametrize("blank", list(Blank))
def test_bars_draw_blanks_apart_from_zero(blank: Blank) -> None:
    chart = bars([("甲", 100), ("乙", 0), ("丙", blank)], "图")
    assert chart.bars[1].width == 0
    assert chart.bars[2].text == blank.label
    assert all(bar.x + bar.width < WIDTH for bar in chart.bars)


def test_a_chart_of_nothing_but_blanks_is_drawn() -> None:
    assert len(bars([("甲", Blank.NOT_DUE)], "图").bars) == 1
    assert bars([], "图").bars == ()
