"""The sample is approved by two throwaway keys; a folder that holds no synthetic county is left alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support.folder import POLICY

from generator.private.intake.read import intake

ROOT = Path(__file__).parents[2]


def _run(target: Path) -> subprocess.CompletedProcess[str]:
    script = str(ROOT / "scripts" / "approve-sample")
    return subprocess.run([script, str(target)], capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_copy_is_approved_and_can_be_made_again(tmp_path: Path) -> None:
    target = tmp_path / "build" / "sample"
    for _ in range(2):
        done = _run(target)
        assert done.returncode == 0, done.stderr
        assert not intake(target, POLICY, allow_draft=False).is_draft
    assert not (ROOT / "data" / "sample" / "manifest.json").exists()


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "programme.yml").write_text("synthetic: false\n", "utf-8")
    assert _run(tmp_path).returncode == 2
    assert (tmp_path / "programme.yml").exists()
