"""Other spellings of a number: each alone must be enough to find it."""

from __future__ import annotations

import pytest
from county_values import HOUSEHOLD, ID, PHONE
from support.county import id_number, small_linked

from generator.base.pages import Artifact
from generator.base.patterns import is_id_number
from generator.private.leaks.gate import LeakGate, leak_gate, pattern_gate

ENDS_IN_X = next(n for n in (id_number(f"441882190001{day:02}888") for day in range(10, 29)) if n.endswith("X"))
GATE = leak_gate(
    small_linked({"households": [HOUSEHOLD, {**HOUSEHOLD, "household_id": "X", "head_id_number": ENDS_IN_X}]})
)


def codes(gate: LeakGate, text: str) -> list[str]:
    return [finding.code for finding in gate(Artifact(path="a.txt", data=text.encode()))]


@pytest.mark.parametrize(
    "text",
    [
        ID[:6] + ID[8:17],
        f"+86{PHONE}",
        f"+86 {PHONE}",
        f"0086-{PHONE}",
        ENDS_IN_X[:6] + ENDS_IN_X[8:17],
        PHONE.translate({0x30 + n: 0x660 + n for n in range(10)}),
        "\u2061".join(PHONE),
        "\u0301".join(PHONE),
    ],
)
def test_a_known_number_is_found(text: str) -> None:
    assert codes(GATE, text) != []


@pytest.mark.parametrize("gap", ["", " "])
@pytest.mark.parametrize("x", "xX")
def test_an_id_number_that_ends_in_x_is_found_known_or_not(gap: str, x: str) -> None:
    text = f"{ENDS_IN_X[:17]}{gap}{x}"
    assert codes(GATE, text) == ["leak.households.head_id_number", "leak.id_number"]
    assert codes(pattern_gate(), text) == ["leak.id_number"]


def test_a_card_number_has_a_check_digit() -> None:
    assert codes(pattern_gate(), "6200000000000005") == ["leak.card_number"]
    assert codes(pattern_gate(), "6200000000000006") == []


@pytest.mark.parametrize(
    "seventeen", ["44188219001301001", "44188219000132001", "44188219000001001", "44188219000100001"]
)
def test_an_id_number_has_a_birthday(seventeen: str) -> None:
    assert not is_id_number(id_number(seventeen))
