"""What tests of several layers share: the repository's own settings, and the frame that they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.pages import Shell
from generator.config.load import load_settings
from generator.config.settings import Settings
from generator.edge.shell import make_shell


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(Path(__file__).parents[1] / "site_config.yml")


@pytest.fixture(scope="module")
def shell(settings: Settings) -> Shell:
    return make_shell(settings)
