"""What was clean in an earlier file is passed over; nothing that stands beside it is."""

from __future__ import annotations

import base64

import pytest
from county_values import CLEAN, LINKED, NAME, PHONE
from hiding_places import PLACES

from generator.base.pages import Artifact
from generator.private.leaks.clean import CleanLines
from generator.private.leaks.gate import LeakGate, leak_gate


def codes(gate: LeakGate, path: str, data: bytes) -> list[str]:
    return [finding.code for finding in gate(Artifact(path=path, data=data))]


@pytest.mark.parametrize("value", [NAME, PHONE])
def test_every_place_is_still_searched_after_its_clean_twin(value: str) -> None:
    gate = leak_gate(LINKED)
    assert [place for place in PLACES if codes(gate, *PLACES[place][1](CLEAN))] == []
    assert [place for place in PLACES if not codes(gate, *PLACES[place][1](value))] == []


def test_a_line_that_leaked_is_found_in_every_file() -> None:
    gate = leak_gate(LINKED)
    pages = [f"<p>{NAME}</p>\n<p>{n}</p>".encode() for n in range(3)]
    assert all(codes(gate, f"{n}.html", page) for n, page in enumerate(pages))


def test_a_value_over_the_line_break_of_base64_is_found_when_its_first_line_was_clean_before() -> None:
    gate = leak_gate(LINKED)
    texts = [("x" * 54 + end).encode() for end in ("欧某", NAME)]
    first, second = (base64.encodebytes(text) for text in texts)
    assert first.split(b"\n")[0] == second.split(b"\n")[0]
    assert codes(gate, "a.txt", first) == []
    assert codes(gate, "b.txt", second) == ["leak.households.head_name"]


def test_only_new_lines_are_given_in_their_order_and_once() -> None:
    lines = CleanLines()
    assert lines("c\na\nc\nb") == "c\na\nb"
    lines.add(["a\nb"])
    assert lines("c\na\nb\nd") == "c\nd"


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.private.leaks.clean.MOST_CHARACTERS", 10)
    lines = CleanLines()
    lines.add(["a" * 11, "b"])
    assert lines("b") == "b"
