"""A text that a reviewer signed off passes, the name in it nowhere else; a text that is withheld may not come out."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from county_values import HOUSEHOLD, LINKED, NAME
from hiding_places import zipped
from office_files import workbook
from support.county import frame, project

from generator.base.pages import Artifact
from generator.private.leaks.gate import LeakGate, leak_gate
from generator.private.stages import Permits, Review
from generator.trust.digests import sha256_hex

TEXT = f"""修复{NAME}门前"村道"<三>百米 & 排水沟'两'条"""
LATER = f"司马测试与{NAME}共用的水池"


def gate(text: str, *, is_signed: bool = True) -> LeakGate:
    review = Review(
        table="projects",
        row_key="J001",
        column="content",
        text_sha256=sha256_hex(text.encode()),
        reviewer="某审核人",
        role="审核员",
        reviewed_on="2015-06-20",
        row=2,
    )
    frames = {**LINKED.frames, "projects": frame("projects", [project(1, "DL01", 100, content=text)])}
    return leak_gate(replace(LINKED, frames=frames, permits=Permits(reviews=(review,) if is_signed else ())))


def comma_separated(text: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(["J001", text, 1])
    return out.getvalue().encode()


WAYS: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "text": lambda v: ("a.txt", v.encode()),
    "page": lambda v: ("a.html", f"<p>{html.escape(v)}</p>".encode()),
    "template": lambda v: (
        "b.html",
        f"<td>{html.escape(v).replace('&quot;', '&#34;').replace('&#x27;', '&#39;')}</td>".encode(),
    ),
    "attribute": lambda v: ("c.html", f'<a title="{html.escape(v)}">x</a>{"<p>另一段</p>" * 90}'.encode()),
    "far from an escape": lambda v: ("d.html", f"<p>&amp;{'长' * 195}{html.escape(v)}</p>".encode()),
    "csv": lambda v: ("a.csv", comma_separated(v)),
    "json": lambda v: ("a.json", json.dumps([v], ensure_ascii=False).encode()),
    "escaped json": lambda v: ("b.json", json.dumps([v]).encode()),
    "gb18030": lambda v: ("b.csv", v.encode("gb18030")),
    "workbook": lambda v: ("a.xlsx", workbook(strings=f"<si><t>{html.escape(v, quote=False)}</t></si>")),
    "zip": lambda v: ("a.zip", zipped({"x.csv": comma_separated(v)})),
}


def codes(gate: LeakGate, path: str, data: bytes) -> list[str]:
    return [finding.code for finding in gate(Artifact(path=path, data=data))]


@pytest.mark.parametrize("way", WAYS)
def test_a_signed_text_passes_however_it_is_written(way: str) -> None:
    path, data = WAYS[way](TEXT)
    assert codes(gate(TEXT), path, data) == []
    assert codes(gate(TEXT, is_signed=False), path, data) != []


@pytest.mark.parametrize("way", WAYS)
def test_the_name_beside_a_signed_text_does_not(way: str) -> None:
    path, data = WAYS[way](f"{TEXT}，{NAME}")
    assert codes(gate(TEXT), path, data) == ["leak.households.head_name"]


def test_half_of_a_signed_text_does_not() -> None:
    assert codes(gate(TEXT), "a.txt", TEXT[:12].encode()) == ["leak.households.head_name"]


def test_what_stands_around_a_signed_text_does_not_grow_together() -> None:
    assert codes(gate(TEXT), "a.txt", f"{NAME[:2]}{TEXT}{NAME[2:]}".encode()) == []


@pytest.mark.parametrize("value", ["address", "household_id", "phone", "head_id_number", "bank_account"])
def test_a_sign_off_never_covers_an_identifier(value: str) -> None:
    text = f"{LATER}，{HOUSEHOLD[value]}"
    assert any(code.endswith(f".{value}") for code in codes(gate(text), "a.txt", text.encode()))


def test_a_text_that_is_withheld_may_not_come_out_another_way() -> None:
    text = "该户旁的排水沟已经清淤"
    assert codes(gate(text, is_signed=False), "a.html", f"<p>{text}</p>".encode()) == ["leak.projects.content"]
    assert codes(gate(text), "a.html", f"<p>{text}</p>".encode()) == []
