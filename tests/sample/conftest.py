"""One default sample county for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_county import County, read_county, written


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="session")
def sample(folder: Path) -> County:
    return read_county(folder)


@pytest.fixture(scope="session")
def month_before(tmp_path_factory: pytest.TempPathFactory) -> County:
    return read_county(written(tmp_path_factory.mktemp("before"), as_of="2015-05"))
