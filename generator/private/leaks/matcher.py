"""Finds many known strings in a text at once. The only importer of the Aho-Corasick library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ahocorasick_rs import AhoCorasick, Implementation


def _automaton(strings: list[str]) -> AhoCorasick:
    """The implementation that is fast without a table of every state and letter, which takes five times the memory."""
    return AhoCorasick(strings, store_patterns=False, implementation=Implementation.ContiguousNFA)


class Matcher:
    """Strings to look for, each with a label; a search costs the length of the text, not the number of strings."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._strings = sorted(labels)
        self._labels = [labels[string] for string in self._strings]
        self._automaton = _automaton(self._strings) if self._strings else None

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """(label, start, end) of every occurrence, overlapping ones too."""
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield self._labels[index], start, end
