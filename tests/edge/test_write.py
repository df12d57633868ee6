"""Publishing: what is refused leaves the old tree whole, and the switch is one step."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.base.errors import (
    Bilingual,
    DataRefused,
    EnvironmentRefused,
    Finding,
    GongshiError,
    ProtectionRefused,
    Where,
)
from generator.base.pages import Artifact
from generator.edge import switch as switching
from generator.edge.write import Output, write
from generator.trust.digests import sha256_hex, tree_digest


def file(path: str, text: str = "text") -> Artifact:
    return Artifact(path=path, data=text.encode())


def site(*texts: tuple[str, str]) -> Iterator[Artifact]:
    yield from (file(path, text) for path, text in texts)
    yield file("edition.json", "{}")


def open_gate(artifact: Artifact) -> tuple[Finding, ...]:
    return ()


def finding(where: str) -> Finding:
    words = Bilingual(zh="泄露", en="leak")
    return Finding(code="leak", where=Where(file=where), rule=words, remedy=words)


def publish(folder: Path, *texts: tuple[str, str]) -> None:
    write([Output(folder=folder, artifacts=site(*texts))], open_gate)


def tree(folder: Path) -> dict[str, str]:
    """Everything below `folder`, hidden or not."""
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_report_counts_files_and_digests_the_first_output(tmp_path: Path) -> None:
    outputs = [
        Output(folder=tmp_path / "site", artifacts=site(("villages/甲/index.html", "一"))),
        Output(folder=tmp_path / "release", artifacts=iter([file("datapackage.json", "{}")])),
    ]
    report = write(outputs, open_gate)
    pairs = [("villages/甲/index.html", sha256_hex("一".encode())), ("edition.json", sha256_hex(b"{}"))]
    assert (report.files, report.bytes, report.digest) == (3, 7, tree_digest(pairs))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["release", "site"]


def test_a_second_build_replaces_the_first_wholly(tmp_path: Path) -> None:
    publish(tmp_path / "site", ("a.html", "old"), ("gone.html", "old"))
    publish(tmp_path / "site", ("a.html", "new"))
    assert tree(tmp_path) == {"site/a.html": "new", "site/edition.json": "{}"}


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(tmp_path / "site", ("deep/er/a.html", "x"))
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "site").rglob("*") if p.is_dir()}
    assert modes == {0o755} == {stat.S_IMODE((tmp_path / "site").stat().st_mode)}
    assert stat.S_IMODE((tmp_path / "site/deep/er/a.html").stat().st_mode) == 0o644


def test_gate_sees_every_file_and_refuses_with_all_findings(tmp_path: Path) -> None:
    publish(tmp_path / "site", ("a.html", "old"))
    before = tree(tmp_path)
    outputs = [
        Output(folder=tmp_path / "site", artifacts=site(("a.html", "bad"), ("b.html", "good"), ("c.html", "bad"))),
        Output(folder=tmp_path / "release", artifacts=iter([file("datapackage.json", "bad")])),
    ]
    with pytest.raises(ProtectionRefused) as refused:
        write(outputs, lambda a: (finding(a.path),) if a.data == b"bad" else ())
    assert [f.where.file for f in refused.value.findings] == ["a.html", "c.html", "datapackage.json"]
    assert tree(tmp_path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site"]


@pytest.mark.parametrize(
    "path",
    ["/etc/x", "../x", "a/../x", "a\\b", "a//b", "./a", "", "a/", "nul\0l", "c:x", "b. ", "e\u202ee", "x" * 256],
)
def test_unsafe_paths_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(DataRefused):
        write([Output(folder=tmp_path / "site", artifacts=iter([file(path)]))], open_gate)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "pair", [("a", "a"), ("a", "A"), ("é", "e\u0301"), ("a", "a/b"), ("a/b", "a"), ("A/b", "a/B"), ("ß", "ss")]
)
def test_two_paths_for_one_file_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(DataRefused):
        write([Output(folder=tmp_path / "site", artifacts=iter([file(p) for p in pair]))], open_gate)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_not_ours_stays(tmp_path: Path, kind: str) -> None:
    target, own = tmp_path / "site", tmp_path / "own"
    publish(own)
    if kind == "folder":
        target.mkdir()
        (target / "thesis.txt").write_text("mine")
    elif kind == "file":
        target.write_text("mine")
    else:
        target.symlink_to(own)
    before = tree(tmp_path)
    with pytest.raises(EnvironmentRefused) as refused:
        publish(target, ("a.html", "x"))
    assert [f.code for f in refused.value.findings] == ["foreign_folder"]
    assert tree(tmp_path) == before


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", ("a.html", "x"))
    assert tree(tmp_path / "site")["a.html"] == "x"


def test_one_target_inside_another_is_refused(tmp_path: Path) -> None:
    outputs = [Output(folder=tmp_path / name, artifacts=site()) for name in ("site", "site/release")]
    with pytest.raises(EnvironmentRefused) as refused:
        write(outputs, open_gate)
    assert [f.code for f in refused.value.findings] == ["nested_folders"]


def test_a_full_disk_is_an_environment_fault_and_the_old_site_stays(tmp_path: Path) -> None:
    publish(tmp_path / "site", ("a.html", "old"))
    before = tree(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(EnvironmentRefused) as refused:
            publish(tmp_path / "site", ("a.html", "new" * 1000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [f.code for f in refused.value.findings] == ["disk"]
    assert tree(tmp_path) == before


def test_a_fault_in_a_page_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[Artifact]:
        yield file("a.html")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write([Output(folder=tmp_path / "site", artifacts=broken())], open_gate)
    assert list(tmp_path.iterdir()) == []


def test_when_one_target_cannot_be_switched_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("site", "release"):
        publish(tmp_path / name, ("a.html", "old"))
    before, exchange = tree(tmp_path), switching._exchange

    def failing(one: Path, other: Path) -> None:
        if other.name == "release":
            raise OSError(5, "Input/output error", str(other))
        exchange(one, other)

    monkeypatch.setattr(switching, "_exchange", failing)
    outputs = [Output(folder=tmp_path / n, artifacts=site(("a.html", "new"))) for n in ("site", "release")]
    with pytest.raises(EnvironmentRefused):
        write(outputs, open_gate)
    assert tree(tmp_path) == before


def test_leftovers_of_a_killed_build_are_cleared(tmp_path: Path) -> None:
    leftover = tmp_path / ".site.staging"
    leftover.mkdir()
    (leftover / "half.html").write_text("half")
    publish(tmp_path / "site", ("a.html", "x"))
    assert tree(tmp_path) == {"site/a.html": "x", "site/edition.json": "{}"}


def _hold(folder: Path, go: multiprocessing.synchronize.Event, done: multiprocessing.synchronize.Event) -> None:
    def slow() -> Iterator[Artifact]:
        yield file("a.html", "first")
        go.set()
        done.wait(20)
        yield file("edition.json", "{}")

    write([Output(folder=folder, artifacts=slow())], open_gate)


@pytest.mark.slow
def test_of_two_builds_at_once_the_second_says_so(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    go, done = context.Event(), context.Event()
    first = context.Process(target=_hold, args=(tmp_path / "site", go, done))
    first.start()
    assert go.wait(20)
    with pytest.raises(EnvironmentRefused) as refused:
        publish(tmp_path / "site", ("a.html", "second"))
    done.set()
    first.join(20)
    assert [f.code for f in refused.value.findings] == ["lock"]
    assert tree(tmp_path) == {"site/a.html": "first", "site/edition.json": "{}"}


_ENDLESS = """
    import itertools, sys
    from pathlib import Path
    from generator.base.pages import Artifact
    from generator.edge.write import Output, write
    def pages():
        yield Artifact(path="edition.json", data=b"{}")
        for n in itertools.count():
            yield Artifact(path=f"p/{n}.html", data=b"new")
            if n == 20:
                print("going", flush=True)
    write([Output(folder=Path(sys.argv[1]), artifacts=pages())], lambda a: ())
"""


@pytest.mark.slow
@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM])
def test_killed_in_the_middle_the_old_site_is_whole(tmp_path: Path, signal_number: signal.Signals) -> None:
    publish(tmp_path / "site", ("a.html", "old"))
    before = tree(tmp_path / "site")
    command = [sys.executable, "-c", textwrap.dedent(_ENDLESS), str(tmp_path / "site")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == "going\n"
        build.send_signal(signal_number)
        build.wait(20)
    assert tree(tmp_path / "site") == before
    publish(tmp_path / "site", ("a.html", "new"))
    assert tree(tmp_path) == {"site/a.html": "new", "site/edition.json": "{}"}


_SWITCHING = """
    import sys
    from pathlib import Path
    from generator.base.pages import Artifact
    from generator.edge.write import Output, write
    n = 0
    while True:
        n += 1
        names = [*(f"{i}.html" for i in range(5)), "edition.json"]
        files = [Artifact(path=name, data=b"%d" % n) for name in names]
        write([Output(folder=Path(sys.argv[1]), artifacts=iter(files))], lambda a: ())
        if n == 3:
            print("going", flush=True)
"""


@pytest.mark.slow
def test_a_reader_never_sees_a_missing_or_mixed_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(_SWITCHING), str(tmp_path / "site")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == "going\n"
        deadline = time.monotonic() + 1
        editions = set()
        while time.monotonic() < deadline:
            handle = os.open(tmp_path / "site", os.O_RDONLY)
            try:
                editions.add(_edition_at(handle))
            finally:
                os.close(handle)
        build.kill()
        build.wait(20)
    assert len(editions) > 2
    assert len(tree(tmp_path / "site")) == 6
    assert len(set(tree(tmp_path / "site").values())) == 1


def _edition_at(folder: int) -> bytes:
    """The edition in the folder just opened; an old one may be emptied behind us but never holds another's files."""
    found = set()
    for name in ("0.html", "4.html", "edition.json"):
        try:
            handle = os.open(name, os.O_RDONLY, dir_fd=folder)
        except FileNotFoundError:
            continue
        with os.fdopen(handle, "rb") as opened:
            found.add(opened.read())
    assert len(found) <= 1
    return found.pop() if found else b""


def test_refusals_are_gongshi_errors_and_name_no_folder_above(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file, no folder")
    with pytest.raises(GongshiError) as refused:
        publish(tmp_path / "blocked" / "site", ("a.html", "x"))
    assert refused.value.exit_code == 3
    assert str(tmp_path) not in "".join(f"{f.where}{f.rule.zh}{f.rule.en}" for f in refused.value.findings)
