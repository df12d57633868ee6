"""Numbers that look real to a leak scanner and can belong to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

REGION = "89"
"""No province code begins with 89, so no region code does."""
BIRTH_YEAR = 1900
PHONE_RANGE = "154"
"""No operator has numbers in this range."""
CARD_RANGE = "9900"

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(place: int, serial: int) -> str:
    """An 18-digit ID number with a valid GB 11643 check digit, an unassigned region and a birth year of 1900.

    Numbers are different for different (place modulo 10,000, serial below 365,000).
    """
    day = date(BIRTH_YEAR, 1, 1) + timedelta(days=(serial * 89 + serial // 365) % 365)
    body = f"{REGION}{place % 10_000:04d}{day:%Y%m%d}{serial // 365 % 1000:03d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The GB 11643 check digit of 17 digits."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def phone(rng: Random) -> str:
    return f"{PHONE_RANGE}{rng.randrange(10**8):08d}"


def bank_account(rng: Random) -> str:
    """19 digits whose last one breaks the Luhn rule."""
    body = f"{CARD_RANGE}{rng.randrange(10**14):014d}"
    return body + str((luhn_digit(body) + rng.randrange(1, 10)) % 10)


def luhn_digit(body: str) -> int:
    """The digit that would make `body` pass the Luhn rule."""
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body))]
    return -sum(d - 9 if d > 9 else d for d in doubled) % 10
