"""Paths that may be written: inside the folder, on every file system, and each only once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname

from generator.base.errors import Bilingual, DataRefused, Finding, Where

MAX_NAME_BYTES = 255
_FORBIDDEN = frozenset('\\:*?"<>|')
"""Not allowed in a file name on some system from which the site may be opened"""


@dataclass(slots=True)
class PathCheck:
    """The paths of one tree so far."""

    _files: set[str] = field(default_factory=set)
    _folders: set[str] = field(default_factory=set)

    def new_folders(self, path: str) -> list[str]:
        """Records the file `path`; folders to make for it, outermost first.

        Raises DataRefused when the path is unsafe or stands for the same file as an earlier one.
        """
        if not _is_safe(path) or not self._is_new(_folded(path)):
            raise DataRefused([_unsafe(path)])
        self._files.add(_folded(path))
        return list(self._missing(dirname(path)))

    def _is_new(self, folded: str) -> bool:
        above = (folded[:i] for i, char in enumerate(folded) if char == "/")
        return (
            folded not in self._files
            and folded not in self._folders
            and not any(folder in self._files for folder in above)
        )

    def _missing(self, folder: str) -> Iterator[str]:
        if folder and _folded(folder) not in self._folders:
            yield from self._missing(dirname(folder))
            self._folders.add(_folded(folder))
            yield folder


def _is_safe(path: str) -> bool:
    return all(
        part not in ("", ".", "..")
        and not part.endswith((".", " "))
        and len(part.encode("utf-8", "replace")) <= MAX_NAME_BYTES
        and not any(char in _FORBIDDEN or unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in part)
        for part in path.split("/")
    )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _unsafe(path: str) -> Finding:
    return Finding(
        code="path",
        where=Where(file=path.encode("ascii", "backslashreplace").decode("ascii")),
        rule=Bilingual(zh="文件路径不安全或重复", en="file path is unsafe or stands for another file too"),
        remedy=Bilingual(zh="改正生成该路径的编码", en="correct the code that makes the path"),
    )
