"""Text in and around pictures; pixels are not looked at."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from generator.private.leaks.decoders.encodings import sweep
from generator.private.leaks.decoders.piece import MAX_BYTES, Blob, BoundError, Piece, UnreadableError

_PIXELS = (b"IDAT", b"fdAT")
_SCAN, _END = 0xDA, b"\xff\xd9"


def png_chunks(blob: Blob) -> Iterator[Piece]:
    """Every chunk but the pixels (tEXt, iTXt, eXIf, XMP, unknown ones), and what follows the last."""
    chunks = [body for name, body in _chunks(blob.data) if name not in _PIXELS]
    yield from sweep(b"\n".join(chunks), (*blob.trail, "png"))


def png_packed_text(blob: Blob) -> Iterator[Piece]:
    """zTXt, compressed iTXt and iCCP: a zlib stream after the keyword."""
    for name, body in _chunks(blob.data):
        if name in (b"zTXt", b"iTXt", b"iCCP") and (packed := _packed(name, body)):
            yield from sweep(_inflate(packed), (*blob.trail, "png packed text"))


def jpeg_segments(blob: Blob) -> Iterator[Piece]:
    """EXIF, XMP, IPTC and comments before the scan, and what follows the end mark."""
    at, data = 2, blob.data
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != bytes([_SCAN]):
        if at + 4 > len(data):
            raise UnreadableError
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if data[at : at + 1] != b"\xff":
        raise UnreadableError
    yield from sweep(data[:at] + b"\n" + data[data.rfind(_END) :], (*blob.trail, "jpeg"))


def other_image(blob: Blob) -> Iterator[Piece]:
    """Icons and other small pictures, whole."""
    yield from sweep(blob.data, (*blob.trail, "image"))


def font(blob: Blob) -> Iterator[Piece]:
    """Fonts are large and come with the theme: UTF-8 only."""
    yield from sweep(blob.data, (*blob.trail, "font"), ("utf-8",))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, body) of each chunk; bytes after the last one come under an empty name."""
    at, name = 8, b""
    while at < len(data) and name != b"IEND":
        if at + 12 > len(data):
            raise UnreadableError
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if at + 12 + length > len(data):
            raise UnreadableError
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length
    yield b"", data[at:]


def _packed(name: bytes, body: bytes) -> bytes:
    rest = body.partition(b"\x00")[2]
    if name != b"iTXt":
        return rest[1:]
    return rest[2:].split(b"\x00", 2)[-1] if rest[:1] == b"\x01" else b""


def _inflate(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, MAX_BYTES)
    except zlib.error:
        raise UnreadableError from None
    if unpacker.unconsumed_tail:
        raise BoundError
    return data
