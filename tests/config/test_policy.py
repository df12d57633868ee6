"""The protection policy key by key: missing, misspelt, mistyped, weaker than the least; what is as strict loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.errors import DataRefused
from generator.config.load import load_settings
from generator.config.settings import ProtectionPolicy

CONFIG = Path(__file__).resolve().parents[2] / "site_config.yml"
KEYS = ("k", "p_percent", "dominance_percent", "snapshots", "tables")
LEVELS = ("village", "township", "county")
Policy = dict[str, Any]


@pytest.fixture
def policy(tmp_path: Path) -> Callable[[Callable[[Policy], object]], ProtectionPolicy | list[str]]:
    """Loads the repository's policy after a change; where that is refused, the keys of the findings."""

    def load(change: Callable[[Policy], object]) -> ProtectionPolicy | list[str]:
        document = yaml.safe_load(CONFIG.read_text("utf-8"))
        change(document["extra"]["gongshi"]["protection"])
        file = tmp_path / "site_config.yml"
        file.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
        try:
            return load_settings(file).protection
        except DataRefused as refusal:
            return [finding.where.column.removeprefix("protection.") for finding in refusal.findings]

    return load


Load = Callable[[Callable[[Policy], object]], Any]


def spot(found: Policy, table: str) -> Policy:
    """A declared table."""
    return next(each for each in found["tables"] if each["id"] == table)


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_key_stops(policy: Load, key: str) -> None:
    assert policy(lambda p: p.pop(key)) == [key]


@pytest.mark.parametrize("key", KEYS)
def test_a_misspelt_key_stops(policy: Load, key: str) -> None:
    assert sorted(policy(lambda p: p.update({f"{key}s": p.pop(key)}))) == sorted([key, f"{key}s"])


@pytest.mark.parametrize("key", ["remainder_lines", "minimum", "K"])
def test_an_unknown_key_stops(policy: Load, key: str) -> None:
    assert policy(lambda p: p.update({key: 2})) == [key]


@pytest.mark.parametrize("key", ["k", "p_percent", "dominance_percent"])
@pytest.mark.parametrize("value", ["15", 15.0, True, None, [15]])
def test_a_number_of_another_type_stops(policy: Load, key: str, value: object) -> None:
    assert policy(lambda p: p.update({key: value})) == [key]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("k", 4),
        ("k", 0),
        ("k", -5),
        ("p_percent", 9),
        ("p_percent", -15),
        ("dominance_percent", 86),
        ("dominance_percent", 100),
        ("dominance_percent", 0),
        ("dominance_percent", -1),
    ],
)
def test_a_weaker_number_stops(policy: Load, key: str, value: int) -> None:
    assert policy(lambda p: p.update({key: value})) == [key]


@pytest.mark.parametrize(
    ("key", "value"),
    [("k", 5), ("k", 10), ("p_percent", 10), ("p_percent", 90), ("dominance_percent", 85), ("dominance_percent", 1)],
)
def test_a_number_that_is_as_strict_or_more_loads(policy: Load, key: str, value: int) -> None:
    assert getattr(policy(lambda p: p.update({key: value})), key) == value


@pytest.mark.parametrize(
    ("level", "every"),
    [
        ("village", "month"),
        ("village", "quarter"),
        ("township", "month"),
        ("county", "week"),
        ("county", "day"),
        ("village", "never"),
        ("township", "Quarter"),
        ("county", ""),
    ],
)
def test_tables_may_not_appear_more_often_or_at_another_pace(policy: Load, level: str, every: str) -> None:
    assert policy(lambda p: p["snapshots"].update({level: every})) == [f"snapshots.{level}"]


@pytest.mark.parametrize(("level", "every"), [("township", "year"), ("county", "quarter"), ("county", "year")])
def test_tables_may_appear_less_often(policy: Load, level: str, every: str) -> None:
    assert getattr(policy(lambda p: p["snapshots"].update({level: every})).snapshots, level) == every


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_its_pace(policy: Load, level: str) -> None:
    assert policy(lambda p: p["snapshots"].pop(level)) == [f"snapshots.{level}"]
    assert policy(lambda p: p["snapshots"].update({level: 12})) == [f"snapshots.{level}"]
    assert policy(lambda p: p["snapshots"].update({f"{level}s": "year"})) == [f"snapshots.{level}s"]


def test_a_pace_of_county_only_is_unknown(policy: Load) -> None:
    assert policy(lambda p: p["snapshots"].update(county_only="month")) == ["snapshots.county_only"]
    assert policy(lambda p: p.update(snapshots="year")) == ["snapshots"]


@pytest.mark.parametrize("key", ["id", "title", "measure", "by", "levels"])
def test_a_key_of_a_table_may_not_be_missing_or_misspelt(policy: Load, key: str) -> None:
    assert policy(lambda p: p["tables"][1].pop(key)) == [f"tables[1].{key}"]
    renamed = policy(lambda p: p["tables"][1].update({f"{key}_": p["tables"][1].pop(key)}))
    assert sorted(renamed) == [f"tables[1].{key}", f"tables[1].{key}_"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("measure", "household"),
        ("measure", "income"),
        ("by", "causes"),
        ("by", "name"),
        ("by", "village"),
        ("levels", ["villages"]),
        ("levels", ["county_only"]),
        ("levels", []),
        ("levels", ["county", "group"]),
    ],
)
def test_an_unknown_word_stops(policy: Load, key: str, value: object) -> None:
    assert policy(lambda p: p["tables"][1].update({key: value})) == [f"tables[1].{key}"]


@pytest.mark.parametrize("stage", ["promised", "issued", "received", "spent"])
@pytest.mark.parametrize("by", ["all", "year", "cause"])
def test_money_to_households_goes_by_fund(policy: Load, stage: str, by: str) -> None:
    (fault,) = policy(lambda p: spot(p, f"household_money_{stage}").update(by=by))
    assert fault.startswith("tables[")
    assert fault.endswith("].by")


@pytest.mark.parametrize("table", ["households", "persons", "houses_rebuilt"])
def test_nothing_else_goes_by_fund(policy: Load, table: str) -> None:
    (fault,) = policy(lambda p: spot(p, table).update(by="fund"))
    assert fault.endswith("].by")


def test_transfers_are_no_stage_of_a_table(policy: Load) -> None:
    faults = policy(lambda p: spot(p, "household_money_spent").update(measure="transferred_fen"))
    assert {fault.rpartition(".")[2] for fault in faults} == {"measure", "by"}


def test_two_tables_of_one_name_stop(policy: Load) -> None:
    assert policy(lambda p: p["tables"][2].update(id=p["tables"][0]["id"])) == ["tables[2].id"]


def test_fewer_tables_load_and_none_at_all(policy: Load) -> None:
    assert len(policy(lambda p: p.update(tables=p["tables"][:2])).tables) == 2
    assert policy(lambda p: p.update(tables=[])).tables == ()


def test_every_fault_is_told_at_once(policy: Load) -> None:
    def spoil(found: Policy) -> None:
        found.update(k=1, p_percent=1, dominance_percent=99)
        found["snapshots"]["village"] = "month"
        found["tables"][0]["by"] = "name"

    faults = policy(spoil)
    assert faults == sorted(["k", "p_percent", "dominance_percent", "snapshots.village", "tables[0].by"])
