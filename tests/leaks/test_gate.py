from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from urllib.parse import quote

import pytest
from support.county import id_number, small_linked

from generator.base.pages import Artifact
from generator.private.leaks.gate import leak_gate, pattern_gate

NAME = "欧阳测试"
SHORT = "王丙"
HOUSEHOLD = {
    "household_id": "DL01-H777",
    "village_code": "DL01",
    "head_name": NAME,
    "head_id_number": id_number("44188219000101888"),
    "phone": "13900000777",
    "bank_account": "6217000000000777",
    "address": "顺头村第三组七百七十七号",
    "persons": 3,
    "labour_persons": 1,
    "household_class": "c1",
    "cause": "illness",
    "registered_on": "2013-05-01",
}
SECOND = {**HOUSEHOLD, "household_id": "DL01-H778", "head_name": SHORT, "phone": "6612345"}
RECORD = {"record_id": "BF-000777", "household_id": "DL01-H777", "unit_id": "U1", "helped_on": "2014-01-01"}
SIGNED = {"is_signed_by_village": True, "is_signed_by_head": True, "is_signed_by_team": True}
GATE = leak_gate(
    small_linked(
        {
            "households": [HOUSEHOLD, SECOND],
            "assistance_records": [{**RECORD, **SIGNED, "content": "帮其孙女办理助学手续"}],
        }
    )
)
VALUES = [
    NAME,
    *(HOUSEHOLD[column] for column in ("household_id", "head_id_number", "phone", "bank_account", "address")),
    "BF-000777",
    "TS-0001",
    "帮其孙女办理助学手续",
    "司马测试",
    f"户主{SHORT}",
    f"村民：{SHORT}",
    "电话：6612345",
]


def zipped(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


def references(text: str) -> str:
    return "".join(f"&#x{ord(character):x};" for character in text)


ENCODINGS: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "text": lambda v: ("a.txt", f"甲 {v} 乙".encode()),
    "html": lambda v: ("a.html", f"<p>{v}</p>".encode()),
    "csv": lambda v: ("a.csv", f"名,{v},1\n".encode("utf-8-sig")),
    "tags inside": lambda v: ("a.html", f"<td>{v[:2]}<b class=x>{v[2:3]}</b><!-- c -->{v[3:]}</td>".encode()),
    "entities": lambda v: ("a.html", f"<p>{references(v)}</p>".encode()),
    "attribute": lambda v: ("a.svg", f'<svg><title data-x="{references(v)}"/></svg>'.encode()),
    "zero width": lambda v: ("a.html", "\u200b".join(v).encode()),
    "json": lambda v: ("a.json", json.dumps({"x": v}).encode()),
    "script": lambda v: ("a.html", f"<script>const x = {json.dumps(v)};</script>".encode()),
    "address": lambda v: ("a.html", f'<a href="?q={quote(v)}">x</a>'.encode()),
    "file name": lambda v: (f"{quote(v)}.html", b"<p>x</p>"),
    "folder name": lambda v: (f"{v}/index.html", b"<p>x</p>"),
    "gzip": lambda v: ("a.json.gz", gzip.compress(json.dumps([v]).encode(), mtime=0)),
    "zip": lambda v: ("a.xlsx", zipped("xl/sharedStrings.xml", f"<t>{v}</t>")),
    "name in zip": lambda v: ("a.zip", zipped(f"{v}.txt", "x")),
    "zip in zip": lambda v: ("a.zip", _nested(v)),
    "image": lambda v: ("a.png", b"\x89PNG\r\n\x1a\n\x00\xfftEXtComment\x00" + v.encode() + b"\x00\xff"),
    "base64": lambda v: ("a.css", b"url(data:text/plain;base64," + base64.b64encode(f"甲 {v} 乙 {v}".encode()) + b")"),
}


def _nested(value: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b.zip", zipped("c.txt", value))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("value", VALUES)
def test_a_private_value_is_found_however_it_is_written(encoding: str, value: str) -> None:
    path, data = ENCODINGS[encoding](value)
    findings = GATE(Artifact(path=path, data=data))
    assert findings
    assert all(value not in f"{f.rule}{f.remedy}{f.code}" for f in findings)


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
        ("a.jpg", b"\xff\xd8\xff"),
        ("a.pdf", b"%PDF-1.7"),
        ("noname", b"x"),
        ("a.html", "户主".encode("gbk")),
        ("a.txt", "户主".encode("utf-16")),
        ("a.png", b"GIF89a"),
        ("a.gz", b"\x1f\x8bbroken"),
        ("a.zip", b"PK\x03\x04broken"),
        ("a.zip", zipped("inner.exe", "x")),
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
