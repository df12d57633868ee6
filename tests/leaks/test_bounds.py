"""What unpacks without end, what cannot be named aloud, and bytes of every kind."""

from __future__ import annotations

import base64
import dataclasses
import gzip
from collections.abc import Iterator
from time import process_time
from urllib.parse import quote

import pytest
from county_values import CLEAN, LINKED, NAME, PHONE
from hiding_places import PLACES, code_points, jpeg, references, split, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_files import pdf

from generator.base.pages import Artifact
from generator.private.leaks import views
from generator.private.leaks.decoders import packed, piece
from generator.private.leaks.decoders.table import DECODERS
from generator.private.leaks.gate import LeakGate, leak_gate
from generator.private.leaks.private_values import PrivateValues

GATE = leak_gate(LINKED)


def codes(path: str, data: bytes, gate: LeakGate = GATE) -> list[str]:
    return [finding.code for finding in gate(Artifact(path=path, data=data))]


def nested(depth: int) -> bytes:
    data = zipped({"x.txt": "x"})
    for _ in range(depth):
        data = zipped({"x.zip": data})
    return data


def test_too_many_layers_are_refused() -> None:
    assert codes("a.zip", nested(piece.MAX_DEPTH)) == ["leak.bound"]
    assert codes("b.zip", nested(piece.MAX_DEPTH - 2)) == []


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_BYTES", 50_000)
    assert codes("a.txt.gz", gzip.compress(b"x" * 50_001)) == ["leak.bound"]
    assert codes("b.zip", zipped({"x.txt": b"x" * 50_001})) == ["leak.bound"]
    assert codes("c.txt.gz", gzip.compress(b"x" * 49_999)) == []


def test_many_files_that_are_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MAX_BYTES", 50_000)
    members = {f"{n}.txt": b"x" * 20_000 for n in range(3)}
    assert codes("a.zip", zipped(dict(members))) == ["leak.bound"]


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MAX_PIECES", 30)
    assert codes("a.zip", zipped({f"{n}.txt": f"{n}" for n in range(40)})) == ["leak.bound"]


def test_a_photograph_is_refused_outside_the_theme() -> None:
    assert codes("photos/a.jpg", jpeg(0xFE, b"x")) == ["leak.photograph"]
    assert codes("assets/a.jpg", jpeg(0xFE, b"x")) == []


@pytest.mark.parametrize(
    "path",
    [
        f"a/{NAME}.html",
        f"{NAME}/index.html",
        f"a/{quote(NAME)}/b.html",
        f"{PHONE}.html",
        "户主王丙/index.html",
        "a/王丙.html",
        f"a/{NAME[:2]}/{NAME}.csv",
    ],
)
def test_a_path_is_not_repeated_when_it_holds_a_value(path: str) -> None:
    found = GATE(Artifact(path=path, data=f"<p>{NAME}</p>".encode()))
    assert found
    assert all(value not in str(found) for value in (NAME, quote(NAME), PHONE, "王丙"))
    assert all("‹…›" in finding.where.file for finding in found)


def test_a_path_is_enough() -> None:
    assert codes(f"a/{NAME}.html", b"<p>x</p>") == ["leak.households.head_name"]


def test_a_finding_names_the_way_to_the_value() -> None:
    path, data = PLACES["sheet in zip"][1](NAME)
    (finding,) = GATE(Artifact(path=path, data=data))
    assert (finding.where.file, finding.where.column) == ("a.zip", "zip > xlsx > comment")


WRAPS = {
    "references": references,
    "address": quote,
    "json": code_points,
    "tags": lambda text: split(text, "<b>"),
    "zero width": "\u2060".join,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
}


@settings(max_examples=200, deadline=None)
@given(
    wraps=st.lists(st.sampled_from(sorted(WRAPS)), min_size=1, max_size=4, unique=True),
    value=st.sampled_from((NAME, PHONE, "DL01-H777")),
    place=st.sampled_from(("zip in zip", "gzip", "attribute", "sheet comment", "png iTXt", "comment")),
)
def test_layers_of_writing_in_any_order_hide_nothing(wraps: list[str], value: str, place: str) -> None:
    text = value
    for wrap in wraps:
        text = WRAPS[wrap](text)
    path, data = PLACES[place][1](text.replace('"', "&quot;"))
    assert codes(path, data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(
        ["html", "csv", "json", "zip", "xlsx", "pdf", "png", "jpg", "gz", "gif", "woff2", "ics", "exe"]
    ),
    begin=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x1f\x8b\x08"]),
    data=st.binary(max_size=300),
)
def test_any_bytes_get_an_answer(name: str, begin: bytes, data: bytes) -> None:
    assert all(code.startswith("leak.") for code in codes(f"a.{name}", begin + data))


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(sorted(PLACES)), at=st.integers(min_value=0), byte=st.integers(0, 255))
def test_a_damaged_file_gets_an_answer(place: str, at: int, byte: int) -> None:
    path, data = PLACES[place][1](CLEAN)
    at %= len(data)
    assert all(code.startswith("leak.") for code in codes(path, data[:at] + bytes([byte]) + data[at + 1 :]))


def test_a_damaged_pdf_is_refused_and_not_quoted(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    broken = pdf(title=NAME).replace(b"/Filter/FlateDecode", b"/Filter/XlateDecode")
    assert "leak.unreadable" in codes("a.pdf", broken)
    assert codes("b.pdf", pdf(title=PHONE)[:-200]) == ["leak.unreadable"]
    output = capfd.readouterr()
    assert (output.out, output.err) == ("", "")
    assert NAME not in caplog.text
    assert PHONE not in caplog.text


def test_a_fault_of_a_decoder_refuses_the_file_and_is_not_quoted() -> None:
    def broken(text: piece.Text) -> Iterator[piece.Piece]:
        raise KeyError(text.text)

    readers = {**DECODERS.readers, "broken": broken}
    gate = LeakGate(PrivateValues(), decoders=dataclasses.replace(DECODERS, readers=readers))
    assert codes("a.html", NAME.encode(), gate) == ["leak.unreadable"]


def test_an_encrypted_pdf_is_refused() -> None:
    locked = pdf(title="x").replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R")
    assert codes("a.pdf", locked) == ["leak.unreadable"]


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zipped({"x.txt": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes("a.zip", bytes(data)) == ["leak.unreadable"]


HOSTILE = (
    "<!--",
    '<a "',
    "<a b='",
    '="',
    '="&',
    "<r><rPr>",
    "1 ",
    "123 ",
    "1..",
    "&#",
    "\\u",
    "%4",
    "<",
    "&amp;",
    '"+ ',
    "1.1E1 <v>",
)


NOISE = 0.02
"""Seconds of processor time below which nothing is compared"""


def _work(part: str, size: int) -> float:
    """Processor seconds of the gate on so many characters: the least of three runs, since others disturb it."""
    file, spent = (part * (size // len(part))).encode(), []
    for _ in range(3):
        start = process_time()
        assert codes("a.html", file) == []
        spent.append(process_time() - start)
    return min(spent)


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_with_the_size_of_a_file_only(part: str) -> None:
    """Text that opens things and never closes them: four times the size, never sixteen times the work."""
    small, large = _work(part, 10_000), _work(part, 40_000)
    assert large < 10 * max(small, NOISE)
