"""Lines of text as a PNG that a phone shows whole. No other file imports Pillow, the font or the compressor.

The bytes depend on the pinned wheels alone: Pillow draws with its own FreeType, and libdeflate compresses, because what
zlib writes differs between systems. A chunk of the file repeats the text, so that the leak gate and readers see it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import category

import deflate
import manimgx_fonts_cjk
from PIL import Image, ImageDraw, ImageFont

WIDTH = 1080
"""Pixels: what WeChat shows without scaling"""
MARGIN = 64
COLOURS = {
    "title": ((24, 90, 74), (255, 255, 255)),
    "warning": ((255, 241, 204), (92, 58, 0)),
    "text": ((255, 255, 255), (30, 41, 38)),
    "figure": ((255, 255, 255), (24, 90, 74)),
}
"""Style → paper and ink; each has four shades, which makes sixteen colours, four bits a pixel"""
SUBSTITUTE = "〓"
"""Stands for a character that the font lacks, as printers have always done"""
REGULAR, BOLD = 400, 700

_FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED = 2
"""Place of Noto Sans CJK SC in the collection"""
_SHADES = 4
_NOWHERE = "\U0010ffff"
"""No font has it: it is drawn as the sign for a missing character"""
_UNSEEN = ("Cc", "Cf", "Cs")
"""Control and format characters, which would turn the text around; private use stays, offices name places with it"""
_LEVEL = 6
_KEPT = 64
"""Lines drawn once for many pictures: titles, dates, phone numbers"""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: text at the left, and perhaps more at the right end. Too long, it goes on below."""

    left: str
    right: str = ""
    style: str = "text"
    size: int = 44
    """Pixels"""
    right_size: int = 0
    is_bold: bool = False
    space: int = 14
    """Empty pixels above and below"""

    @property
    def text(self) -> str:
        return f"{self.left} {self.right}".strip()


def png(lines: Sequence[Line]) -> bytes:
    """The lines below one another, as wide as `WIDTH` and as high as they need. Same lines, same bytes."""
    bands = [_band(line) for line in lines]
    sheet = Image.new("L", (WIDTH, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        sheet.paste(band, (0, top))
        top += band.height
    return _file(sheet, "\n".join(line.text for line in lines))


@lru_cache(maxsize=_KEPT)
def _band(line: Line) -> Image.Image:
    """One line over the whole width, as indices of the palette."""
    weight = BOLD if line.is_bold else REGULAR
    left, right = _font(line.size, weight), _font(line.right_size or line.size, BOLD)
    rows = _rows(_drawable(line.left), left, WIDTH - 2 * MARGIN)
    end = _drawable(line.right)
    used = left.getlength(rows[-1]) + right.getlength(end)
    if end and used + MARGIN / 2 > WIDTH - 2 * MARGIN:
        rows.append("")
    pitch = line.size * 7 // 5
    last = max(pitch, line.right_size * 5 // 4)
    band = Image.new("L", (WIDTH, 2 * line.space + pitch * (len(rows) - 1) + last))
    draw = ImageDraw.Draw(band)
    base = line.space + line.size * 11 // 10
    bottom = line.space + pitch * (len(rows) - 1) + last - max(line.size, line.right_size) * 3 // 10
    for number, row in enumerate(rows):
        at = bottom if number == len(rows) - 1 else base + pitch * number
        draw.text((MARGIN, at), row, fill=255, font=left, anchor="ls")
    draw.text((WIDTH - MARGIN, bottom), end, fill=255, font=right, anchor="rs")
    first = list(COLOURS).index(line.style) * _SHADES
    return band.point([first + shade * _SHADES // 256 for shade in range(256)])


def _rows(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The text in rows that fit, broken between any two characters as Chinese is."""
    rows = [""]
    for char in text:
        if rows[-1] and font.getlength(rows[-1] + char) > width and char not in "，。；：）」、":
            rows.append("")
        rows[-1] += char
    return rows


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_FONT, size, index=_SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def _drawable(text: str) -> str:
    return "".join(char if _has(char) else SUBSTITUTE for char in text if category(char) not in _UNSEEN)


@cache
def _has(char: str) -> bool:
    font = _font(32, REGULAR)
    return char.isspace() or bytes(font.getmask(char)) != bytes(font.getmask(_NOWHERE))


def _file(sheet: Image.Image, text: str) -> bytes:
    """An indexed PNG of four bits a pixel; rows are not filtered."""
    packed = Image.frombytes("P", sheet.size, sheet.tobytes()).tobytes("raw", "P;4")
    stride = WIDTH // 2
    rows = b"".join(b"\0" + packed[at : at + stride] for at in range(0, len(packed), stride))
    head = struct.pack(">IIBBBBB", WIDTH, sheet.height, 4, 3, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"PLTE", _palette()),
        (b"iTXt", b"Description\0\0\0\0\0" + text.encode()),
        (b"IDAT", bytes(deflate.zlib_compress(rows, _LEVEL))),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _palette() -> bytes:
    shades = (
        (paper[i] * (_SHADES - 1 - shade) + ink[i] * shade) // (_SHADES - 1)
        for paper, ink in COLOURS.values()
        for shade in range(_SHADES)
        for i in range(3)
    )
    return bytes(shades)
