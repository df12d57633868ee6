"""Ways to hide a text in a published file: path and bytes, and the decoder without which it stays hidden."""

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

from office_files import pdf, pdf_page, workbook

File = tuple[str, bytes]

PNG = b"\x89PNG\r\n\x1a\n"


def zipped(
    members: dict[str, str | bytes], comment: bytes = b"", member_comment: bytes = b"", extra: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.comment, info.extra, info.compress_type = member_comment, extra, zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
        archive.comment = comment
    return out.getvalue()


def field(text: str) -> bytes:
    """An extra field of a ZIP member: the Info-ZIP Unicode path."""
    body = b"\x01\x00\x00\x00\x00" + text.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


def named_gzip(text: str) -> bytes:
    plain = gzip.compress(b"x", mtime=0)
    return plain[:3] + b"\x08" + plain[4:10] + text.encode() + b"\x00" + plain[10:]


def png(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), *chunks, (b"IDAT", zlib.compress(b"\x00\x00"))]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in [*parts, (b"IEND", b"")]
    )
    return PNG + body + after


def jpeg(marker: int, body: bytes, after: bytes = b"") -> bytes:
    segment = bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02\x00\xff\xd9" + after


def xmp(text: str) -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:li>{references(text)}</rdf:li></x:xmpmeta>'.encode()


def exif(text: str) -> bytes:
    """One EXIF directory with a comment in the two-byte letters that Windows writes (XPComment)."""
    comment = text.encode("utf-16-le")
    entry = struct.pack("<HHII", 0x9C9C, 1, len(comment), 26)
    return b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + entry + b"\x00\x00\x00\x00" + comment


def references(text: str) -> str:
    return "".join(f"&#x{ord(character):x};" for character in text)


def decimal(text: str) -> str:
    return "".join(f"&#{ord(character)}" + ";" for character in text)


def split(text: str, between: str) -> str:
    """The text in three pieces with something between them."""
    return between.join((text[:1], text[1:2], text[2:]))


def style(text: str) -> str:
    return "".join(f"\\{ord(character):x} " for character in text)


def code_points(text: str) -> str:
    """Every character as a JSON escape, those outside the first plane as surrogates."""
    units = text.encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def full_quote(text: str, encoding: str = "utf-8") -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode(encoding))


def before(text: str) -> bytes:
    """A ZIP file with bytes between its member and its directory: offsets in the file end are moved."""
    whole = zipped({"x.txt": "x"})
    at = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    hidden = text.encode()
    moved = struct.pack("<I", at + len(hidden))
    return whole[:at] + hidden + whole[at : end + 16] + moved + whole[end + 20 :]


def html(body: str) -> File:
    return "a.html", f"<!doctype html><title>x</title><main>{body}</main>".encode()


PLACES: dict[str, tuple[str, Callable[[str], File]]] = {
    "text": ("utf-8", lambda v: ("a.txt", f"甲 {v} 乙".encode())),
    "csv": ("utf-8", lambda v: ("a.csv", f"名,{v},1\r\n".encode("utf-8-sig"))),
    "search index": ("utf-8", lambda v: ("search.json", json.dumps({"n": ["x", v]}, ensure_ascii=False).encode())),
    "attribute": ("utf-8", lambda v: html(f'<a title="{v}">x</a>')),
    "comment": ("utf-8", lambda v: html(f"<!-- {v} -->")),
    "script": ("utf-8", lambda v: html(f"<script>let x = '{v}';</script>")),
    "style": ("utf-8", lambda v: html(f"<style>a::after {{content: '{v}'}}</style>")),
    "zero width": ("utf-8", lambda v: html("\u200b".join(v))),
    "soft hyphens": ("utf-8", lambda v: html(split(v, "\u00ad"))),
    "variation selectors": ("utf-8", lambda v: html("\ufe00".join(v) + "\U000e0101")),
    "direction marks": ("utf-8", lambda v: html(split(v, "\u202d"))),
    "inline tags": ("text", lambda v: html(f"<p>{split(v, '<b class=x>')}</b></p>")),
    "tags with brackets in attributes": ("text", lambda v: html(split(v, '<i title="a > b">'))),
    "comment inside": ("text", lambda v: html(split(v, "<!-- c -->"))),
    "cdata": ("text", lambda v: ("a.xml", f"<a>{split(v, '<![CDATA[')}]]></a>".encode())),
    "svg text": ("text", lambda v: ("a.svg", f"<svg><text>{split(v, '</tspan><tspan>')}</text></svg>".encode())),
    "svg title": ("utf-8", lambda v: ("a.svg", f"<svg><title>{v}</title></svg>".encode())),
    "svg description": ("entities", lambda v: ("a.svg", f"<svg><desc>{references(v)}</desc></svg>".encode())),
    "tags in a comment": ("comments", lambda v: html(f"<!-- <p>{split(v, '<b>')}</p> -->")),
    "hexadecimal references": ("entities", lambda v: html(f"<p>{references(v)}</p>")),
    "decimal references": ("entities", lambda v: html(f"<p>{decimal(v)}</p>")),
    "named reference": ("entities", lambda v: html(f"<p>{split(v, '&ZeroWidthSpace;')}</p>")),
    "double references": ("entities", lambda v: html(f"<p>{references(v).replace('&', '&amp;')}</p>")),
    "references in an attribute": ("entities", lambda v: html(f'<a title="{decimal(v)}">x</a>')),
    "page in an attribute": ("attributes", lambda v: html(f'<iframe srcdoc="{split(v, "&lt;b&gt;")}"></iframe>')),
    "json": ("script escapes", lambda v: ("a.json", json.dumps({"x": code_points(v)}).replace("\\\\", "\\").encode())),
    "json in json": ("script escapes", lambda v: ("a.json", json.dumps(json.dumps(code_points(v))).encode())),
    "script string": ("script escapes", lambda v: ("a.js", f"x='{split(v, chr(92) + 'u{200b}')}'".encode())),
    "script bytes": (
        "script escapes",
        lambda v: ("a.js", ("x='" + "".join(f"\\x{b:02x}" for b in v.encode()) + "'").encode()),
    ),
    "joined strings": ("joined strings", lambda v: ("a.js", f"""x={split(v, '" + "')}""".encode())),
    "style content": ("style escapes", lambda v: ("a.css", f"a::after {{content: '{style(v)}'}}".encode())),
    "address": ("address", lambda v: html(f'<a href="?q={full_quote(v)}">x</a>')),
    "address in gb": ("address", lambda v: html(f'<a href="?q={full_quote(v, "gb18030")}">x</a>')),
    "old address": ("address", lambda v: html(f'<a href="?q={"".join(f"%u{ord(c):04x}" for c in v)}">x</a>')),
    "double address": ("address", lambda v: html(f'<a href="?q={quote(full_quote(v))}">x</a>')),
    "invisible in an address": ("invisible", lambda v: html(f'<a href="{chr(0x200B).join(full_quote(v))}">x</a>')),
    "base64": ("base64", lambda v: ("a.css", b"url(data:text/plain;base64," + base64.b64encode(v.encode()) + b")")),
    "base64 for addresses": (
        "base64",
        lambda v: html(f'<a href="x?v={base64.urlsafe_b64encode(v.encode()).decode()}">'),
    ),
    "base64 in lines": ("base64", lambda v: ("a.txt", base64.encodebytes(f"{'x' * 90} {v}".encode()))),
    "base64 in gb": (
        "base64",
        lambda v: ("a.json", json.dumps(base64.b64encode(v.encode("gb18030")).decode()).encode()),
    ),
    "gzip in base64": (
        "base64",
        lambda v: (
            "a.js",
            b"x='" + base64.b64encode(gzip.compress(f"{v} {'x' * 900}{list(range(99))}".encode())) + b"'",
        ),
    ),
    "hex": ("hex", lambda v: ("a.json", json.dumps(f"{v.encode().hex()}").encode())),
    "scientific": (
        "scientific",
        lambda v: ("a.csv", f"{Decimal(v):.18E}".encode() if v.isdigit() else v.encode()),
    ),
    "gb18030": ("gb18030", lambda v: ("a.csv", f"村,{v},甲\r\n".encode("gb18030"))),
    "utf-16 with mark": ("utf-16", lambda v: ("a.txt", f"村 {v}".encode("utf-16"))),
    "utf-16 le": ("utf-16", lambda v: ("a.txt", f"村 {v}\n".encode("utf-16-le"))),
    "utf-16 be": ("utf-16", lambda v: ("a.txt", f"村 {v}\n".encode("utf-16-be"))),
    "gzip": ("gzip", lambda v: ("a.json.gz", gzip.compress(json.dumps([v], ensure_ascii=False).encode(), mtime=0))),
    "name in gzip": ("gzip header", lambda v: ("a.txt.gz", named_gzip(v))),
    "zip": ("zip", lambda v: ("a.zip", zipped({"x.txt": v}))),
    "zip in zip": ("zip", lambda v: ("a.zip", zipped({"b.zip": zipped({"c.txt": v})}))),
    "name in zip": ("zip margins", lambda v: ("a.zip", zipped({f"{v}.txt": "x"}))),
    "folder in zip": ("zip margins", lambda v: ("a.zip", zipped({f"{v}/": ""}))),
    "comment of zip": ("zip margins", lambda v: ("a.zip", zipped({"x.txt": "x"}, comment=v.encode("gb18030")))),
    "comment of member": ("zip margins", lambda v: ("a.zip", zipped({"x.txt": "x"}, member_comment=v.encode()))),
    "extra name": ("zip margins", lambda v: ("a.zip", zipped({"x.txt": "x"}, extra=field(v)))),
    "before zip": ("zip margins", lambda v: ("a.zip", before(v))),
    "shared strings": ("zip", lambda v: ("a.xlsx", workbook(strings=f"<si><t>{v}</t></si>"))),
    "rich text runs": (
        "runs",
        lambda v: ("a.xlsx", workbook(strings=f"<si><r><t>{split(v, '</t></r><r><rPr><b/></rPr><t>')}</t></r></si>")),
    ),
    "hidden sheet": ("zip", lambda v: ("a.xlsx", workbook(hidden=f'<c t="inlineStr"><is><t>{v}</t></is></c>'))),
    "hidden row": ("zip", lambda v: ("a.xlsx", workbook(row=f'<row hidden="1"><c><v>{v}</v></c></row>'))),
    "hidden column": ("zip", lambda v: ("a.xlsx", workbook(row=f'<row><c r="Z1" t="str"><v>{v}</v></c></row>'))),
    "formula": (
        "joined strings",
        lambda v: ("a.xlsx", workbook(row=f"<row><c><f>{split(v, '&quot;&amp;&quot;')}</f></c></row>")),
    ),
    "sheet comment": ("zip", lambda v: ("a.xlsx", workbook(comment=v))),
    "document properties": ("zip", lambda v: ("a.xlsx", workbook(creator=v))),
    "defined name": ("zip", lambda v: ("a.xlsx", workbook(defined=v))),
    "sheet in zip": ("zip", lambda v: ("a.zip", zipped({"b.xlsx": workbook(comment=v)}))),
    "pdf text": ("pdf text", lambda v: ("a.pdf", pdf(page=v))),
    "pdf text over lines": ("pdf text", lambda v: ("a.pdf", pdf_page(v[:3], v[3:]))),
    "pdf properties": ("pdf objects", lambda v: ("a.pdf", pdf(title=v))),
    "pdf metadata": ("pdf objects", lambda v: ("a.pdf", pdf(metadata=xmp(v)))),
    "pdf note": ("pdf objects", lambda v: ("a.pdf", pdf(note=v))),
    "pdf attachment": ("pdf objects", lambda v: ("a.pdf", pdf(metadata=zipped({"x.txt": v})))),
    "pdf in zip": ("zip", lambda v: ("a.zip", zipped({"b.pdf": pdf(title=v)}))),
    "png tEXt": ("png", lambda v: ("a.png", png((b"tEXt", b"Comment\x00" + v.encode("gb18030"))))),
    "png iTXt": ("png", lambda v: ("a.png", png((b"iTXt", b"Title\x00\x00\x00zh\x00\x00" + v.encode())))),
    "png eXIf": ("png", lambda v: ("a.png", png((b"eXIf", exif(v)[6:])))),
    "png xmp": ("png", lambda v: ("a.png", png((b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + xmp(v))))),
    "after png": ("png", lambda v: ("a.png", png(after=v.encode()))),
    "png zTXt": (
        "png packed text",
        lambda v: ("a.png", png((b"zTXt", b"Comment\x00\x00" + zlib.compress(v.encode())))),
    ),
    "png packed iTXt": (
        "png packed text",
        lambda v: ("a.png", png((b"iTXt", b"T\x00\x01\x00zh\x00x\x00" + zlib.compress(v.encode())))),
    ),
    "jpeg comment": ("jpeg", lambda v: ("assets/a.jpg", jpeg(0xFE, v.encode()))),
    "jpeg exif": ("jpeg", lambda v: ("assets/a.jpg", jpeg(0xE1, exif(v)))),
    "jpeg xmp": ("jpeg", lambda v: ("assets/a.jpg", jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + xmp(v)))),
    "after jpeg": ("jpeg", lambda v: ("assets/a.jpg", jpeg(0xFE, b"x", v.encode()))),
    "gif comment": (
        "other image",
        lambda v: ("a.gif", b"GIF89a\x21\xfe" + bytes([len(v.encode())]) + v.encode() + b"\x00;"),
    ),
    "font": ("font", lambda v: ("a.woff2", b"wOF2\x00\x01\x00\x00" + v.encode())),
    "calendar": (
        "folded lines",
        lambda v: ("a.ics", f"BEGIN:VCALENDAR\r\nSUMMARY:{split(v, chr(13) + chr(10) + ' ')}\r\n".encode()),
    ),
}
"""Place → the decoder it needs, and the file with a text hidden there"""


NUMBER_PLACES: dict[str, Callable[[str], str]] = {
    "spaced": lambda v: " ".join((v[:3], v[3:7], v[7:])),
    "single digits": " ".join,
    "hyphens": "-".join,
    "dots": lambda v: ".".join((v[:3], v[3:7], v[7:])),
    "no-break spaces": "\u00a0".join,
    "dashes": "–".join,
    "full width": lambda v: v.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"}),
    "full width and spaced": lambda v: "\u3000".join(v).translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"}),
    "Chinese numerals": lambda v: v.translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
    "formal numerals": lambda v: v.translate(str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")),
    "mathematical digits": lambda v: v.translate({0x30 + n: 0x1D7CE + n for n in range(10)}),
    "inside a word": lambda v: f"tel{v}号",
    "lower case": str.lower,
}
"""Ways to write a number that are still that number"""
