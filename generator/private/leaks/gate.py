"""The leak gate: opens every output file and looks for what must never leave, in every way a reader could see it.

A finding names the file and the class of the value, never the value. Answers are kept by content, so a file that
stands in two outputs is opened once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from generator.base.errors import Bilingual, Finding, Where
from generator.base.pages import Artifact
from generator.base.patterns import CARD_NUMBER, ID_NUMBER, identifiers
from generator.private.leaks.matcher import Matcher
from generator.private.leaks.private_values import private_strings
from generator.private.leaks.views import UnreadableError, views
from generator.private.stages import Linked
from generator.trust.digests import sha256_hex

Gate = Callable[[Artifact], tuple[Finding, ...]]

UNREADABLE = "unreadable"

_RULES = {
    ID_NUMBER: ("含有身份证号码", "holds an ID number"),
    CARD_NUMBER: ("含有银行卡号", "holds a payment card number"),
    UNREADABLE: ("文件无法打开检查", "the file cannot be opened and examined"),
}
_REMEDY = Bilingual(
    zh="找出该值由哪一列进入页面，在数据或模板中去掉；不要放行",
    en="find the column that brings the value into the page and remove it in data or template; do not wave it through",
)
_SPACED = re.compile(r"(?<![0-9A-Za-z_])[0-9](?:[ \u00a0-]?[0-9]){7,}[Xx]?(?![0-9A-Za-z_])", re.ASCII)
_GAP = re.compile(r"[ \u00a0-]")
_TOKEN = re.compile(r"[0-9A-Za-z_]", re.ASCII)


def leak_gate(linked: Linked) -> Gate:
    """A gate that knows every private value of this county, and the patterns."""
    return _gate(Matcher(private_strings(linked)))


def pattern_gate() -> Gate:
    """A gate for places that hold no private row: patterns only."""
    return _gate(Matcher({}))


def _gate(matcher: Matcher) -> Gate:
    seen: dict[tuple[str, str], frozenset[str]] = {}

    def gate(artifact: Artifact) -> tuple[Finding, ...]:
        key = (artifact.path.rpartition("/")[2], sha256_hex(artifact.data))
        if key not in seen:
            seen[key] = _labels(artifact, matcher)
        named = _scan(unquote(artifact.path), matcher)
        return tuple(_finding(label, artifact.path) for label in sorted(seen[key].union(named)))

    return gate


def _labels(artifact: Artifact, matcher: Matcher) -> frozenset[str]:
    """Classes of everything found in one file."""
    found: set[str] = set()
    try:
        for text in views(artifact.path, artifact.data):
            found.update(_scan(text, matcher))
    except UnreadableError:
        found.add(UNREADABLE)
    return frozenset(found)


def _scan(text: str, matcher: Matcher) -> Iterable[str]:
    yield from identifiers(text)
    yield from _known(text, matcher)
    spaced = (_GAP.sub("", match) for match in _SPACED.findall(text))
    yield from _known("\n".join(spaced), matcher)


def _known(text: str, matcher: Matcher) -> Iterable[str]:
    return (label for label, start, end in matcher.find(text) if _stands_alone(text, start, end))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Digits and codes count only as whole tokens: a digest that happens to contain them is no leak."""
    cut_before = start > 0 and _TOKEN.match(text[start]) and _TOKEN.match(text[start - 1])
    cut_after = end < len(text) and _TOKEN.match(text[end - 1]) and _TOKEN.match(text[end])
    return not cut_before and not cut_after


def _finding(label: str, path: str) -> Finding:
    zh, en = _RULES.get(label, (f"含有不公开的值（{label}）", f"holds a private value ({label})"))
    return Finding(code=f"leak.{label}", where=Where(file=path), rule=Bilingual(zh=zh, en=en), remedy=_REMEDY)
