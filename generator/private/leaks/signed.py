"""Texts that a named reviewer signed off: they are taken out of every view, in each way that an output writes them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator

from generator.private.leaks.matcher import Matcher

_QUOTES = (("&#34;", "&#39;"), ("&quot;", "&#x27;"), ("&quot;", "'"))
"""How templates, the standard library and office files write quotation marks"""


class SignedTexts:
    """Called with a text it returns it without the signed ones; what stands around them stays, on lines of its own."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._matcher = Matcher({form: "" for text in texts for form in _forms(text)})

    def __call__(self, text: str) -> str:
        kept, end = [], 0
        for _, start, stop in sorted(self._matcher.find(text), key=lambda found: found[1:]):
            if start >= end:
                kept.append(text[end:start])
            end = max(end, stop)
        return "\n".join([*kept, text[end:]]) if end else text


def _forms(text: str) -> Iterator[str]:
    """As it stands, in CSV, in JSON, in HTML and XML."""
    yield text
    yield text.replace('"', '""')
    yield json.dumps(text, ensure_ascii=False)[1:-1]
    plain = html.escape(text, quote=False)
    yield plain
    yield from (plain.replace('"', double).replace("'", single) for double, single in _QUOTES)
