"""Every decoder by name. Taking one away makes a test fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.private.leaks.decoders import embedded, encodings, escapes, images, markup, packed, pdf
from generator.private.leaks.decoders.piece import Opener, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoders:
    """Openers take bytes apart, readers take one layer of writing off a text."""

    openers: Mapping[str, Opener]
    readers: Mapping[str, Reader]


DECODERS = Decoders(
    openers={
        "utf-8": encodings.utf8,
        "utf-16": encodings.utf16,
        "gb18030": encodings.gb18030,
        "gzip": packed.gzip_content,
        "gzip header": packed.gzip_header,
        "zip": packed.zip_members,
        "zip margins": packed.zip_margins,
        "pdf text": pdf.pdf_text,
        "pdf objects": pdf.pdf_objects,
        "png": images.png_chunks,
        "png packed text": images.png_packed_text,
        "jpeg": images.jpeg_segments,
        "other binary": images.other_binary,
    },
    readers={
        "text": markup.markup_text,
        "comments": markup.markup_comments,
        "runs": markup.office_runs,
        "entities": markup.entities,
        "script escapes": escapes.script_escapes,
        "style escapes": escapes.style_escapes,
        "address": escapes.percent,
        "joined strings": escapes.joined_strings,
        "scientific": escapes.scientific,
        "folded lines": escapes.folded_lines,
        "base64": embedded.base64_blobs,
        "hex": embedded.hex_blobs,
    },
)
