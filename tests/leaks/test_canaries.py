"""A canary in every private column: none may come out, and the gate must know those that identify somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support.county import frame, id_number, small_linked, small_policy

from generator.base.pages import Artifact
from generator.contract.schema import Column, Privacy, tables
from generator.private.leaks.gate import leak_gate
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.private.stages import Linked
from generator.published.package import package

PRIVATE_ROWS: dict[str, list[dict[str, Any]]] = {
    "household_years": [{"household_id": "DL01-H000", "year": 2014}],
    "household_payments": [
        {"payment_id": "Z1", "household_id": "DL01-H000", "move_id": "M004", "paid_on": "2014-06-01", "amount_fen": 100}
    ],
    "assistance_records": [
        {"record_id": "R1", "household_id": "DL01-H000", "unit_id": "U1", "helped_on": "2014-01-01"}
        | {"is_signed_by_village": True, "is_signed_by_head": True, "is_signed_by_team": False}
    ],
}
DIGITS = {"head_id_number": id_number("44188219000131777"), "phone": "13900131777", "bank_account": "62170013177731777"}


def private_texts() -> Iterator[tuple[str, Column]]:
    """Every text column that may not be published, and free text that has still to be screened."""
    for name, table in tables().items():
        for column in table.columns:
            if (
                column.type == "string" and column.vocabulary is None and column not in table.published_columns
            ) or column.privacy is Privacy.FREE_TEXT:
                yield name, column


CASES = [pytest.param(name, column, id=f"{name}.{column.name}") for name, column in private_texts()]


def canary(column: Column) -> str:
    if column.privacy is Privacy.FREE_TEXT:
        return "金丝雀家中漏雨须修缮"
    return DIGITS.get(column.name, "CANARY-31777" if column.pattern else "金丝雀一三七七七号")


def planted(name: str, column: Column) -> Linked:
    """The county with the canary in the first row of one column; a head named 金丝雀 makes free text private."""
    linked = small_linked(PRIVATE_ROWS)
    frames = dict(linked.frames)
    for table, field, value in ((name, column.name, canary(column)), ("households", "head_name", "金丝雀")):
        rows = frames[table].to_dict("records")
        first = rows[0] if field != "head_name" or name != "households" or column.name == "head_name" else rows[1]
        first[field] = value if column.name != "head_name" else "金丝雀"
        frames[table] = frame(table, rows)
    return Linked(programme=linked.programme, is_draft=False, frames=frames, doubts=())


@pytest.mark.parametrize(("name", "column"), CASES)
def test_no_canary_comes_out(name: str, column: Column) -> None:
    linked = planted(name, column)
    value = linked.frames[name][column.name].tolist()[0]
    assert isinstance(value, str)
    gate = leak_gate(linked)
    for artifact in package(release(protect(mask(linked), small_policy()))):
        assert value not in artifact.data.decode("utf-8")
        assert "金丝雀" not in artifact.data.decode("utf-8")
        assert gate(artifact) == ()


@pytest.mark.parametrize(
    ("name", "column"), [p for p in CASES if p.values[1].privacy in (Privacy.IDENTIFIER, Privacy.FREE_TEXT)]
)
def test_the_gate_knows_every_canary(name: str, column: Column) -> None:
    linked = planted(name, column)
    value = linked.frames[name][column.name].tolist()[0]
    findings = leak_gate(linked)(Artifact(path="a.html", data=f"<td>{value}</td>".encode()))
    assert findings
    assert value not in str(findings)


def test_every_private_table_is_tried() -> None:
    private = {name for name, table in tables().items() if not table.is_public}
    assert private <= {name for name, _ in private_texts()}
