"""The private history as a file: what it holds comes back, anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich_county import rich_frames
from support.county import small_protected
from support.folder import POLICY, make_county

from generator.base.blanks import Blank
from generator.base.errors import DataRefused
from generator.private.history import FILE, NOTHING_YET, History, Past, Snapshot, from_json, history_file, to_json
from generator.private.intake.read import intake

CANARY = "441882-Z9Z9"
KEY = ("households", "all", "village", CANARY, "all")
HISTORY = History(
    snapshots=(
        Snapshot(
            family="counts",
            as_of="2014-12-31",
            is_forced=True,
            cells={
                KEY: Past(value=3, households=3, low=0, high=8),
                (*KEY[:4], "x"): Past(value=9, households=9, low=9, high=9),
            },
        ),
        Snapshot(
            family="money",
            as_of="2015-01-31",
            is_forced=False,
            cells={
                ("spent_fen", "fund", "county", "C", "F1"): Past(
                    value=70, households=7, low=Blank.WITHHELD, high=Blank.WITHHELD
                ),
                ("spent_fen", "fund", "county", "C", "F2"): Past(
                    value=0, households=0, low=0, high=0, blank=Blank.NOT_REPORTED
                ),
            },
        ),
    ),
    beneficiaries={"M002": 12, "M001": 30},
    withdrawn=frozenset({"M003"}),
    household_lines=frozenset({"M005", "M004"}),
    stated_documents=frozenset({"D1"}),
)


def spoilt(change: Callable[[dict[str, Any]], object]) -> bytes:
    document = json.loads(to_json(HISTORY))
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize("history", [HISTORY, NOTHING_YET])
def test_a_history_comes_back_as_it_was(history: History) -> None:
    assert from_json(to_json(history)) == history
    assert history_file(history).path == FILE == "history.json"


def test_a_real_edition_comes_back_as_it_was() -> None:
    history = small_protected(rich_frames()).history
    back = from_json(to_json(history))
    assert back == history
    assert to_json(back) == to_json(history)
    assert {type(past.low) for s in back.snapshots for past in s.cells.values()} == {int, Blank}


def test_the_same_history_makes_the_same_bytes_whatever_its_order() -> None:
    first = HISTORY.snapshots[0]
    turned = Snapshot(
        family=first.family,
        as_of=first.as_of,
        is_forced=first.is_forced,
        cells=dict(reversed(list(first.cells.items()))),
    )
    other = History(
        snapshots=(turned, HISTORY.snapshots[1]),
        beneficiaries=dict(reversed(list(HISTORY.beneficiaries.items()))),
        withdrawn=HISTORY.withdrawn,
        household_lines=frozenset(sorted(HISTORY.household_lines)),
        stated_documents=HISTORY.stated_documents,
    )
    assert to_json(other) == to_json(HISTORY)


def test_what_is_hidden_is_what_is_neither_blank_nor_told() -> None:
    hidden = {key for s in HISTORY.snapshots for key, past in s.cells.items() if past.is_hidden}
    assert hidden == {KEY, ("spent_fen", "fund", "county", "C", "F1")}


def test_a_snapshot_knows_its_tables_and_levels() -> None:
    assert HISTORY.snapshots[0].parts == {("households", "all", "village")}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        spoilt(lambda d: d.update(version=2)),
        spoilt(lambda d: d.pop("version")),
        spoilt(lambda d: d.pop("snapshots")),
        spoilt(lambda d: d.pop("withdrawn")),
        spoilt(lambda d: d.pop("household_lines")),
        spoilt(lambda d: d.pop("stated_documents")),
        spoilt(lambda d: d.update(snapshots=7)),
        spoilt(lambda d: d.update(withdrawn=None)),
        spoilt(lambda d: d.update(beneficiaries=["M001"])),
        spoilt(lambda d: d["beneficiaries"].update(M001="12")),
        spoilt(lambda d: d["beneficiaries"].update(M001=12.0)),
        spoilt(lambda d: d["beneficiaries"].update(M001=True)),
        spoilt(lambda d: d["snapshots"][0].pop("as_of")),
        spoilt(lambda d: d["snapshots"][0].pop("is_forced")),
        spoilt(lambda d: d["snapshots"][0].pop("cells")),
        spoilt(lambda d: d["snapshots"][0]["cells"][0].pop()),
        spoilt(lambda d: d["snapshots"][0]["cells"][0].append(1)),
        spoilt(lambda d: d["snapshots"][0]["cells"][0].__setitem__(5, "3")),
        spoilt(lambda d: d["snapshots"][0]["cells"][0].__setitem__(6, None)),
        spoilt(lambda d: d["snapshots"][0]["cells"][0].__setitem__(7, "hidden")),
        spoilt(lambda d: d["snapshots"][0]["cells"][0].__setitem__(8, 1.5)),
        spoilt(lambda d: d["snapshots"][0]["cells"][0].__setitem__(9, "gone")),
    ],
)
def test_another_shape_is_no_history(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the kind is what intake catches
        from_json(data)


def test_intake_reads_the_history_of_the_folder(tmp_path: Path) -> None:
    county = make_county(tmp_path / "data")
    assert intake(county.folder, POLICY, allow_draft=True).history == NOTHING_YET
    (county.folder / FILE).write_bytes(to_json(HISTORY))
    assert intake(county.folder, POLICY, allow_draft=True).history == HISTORY
    assert county.load().history == HISTORY


def test_intake_refuses_another_shape_without_repeating_it(tmp_path: Path) -> None:
    county = make_county(tmp_path / "data")
    (county.folder / FILE).write_bytes(spoilt(lambda d: d.update(version=2)))
    with pytest.raises(DataRefused) as refusal:
        intake(county.folder, POLICY, allow_draft=True)
    assert [(f.code, f.where.file) for f in refusal.value.findings] == [("file.history", FILE)]
    assert CANARY not in repr(refusal.value.findings)
