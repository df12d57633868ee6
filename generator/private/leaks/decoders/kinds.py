"""What kind of file some bytes are, by how they begin and then by their name."""

from __future__ import annotations

from generator.private.leaks.decoders.piece import Blob

MARKUP = frozenset({"html", "htm", "xml", "svg", "atom", "rss", "rels", "vml", "xhtml"})
TEXT = MARKUP | {"css", "js", "mjs", "json", "geojson", "webmanifest", "map", "jsonl"}
TEXT |= {"csv", "tsv", "txt", "md", "yml", "yaml", "ics", "sig", "asc", "sha256"}
NAMELESS = frozenset({"CNAME", ".nojekyll", "LICENSE", "NOTICE", "SHA256SUMS"})
PACKED = frozenset({"zip", "xlsx", "docx", "ods", "epub"})

GZIP, ZIP, PDF, PNG, JPEG, IMAGE, FONT, WRITING, UNKNOWN = (
    "gzip",
    "zip",
    "pdf",
    "png",
    "jpeg",
    "image",
    "font",
    "writing",
    "unknown",
)
_MAGIC = (
    (b"\x1f\x8b\x08", GZIP),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", IMAGE),
    (b"\x00\x00\x01\x00", IMAGE),
    (b"wOFF", FONT),
    (b"wOF2", FONT),
    (b"\x00\x01\x00\x00", FONT),
    (b"OTTO", FONT),
)
_SUFFIXES = {
    "gz": GZIP,
    "svgz": GZIP,
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "gif": IMAGE,
    "ico": IMAGE,
    "woff": FONT,
    "woff2": FONT,
    "ttf": FONT,
    "otf": FONT,
} | dict.fromkeys(PACKED, ZIP)


def suffix(name: str) -> str:
    """The part after the last dot in lower case; empty without one."""
    last = name.rpartition("/")[2]
    return last.rpartition(".")[2].lower() if "." in last else ""


def kind(blob: Blob) -> str:
    """One of the kinds above. A name that promises another kind than the bytes begin with is UNKNOWN."""
    begun = next((kind for magic, kind in _MAGIC if blob.data.startswith(magic)), None)
    if blob.is_guess or (begun in (GZIP, ZIP, PDF) and suffix(blob.name) not in _SUFFIXES):
        return begun or WRITING
    promised = _SUFFIXES.get(suffix(blob.name))
    if promised is not None:
        return promised if promised == begun else UNKNOWN
    is_writing = suffix(blob.name) in TEXT or blob.name.rpartition("/")[2] in NAMELESS
    return WRITING if is_writing else UNKNOWN
