from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import frictionless
import pytest
from support.county import project, small_release

from generator.base.blanks import Blank
from generator.base.errors import ApprovalRefused
from generator.published.package import package, read_package
from generator.published.release import Release
from generator.trust.digests import sha256_hex


def written(folder: Path, release: Release) -> Path:
    for artifact in package(release):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return folder


def descriptor(folder: Path) -> dict[str, object]:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    release = small_release()
    assert read_package(written(tmp_path, release)) == release


@pytest.mark.parametrize(
    "name",
    [
        "=HYPERLINK(1)",
        "'=1+1",
        "''-2a",
        "-12.5米",
        "@a",
        "+86",
        "==",
        '甲,乙"丙"\n丁',
        "\r=1",
        "  空格 ",
        "𠀀",
        "'",
        "",
    ],
)
def test_any_text_comes_back(tmp_path: Path, name: str) -> None:
    release = small_release({"projects": [project(1, "DL01", 100_000_00, name=name)]})
    assert read_package(written(tmp_path, release)).projects[0].name == name


def test_a_formula_is_no_formula_in_the_file(tmp_path: Path) -> None:
    release = small_release({"projects": [project(1, "DL01", 100_000_00, name="=HYPERLINK(1)")]})
    assert b",'=HYPERLINK(1)," in (written(tmp_path, release) / "tables/projects.csv").read_bytes()


def test_blanks_lists_and_decimals_come_back(tmp_path: Path) -> None:
    release = read_package(written(tmp_path, small_release()))
    assert release.funds[2].allowed_uses == ("road", "water")
    assert release.goals[0].target is Blank.NOT_APPLICABLE
    assert str(release.assessments[0].score) == "92.5"
    assert {figure.value for figure in release.household_figures} >= {Blank.WITHHELD}


def test_same_release_same_bytes() -> None:
    assert list(package(small_release())) == list(package(small_release()))


def test_it_is_a_valid_data_package(tmp_path: Path) -> None:
    report = frictionless.Package(str(written(tmp_path, small_release()) / "datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == len(list((tmp_path / "tables").iterdir()))


def test_an_independent_reader_finds_a_broken_package(tmp_path: Path) -> None:
    """So that the test above can fail."""
    path = written(tmp_path, small_release()) / "tables/villages.csv"
    path.write_text(path.read_text("utf-8").replace(",DL,", ",QQ,"), "utf-8")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_the_descriptor_says_what_a_machine_must_know(tmp_path: Path) -> None:
    document = descriptor(written(tmp_path, small_release()))
    own = document["gongshi"]
    assert (own["is_synthetic"], own["is_draft"], own["k"], own["p_percent"]) == (True, False, 5, 15)
    assert own["schema_version"] == 1
    assert own["programme"]["as_of"] == "2015-06-30"
    moves = next(r for r in document["resources"] if r["name"] == "fund_moves")
    assert moves["hash"] == f"sha256:{sha256_hex((tmp_path / moves['path']).read_bytes())}"
    assert next(f for f in moves["schema"]["fields"] if f["name"] == "amount_fen")["unit"] == "fen"
    assert moves["schema"]["missingValues"] == ["not_reported", "not_due", "withheld", "not_applicable"]


def edit(path: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_bytes((folder / path).read_bytes().replace(old.encode(), new.encode()))


def rehash(path: str, old: str, new: str) -> Callable[[Path], object]:
    """A forger who also corrects the digest."""

    def change(folder: Path) -> None:
        before = sha256_hex((folder / path).read_bytes())
        edit(path, old, new)(folder)
        edit("datapackage.json", before, sha256_hex((folder / path).read_bytes()))(folder)

    return change


def link(folder: Path) -> None:
    target = folder / "tables/villages.csv"
    copy = folder.parent / "outside.csv"
    target.rename(copy)
    target.symlink_to(copy)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (edit("tables/villages.csv", "DL01", "DL09"), "changed"),
        (lambda folder: (folder / "tables/villages.csv").unlink(), "missing"),
        (lambda folder: (folder / "tables/extra.csv").write_text("x"), "unlisted"),
        (lambda folder: (folder / "note.txt").write_text("x"), "unlisted"),
        (link, "link"),
        (lambda folder: (folder / "datapackage.json").write_text("{"), "descriptor"),
        (lambda folder: (folder / "datapackage.json").unlink(), "descriptor"),
        (edit("datapackage.json", '"profile_version": 1', '"profile_version": 2'), "descriptor"),
        (edit("datapackage.json", '"edition": 1', '"edition": "1"'), "descriptor"),
        (edit("datapackage.json", "tables/villages.csv", "../villages.csv"), "descriptor"),
        (rehash("tables/villages.csv", "village_code", "code"), "content"),
        (rehash("tables/fund_moves.csv", "10000000", "ten"), "content"),
        (rehash("tables/fund_moves.csv", "10000000", "10000000,"), "content"),
        (rehash("tables/benchmarks.csv", "false", "no"), "content"),
    ],
)
def test_a_changed_package_is_refused(tmp_path: Path, change: Callable[[Path], object], code: str) -> None:
    folder = written(tmp_path / "release", small_release())
    change(folder)
    with pytest.raises(ApprovalRefused) as refusal:
        read_package(folder)
    assert {finding.code for finding in refusal.value.findings} == {f"package.{code}"}


def test_a_draft_stays_a_draft(tmp_path: Path) -> None:
    release = replace(small_release(), is_draft=True)
    assert read_package(written(tmp_path, release)).is_draft
