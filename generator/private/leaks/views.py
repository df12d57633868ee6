"""What a reader, a browser or a program can see in a file: the texts that the leak gate scans."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from generator.base.patterns import plain_digits

MARKUP = frozenset({"html", "htm", "xml", "svg", "atom", "rss", "rels"})
TEXT = MARKUP | {"css", "js", "mjs", "json", "geojson", "webmanifest", "map"}
TEXT |= {"csv", "tsv", "txt", "md", "yml", "yaml", "ics"}
BINARY = {
    "png": b"\x89PNG\r\n\x1a\n",
    "ico": b"\x00\x00\x01\x00",
    "gif": b"GIF8",
    "woff": b"wOFF",
    "woff2": b"wOF2",
    "ttf": b"\x00\x01\x00\x00",
    "otf": b"OTTO",
}
"""Binary kinds that may be published, and how such a file begins; photographs are not among them"""
NAMELESS = frozenset({"CNAME", ".nojekyll", "LICENSE", "NOTICE"})
MAX_BYTES = 200_000_000
MAX_DEPTH = 4

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|del|kbd|mark|q|rp|rt|ruby|s|small|span|strong|sub|sup|tspan|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_ESCAPE = re.compile(r"\\u(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATA_URI = re.compile(r"base64,([A-Za-z0-9+/=\s]{16,})")


class UnreadableError(Exception):
    """A file that cannot be opened cannot be vouched for."""


def views(path: str, data: bytes, depth: int = 0) -> Iterator[str]:
    """Every decoded text of a file, of the files in it and of their names.

    Raises UnreadableError when any part cannot be opened.
    """
    if depth > MAX_DEPTH:
        raise UnreadableError
    if depth > 0:
        yield unquote(path)
    if data[:2] == b"\x1f\x8b":
        yield from views(path.removesuffix(".gz"), _gunzip(data), depth + 1)
    elif data[:4] == b"PK\x03\x04":
        yield from _members(data, depth)
    else:
        yield from _plain(path, data, depth)


def _gunzip(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            plain = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise UnreadableError from None
    return _within_limit(plain)


def _within_limit(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise UnreadableError
    return data


def _members(data: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for member in archive.infolist():
                yield member.comment.decode("utf-8", "replace")
                if not member.is_dir():
                    with archive.open(member) as file:
                        yield from views(member.filename, _within_limit(file.read(MAX_BYTES + 1)), depth + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        raise UnreadableError from None


def _plain(path: str, data: bytes, depth: int) -> Iterator[str]:
    name = path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if suffix in BINARY:
        if not data.startswith(BINARY[suffix]):
            raise UnreadableError
        yield data.decode("utf-8", "ignore")
    elif suffix in TEXT or name in NAMELESS:
        yield from _text_views(_decode(data), suffix in MARKUP, depth)
    else:
        raise UnreadableError


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError from None


def _text_views(text: str, is_markup: bool, depth: int) -> Iterator[str]:
    """The text as it stands, and as each layer of escaping shows it."""
    plain = _unescaped(text)
    yield plain
    if is_markup and "<" in text:
        yield _unescaped(_TAG.sub("\n", _INLINE_TAG.sub("", _COMMENT.sub("", text))))
    if "%" in plain and (unquoted := unquote(plain)) != plain:
        yield _unescaped(unquoted)
    for match in _DATA_URI.finditer(text):
        yield from _base64_views(match[1], depth)


def _unescaped(text: str) -> str:
    if "\\u" in text:
        text = _joined(_ESCAPE.sub(lambda match: _character(match[1] or match[2]), text))
    if "&" in text:
        text = html.unescape(text)
    return plain_digits(text if text.isascii() else _INVISIBLE.sub("", text))


def _joined(text: str) -> str:
    """The text with escaped surrogate pairs as the characters they stand for."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else ""


def _base64_views(code: str, depth: int) -> Iterator[str]:
    """An embedded file: text when it reads as such, otherwise whatever text it holds."""
    try:
        data = base64.b64decode(code, validate=False)
    except (binascii.Error, ValueError):
        return
    if data[:2] == b"\x1f\x8b" or data[:4] == b"PK\x03\x04":
        yield from views("embedded", data, depth + 1)
    yield _unescaped(data.decode("utf-8", "ignore"))
