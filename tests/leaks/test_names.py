"""Names of two characters block in context only; officials pass beside their role and unit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from county_values import LINKED, NAME, SHORT
from support.county import small_linked

from generator.base.errors import Severity
from generator.base.pages import Artifact
from generator.private.leaks.gate import LeakGate, leak_gate
from generator.private.leaks.private_values import PrivateValues, add_name
from generator.private.stages import Official, Permits


def found(text: str, path: str = "a.html", gate: LeakGate | None = None) -> list[str]:
    return [f.code for f in (gate or leak_gate(LINKED))(Artifact(path=path, data=text.encode()))]


@pytest.mark.parametrize(
    "text",
    [
        "<p>户主王丙</p>",
        "<p>户主：王　丙</p>",
        "<p>户主是<b>王丙</b></p>",
        "<p>贫困户 王丙</p>",
        "<p>村民王丙说</p>",
        "<p>姓名 王丙 男</p>",
        "<p>走访王丙户</p>",
        "<p>王丙家的房屋</p>",
        "<p>王丙等五户</p>",
        "<p>姓名：王丙</p>",
        "<td>王丙</td>",
        "<td> 王 丙 </td>",
        "<td><a href=x>王丙</a></td>",
        "<li>王丙</li>",
        '<a title="王丙">x</a>',
        '{"n": "王丙"}',
        "DL01,王丙,3",
        "王丙",
    ],
)
def test_a_name_of_two_blocks_in_context(text: str) -> None:
    assert found(text) == ["leak.households.head_name"]


@pytest.mark.parametrize("text", ["<p>联系王丙同志</p>", "<p>王丙烷罐区</p>", "<p>国王丙级</p>"])
def test_elsewhere_it_is_listed_for_review(text: str) -> None:
    gate = leak_gate(LINKED)
    assert found(text, gate=gate) == []
    assert [(f.code, f.severity) for f in gate.reviews()] == [("leak.review.households.head_name", Severity.DOUBT)]
    assert SHORT not in str(gate.reviews())


def test_a_review_names_each_file_once() -> None:
    gate = leak_gate(LINKED)
    for path in ("b.html", "a.html", "a.html"):
        found("<p>国王丙级，国王丙级</p>", path, gate)
    assert [f.where.file for f in gate.reviews()] == ["a.html", "b.html"]


def test_a_clean_file_needs_no_review() -> None:
    gate = leak_gate(LINKED)
    found("<p>王乙</p>", gate=gate)
    assert gate.reviews() == ()


def test_a_name_that_is_also_a_public_word_may_fill_a_cell() -> None:
    values = PrivateValues(public_words=frozenset({"高山"}))
    add_name(values, "x", "高山")
    gate = LeakGate(values)
    assert found("<td>高山</td>", gate=gate) == []
    assert found("<td>户主高山</td>", "b.html", gate) == ["leak.x"]


OFFICIALS = (Official(name=NAME, role="站长", unit="大路边镇水利站"), Official(name=SHORT, role="镇长", unit="星子镇"))


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (f"<td>大路边镇水利站</td><td>站长</td><td>{NAME}</td>", True),
        (f"<p>大路边镇水利站 站 长 {NAME}</p>", True),
        (f"<td>站长</td><td>{NAME}</td>", False),
        (f"<td>大路边镇水利站</td><td>{NAME}</td>", False),
        (f"<td>大路边镇水利站站长</td><td>司马测试</td><td>{NAME}</td>", False),
        (f"<td>星子镇</td><td>镇长</td><td>{SHORT}</td>", True),
        (f"<td>{SHORT}</td>", False),
        (f"<p>大路边镇水利站站长</p>{'<p>另一段文字</p>' * 99}<p>{NAME}</p>", False),
    ],
)
def test_an_official_passes_with_role_and_unit_only(text: str, passes: bool) -> None:
    gate = leak_gate(replace(LINKED, permits=Permits(officials=OFFICIALS)))
    assert (found(text, gate=gate) == []) is passes


def test_nobody_is_an_official_by_default() -> None:
    assert found(f"<td>大路边镇水利站</td><td>站长</td><td>{NAME}</td>")


@pytest.mark.parametrize("text", ["欧 阳　测&nbsp;试", "欧\u2061阳测试", "欧\u0301阳测试", "欧\u3164阳测试"])
def test_nothing_between_the_characters_of_a_name_hides_it(text: str) -> None:
    assert found(f"<p>{text}</p>") == ["leak.households.head_name"]


def test_a_county_without_households_has_a_gate() -> None:
    assert found("<p>村务公开</p>", gate=leak_gate(small_linked())) == []
