"""The interface's own words for places and money, as a programme calls them.

Templates and views are written with 镇（乡）, 村, 全县 and 元. A programme that names its levels or its unit of account
otherwise reads its own names in the same sentences. Only sentences of the interface pass here, never a cell of data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape

from generator.contract.programme import Programme

Say = Callable[[str], str]
"""Sentence of the interface → the same sentence in the programme's words"""

_TOWNSHIP, _VILLAGE, _COUNTY, _CURRENCY = "镇（乡）", "村", "县", "元"
"""As the sentences are written"""
_WORDS = re.compile(
    r"(?P<township>镇（乡）|乡镇|(?<![城集])镇)"
    r"|(?P<village>(?<![农乡])村(?!委会|民))"
    r"|(?P<county>县)"
    r"|(?P<currency>(?<![单公])元(?![旦素]))"
)


def wording(programme: Programme) -> Say:
    """The programme's words in plain text, for views; a template escapes what it is given."""
    return _say(*_names(programme))


def escaped_wording(programme: Programme) -> Say:
    """The programme's words as HTML, for sentences that a template holds itself."""
    return _say(*(escape(name) for name in _names(programme)))


def _names(programme: Programme) -> tuple[str, str, str, str]:
    labels = {term.code: term.label for term in programme.level_names}
    return labels["township"], labels["village"], labels["county"], programme.currency


@cache
def _say(township: str, village: str, county: str, currency: str) -> Say:
    # 「市（县级）」 already says that it is a county; 全县 then stays what everybody reads.
    names = {
        "township": "" if township == _TOWNSHIP else township,
        "village": "" if village == _VILLAGE else village,
        "county": "" if _COUNTY in county else county,
        "currency": "" if currency == _CURRENCY else currency,
    }
    if not any(names.values()):
        return str

    def say(text: str) -> str:
        return _WORDS.sub(lambda found: names[found.lastgroup or ""] or found[0], text)

    return say
