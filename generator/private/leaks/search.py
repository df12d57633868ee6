"""Looks for private values in one text: numbers, codes and words, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.private.leaks.decoders.piece import Text
from generator.private.leaks.folding import folded, squeezed
from generator.private.leaks.matcher import Matcher
from generator.private.leaks.numbers import numbers
from generator.private.leaks.private_values import PERSON_WORDS, PrivateValues
from generator.private.stages import Official

WORDS_AFTER = ("户", "家", "等")
NEAR = 160
"""Characters on either side of an official's name in which role and unit must both stand"""
_TOKEN = re.compile(r"[0-9A-Za-z_]", re.ASCII)
_LOOSE = "：:是为"
_EDGES = frozenset("\t\n,;|\"'`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A private value in a text. `is_certain` is False for a word that may be something else: a reviewer decides."""

    label: str
    is_certain: bool


class Search:
    """Built once per county, used on every text."""

    def __init__(self, values: PrivateValues, officials: Sequence[Official] = ()) -> None:
        self._values = values
        self._words = Matcher({**values.words, **values.short_names})
        self._codes = Matcher(values.codes)
        self._officials: dict[str, list[Official]] = {}
        for official in officials:
            self._officials.setdefault(squeezed(folded(official.name)), []).append(official)

    def hits(self, text: Text) -> tuple[Hit, ...]:
        """Every hit, perhaps the same one more than once; lines that were clean in an earlier file are passed over."""
        if not any(self._found(text.new_lines, is_noise=text.is_noise)):
            return ()
        return tuple(self._found(text.text, is_noise=text.is_noise))

    def _found(self, text: str, *, is_noise: bool) -> Iterator[Hit]:
        plain = folded(text)
        yield from (
            Hit(label=label, is_certain=True) for label in numbers(plain, self._values.numbers, is_noise=is_noise)
        )
        yield from (Hit(label=label, is_certain=True) for label in self._found_codes(plain, is_noise=is_noise))
        yield from self._found_words(squeezed(plain), is_noise=is_noise)

    def _found_codes(self, plain: str, *, is_noise: bool) -> Iterator[str]:
        places = self._codes.find(plain)
        return (label for label, start, end in places if is_noise or _stands_alone(plain, start, end))

    def _found_words(self, plain: str, *, is_noise: bool) -> Iterator[Hit]:
        for label, start, end in self._words.find(plain):
            word = plain[start:end]
            if self._is_official(word, plain, start, end):
                continue
            is_certain = word not in self._values.short_names or _names_a_person(
                plain, start, end, is_public=word in self._values.public_words
            )
            if is_certain or not is_noise:
                yield Hit(label=label, is_certain=is_certain)

    def _is_official(self, word: str, plain: str, start: int, end: int) -> bool:
        near = plain[max(start - NEAR, 0) : end + NEAR]
        return any(
            squeezed(folded(official.role)) in near and squeezed(folded(official.unit)) in near
            for official in self._officials.get(word, ())
        )


def _names_a_person(plain: str, start: int, end: int, *, is_public: bool) -> bool:
    """A word that says so before or after, or a cell that holds nothing else, unless that is also a public word."""
    before = plain[max(start - 8, 0) : start].rstrip(_LOOSE)
    if before.endswith(PERSON_WORDS) or plain.startswith(WORDS_AFTER, end):
        return True
    is_alone = (start == 0 or plain[start - 1] in _EDGES) and (end == len(plain) or plain[end] in _EDGES)
    return is_alone and not is_public


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Codes count only as whole tokens: a digest that happens to contain one is no leak."""
    cut_before = start > 0 and _TOKEN.match(text[start]) and _TOKEN.match(text[start - 1])
    cut_after = end < len(text) and _TOKEN.match(text[end - 1]) and _TOKEN.match(text[end])
    return not cut_before and not cut_after
