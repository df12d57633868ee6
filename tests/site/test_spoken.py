"""Numbers as they are said: known readings, and any number read back by an independent listener."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.units import wan_short_text
from generator.site import spoken


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (16, "十六"),
        (110, "一百一十"),
        (2005, "两千零五"),
        (10_010, "一万零一十"),
        (20_000, "两万"),
        (123_000, "十二万三千"),
        (100_500, "十万零五百"),
        (1_050_000, "一百零五万"),
        (200_000_020, "两亿零二十"),
        (12_000_020_000, "一百二十亿零两万"),
        (-150_000, "负十五万"),
    ],
)
def test_numbers_are_said_as_people_say_them(whole: int, said: str) -> None:
    assert spoken.number(whole) == said


def heard(text: str) -> int:
    """What a listener writes down."""
    total = section = digit = 0
    for char in text:
        if char in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(char)
        elif char == "两":
            digit = 2
        elif char in "十百千":
            section += (digit or 1) * 10 ** ("十百千".index(char) + 1)
            digit = 0
        else:
            total += (section + digit) * {"万": 10**4, "亿": 10**8}[char]
            section = digit = 0
    return total + section + digit


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_what_is_heard_is_what_was_meant(whole: int) -> None:
    assert heard(spoken.number(whole)) == whole
    assert "零零" not in spoken.number(whole)


def test_nobody_says_a_larger_number() -> None:
    with pytest.raises(ValueError, match="too large"):
        spoken.number(10**15)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_money_is_said_as_pages_round_it(fen: int) -> None:
    said = spoken.yuan(fen)
    sign = -1 if "负" in said else 1
    yuan = sign * heard(said.removeprefix("约").removeprefix("负").removesuffix("元"))
    if abs(fen) >= 1_000_000:
        assert wan_short_text(yuan * 100).replace(".00", "") == wan_short_text(fen).replace(".00", "")
    else:
        assert abs(yuan * 100 - fen) <= 50
    assert said.startswith("约") == (yuan * 100 != fen)


def test_phones_codes_and_days() -> None:
    assert spoken.digits("0763-0200036") == "零七六三，零二零零零三六"
    assert spoken.digits("（0763）12") == "零七六三，一二"
    assert spoken.code("DL03-F2") == "D、L、零、三、F、二"
    assert spoken.day("2015-06-30") == "二零一五年六月三十日"
    assert (spoken.counted(2), spoken.counted(12), spoken.counted(20)) == ("两", "十二", "二十")
