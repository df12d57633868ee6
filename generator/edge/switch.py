"""One build at a time, and a folder replaced in one step that cannot be seen half done."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from generator.base.errors import Bilingual, EnvironmentRefused, Finding, Where

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def switch_all(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Puts each staging folder in the place of its target; old trees then stand where the new ones stood.

    All or none: when one pair cannot be switched, those before it are switched back. Raises EnvironmentRefused when
    the file system cannot exchange two folders in one step, OSError otherwise.
    """
    with ExitStack() as undo:
        for staging, target in pairs:
            undo.callback(_switch(staging, target))
        undo.pop_all()


def _switch(staging: Path, target: Path) -> Callable[[], object]:
    """Switches one pair; the result switches it back."""
    if target.exists():
        _exchange(staging, target)
        return lambda: _exchange(staging, target)
    staging.rename(target)
    return lambda: target.rename(staging)


def _exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise EnvironmentRefused([_no_exchange(other)])
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EXDEV):
        raise EnvironmentRefused([_no_exchange(other)])
    raise OSError(code, os.strerror(code), str(other))


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Holds the build lock of `target`, a file beside it. Raises EnvironmentRefused when another build holds it."""
    path = target.parent / f".{target.name}.lock"
    handle = _take(path, target)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _take(path: Path, target: Path) -> int:
    """A locked handle on the file that stands at `path` now: a holder removes it when done, so look again."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise EnvironmentRefused([_busy(target)]) from error
        if _is_at(handle, path):
            return handle
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def _busy(target: Path) -> Finding:
    return Finding(
        code="lock",
        where=Where(file=target.name),
        rule=Bilingual(zh="另一个生成过程正在写入该文件夹", en="another build is writing this folder"),
        remedy=Bilingual(zh="等它结束后重试", en="try again when it has finished"),
    )


def _no_exchange(target: Path) -> Finding:
    return Finding(
        code="no_atomic_switch",
        where=Where(file=target.name),
        rule=Bilingual(zh="此文件系统不能一步替换文件夹", en="this file system cannot replace a folder in one step"),
        remedy=Bilingual(
            zh="写到本地磁盘（如 ext4、xfs、btrfs）后再复制", en="write to a local disk (ext4, xfs, btrfs), then copy"
        ),
    )
