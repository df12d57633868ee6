"""Reads a flat folder once: plain files only, and what is hashed is what is parsed."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import Finding
from generator.trust.refusals import refusal

MAX_FILE_BYTES = 512 * 1024 * 1024
"""A county's largest table stays far below; anything larger is a mistake or an attack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The bytes of every readable file by name, and every entry that is not acceptable."""

    files: Mapping[str, bytes]
    faults: tuple[Finding, ...]


class _Unacceptable(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_folder(folder: Path, max_bytes: int = MAX_FILE_BYTES) -> Folder:
    """Every file of `folder`, each opened and read exactly once; links, subfolders and devices become faults."""
    if not folder.is_dir():
        return Folder(files={}, faults=(refusal("folder.missing", folder.name),))
    files: dict[str, bytes] = {}
    faults: list[Finding] = []
    for name in sorted(entry.name for entry in folder.iterdir()):
        try:
            _check_name(name)
            files[name] = _read(folder / name, max_bytes)
        except _Unacceptable as fault:
            faults.append(refusal(fault.code, ascii(name) if fault.code == "folder.name" else name))
    return Folder(files=files, faults=tuple(faults))


def _check_name(name: str) -> None:
    if not name.isprintable():
        raise _Unacceptable("folder.name")


def _read(path: Path, max_bytes: int) -> bytes:
    """The bytes behind one descriptor: type, size and content are those of the same file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise _Unacceptable("folder.link" if path.is_symlink() else "folder.unreadable") from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise _Unacceptable("folder.subfolder" if stat.S_ISDIR(mode) else "folder.special")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(max_bytes + 1)
    finally:
        os.close(descriptor)
    if len(data) > max_bytes:
        raise _Unacceptable("folder.size")
    return data
