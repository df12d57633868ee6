"""Long work says where it is. Stages and files are told to whoever listens; only the command line prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")

Say = Callable[[str, int], None]
"""(stage, number of things done in it so far); 0 when the stage begins"""


def silent(stage: str, done: int) -> None:
    """Says nothing."""


def counted(items: Iterator[T], stage: str, say: Say) -> Iterator[T]:
    """The same items; each is told when it has passed."""
    say(stage, 0)
    for done, item in enumerate(items, start=1):
        yield item
        say(stage, done)
