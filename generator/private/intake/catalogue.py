"""Every rule of intake, check and link by code, with its wording in two languages (`rules.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from generator.base.errors import Bilingual, Finding, Severity, Where


@cache
def rules() -> Mapping[str, tuple[str, str, str, str]]:
    """code → (rule zh, rule en, remedy zh, remedy en); `{name}` stands for a fact that may be shown."""
    text = (resources.files("generator.private.intake") / "rules.yml").read_text("utf-8")
    return {code: (wording[0], wording[1], wording[2], wording[3]) for code, wording in yaml.safe_load(text).items()}


def fault(code: str, file: str, row: int = 0, column: str = "", **facts: object) -> Finding:
    """The finding `code`; `facts` fill its wording never a private cell's value. KeyError for an unknown code."""
    zh, en, fix_zh, fix_en = (text.format(**facts) for text in rules()[code])
    return Finding(
        code=code,
        where=Where(file=file, row=row, column=column),
        rule=Bilingual(zh=zh, en=en),
        remedy=Bilingual(zh=fix_zh, en=fix_en),
    )


def doubt(code: str, file: str, row: int = 0, column: str = "", **facts: object) -> Finding:
    """Like `fault`, for the reviewer: the stage continues."""
    found = fault(code, file, row, column, **facts)
    return Finding(code=code, where=found.where, rule=found.rule, remedy=found.remedy, severity=Severity.DOUBT)
