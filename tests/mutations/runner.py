"""Runs named tests in a copy of the tree, one fork per question: the libraries are imported once, not sixty times.

`Copy` is the copy; this file is also the process that forks, which reads a list of test arguments per line and answers
with pytest's exit code.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
COPIED = ("generator", "tests", "theme", "content", "site_config.yml", "pyproject.toml", ".importlinter")
HEAVY = ("pytest", "hypothesis", "pandas", "numpy", "yaml", "highspy", "ahocorasick_rs", "pypdf", "mkdocs.config")
"""Imported before the forks; never `generator`, which each fork takes from the copy"""
OPTIONS = ("-x", "-q", "--tb=short", "-W", "ignore::pytest.PytestAssertRewriteWarning")
"""The warning is about what was imported before the fork"""
PASSED, FAILED, BROKEN = 0, 1, 99
LONGEST = 100
"""Seconds after which a mutant that runs on is stopped; it then counts as neither"""


class Mutant(NamedTuple):
    """One rule taken away: `old`, which stands once in `file`, becomes `new`, and one of `tests` must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    """Arguments of pytest, separated by spaces: files or node ids"""


class Stale(AssertionError):
    """The text to replace is not there once: the mutant proves nothing until it is mended."""


class Copy:
    """The tree in a temporary folder, and a process that runs tests there."""

    def __init__(self, root: Path) -> None:
        self._root = root
        for name in COPIED:
            source = REPOSITORY / name
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, root / name)
        self._server = subprocess.Popen(
            [sys.executable, __file__, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Copy:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.communicate()

    def run(self, tests: str) -> tuple[int, str]:
        """Exit code of pytest (negative when it was stopped) and the end of what it printed."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(tests.split()) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        return code, (self._root / "output.txt").read_text("utf-8", "replace")[-2000:]

    def run_without(self, mutant: Mutant) -> tuple[int, str]:
        """The same with the mutant applied. Raises Stale."""
        file = self._root / mutant.file
        text = file.read_text("utf-8")
        if text.count(mutant.old) != 1:
            raise Stale(f"{mutant.name}: the text stands {text.count(mutant.old)} times in {mutant.file}")
        file.write_text(text.replace(mutant.old, mutant.new), "utf-8")
        self._forget(file)
        try:
            return self.run(mutant.tests)
        finally:
            file.write_text(text, "utf-8")
            self._forget(file)

    @staticmethod
    def _forget(file: Path) -> None:
        """Compiled code is told apart by second and size only."""
        if file.suffix == ".py":
            Path(importlib.util.cache_from_source(str(file))).unlink(missing_ok=True)


def _serve(root: Path) -> None:
    for name in HEAVY:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_tested(root, json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _tested(root: Path, tests: list[str]) -> int:
    import pytest  # noqa: PLC0415 - only in the forks

    signal.alarm(LONGEST)
    output = os.open(root / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(root)
    os.environ.pop("PYTEST_ADDOPTS", None)  # what the outer run was told is not meant for the forks
    sys.path.insert(0, str(root))
    try:
        return int(pytest.main([*OPTIONS, *tests]))
    except BaseException:  # whatever it is, it is no failing test
        traceback.print_exc()
        return BROKEN
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    import importlib

    _serve(Path(sys.argv[1]))
