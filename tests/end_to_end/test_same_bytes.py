"""The same inputs give the same bytes, and a refused build leaves the old site as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from county_site import SAMPLE, Built, approved, build, digests, folders, gongshi, pages, unapproved

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("environment", "umask"),
    [
        ({"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}, 0o077),
        ({"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4242", "COLUMNS": "20"}, 0o000),
    ],
    ids=["kathmandu", "posix"],
)
def test_a_second_build_elsewhere_gives_the_same_bytes(
    county: Built, tmp_path: Path, environment: dict[str, str], umask: int
) -> None:
    again = build(county.data, tmp_path / "另一个 地方", umask=umask, **environment)
    assert digests(again.site) == digests(county.site)
    assert digests(again.release) == digests(county.release)
    assert _modes(again.site) == _modes(county.site)


def _modes(folder: Path) -> dict[str, int]:
    return {f.relative_to(folder).as_posix(): f.stat().st_mode for f in folder.rglob("*")}


def test_the_release_alone_gives_the_same_site(county: Built, tmp_path: Path) -> None:
    done = gongshi("build", county.release, "--out", tmp_path / "site", TZ="Asia/Kathmandu", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "site") == digests(county.site)


def test_a_new_build_replaces_the_old_one_whole(county: Built, tmp_path: Path) -> None:
    built = build(county.data, tmp_path)
    before = digests(built.site)
    (built.site / "left-over.html").write_text("old", "utf-8")
    assert digests(build(county.data, tmp_path).site) == before


@pytest.mark.parametrize("change", ["changed", "unlisted", "removed", "no manifest"])
def test_data_that_was_not_approved_is_refused(county: Built, tmp_path: Path, change: str) -> None:
    data = Path(shutil.copytree(county.data, tmp_path / "data"))
    _change(data, change)
    before = (digests(county.site), digests(county.release))
    done = gongshi("build", data, "--out", county.site, "--release", county.release, "--history", county.history)
    assert done.returncode == 4
    assert "办法" in done.stderr
    assert "remedy" in done.stderr
    assert (digests(county.site), digests(county.release)) == before


def _change(data: Path, change: str) -> None:
    villages = data / "villages.csv"
    if change == "changed":
        villages.write_bytes(villages.read_bytes() + b"\r\n")
    elif change == "unlisted":
        shutil.copy(villages, data / "villages-2.csv")
    elif change == "removed":
        (data / "complaints.csv").unlink()
    else:
        (data / "manifest.json").unlink()


@pytest.mark.parametrize("change", ["changed", "unlisted", "removed", "another digest"])
def test_a_changed_release_is_refused(county: Built, tmp_path: Path, change: str) -> None:
    release = Path(shutil.copytree(county.release, tmp_path / "release"))
    table = release / "tables/villages.csv"
    if change == "changed":
        table.write_bytes(table.read_bytes() + b" ")
    elif change == "unlisted":
        shutil.copy(table, release / "tables/households.csv")
    elif change == "removed":
        table.unlink()
    else:
        descriptor = release / "datapackage.json"
        descriptor.write_text(descriptor.read_text("utf-8").replace("sha256:", "sha256:0", 1), "utf-8")
    done = gongshi("build", release, "--out", tmp_path / "site")
    assert done.returncode == 4
    assert not (tmp_path / "site").exists()


def test_one_approval_is_not_enough(county: Built, tmp_path: Path) -> None:
    data = unapproved(county.data, tmp_path / "data")
    key = sorted(county.data.parent.glob("*.pub"))[0]
    assert gongshi("approve", data, "--role", "数据员", "--key", key).returncode == 0
    done = gongshi("build", data, *folders(tmp_path))
    assert done.returncode == 4


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    draft = build(unapproved(SAMPLE, tmp_path / "data"), tmp_path, "--draft")
    without = [path for path, page in pages(draft.site) if "草稿" not in page.text]
    assert without == []


def test_an_approved_site_is_no_draft_and_says_that_it_is_synthetic(county: Built) -> None:
    found = {path: page.text for path, page in pages(county.site)}
    assert [path for path, text in found.items() if "尚未经审批" in text] == []
    assert [path for path, text in found.items() if "虚构" not in text and "合成" not in text] == []


def test_real_data_needs_keys_that_are_trusted(county: Built, tmp_path: Path) -> None:
    data = unapproved(county.data, tmp_path / "claimed")
    programme = data / "programme.yml"
    programme.write_text(programme.read_text("utf-8").replace("synthetic: true", "synthetic: false"), "utf-8")
    ready = approved(data, tmp_path / "data", tmp_path)
    done = gongshi("build", ready, *folders(tmp_path))
    assert done.returncode == 4


def test_nothing_is_left_beside_the_site(county: Built) -> None:
    expected = {"data", "site", "release", "history", "lock", "built", "0.pub", "1.pub"}
    left = {path.name for path in county.site.parent.iterdir() if path.suffix != ".lock"}
    assert left <= expected
