"""Synthetic identifiers, and copies of published files that hold one: what a working gate must find."""

from __future__ import annotations

import gzip
import html
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from generator.base.pages import Artifact
from generator.base.patterns import CARD_NUMBER, ID_NUMBER
from generator.private.leaks.decoders import kinds
from generator.private.leaks.decoders.pdf import with_title
from generator.private.leaks.decoders.piece import Blob

CANARIES: Mapping[str, str] = {
    "name": "金丝雀样本",
    "phone": "19900000001",
    "account": "6200000000000000001",
    "code": "CANARY-0000001",
    ID_NUMBER: "110101180001010015",
    CARD_NUMBER: "6200000000000005",
}
"""Class → value. Nobody has them: a birthday in 1800, numbers that were never given out"""
_END = struct.pack(">I4sI", 0, b"IEND", zlib.crc32(b"IEND"))


def planted(artifact: Artifact, value: str) -> Artifact:
    """A copy of a file of any kind that the gate opens, with `value` inside it as that kind of file holds text."""
    found = kinds.kind(Blob(name=artifact.path, data=artifact.data))
    way = _WRITINGS.get(kinds.suffix(artifact.path), _in_text) if found == kinds.WRITING else _WAYS.get(found, _after)
    return Artifact(path=artifact.path, data=way(artifact.data, value))


def _in_text(data: bytes, value: str) -> bytes:
    return data + f"\n{value}\n".encode()


def _in_markup(data: bytes, value: str) -> bytes:
    """As numbers of characters, before the last tag."""
    written = "".join(f"&#{ord(character)};" for character in value)
    head, mark, tail = data.rpartition(b"</")
    return head + f"<i>{written}</i>".encode() + mark + tail


def _in_json(data: bytes, value: str) -> bytes:
    """As a member with escaped characters."""
    return json.dumps({"canary": value, "file": json.loads(data)}).encode()


def _in_script(data: bytes, value: str) -> bytes:
    return data + f"\n/* {html.escape(value)} */\n".encode()


def _in_gzip(data: bytes, value: str) -> bytes:
    return gzip.compress(gzip.decompress(data) + f"\n{value}\n".encode(), mtime=0)


def _in_zip(data: bytes, value: str) -> bytes:
    """As a further member."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo("canary.txt"), value)
    return out.getvalue()


def _in_png(data: bytes, value: str) -> bytes:
    """As a comment before the last chunk."""
    body = b"iTXtComment\x00\x00\x00\x00\x00" + value.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data.removesuffix(_END) + chunk + _END


def _after(data: bytes, value: str) -> bytes:
    """Behind the end of a picture or font."""
    return data + value.encode()


_WRITINGS: Mapping[str, Callable[[bytes, str], bytes]] = {
    **dict.fromkeys(kinds.MARKUP, _in_markup),
    **dict.fromkeys(("json", "geojson", "webmanifest", "map"), _in_json),
    **dict.fromkeys(("js", "mjs", "css"), _in_script),
}
_WAYS: Mapping[str, Callable[[bytes, str], bytes]] = {
    kinds.GZIP: _in_gzip,
    kinds.ZIP: _in_zip,
    kinds.PNG: _in_png,
    kinds.PDF: with_title,
}
