"""Applies every wall-breaking edit to a copy of the tree; at least one of the three guards must catch it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sabotage_edits import EDITS, Edit
from wall_rules import RULES
from wall_source import REPOSITORY

COPIED = ("generator", "theme")
CONFIGURATION = ("pyproject.toml", ".importlinter")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree that every guard passes, with mypy's cache warm so that each edit costs seconds."""
    root = tmp_path_factory.mktemp("wall") / "tree"
    _copy(REPOSITORY, root)
    # Otherwise a guard that refuses anyway would seem to catch everything.
    assert _wall(root) == []
    assert _fails(["lint-imports"], root) == ""
    assert _fails(["mypy"], root) == ""
    return root


@pytest.fixture
def broken(healthy: Path, tmp_path: Path) -> Iterator[Callable[[Edit], Path]]:
    """Applies one edit to the copy and puts the file back afterwards."""
    undo: list[Callable[[], object]] = []

    def apply(edit: Edit) -> Path:
        target = healthy / edit.file
        if target.is_file():
            shutil.copy2(target, tmp_path / "kept")
            undo.append(lambda: shutil.copy2(tmp_path / "kept", target))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            undo.append(target.unlink)
        edit.apply(healthy)
        return healthy

    yield apply
    for step in undo:
        step()


def test_there_are_enough_edits_and_each_is_named_once() -> None:
    assert len({edit.name for edit in EDITS}) == len(EDITS) >= 14


@pytest.mark.slow
def test_every_wall_rule_catches_some_edit(tmp_path: Path) -> None:
    """A rule that catches nothing would be decoration."""
    root = tmp_path / "tree"
    _copy(REPOSITORY, root)
    useful = set()
    for edit in EDITS:
        kept = (root / edit.file).read_bytes() if (root / edit.file).is_file() else None
        (root / edit.file).parent.mkdir(parents=True, exist_ok=True)
        edit.apply(root)
        useful |= set(_wall(root))
        (root / edit.file).write_bytes(kept) if kept is not None else (root / edit.file).unlink()
    assert useful == {rule.__name__ for rule in RULES}


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name.replace(" ", "-"))
def test_sabotage_is_caught(
    edit: Edit, broken: Callable[[Edit], Path], record_property: Callable[[str, object], None]
) -> None:
    """Cheapest guard first; mypy is asked only where the others let the edit pass."""
    root = broken(edit)
    caught = [f"wall test {name}" for name in _wall(root)]
    if not caught and _fails(["lint-imports"], root):
        caught.append("import-linter")
    if not caught and _fails(["mypy"], root):
        caught.append("mypy")
    record_property("caught_by", ", ".join(caught))
    print(f"{edit.name}: {', '.join(caught) or 'NOT CAUGHT'}")
    assert caught


def _copy(source: Path, root: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, root / name, symlinks=True, ignore=ignore)
    for name in CONFIGURATION:
        shutil.copy2(source / name, root / name)


def _wall(root: Path) -> list[str]:
    return [rule.__name__ for rule in RULES if rule(root)]


def _fails(tool: list[str], root: Path) -> str:
    """The tool's report when it refuses the copy, else nothing."""
    command = [str(Path(sys.executable).parent / tool[0]), *tool[1:]]
    environment = {**os.environ, "PYTHONPATH": str(root), "MYPY_CACHE_DIR": str(root / ".mypy_cache")}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr
