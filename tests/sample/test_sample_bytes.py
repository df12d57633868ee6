"""Same size, seed and month: same bytes, whatever the hash seed, time zone and locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample_county import written

COMMITTED = Path(__file__).parents[2] / "data" / "sample"
WRITE = """
from pathlib import Path
import sys
from generator.sample.write import SampleSize, write_sample
write_sample(Path(sys.argv[1]), SampleSize(villages=74, households=5549, seed=2013, as_of="2015-06"))
"""


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "manifest.json"}


def test_the_committed_sample_is_current(folder: Path) -> None:
    fresh, committed = _bytes(folder), _bytes(COMMITTED)
    assert fresh.keys() == committed.keys()
    changed = [name for name in fresh if fresh[name] != committed[name]]
    assert changed == [], "run: gongshi sample data/sample"


def test_the_committed_sample_is_small() -> None:
    assert sum(len(data) for data in _bytes(COMMITTED).values()) < 6_000_000


@pytest.mark.slow
@pytest.mark.parametrize(("hash_seed", "zone"), [("0", "Pacific/Kiritimati"), ("4711", "America/Los_Angeles")])
def test_hash_seed_and_time_zone_change_nothing(folder: Path, tmp_path: Path, hash_seed: str, zone: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", WRITE, str(tmp_path / "out")], env=environment, check=True)
    assert _bytes(tmp_path / "out") == _bytes(folder)


def test_another_seed_tells_another_story(folder: Path, tmp_path: Path) -> None:
    other = _bytes(written(tmp_path / "out", seed=7))
    same = {name for name, data in _bytes(folder).items() if other[name] == data}
    reference = {"funds.csv", "goals.csv", "benchmarks.csv", "entitlements.csv", "duties.csv", "programme.yml"}
    assert same == reference | {"townships.csv", "units.csv", "finding_replies.csv"}


def test_files_are_utf8_with_bom_and_crlf(folder: Path) -> None:
    for name, data in _bytes(folder).items():
        if name.endswith(".csv"):
            assert data.startswith(b"\xef\xbb\xbf"), name
            assert data.count(b"\n") == data.count(b"\r\n"), name
