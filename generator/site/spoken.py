"""Numbers, dates, codes and phone numbers as a village loudspeaker says them: 十二万三千元, 零七六三."""

from __future__ import annotations

from datetime import date

from generator.base.units import FEN_PER_WAN, FEN_PER_YUAN

DIGITS = "零一二三四五六七八九"
PAUSE = "，"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 10_000
MOST = 10**15
"""Nobody says a larger number"""


def number(whole: int) -> str:
    """`123000` → 十二万三千, `2005` → 两千零五; below zero it starts with 负. Raises ValueError from `MOST` on."""
    if abs(whole) >= MOST:
        raise ValueError("too large to be said")
    if whole < 0:
        return f"负{number(-whole)}"
    if not whole:
        return DIGITS[0]
    text, rest, groups = "", whole, []
    while rest:
        rest, group = divmod(rest, _GROUP)
        groups.append(group)
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            gap = text and (groups[place] < _GROUP // 10 or not groups[place + 1])
            said = "两" if place and groups[place] == 2 else _group(groups[place], is_first=not text)
            text += ("零" if gap else "") + said + _GROUPS[place]
    return text


def _group(group: int, *, is_first: bool) -> str:
    """Up to four digits; 十 loses its 一 at the start, 二 is 两 before 千."""
    text, is_gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if is_gap and text else "") + DIGITS[digit] + _PLACES[place]
        is_gap = not digit
    text = text.replace("二千", "两千")
    return text.removeprefix("一") if is_first and text.startswith("一十") else text


def counted(whole: int) -> str:
    """Before a measure word two is 两: 两个, but 十二个."""
    return "两" if whole == 2 else number(whole)


def yuan(fen: int) -> str:
    """As pages round: to a hundred 元 from one 万元 on, below that to one 元; 约 where something was rounded."""
    per = FEN_PER_WAN // 100 if abs(fen) >= FEN_PER_WAN else FEN_PER_YUAN
    units, rest = divmod(abs(fen), per)
    units += rest * 2 > per or (rest * 2 == per and units % 2)
    sign = -1 if fen < 0 else 1
    return f"{'约' if rest else ''}{number(sign * units * per // FEN_PER_YUAN)}元"


def digits(text: str) -> str:
    """A phone number digit by digit, with a pause where it has a sign: `0763-12` → 零七六三，一二."""
    spoken = "".join(DIGITS[int(c)] if c in "0123456789" else " " for c in text)
    return PAUSE.join(spoken.split())


def code(text: str) -> str:
    """A code sign by sign: `DL03` → D、L、零、三."""
    return "、".join(DIGITS[int(c)] if c in "0123456789" else c for c in text if c.isalnum())


def day(iso: str) -> str:
    """`2015-06-30` → 二零一五年六月三十日; raises ValueError for anything else."""
    found = date.fromisoformat(iso)
    return f"{''.join(DIGITS[int(c)] for c in iso[:4])}年{number(found.month)}月{number(found.day)}日"
