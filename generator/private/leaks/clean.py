"""Lines of files in which nothing was found: pages share most of them, and no value spans two lines."""

from __future__ import annotations

from collections.abc import Iterable

MOST_CHARACTERS = 30_000_000
"""How much is remembered"""


class CleanLines:
    """Called with a text it returns the lines that no clean file had, each once, in their order."""

    def __init__(self) -> None:
        self._lines: set[str] = set()
        self._room = MOST_CHARACTERS

    def __call__(self, text: str) -> str:
        known = self._lines
        return "\n".join([line for line in dict.fromkeys(text.split("\n")) if line not in known])

    def add(self, texts: Iterable[str]) -> None:
        """Remembers texts of a file in which nothing was found, and in nothing that it holds."""
        for text in texts:
            if self._room > 0:
                self._room -= len(text)
                self._lines.update(text.split("\n"))
