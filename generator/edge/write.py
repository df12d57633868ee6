"""Publishes: every file through the gate into a staging folder, then one atomic switch per target.

A kill at any moment leaves each target the whole old tree or the whole new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.errors import Bilingual, EnvironmentRefused, Finding, ProtectionRefused, Where
from generator.base.pages import Artifact
from generator.edge.paths import PathCheck
from generator.edge.switch import locked, switch_all
from generator.trust.digests import sha256_hex, tree_digest

Gate = Callable[[Artifact], tuple[Finding, ...]]
"""What is wrong with publishing a file; empty when nothing is"""

MARKERS = ("edition.json", "datapackage.json", "history.json", "leak-scan.json")
"""A folder that holds one of these was written by us and may be replaced"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A folder to replace and the files it shall hold."""

    folder: Path
    artifacts: Iterator[Artifact]
    is_private: bool = False
    """Readable by nobody else on the machine"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was published."""

    files: int
    """Of all outputs together"""
    bytes: int
    digest: str
    """Tree digest of the first output"""
    doubts: tuple[Finding, ...] = ()
    """What a reviewer should look at; it stopped nothing"""

    def with_doubts(self, doubts: Sequence[Finding]) -> Report:
        return Report(files=self.files, bytes=self.bytes, digest=self.digest, doubts=tuple(doubts))


def write(outputs: Sequence[Output], gate: Gate) -> Report:
    """Stages every output, then switches them, all or none.

    Raises ProtectionRefused with everything the gate found, EnvironmentRefused when a lock is held, a folder is
    not ours or the disk refuses, DataRefused for a path that could leave the folder. The old trees then stay.
    """
    targets = [_target(output.folder) for output in outputs]
    _demand_apart(targets)
    with _refusing_disk_errors(), ExitStack() as held:
        for target in sorted(targets):
            target.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(target))
            _demand_ours(target)
            held.enter_context(_cleared(_staging(target)))
        trees = _stage_all(list(zip(targets, outputs, strict=True)), gate)
        switch_all([(_staging(target), target) for target in targets])
    digests = [tree_digest(tree.digests.items()) for tree in trees]
    return Report(
        files=sum(len(tree.digests) for tree in trees), bytes=sum(tree.bytes for tree in trees), digest=digests[0]
    )


@dataclass(slots=True)
class _Tree:
    """A staging folder while it fills."""

    folder: Path
    is_private: bool = False
    digests: dict[str, str] = field(default_factory=dict)
    bytes: int = 0
    paths: PathCheck = field(default_factory=PathCheck)

    @property
    def folder_mode(self) -> int:
        return 0o700 if self.is_private else 0o755

    def add(self, artifact: Artifact) -> None:
        """Writes one file with fixed modes, whatever the umask."""
        for folder in self.paths.new_folders(artifact.path):
            made = self.folder / folder
            made.mkdir()
            made.chmod(self.folder_mode)
        handle = os.open(f"{self.folder}/{artifact.path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, 0o600 if self.is_private else 0o644)
            file.write(artifact.data)
        self.digests[artifact.path] = sha256_hex(artifact.data)
        self.bytes += len(artifact.data)


def _stage_all(work: list[tuple[Path, Output]], gate: Gate) -> list[_Tree]:
    """Fills every staging folder. After the first refusal files are only examined, so that all is found at once."""
    found: list[Finding] = []
    trees = []
    for target, output in work:
        tree = _Tree(folder=_staging(target), is_private=output.is_private)
        tree.folder.mkdir(mode=0o700)
        tree.folder.chmod(tree.folder_mode)
        for artifact in output.artifacts:
            found.extend(gate(artifact))
            if not found:
                tree.add(artifact)
        trees.append(tree)
    if found:
        raise ProtectionRefused(found)
    return trees


def _target(folder: Path) -> Path:
    """The absolute path, links above it followed but not the last name itself."""
    path = Path(os.path.abspath(folder))  # noqa: PTH100  resolve() would follow the last name
    return path.parent.resolve() / path.name


def _staging(target: Path) -> Path:
    return target.parent / f".{target.name}.staging"


@contextmanager
def _cleared(folder: Path) -> Iterator[None]:
    """Removes `folder` before (what a killed build left) and after (what is unfinished, or the old tree)."""
    if folder.is_symlink() or folder.exists():
        shutil.rmtree(folder)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _refusing_disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentRefused([_disk(error)]) from error


def _demand_apart(targets: Sequence[Path]) -> None:
    for i, one in enumerate(targets):
        for other in targets[i + 1 :]:
            if one == other or one in other.parents or other in one.parents:
                raise EnvironmentRefused([_nested(other)])


def _demand_ours(target: Path) -> None:
    """An empty or absent folder, or one that holds our marker; anything else stays as it is."""
    if not target.is_symlink() and not target.exists():
        return
    ours = not target.is_symlink() and target.is_dir()
    if not ours or (any(target.iterdir()) and not any((target / marker).is_file() for marker in MARKERS)):
        raise EnvironmentRefused([_foreign(target)])


def _foreign(target: Path) -> Finding:
    return Finding(
        code="foreign_folder",
        where=Where(file=target.name),
        rule=Bilingual(zh="目标已存在，但不是本工具生成的文件夹", en="the target exists and was not made by this tool"),
        remedy=Bilingual(zh="换一个空文件夹，或先移走其中内容", en="name an empty folder, or move the contents away"),
    )


def _nested(target: Path) -> Finding:
    return Finding(
        code="nested_folders",
        where=Where(file=target.name),
        rule=Bilingual(
            zh="网站和数据包须写入互不包含的文件夹", en="site and release need folders apart from each other"
        ),
        remedy=Bilingual(zh="换一个文件夹", en="name another folder"),
    )


def _disk(error: OSError) -> Finding:
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return Finding(
        code="disk",
        where=Where(file=Path(str(error.filename)).name if error.filename else "output"),
        rule=Bilingual(zh=f"无法写入：{reason}", en=f"cannot write: {reason}"),
        remedy=Bilingual(
            zh="检查磁盘空间与写入权限后重试；原有网站未变", en="check space and permissions; the old site is unchanged"
        ),
    )
