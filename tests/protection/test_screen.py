from __future__ import annotations

import pytest

from generator.private.protection.screen import make_screen

SCREEN = make_screen(["欧阳测试", "王丙", "李"])


@pytest.mark.parametrize(
    "text",
    [
        "为欧阳测试修缮房屋",
        "走访贫困户王丙",
        "王丙家修建猪舍",
        "联系电话13900000001",
        "账号 6217 0000 0000 0000",
        "身份证44188219000101001X",
        "全角电话１３９００００００００",
    ],
)
def test_a_text_about_one_household_is_withheld(text: str) -> None:
    assert SCREEN(text)


@pytest.mark.parametrize("text", ["硬底化道路一公里", "王丙烷罐区改造", "李子园", "2015-06-30 前完工", ""])
def test_a_text_about_works_is_shown(text: str) -> None:
    assert not SCREEN(text)


def test_seven_digits_are_too_many() -> None:
    assert SCREEN("编号1234567")
    assert not SCREEN("编号123456")
