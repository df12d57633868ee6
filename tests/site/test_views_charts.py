"""Charts: numbers in words beside every bar, and a blank is a box with its word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.county import small_release

from generator.base.blanks import Blank
from generator.figures.money import Waterfall, waterfalls
from generator.site.charts import HOUSEHOLD_LABELS, WIDTH, bars, waterfall


def money(**changes: Any) -> Waterfall:
    return replace(waterfalls(small_release())["village", "DL01", "F1"], **changes)


def test_left_hangs_where_spending_ends() -> None:
    chart = waterfall(money(), "资金")
    spent, left = chart.bars[3], chart.bars[4]
    assert left.x == spent.x + spent.width
    assert [bar.text for bar in chart.bars] == ["10 万元", "0 万元", "10 万元", "6 万元", "4 万元"]
    assert chart.description.startswith("计划 10 万元；")


def test_money_to_households_has_words_of_its_own() -> None:
    chart = waterfall(money(), "发给农户的钱", HOUSEHOLD_LABELS)
    assert [bar.label for bar in chart.bars] == ["计划", "下达", "到账", "已发放", "结余"]


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


@pytest.mark.parametrize("fen", [1, 999_999_999_999_99, -76_225_109_80, 17_457_401])
def test_the_longest_number_ends_inside_the_picture(fen: int) -> None:
    """A digit is at most 9 units wide, a Chinese character 14."""
    four = (abs(fen),) * 4
    for chart in (bars([("大路边镇", fen), ("乙", 5)], "图"), waterfall(money(amounts=four, left_fen=0), "资金")):
        for bar in chart.bars:
            assert bar.text_x + sum(14 if char > "⺀" else 9 for char in bar.text) <= WIDTH, bar
            assert bar.x >= chart.label_x


def test_numbers_are_rounded_to_two_decimals_of_wan() -> None:
    assert [bar.text for bar in bars([("甲", 175_284_800), ("乙", 408_000_000)], "图").bars] == [
        "175.28 万元",
        "408 万元",
    ]


def test_a_chart_of_nothing_but_blanks_is_drawn() -> None:
    assert len(bars([("甲", Blank.NOT_DUE)], "图").bars) == 1
    assert bars([], "图").bars == ()
