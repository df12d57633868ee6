"""Money as integer fen: reading it from text and writing it in yuan or 万元, exactly."""

from __future__ import annotations

import re
from decimal import Decimal

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
FEN_PER_UNIT = {"分": 1, "元": FEN_PER_YUAN, "万元": FEN_PER_WAN, "fen": 1, "yuan": FEN_PER_YUAN, "wan": FEN_PER_WAN}

_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)


def parse_fen(text: str, unit: str) -> int:
    """Integer fen of a plain decimal `text` in `unit` (分, 元 or 万元).

    Raises ValueError when the text is no plain decimal or is finer than a fen.
    """
    if not _PLAIN_NUMBER.fullmatch(text):
        raise ValueError("not a plain decimal number")
    fen = Decimal(text) * FEN_PER_UNIT[unit]
    if fen != fen.to_integral_value():
        raise ValueError("finer than one fen")
    return int(fen)


def yuan_text(fen: int) -> str:
    """`1234550` → `12,345.50`; whole yuan lose the decimals. Exact."""
    return _decimal_text(fen, FEN_PER_YUAN, 2) if fen % FEN_PER_YUAN else f"{fen // FEN_PER_YUAN:,}"


def wan_text(fen: int) -> str:
    """`1234550` → `1.23455` (万元), exact, without trailing zeros."""
    return _decimal_text(fen, FEN_PER_WAN, 6).rstrip("0").rstrip(".")


def wan_short_text(fen: int) -> str:
    """`175284800` → `175.28` (万元), rounded half-even to two places; only exact 万元 lose the decimals.

    So `0.00` is a sum below 50 yuan and `0` is zero.
    """
    if not fen % FEN_PER_WAN:
        return f"{fen // FEN_PER_WAN:,}"
    hundredths, rest = divmod(abs(fen), FEN_PER_WAN // 100)
    half = FEN_PER_WAN // 200
    hundredths += rest > half or (rest == half and hundredths % 2)
    return _decimal_text(-hundredths if fen < 0 else hundredths, 100, 2)


def _decimal_text(number: int, per: int, places: int) -> str:
    whole, rest = divmod(abs(number), per)
    return f"{'-' if number < 0 else ''}{whole:,}.{rest:0{places}d}"
