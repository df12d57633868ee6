"""Loads `site_config.yml` into typed settings; a missing, unknown or misspelt key or a weak policy stops everything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import yaml

from generator.base.errors import Bilingual, DataRefused, Finding, Where
from generator.config.settings import GOAL, Settings

CONFIG_VERSION = 1
LEAST = {
    "protection.k": 5,
    "protection.p_percent": 10,
    "approval.people": 2,
    "approval.roles": 2,
}
"""Values below these are weaker than the defaults allow."""
MOST = {"protection.dominance_percent": 85}
"""Values above these are weaker than the defaults allow."""
EVERY = ("month", "quarter", "year")
SELDOM = {"village": "year", "township": "quarter", "county": "month"}
"""How often the tables of a level may be released at most."""
MONEY = ("promised_fen", "issued_fen", "received_fen", "spent_fen")
WORDS = {
    "measure": ("households", "persons", "houses_rebuilt", "households_relocated", *MONEY),
    "by": ("all", "cause_group", "cause", "household_class", "year", "fund"),
    "levels": ("village", "township", "county"),
}
"""What a table of the policy may say; any other word would protect nothing."""
HOUSEHOLD_GOAL = re.compile(rf"{re.escape(GOAL)}[A-Za-z0-9][A-Za-z0-9_-]{{0,31}}", re.ASCII)
"""The breakdown by a goal of the data: its states are of households, not of persons or years"""


def load_settings(config_file: Path) -> Settings:
    """Settings from `extra.gongshi`. Raises DataRefused with every fault at once."""
    faults: list[Finding] = []
    values = _section(config_file, faults)
    built = _build(Settings, {**values, "config_file": config_file}, "", config_file, faults) if not faults else None
    if built is not None and not faults:
        faults.extend(_weak(values, config_file))
        faults.extend(_hasty(values["protection"]["snapshots"], config_file))
        faults.extend(_unknown_words(values["protection"]["tables"], config_file))
    if faults or built is None:
        raise DataRefused(faults)
    return built  # type: ignore[no-any-return]


def _section(config_file: Path, faults: list[Finding]) -> dict[str, Any]:
    try:
        document = yaml.safe_load(config_file.read_text("utf-8"))
        section = document["extra"]["gongshi"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
        faults.append(_fault(config_file, "extra.gongshi", "读不到该设置段", "the section cannot be read"))
        return {}
    if not isinstance(section, dict):
        faults.append(_fault(config_file, "extra.gongshi", "该设置段应为键值表", "the section must be a mapping"))
        return {}
    if section.get("config_version") != CONFIG_VERSION:
        faults.append(_fault(config_file, "config_version", f"应为 {CONFIG_VERSION}", f"must be {CONFIG_VERSION}"))
    return section


def _build(kind: Any, value: Any, path: str, file: Path, faults: list[Finding]) -> Any:
    """`value` as `kind`: a dataclass, a tuple of something, or a scalar of exactly that type."""
    if is_dataclass(kind):
        return _build_dataclass(kind, value, path, file, faults)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            faults.append(_fault(file, path, "应为列表", "must be a list"))
            return ()
        return tuple(_build(get_args(kind)[0], v, f"{path}[{i}]", file, faults) for i, v in enumerate(value))
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        faults.append(_fault(file, path, "类型不符", f"must be of type {kind.__name__}"))
    return value


def _build_dataclass(kind: Any, value: Any, path: str, file: Path, faults: list[Finding]) -> Any:
    if not isinstance(value, Mapping):
        faults.append(_fault(file, path, "应为键值表", "must be a mapping"))
        return None
    names = [field.name for field in fields(kind)]
    dot = f"{path}." if path else ""
    faults.extend(_fault(file, f"{dot}{key}", "未知的设置", "unknown setting") for key in value if key not in names)
    missing = [name for name in names if name not in value]
    faults.extend(_fault(file, f"{dot}{name}", "缺少该设置", "setting is missing") for name in missing)
    hints = get_type_hints(kind)
    made = {n: _build(hints[n], value[n], f"{dot}{n}", file, faults) for n in names if n not in missing}
    return None if missing else kind(**made)


def _weak(values: Mapping[str, Any], file: Path) -> Iterator[Finding]:
    for path, least in LEAST.items():
        section, key = path.split(".")
        if values[section][key] < least:
            yield _fault(file, path, f"不得小于 {least}", f"must be at least {least}")
    for path, most in MOST.items():
        section, key = path.split(".")
        if not 0 < values[section][key] <= most:
            yield _fault(file, path, f"应在 1 与 {most} 之间", f"must be between 1 and {most}")


def _hasty(snapshots: Mapping[str, str], file: Path) -> Iterator[Finding]:
    for level, least in SELDOM.items():
        if snapshots[level] not in EVERY or EVERY.index(snapshots[level]) < EVERY.index(least):
            words = EVERY[EVERY.index(least) :]
            yield _fault(
                file, f"protection.snapshots.{level}", f"只可用 {'、'.join(words)}", f"may say {', '.join(words)}"
            )


def _unknown_words(policy: list[dict[str, Any]], file: Path) -> Iterator[Finding]:
    ids = [table["id"] for table in policy]
    for i, table in enumerate(policy):
        for key, words in WORDS.items():
            said = table[key] if key == "levels" else [table[key]]
            is_goal = key == "by" and table["measure"] == "households" and HOUSEHOLD_GOAL.fullmatch(table[key])
            if not is_goal and (not said or not set(said) <= set(words)):
                yield _fault(
                    file, f"protection.tables[{i}].{key}", f"只可用 {'、'.join(words)}", f"may say {', '.join(words)}"
                )
        if (table["measure"] in MONEY) != (table["by"] == "fund"):
            yield _fault(
                file, f"protection.tables[{i}].by", "发给农户的资金须按 fund 列出", "money to households goes by fund"
            )
        if table["id"] in ids[:i]:
            yield _fault(file, f"protection.tables[{i}].id", "与前面的表重名", "is the name of an earlier table")


def _fault(file: Path, key: str, zh: str, en: str) -> Finding:
    return Finding(
        code="config",
        where=Where(file=file.name, column=key),
        rule=Bilingual(zh=f"{key}：{zh}", en=f"{key}: {en}"),
        remedy=Bilingual(zh="对照 docs/settings.md 改正该设置", en="correct the setting; see docs/settings.md"),
    )
