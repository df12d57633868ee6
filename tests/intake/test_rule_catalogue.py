"""Every rule that the code names has its wording, and every wording is used."""

from __future__ import annotations

import re
from pathlib import Path

from generator.private.intake import catalogue
from generator.private.intake.catalogue import rules

CODE = re.compile(r'"([a-z]+\.[a-z_]+|more)"')
PREFIXES = {code.split(".")[0] for code in rules()}


def test_codes_and_wordings_match() -> None:
    folder = Path(catalogue.__file__).parent
    named = {code for path in folder.glob("*.py") for code in CODE.findall(path.read_text("utf-8"))}
    used = {code for code in named if code.split(".")[0] in PREFIXES and not code.endswith((".csv", ".yml"))}
    assert used - {"programme.id", "programme.title", "programme.start_on", "programme.end_on", "county.name"} == set(
        rules()
    )


def test_every_rule_speaks_two_languages() -> None:
    for code, wording in rules().items():
        assert len(wording) == 4, code
        assert all(re.search(r"[\u4e00-\u9fff]", wording[at]) for at in (0, 2)), code
        assert not any(
            re.search(r"[\u4e00-\u9fff]", re.sub(r"「.*?」|（.*?）|是|否|元|万元|分", "", wording[at])) for at in (1, 3)
        ), code
