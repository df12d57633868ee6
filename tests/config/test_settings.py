"""Settings are typed and complete; anything unknown, missing, mistyped or weak stops with every fault at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.errors import DataRefused
from generator.config.load import LEAST, load_settings

CONFIG = Path(__file__).resolve().parents[2] / "site_config.yml"


def _changed(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    document = yaml.safe_load(CONFIG.read_text("utf-8"))
    change(document["extra"]["gongshi"])
    file = tmp_path / "site_config.yml"
    file.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return file


def _faults(file: Path) -> list[str]:
    with pytest.raises(DataRefused) as refused:
        load_settings(file)
    assert refused.value.exit_code == 2
    assert all(f.rule.zh and f.rule.en and f.remedy.zh and f.remedy.en for f in refused.value.findings)
    return sorted(finding.where.column for finding in refused.value.findings)


def test_the_repositorys_own_settings_load() -> None:
    settings = load_settings(CONFIG)
    assert settings.config_file == CONFIG
    assert settings.protection.k == 5
    assert len({table.id for table in settings.protection.tables}) == len(settings.protection.tables)
    money = {table.measure for table in settings.protection.tables if table.by == "fund"}
    assert money == {"promised_fen", "issued_fen", "received_fen", "spent_fen"}
    assert settings.protection.tables[0].levels == ("village", "township", "county")
    assert settings.approval.signers == ()


def test_a_signer_is_read(tmp_path: Path) -> None:
    signer = {"role": "数据员", "key_sha256": "0" * 64}
    settings = load_settings(_changed(tmp_path, lambda s: s["approval"].update(signers=[signer])))
    assert (settings.approval.signers[0].role, settings.approval.signers[0].key_sha256) == ("数据员", "0" * 64)


def test_an_unknown_key_stops(tmp_path: Path) -> None:
    assert _faults(_changed(tmp_path, lambda s: s["protection"].update(kk=5))) == ["protection.kk"]


def test_a_missing_key_stops(tmp_path: Path) -> None:
    assert _faults(_changed(tmp_path, lambda s: s["site"].pop("host_unit"))) == ["site.host_unit"]


def test_a_missing_table_key_is_named_with_its_place(tmp_path: Path) -> None:
    assert _faults(_changed(tmp_path, lambda s: s["protection"]["tables"][2].pop("by"))) == ["protection.tables[2].by"]


@pytest.mark.parametrize("value", ["5", 5.0, True, None, [5]])
def test_another_type_stops(tmp_path: Path, value: object) -> None:
    assert _faults(_changed(tmp_path, lambda s: s["protection"].update(k=value))) == ["protection.k"]


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    def spoil(section: dict[str, Any]) -> None:
        section["site"]["colour"] = "red"
        section["protection"]["tables"] = "all"
        del section["approval"]["roles"]

    assert _faults(_changed(tmp_path, spoil)) == ["approval.roles", "protection.tables", "site.colour"]


@pytest.mark.parametrize("path", sorted(LEAST))
def test_a_policy_weaker_than_the_least_stops(tmp_path: Path, path: str) -> None:
    section, key = path.split(".")
    assert _faults(_changed(tmp_path, lambda s: s[section].update({key: LEAST[path] - 1}))) == [path]


@pytest.mark.parametrize("path", sorted(LEAST))
def test_a_stricter_policy_loads(tmp_path: Path, path: str) -> None:
    section, key = path.split(".")
    settings = load_settings(_changed(tmp_path, lambda s: s[section].update({key: LEAST[path] + 1})))
    assert getattr(getattr(settings, section), key) == LEAST[path] + 1


@pytest.mark.parametrize(
    ("key", "value"),
    [("measure", "income"), ("by", "name"), ("levels", ["planet"]), ("levels", []), ("id", "persons")],
)
def test_an_unknown_word_of_the_policy_stops(tmp_path: Path, key: str, value: object) -> None:
    table = 1 if key != "id" else 2
    change = _changed(tmp_path, lambda s: s["protection"]["tables"][table].update({key: value}))
    assert _faults(change) == [f"protection.tables[{table}].{key}"]


def test_another_version_stops(tmp_path: Path) -> None:
    assert "config_version" in _faults(_changed(tmp_path, lambda s: s.update(config_version=2)))


@pytest.mark.parametrize(
    "text", ["", "extra: {}", "extra: [1]", "extra: {gongshi: 3}", "a: [", "extra: {gongshi: null}"]
)
def test_a_file_without_the_section_stops(tmp_path: Path, text: str) -> None:
    file = tmp_path / "site_config.yml"
    file.write_text(text, "utf-8")
    assert "extra.gongshi" in _faults(file)


def test_a_file_that_is_not_there_stops(tmp_path: Path) -> None:
    assert _faults(tmp_path / "none.yml") == ["extra.gongshi"]


def test_a_finding_names_the_file_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(DataRefused) as refused:
        load_settings(_changed(tmp_path, lambda s: s.update(colour="red")))
    assert {finding.where.file for finding in refused.value.findings} == {"site_config.yml"}
