"""The county folder that every test of intake starts from."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.folder import County, make_county


@pytest.fixture
def county(tmp_path: Path) -> County:
    return make_county(tmp_path / "county")
