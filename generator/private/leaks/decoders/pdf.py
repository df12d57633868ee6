"""Text of PDF pages, and every string and stream of the file behind them. The only importer of the PDF library."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from generator.private.leaks.decoders.encodings import sweep
from generator.private.leaks.decoders.piece import MAX_PIECES, Blob, BoundError, Piece, Text, UnreadableError

_NOT_TEXT = ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType")
_NESTED = 50


def pdf_text(blob: Blob) -> Iterator[Piece]:
    """What a reader sees, as it stands and with lines joined: a narrow column breaks names."""
    try:
        with redirect_stderr(io.StringIO()):  # the library's warnings quote the file
            pages = [page.extract_text() for page in _reader(blob).pages]
    except Exception:  # the library raises many kinds, and their messages quote the file
        raise UnreadableError from None
    for page in pages:
        yield Text(text=page, trail=(*blob.trail, "pdf text"))
        yield Text(text=page.replace("\n", ""), trail=(*blob.trail, "pdf text"), is_noise=True)


def pdf_objects(blob: Blob) -> Iterator[Piece]:
    """Metadata, bookmarks, notes, form values, alternative texts, attachments: whatever the file holds."""
    trail = (*blob.trail, "pdf objects")
    try:
        with redirect_stderr(io.StringIO()):  # as above
            found = list(_objects(_reader(blob)))
    except BoundError:
        raise
    except Exception:  # as above
        raise UnreadableError from None
    yield Text(text="\n".join(value for value in found if isinstance(value, str)), trail=trail)
    for data in (value for value in found if isinstance(value, bytes)):
        yield Blob(name="", data=data, trail=trail, is_guess=True)
        yield from sweep(data, trail)


def with_title(data: bytes, title: str) -> bytes:
    """A copy of a file with another title."""
    writer, out = PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.add_metadata({"/Title": title})
    writer.write(out)
    return out.getvalue()


def _reader(blob: Blob) -> PdfReader:
    reader = PdfReader(io.BytesIO(blob.data), strict=True)
    if reader.is_encrypted:
        raise UnreadableError
    return reader


def _objects(reader: PdfReader) -> Iterator[str | bytes]:
    """Strings as text, streams as their unpacked bytes, fonts and pictures left out."""
    numbers = sorted({number for table in reader.xref.values() for number in table} | set(reader.xref_objStm))
    if len(numbers) > MAX_PIECES:
        raise BoundError
    yield from _strings(reader.trailer, _NESTED)
    for number in numbers:
        value = reader.get_object(IndirectObject(number, 0, reader))
        if value is not None:
            yield from _strings(value, _NESTED)
        if isinstance(value, StreamObject) and not _is_drawn(value):
            yield value.get_data()


def _is_drawn(stream: StreamObject) -> bool:
    is_font = any(f"/Length{n}" in stream for n in (1, 2, 3)) or stream.get("/Subtype") in _NOT_TEXT
    return is_font or stream.get("/Type") in ("/XRef", "/ObjStm")


def _strings(value: PdfObject | None, depth: int) -> Iterator[str | bytes]:
    """References are not followed: each object is visited once, under its own number."""
    if depth == 0:
        raise BoundError
    if isinstance(value, ByteStringObject):
        yield bytes(value)
    elif isinstance(value, TextStringObject | NameObject):
        yield str(value)
    elif isinstance(value, DictionaryObject):
        for key in sorted(value):
            yield str(key)
            yield from _strings(value.raw_get(key), depth - 1)
    elif isinstance(value, ArrayObject):
        for item in list.__iter__(value):
            yield from _strings(item, depth - 1)
