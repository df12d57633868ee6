"""No private value of the sample can be seen: not in the site, not in the release, not when a build fails."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ahocorasick_rs import AhoCorasick
from county_site import (
    HOUSEHOLD_TABLES,
    Built,
    approved,
    digests,
    files,
    gongshi,
    private_values,
    read_csv,
    unapproved,
    write_csv,
)

pytestmark = pytest.mark.slow

CANARY = "金丝雀"


@pytest.fixture(scope="module")
def secrets(county: Built) -> dict[str, str]:
    """Private value → column it comes from."""
    return {value: column for column, values in private_values(county.data).items() for value in values}


def _seen(text: str, secrets: dict[str, str]) -> set[str]:
    found = AhoCorasick(list(secrets)).find_matches_as_strings(text, overlapping=True)
    return {f"{secrets[value]} ({len(value)} characters)" for value in found}


def _views(path: str, data: bytes) -> Iterator[str]:
    """A file as text: its path, as it stands, with entities decoded, and with JSON escapes decoded."""
    yield path
    text = data.decode("utf-8", "replace")
    yield text
    yield html.unescape(text)
    if path.endswith(".json"):
        yield json.dumps(json.loads(text), ensure_ascii=False)


def test_the_sample_has_private_values_of_every_kind(county: Built, secrets: dict[str, str]) -> None:
    found = {column for column, values in private_values(county.data).items() if values}
    wanted = {"head_name", "head_id_number", "phone", "bank_account", "address", "household_id"}
    assert {f"households.{name}" for name in wanted} | {"organisations.name", "complaints.complaint_id"} <= found
    assert len(secrets) > 20_000


def test_the_search_finds_what_is_planted(secrets: dict[str, str]) -> None:
    name = next(value for value, column in secrets.items() if column == "households.head_name")
    hidden = "".join(f"&#{ord(char)};" for char in name)
    assert any(_seen(view, secrets) for view in _views("a.html", hidden.encode()))
    assert any(_seen(view, secrets) for view in _views("a.json", json.dumps({"x": name}).encode()))


@pytest.mark.parametrize("part", ["site", "release"])
def test_no_private_value_is_published(county: Built, secrets: dict[str, str], part: str) -> None:
    matcher = AhoCorasick(list(secrets))
    seen = [
        (path, secrets[value])
        for path, data in files(getattr(county, part)).items()
        for view in _views(path, data)
        for value in matcher.find_matches_as_strings(view, overlapping=True)
    ]
    assert sorted(set(seen)) == []


def test_findings_show_no_private_value(county: Built, secrets: dict[str, str], tmp_path: Path) -> None:
    """One impossible value in every column of every household table, each in a row of its own."""
    data = unapproved(county.data, tmp_path / "data")
    spoilt = [column for name in HOUSEHOLD_TABLES for column in _spoil(data / f"{name}.csv")]
    done = gongshi("check", data)
    said = done.stdout + done.stderr
    assert done.returncode == 2
    assert sum(column in said for column in spoilt) > len(spoilt) // 2
    assert CANARY not in said
    assert _seen(said, secrets) == set()


def _spoil(file: Path) -> list[str]:
    rows = read_csv(file)
    for number, column in enumerate(rows[0]):
        rows[number][column] = f"{CANARY}{number}" * 30
    write_csv(file, rows)
    return list(rows[0])


def test_a_person_in_a_public_column_is_refused_and_not_repeated(
    county: Built, secrets: dict[str, str], tmp_path: Path
) -> None:
    """The name and ID number of one head of household stand in the title of a notice."""
    data = unapproved(county.data, tmp_path / "planted")
    head = read_csv(data / "households.csv")[0]
    notices = read_csv(data / "notices.csv")
    notices[0]["公示标题"] = f"户主{head['户主姓名']}，{head['户主身份证号']}"
    write_csv(data / "notices.csv", notices)
    before = digests(county.site)
    ready = approved(data, tmp_path / "data", tmp_path)
    done = gongshi("build", ready, "--out", county.site, "--release", county.release, "--history", county.history)
    assert done.returncode in (2, 5)
    assert _seen(done.stdout + done.stderr, secrets) == set()
    assert digests(county.site) == before
