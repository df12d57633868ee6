from __future__ import annotations

import pytest
from support.county import id_number

from generator.base.patterns import CARD_NUMBER, ID_NUMBER, has_luhn_digit, identifiers

ID = id_number("44188219000101001")


def card(digits: str) -> str:
    return next(digits + last for last in "0123456789" if has_luhn_digit(digits + last))


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"身份证{ID}号",
        f"{ID[:6]} {ID[6:14]} {ID[14:]}".replace("  ", " "),
        f"{ID[:6]}-{ID[6:10]}-{ID[10:14]}-{ID[14:]}",
        ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        id_number("44188219000101005").lower(),
    ],
)
def test_an_id_number_is_seen(text: str) -> None:
    assert set(identifiers(text)) == {ID_NUMBER}


@pytest.mark.parametrize("digits", ["622202000000000", "622202000000000012", "411111111111111"])
def test_a_card_number_is_seen(digits: str) -> None:
    number = card(digits)
    assert CARD_NUMBER in set(identifiers(f"账号：{number}。"))
    assert CARD_NUMBER in set(identifiers(" ".join(number[i : i + 4] for i in range(0, 16, 4)) + number[16:]))


@pytest.mark.parametrize(
    "text",
    [
        ID[:-1] + ("1" if ID[-1] != "1" else "2"),
        "441882190013010012",
        f"a{ID}",
        f"{ID}b3",
        f"0{ID}",
        f"0.{ID}",
        "91441882MA00000001",
        "2015-06-30 2015-07-01",
        "1234567890123456",
        f"sha256:{'ab' * 8}{card('622202000000000')}{'cd' * 8}",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not set(identifiers(text))
