"""SHA-256 of bytes and of whole trees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def sha256_hex(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def tree_digest(pairs: Iterable[tuple[str, str]]) -> str:
    """One digest over (path, file digest) pairs, whatever their order.

    The text that is hashed is that of `sha256sum`: `digest`, two spaces, `path`, newline, sorted by path.
    Raises ValueError for a path that occurs twice or holds a line break.
    """
    listed = sorted(pairs)
    paths = [path for path, _ in listed]
    if len(set(paths)) != len(paths) or any("\n" in path or "\r" in path for path in paths):
        raise ValueError("a path occurs twice or holds a line break")
    return sha256_hex("".join(f"{digest}  {path}\n" for path, digest in listed).encode("utf-8"))
