"""Reads what stands in a published folder, as it stands there: the bytes that readers get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import Bilingual, DataRefused, Finding, Where
from generator.base.pages import Artifact


def published_files(folder: Path) -> Iterator[Artifact]:
    """Every file below a folder, sorted by path. Raises DataRefused for a folder that is absent, and for a link."""
    if not folder.is_dir():
        raise DataRefused([_refusal(folder.name)])
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise DataRefused([_refusal(path.relative_to(folder).as_posix())])
        if path.is_file():
            yield Artifact(path=path.relative_to(folder).as_posix(), data=path.read_bytes())


def _refusal(name: str) -> Finding:
    return Finding(
        code="published.unreadable",
        where=Where(file=name),
        rule=Bilingual(zh="不是网站文件夹，或其中有链接", en="not the folder of a site, or it holds a link"),
        remedy=Bilingual(zh="给出 gongshi build 写出的文件夹", en="name the folder that gongshi build wrote"),
    )
