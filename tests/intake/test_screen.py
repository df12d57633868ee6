from __future__ import annotations

import pytest

from generator.private.intake.screen import Reason, make_screen

SCREEN = make_screen(["欧阳测试", "王丙", "李"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("为欧阳测试修缮房屋", Reason.NAME),
        ("走访贫困户王丙", Reason.NAME),
        ("王丙家修建猪舍", Reason.NAME),
        ("王丙的户口", Reason.NAME),
        ("联系电话13900000001", Reason.NUMBER),
        ("账号 6217 0000 0000 0000", Reason.NUMBER),
        ("身份证44188219000101001X", Reason.NUMBER),
        ("全角电话１３９００００００００", Reason.NUMBER),
        ("为欧阳测试转账 6217-0000-0000", Reason.NUMBER),
        ("编号1234567", Reason.NUMBER),
        ("该户已脱贫", Reason.PHRASE),
        ("给其孙女办理助学手续", Reason.PHRASE),
        ("黄某反映路灯不亮", Reason.PHRASE),
        ("身份证复印件已收", Reason.PHRASE),
        ("由陈某某代领", Reason.PHRASE),
    ],
)
def test_a_text_about_one_household_is_withheld(text: str, reason: Reason) -> None:
    assert SCREEN(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "硬底化道路一公里",
        "王丙烷罐区改造",
        "李子园",
        "2015-06-30 前完工",
        "",
        "编号123456",
        "村民代表会议已表决，惠及贫困户31户",
        "任何某个时段，实施某项工程",
    ],
)
def test_a_text_about_works_is_shown(text: str) -> None:
    assert SCREEN(text) is None
