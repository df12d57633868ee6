"""Free text: what is withheld is listed, what was signed off is shown, a sign-off that signs nothing is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pytest
from support.folder import POLICY, PRIVATE_VALUES, County

from generator.base.blanks import Blank
from generator.base.errors import ApprovalRefused, Severity
from generator.private.intake.permits import HEADERS
from generator.private.intake.read import intake
from generator.private.protection.mask import mask
from generator.private.stages import OFFICIALS, REVIEWS, Official
from generator.trust.digests import sha256_hex
from generator.trust.manifest import MANIFEST, approve

NAMED = "修复张甲乙门前的村道三百米"
PHRASED = "该户旁的排水沟已经清淤"
NUMBERED = "联系13800000001办理验收"
PRIVATE_NAME = "张甲乙"
ENTRY = {
    "表": "projects",
    "行编码": "P1",
    "列": "content",
    "审核人": "某审核人",
    "审核职务": "法制办审核员",
    "审核日期": "2015-06-20",
}


def write(county: County, file: str, rows: list[list[str]], header: tuple[str, ...] | None = None) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header or HEADERS[file], *rows])
    (county.folder / file).write_bytes(out.getvalue().encode("utf-8-sig"))


def sign(county: County, text: str, *others: Mapping[str, str], **changes: str) -> None:
    """Signs `text` off as the content of project P1, or as `changes` say; `others` are further entries."""
    entries = [{**ENTRY, "文本SHA-256": sha256_hex(text.encode()), **each} for each in (changes, *others)]
    write(county, REVIEWS, [[entry[title] for title in HEADERS[REVIEWS]] for entry in entries])


def shown(county: County) -> list[str]:
    return mask(county.load()).frames["projects"]["content"].tolist()


def refused(county: County) -> list[tuple[str, str, int, str]]:
    found = county.faults()
    assert all(f.rule.zh and f.remedy.zh and f.rule.en and f.remedy.en for f in found)
    assert NAMED not in repr(found)
    return [(f.code, f.where.file, f.where.row, f.where.column) for f in found]


@pytest.mark.parametrize("text", [NAMED, PHRASED])
def test_a_text_that_is_signed_off_is_shown_and_no_doubt(county: County, text: str) -> None:
    county.set("projects", 2, "建设内容", text)
    sign(county, text)
    assert shown(county)[0] == text
    assert county.load().doubts == ()


def test_the_sign_off_may_name_table_and_column_in_chinese(county: County) -> None:
    county.set("projects", 2, "建设内容", NAMED)
    sign(county, NAMED, 表="项目", 列="建设内容")
    assert shown(county)[0] == NAMED


@pytest.mark.parametrize(("text", "code"), [(NAMED, "text.name"), (PHRASED, "text.phrase"), (NUMBERED, "text.number")])
def test_what_is_withheld_is_listed_by_place_only(county: County, text: str, code: str) -> None:
    county.set("projects", 3, "建设内容", text)
    linked = county.load()
    assert [(d.code, d.where.file, d.where.row, d.where.column) for d in linked.doubts] == [
        (code, "projects.csv", 3, "建设内容")
    ]
    assert linked.doubts[0].severity is Severity.DOUBT
    assert text not in repr(linked.doubts)
    assert [value for value in PRIVATE_VALUES if value in repr(linked.doubts)] == []
    assert mask(linked).frames["projects"]["content"].tolist()[1] is Blank.WITHHELD


def test_every_withheld_text_is_listed(county: County) -> None:
    rows = county.read("projects")
    more = [[f"Q{n}", *rows[1][1:4], NAMED, "", "10"] for n in range(120)]
    county.write("projects", [rows[0], *rows[1:], *more])
    assert [d.where.row for d in county.load().doubts if d.code == "text.name"] == list(range(4, 124))


def test_the_same_text_elsewhere_stays_withheld(county: County) -> None:
    county.set("projects", 2, "建设内容", NAMED)
    county.set("projects", 3, "建设内容", NAMED)
    sign(county, NAMED)
    assert shown(county) == [NAMED, Blank.WITHHELD]
    assert [d.where.row for d in county.load().doubts] == [3]


@pytest.mark.parametrize(
    ("code", "text", "signed", "changes"),
    [
        ("review.changed", NAMED, NAMED + "。", {}),
        ("review.changed", "", "", {}),
        ("review.unused", "硬化道路一条", "硬化道路一条", {}),
        ("review.number", NUMBERED, NUMBERED, {}),
        ("review.number", NAMED + NUMBERED, NAMED + NUMBERED, {}),
        ("review.short", "张甲乙门前路", "张甲乙门前路", {}),
        ("review.row", NAMED, NAMED, {"行编码": "P9"}),
        ("review.column", NAMED, NAMED, {"列": "name"}),
        ("review.column", NAMED, NAMED, {"列": "contents"}),
        ("review.column", NAMED, NAMED, {"表": "households"}),
        ("review.column", NAMED, NAMED, {"表": "assistance_records"}),
    ],
)
def test_an_entry_that_signs_nothing_is_refused(
    county: County, code: str, text: str, signed: str, changes: dict[str, str]
) -> None:
    county.set("projects", 2, "建设内容", text)
    sign(county, signed, **changes)
    assert refused(county) == [(code, REVIEWS, 2, "")]


def test_a_text_of_a_private_table_cannot_be_signed_off(county: County) -> None:
    header = ["记录编码", "户编码", "单位编码", "帮扶日期", "村负责人签名", "户主签名", "工作组组长签名", "帮扶内容"]
    county.write("units", [["单位编码", "单位名称", "单位归属"], ["U1", "某单位", "省直"]])
    county.write("assistance_records", [header, ["R1", "H1", "U1", "2014-01-01", "是", "是", "是", NAMED]])
    sign(county, NAMED, 表="assistance_records", 行编码="R1")
    assert refused(county) == [("review.column", REVIEWS, 2, "")]


def test_a_cell_signed_off_twice_is_refused(county: County) -> None:
    county.set("projects", 2, "建设内容", NAMED)
    sign(county, NAMED, {"审核人": "另一人", "列": "建设内容"})
    assert refused(county) == [("review.repeated", REVIEWS, 2, ""), ("review.repeated", REVIEWS, 3, "")]


def test_a_row_that_stands_twice_is_refused(county: County) -> None:
    county.set("projects", 2, "建设内容", NAMED)
    sign(county, NAMED, {})
    assert refused(county) == [("permit.repeated", REVIEWS, 2, ""), ("permit.repeated", REVIEWS, 3, "")]


@pytest.mark.parametrize("title", HEADERS[REVIEWS])
def test_an_empty_cell_is_refused(county: County, title: str) -> None:
    county.set("projects", 2, "建设内容", NAMED)
    sign(county, NAMED, **{title: ""})
    assert refused(county) == [("permit.cell", REVIEWS, 2, title)]


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("文本SHA-256", "0" * 63),
        ("文本SHA-256", "A" * 64),
        ("审核日期", "2015-6-20"),
        ("审核日期", "20150620"),
        ("审核日期", "2015-02-30"),
        ("审核人", " 某人"),
        ("审核人", "某\u200b人"),
    ],
)
def test_a_malformed_cell_is_refused(county: County, title: str, value: str) -> None:
    county.set("projects", 2, "建设内容", NAMED)
    sign(county, NAMED, **{title: value})
    assert refused(county) == [("permit.cell", REVIEWS, 2, title)]


@pytest.mark.parametrize("file", [REVIEWS, OFFICIALS])
def test_another_header_is_refused(county: County, file: str) -> None:
    write(county, file, [], header=(*HEADERS[file], "备注"))
    assert refused(county) == [("permit.header", file, 1, "")]


def test_a_sign_off_is_approved_with_the_tables(county: County, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Under the manifest's digests: a sign-off that was added or changed after the approval is refused."""
    county.set("projects", 2, "建设内容", NAMED)
    key = tmp_path_factory.mktemp("keys") / "one.pub"
    key.write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43 + " someone\n", "ascii")
    approve(county.folder, role="data_officer", key=key)
    sign(county, NAMED)
    with pytest.raises(ApprovalRefused) as unlisted:
        intake(county.folder, POLICY, allow_draft=True)
    approve(county.folder, role="data_officer", key=key)
    assert REVIEWS in (county.folder / MANIFEST).read_text("utf-8")
    sign(county, NAMED, 审核人="另一人")
    with pytest.raises(ApprovalRefused) as changed:
        intake(county.folder, POLICY, allow_draft=True)
    assert [f.code for f in (*unlisted.value.findings, *changed.value.findings)] == [
        "manifest.unlisted",
        "manifest.changed",
    ]


def test_officials_reach_the_gate(county: County) -> None:
    write(county, OFFICIALS, [["张甲乙", "站长", "甲镇水利站"]])
    assert county.load().permits.officials == (Official(name="张甲乙", role="站长", unit="甲镇水利站"),)


@pytest.mark.parametrize("title", HEADERS[OFFICIALS])
def test_an_official_needs_name_role_and_unit(county: County, title: str) -> None:
    known = dict(zip(HEADERS[OFFICIALS], ("张甲乙", "站长", "甲镇水利站"), strict=True))
    for value in ("", "站"):
        write(county, OFFICIALS, [list({**known, title: value}.values())])
        assert refused(county) == [("permit.cell", OFFICIALS, 2, title)]


def test_without_a_sign_off_mask_withholds_even_what_link_let_through(county: County) -> None:
    """mask trusts no stage before it: a sign-off of another text opens nothing."""
    county.set("projects", 2, "建设内容", NAMED)
    sign(county, NAMED)
    linked = county.load()
    review = replace(linked.permits.reviews[0], text_sha256="0" * 64)
    forged = replace(linked, permits=replace(linked.permits, reviews=(review,)))
    assert mask(forged).frames["projects"]["content"].tolist()[0] is Blank.WITHHELD


def test_a_key_of_several_parts_is_joined(county: County) -> None:
    header = ["疑点编码", "答复日期", "答复人职务", "答复状态", "答复内容"]
    county.write("finding_replies", [header, *(["X1", f"2015-05-0{n}", "镇长", "已说明", NAMED] for n in (1, 2))])
    sign(county, NAMED, 表="finding_replies", 列="reply", 行编码="X1;2015-05-02")
    assert mask(county.load()).frames["finding_replies"]["reply"].tolist() == [Blank.WITHHELD, NAMED]
