"""The wall holds in this tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from wall_rules import RULES
from wall_source import REPOSITORY


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_wall_rule_holds(rule: Callable[[Path], list[str]]) -> None:
    assert rule(REPOSITORY) == []
