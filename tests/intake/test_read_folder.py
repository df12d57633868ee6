"""From files to text: encodings, headers, shapes, strict YAML, approval."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.folder import POLICY, County, demand_no_private_value

from generator.base.errors import ApprovalRefused, DataRefused
from generator.private.intake.read import intake
from generator.trust.manifest import approve

PUBLIC_KEYS = (
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB one",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC two",
)


def _approve(county: County, tmp_path: Path) -> None:
    for role, text in zip(("data_officer", "office_head"), PUBLIC_KEYS, strict=True):
        key = tmp_path / f"{role}.pub"
        key.write_text(text + "\n", "ascii")
        approve(county.folder, role=role, key=key)


def test_the_folder_is_read(county: County) -> None:
    approved = intake(county.folder, POLICY, allow_draft=True)
    assert approved.is_draft
    assert list(approved.frames["villages"]["name"]) == ["东村", "西村", "南村"]
    assert approved.sources["villages"].rows == (2, 3, 4)
    assert approved.units["projects", "budget_fen"] == "元"


def test_gb18030_reads_the_same(county: County) -> None:
    before = county.load().frames["villages"]
    county.write("villages", county.read("villages"), encoding="gb18030")
    assert county.load().frames["villages"].equals(before)


def test_contract_names_and_units_in_headers(county: County) -> None:
    rows = county.read("projects")
    rows[0] = ["project_id", "村编码", "name", "项目类别", "建设内容", "文件编码", "budget_fen"]
    rows[1][-1], rows[2][-1] = "2000050", "1000000"
    county.write("projects", rows)
    assert list(county.load().frames["projects"]["budget_fen"]) == [2_000_050, 1_000_000]
    rows[0][-1], rows[1][-1], rows[2][-1] = "预算金额(万元)", "2.00005", "1"
    county.write("projects", rows)
    assert list(county.load().frames["projects"]["budget_fen"]) == [2_000_050, 1_000_000]


@pytest.mark.parametrize(
    ("table", "old", "new", "code", "column"),
    [
        ("villages", "示范村", "示范", "header.unknown", "F「示范」"),
        ("villages", "示范村", "经度", "header.repeated", "经度"),
        ("villages", "村名", "示范情况", "header.missing", "村名"),
        ("projects", "预算金额（元）", "预算金额", "header.unit", "预算金额"),
        ("households", "户主姓名", "Z9Z9", "header.unknown", "C"),
        ("households", "户主姓名", "村民小组", "header.missing", "户主姓名"),
    ],
)
def test_a_header_fault_is_named(county: County, table: str, old: str, new: str, code: str, column: str) -> None:
    rows = county.read(table)
    rows[0][rows[0].index(old)] = new
    county.write(table, rows)
    assert (code, f"{table}.csv", 1, column) in [
        (f.code, f.where.file, f.where.row, f.where.column) for f in county.faults()
    ]


def test_a_household_table_without_header_shows_nobody(county: County) -> None:
    county.write("households", county.read("households")[1:])
    assert {f.code for f in county.faults()} == {"header.unknown", "header.missing"}


def test_ragged_rows_are_all_named(county: County) -> None:
    rows = county.read("households")
    rows[1].append("Z9Z9")
    del rows[3][-1]
    county.write("households", rows)
    assert [(f.code, f.where.row) for f in county.faults()] == [("sheet.ragged", 2), ("sheet.ragged", 4)]


def test_row_numbers_are_those_of_a_spreadsheet(county: County) -> None:
    rows = county.read("projects")
    rows[1][4] = "第一行\r\n第二行"
    rows.insert(2, [""] * len(rows[0]))
    rows[3][2] = ""
    county.write("projects", rows)
    assert [(f.code, f.where.row) for f in county.faults()] == [("cell.unsafe", 2), ("cell.required", 4)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ('村编码,村名\r\nA01,"东村\r\n'.encode(), "sheet.quotes"),
        ("村编码,村名".encode("utf-16"), "sheet.encoding"),
        (b"\xff\xff\xff", "sheet.encoding"),
        (b"", "sheet.header"),
    ],
)
def test_a_file_that_is_no_csv_is_refused(county: County, data: bytes, code: str) -> None:
    (county.folder / "villages.csv").write_bytes(data)
    assert code in {f.code for f in county.faults()}


def test_a_file_that_no_table_reads_is_refused(county: County) -> None:
    (county.folder / "village.csv").write_text("", "utf-8")
    assert [(f.code, f.where.file) for f in county.faults()] == [("file.unknown", "village.csv")]


def test_villages_are_needed(county: County) -> None:
    (county.folder / "villages.csv").unlink()
    assert "file.villages" in {f.code for f in county.faults()}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("edition: 1", "edition: 1\nedtion: 2", "yaml.unknown_key"),
        ("edition: 1", "edition: 1\nedition: 2", "yaml.syntax"),
        ("edition: 1\n", "", "yaml.missing_key"),
        ("edition: 1", "edition: 0", "yaml.integer"),
        ("edition: 1", "edition: [", "yaml.syntax"),
        ("code: '000000'", "code: 441882", "yaml.type"),
        ("'2015-06-30'", "'2015-06-29'", "programme.as_of"),
        ("'2015-12-31'", "'2012-12-31'", "programme.period"),
        ("synthetic: true", "synthetic: yes please", "yaml.type"),
        ("CGCS2000", "Mars", "yaml.choice"),
        ("schema_version: 1", "schema_version: 2", "programme.schema_version"),
        ("[province_key]", "[province]", "programme.kinds"),
        ("group: burden", "group: luck", "programme.group"),
        ("fund_uses", "fund_usage", "programme.vocabulary"),
        ("code: roads", "code: all", "programme.reserved"),
        ("label: 城级", "", ""),
        ("code: flood, label: 因灾", "code: flood, label: 因病", "programme.repeated"),
        ("测试项目", "测试\\u200b项目", ""),
        ("title: 测试项目", 'title: "测试\\u200b项目"', "yaml.unsafe"),
    ],
)
def test_the_programme_is_read_strictly(county: County, old: str, new: str, code: str) -> None:
    path = county.folder / "programme.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new), "utf-8")
    if not code:
        county.load()
        return
    assert code in {f.code for f in county.faults()}


def test_unapproved_data_needs_a_draft(county: County) -> None:
    with pytest.raises(ApprovalRefused) as refusal:
        intake(county.folder, POLICY, allow_draft=False)
    assert [(f.code, f.where.file) for f in refusal.value.findings] == [("approval.none", "manifest.json")]


def test_approved_data_is_no_draft(county: County, tmp_path: Path) -> None:
    _approve(county, tmp_path)
    assert not intake(county.folder, POLICY, allow_draft=False).is_draft


def test_one_approval_is_a_draft_at_most(county: County, tmp_path: Path) -> None:
    key = tmp_path / "one.pub"
    key.write_text(PUBLIC_KEYS[0], "ascii")
    approve(county.folder, role="data_officer", key=key)
    assert intake(county.folder, POLICY, allow_draft=True).is_draft
    with pytest.raises(ApprovalRefused) as refusal:
        intake(county.folder, POLICY, allow_draft=False)
    assert {f.code for f in refusal.value.findings} == {"approval.people", "approval.roles"}


def test_keys_of_synthetic_data_do_not_approve_real_data(county: County, tmp_path: Path) -> None:
    path = county.folder / "programme.yml"
    path.write_text(path.read_text("utf-8").replace("synthetic: true", "synthetic: false"), "utf-8")
    _approve(county, tmp_path)
    with pytest.raises(ApprovalRefused) as refusal:
        intake(county.folder, POLICY, allow_draft=False)
    assert [f.code for f in refusal.value.findings] == ["approval.untrusted"] * 2


@pytest.mark.parametrize("allow_draft", [False, True])
def test_tampering_names_the_file(county: County, tmp_path: Path, allow_draft: bool) -> None:
    _approve(county, tmp_path)
    county.set("households", 2, "户主姓名", "Z9Z9")
    (county.folder / "units.csv").write_text("单位编码\r\n", "utf-8")
    (county.folder / "goals.csv").unlink()
    with pytest.raises(ApprovalRefused) as refusal:
        intake(county.folder, POLICY, allow_draft=allow_draft)
    assert [(f.code, f.where.file) for f in refusal.value.findings] == [
        ("manifest.absent", "goals.csv"),
        ("manifest.changed", "households.csv"),
        ("manifest.unlisted", "units.csv"),
    ]
    demand_no_private_value(refusal.value.findings)


def test_links_and_folders_are_not_followed(county: County, tmp_path: Path) -> None:
    _approve(county, tmp_path)
    target = tmp_path / "elsewhere.csv"
    (county.folder / "villages.csv").rename(target)
    (county.folder / "villages.csv").symlink_to(target)
    (county.folder / "more").mkdir()
    os.mkfifo(county.folder / "pipe")
    with pytest.raises(ApprovalRefused) as refusal:
        intake(county.folder, POLICY, allow_draft=False)
    assert [(f.code, f.where.file) for f in refusal.value.findings] == [
        ("folder.subfolder", "more"),
        ("folder.special", "pipe"),
        ("folder.link", "villages.csv"),
    ]


def test_a_folder_that_is_absent_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataRefused) as refusal:
        intake(tmp_path / "nowhere", POLICY, allow_draft=True)
    assert [f.code for f in refusal.value.findings] == ["folder.missing"]


def test_real_household_tables_in_a_git_work_tree_are_refused(county: County) -> None:
    (county.folder.parent / ".git").mkdir()
    assert county.load()  # synthetic: may lie anywhere
    programme = county.folder / "programme.yml"
    programme.write_text(programme.read_text("utf-8").replace("synthetic: true", "synthetic: false"), "utf-8")
    with pytest.raises(DataRefused) as refusal:
        intake(county.folder, POLICY, allow_draft=True)
    assert {(f.code, f.where.file) for f in refusal.value.findings} == {
        ("folder.git", f"{table}.csv") for table in ("households", "household_years", "household_payments")
    }
