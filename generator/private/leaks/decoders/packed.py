"""Files in files: gzip and ZIP, with everything that stands around the packed bytes."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from generator.private.leaks.decoders.encodings import sweep
from generator.private.leaks.decoders.kinds import suffix
from generator.private.leaks.decoders.piece import MAX_BYTES, Blob, BoundError, Piece, UnreadableError

_DAMAGE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error, ValueError)
_LOCAL_HEADER = 30
_PARTS = (
    ("docProps/", "properties"),
    ("sharedStrings", "shared strings"),
    ("comments", "comment"),
    ("threadedComments", "comment"),
    ("workbook.xml", "workbook"),
    ("worksheets/", "sheet"),
)


def gzip_content(blob: Blob) -> Iterator[Piece]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(blob.data)) as file:
            data = _read(file)
    except (OSError, EOFError, zlib.error):
        raise UnreadableError from None
    name = blob.name + ".svg" if suffix(blob.name) == "svgz" else blob.name.removesuffix(".gz")
    yield Blob(name=name, data=data, trail=(*blob.trail, "gzip"), is_guess=blob.is_guess)


def gzip_header(blob: Blob) -> Iterator[Piece]:
    """The header may carry a file name, a comment and an extra field before the packed bytes."""
    if blob.data[3:4] > b"\x01":
        yield from sweep(blob.data[10:1000], (*blob.trail, "gzip header"))


def zip_members(blob: Blob) -> Iterator[Piece]:
    label = "xlsx" if suffix(blob.name) == "xlsx" else "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(blob.data)) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    with archive.open(member) as file:
                        trail = (*blob.trail, label, *_part(member.filename, label))
                        yield Blob(name=member.filename, data=_read(file), trail=trail)
    except _DAMAGE:
        raise UnreadableError from None


def zip_margins(blob: Blob) -> Iterator[Piece]:
    """Names, extra names, comments and any bytes that belong to no member."""
    try:
        with zipfile.ZipFile(io.BytesIO(blob.data)) as archive:
            packed = sorted(_extent(blob.data, member) for member in archive.infolist())
    except _DAMAGE:
        raise UnreadableError from None
    outside, end = [], 0
    for start, stop in packed:
        outside.append(blob.data[end:start])
        end = max(end, stop)
    yield from sweep(b"\n".join([*outside, blob.data[end:]]), (*blob.trail, "zip margins"))


def _extent(data: bytes, member: zipfile.ZipInfo) -> tuple[int, int]:
    """First and last place of a member's packed bytes."""
    at = member.header_offset
    lengths = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    start = at + _LOCAL_HEADER + lengths
    return start, start + member.compress_size


def _part(name: str, label: str) -> tuple[str, ...]:
    """What a workbook's member is, in words of ours: its name could hold a value."""
    return next(((part,) for mark, part in _PARTS if mark in name), ()) if label == "xlsx" else ()


def _read(file: IO[bytes] | gzip.GzipFile) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BoundError
    return data
