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
    return _decimal_text(fen, FEN_PER_YUAN, 2)


def wan_text(fen: int) -> str:
    """`1234550` → `1.23455` (万元), exact, without trailing zeros."""
    return _decimal_text(fen, FEN_PER_WAN, 6, keep_zeros=False)


def _decimal_text(fen: int, per: int, places: int, keep_zeros: bool = True) -> str:
    sign, whole, rest = "-" if fen < 0 else "", *divmod(abs(fen), per)
    if not rest:
        return f"{sign}{whole:,}"
    digits = f"{rest:0{places}d}"
    return f"{sign}{whole:,}.{digits if keep_zeros else digits.rstrip('0')}"
