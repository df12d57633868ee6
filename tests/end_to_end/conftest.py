"""One built county for every test that reads it, also when several test processes run."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from county_site import SAMPLE, Built, approved, build


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The committed sample, approved and built. Tests must not change it."""
    folder = _shared(tmp_path_factory) / "county"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            build(approved(SAMPLE, folder / "data", folder), folder)
            (folder / "built").touch()
    return Built(data=folder / "data", site=folder / "site", release=folder / "release", history=folder / "history")


def _shared(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
