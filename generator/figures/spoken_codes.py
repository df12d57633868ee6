"""A code as it was read out or typed, back to the figure that it names; what is no code is refused with a way on."""

from __future__ import annotations

import re
from unicodedata import normalize

from generator.base.errors import Bilingual, DataRefused, Finding, Where
from generator.figures.coded_places import codes_of, places
from generator.figures.codes import Basis, Coded

LONGEST = 100
"""Characters; no place and figure together have more"""

_SPOKEN = str.maketrans(dict(zip("零〇一幺二两三四五六七八九", "0011223456789", strict=True)))
_SPACE = re.compile(r"[\W_]+")
_RULES = {
    "empty": ("没有写编号", "no code is given"),
    "place": ("没有哪个村、镇或县的编码是这样开头的", "no village, township or county has a code that starts so"),
    "figure": ("有这个地方，但它没有这个数", "the place is known, but it has no such figure"),
    "several": ("这样写可以是几个编号", "this may be one of several codes"),
}
_REMEDY = Bilingual(
    zh="照着网页上数字旁边的编号再写一遍，例如 DL03-F2；全部编号列在“数字编号”页",
    en="copy the code beside the figure, such as DL03-F2; the page of codes lists them all",
)


def parse(text: str, basis: Basis) -> Coded:
    """The figure that `text` names: case, width, spaces and hyphens do not matter, and digits may be Chinese.

    Raises DataRefused when it names none, or more than one.
    """
    squeezed = _squeezed(text[: LONGEST + 1])
    if not squeezed or len(text) > LONGEST:
        raise _refused("empty" if not squeezed else "place")
    spots = [spot for spot in places(basis) if squeezed.startswith(_squeezed(spot[1]))]
    if not spots:
        raise _refused("place")
    found = [coded for level, code in spots for coded in codes_of(basis, level, code) if _fits(coded, squeezed)]
    exact = [coded for coded in found if coded.code.casefold() == normalize("NFKC", text).strip().casefold()]
    if len(exact or found) != 1:
        raise _refused("several" if found else "figure")
    return (exact or found)[0]


def _fits(coded: Coded, squeezed: str) -> bool:
    return _squeezed(coded.code) == squeezed


def _squeezed(text: str) -> str:
    return _SPACE.sub("", normalize("NFKC", text).translate(_SPOKEN)).casefold()


def _refused(code: str) -> DataRefused:
    zh, en = _RULES[code]
    where = Where(file="figure code")
    return DataRefused([Finding(code=f"code.{code}", where=where, rule=Bilingual(zh=zh, en=en), remedy=_REMEDY)])
