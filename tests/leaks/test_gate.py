from __future__ import annotations

import pytest
from county_values import HOUSEHOLD, LINKED, NAME
from hiding_places import zipped
from support.county import small_linked

from generator.base.pages import Artifact
from generator.private.leaks.gate import leak_gate, pattern_gate

GATE = leak_gate(LINKED)


@pytest.mark.parametrize(
    "text",
    [
        "王丙烷罐区",
        "联系王丙",
        "户主欧阳",
        "139000007771",
        "a13900000777",
        "sha256:ab13900000777cd",
        "XDL01-H777",
        "6612345",
        "6217000000000777123",
        "顺头村",
        "",
    ],
)
def test_other_text_passes(text: str) -> None:
    assert GATE(Artifact(path="a.txt", data=text.encode())) == ()


@pytest.mark.parametrize("text", ["139 0000 0777", "139-0000-0777", "１３９００００0777", "6217 0000 0000 0777"])
def test_spaced_and_full_width_numbers_are_found(text: str) -> None:
    assert GATE(Artifact(path="a.html", data=f"<td>{text}</td>".encode()))


def test_cells_of_a_table_do_not_make_a_name_together() -> None:
    assert GATE(Artifact(path="a.html", data="<td>欧阳</td><td>测试</td>".encode())) == ()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.bin", b"x"),
        ("assets/a.jpg", b"\xff\xd8\xff"),
        ("assets/a.jpg", b"\xff\xd8\xff\xe1\xff\xff"),
        ("a.txt", b"\xff\x00\x81\x00\xd8"),
        ("a.parquet", b"PAR1"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xff"),
        ("a.pdf", b"%PDF-1.7"),
        ("noname", b"x"),
        ("a.png", b"GIF89a"),
        ("a.gz", b"\x1f\x8bbroken"),
        ("a.zip", b"PK\x03\x04broken"),
        ("a.zip", zipped({"inner.exe": "x"})),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused(path: str, data: bytes) -> None:
    assert [f.code for f in GATE(Artifact(path=path, data=data))] == ["leak.unreadable"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.woff2", b"wOF2\x00"),
        ("a.ico", b"\x00\x00\x01\x00"),
        (".nojekyll", b""),
        ("a.min.js", b"let a=1"),
        ("a.css", b""),
    ],
)
def test_site_files_pass(path: str, data: bytes) -> None:
    assert GATE(Artifact(path=path, data=data)) == ()


def test_the_same_bytes_are_named_by_each_file() -> None:
    files = [Artifact(path=f"{folder}/a.txt", data=NAME.encode()) for folder in "xy"]
    assert [f.where.file for file in files for f in GATE(file)] == ["x/a.txt", "y/a.txt"]


def test_without_private_rows_patterns_still_block() -> None:
    gate = pattern_gate()
    assert [f.code for f in gate(Artifact(path="a.txt", data=HOUSEHOLD["head_id_number"].encode()))] == [
        "leak.id_number"
    ]
    assert gate(Artifact(path="a.txt", data=NAME.encode())) == ()


def test_a_code_that_is_published_anyway_does_not_block() -> None:
    complaints = [{"complaint_id": "J001", "month": "2015-01", "subject": "money", "outcome": "open"}]
    gate = leak_gate(small_linked({"complaints": complaints}))
    assert gate(Artifact(path="a.txt", data=b"J001")) == ()
