"""The gate trusts nothing: every way in which an earlier stage could fail is tried and must be refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from support.county import id_number, small_linked, small_policy, small_release

from generator.base.blanks import Blank
from generator.base.errors import ProtectionRefused
from generator.contract.schema import tables
from generator.private.protection import protect as protect_module
from generator.private.protection.columns import with_column
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.private.stages import Protected


def small_protected() -> Protected:
    return protect(mask(small_linked()), small_policy())


def codes(protected: Protected) -> set[str]:
    with pytest.raises(ProtectionRefused) as refusal:
        release(protected)
    assert refusal.value.exit_code == 5
    return {finding.code for finding in refusal.value.findings}


def with_frame(protected: Protected, name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Protected:
    return replace(protected, frames={**protected.frames, name: change(protected.frames[name])})


def test_rows_are_sorted_by_primary_key() -> None:
    turned = {name: frame.iloc[::-1] for name, frame in small_linked().frames.items()}
    minted = release(protect(mask(replace(small_linked(), frames=turned)), small_policy()))
    assert minted == small_release()
    assert [v.village_code for v in minted.villages] == ["DL01", "DL02", "SS01", "XZ01", "XZ02", "XZ03"]
    assert [c.month for c in minted.complaints] == ["2015-01", "2015-02"]


def test_complaints_carry_neither_code_nor_place() -> None:
    complaint = small_release().complaints[0]
    assert not {"complaint_id", "township_code", "village_code"} & set(complaint.__dataclass_fields__)


@pytest.mark.parametrize(
    ("table", "column"),
    [("villages", "head_name"), ("complaints", "complaint_id"), ("village_years", "houses_rebuilt")],
)
def test_an_extra_column_is_refused(table: str, column: str) -> None:
    def add(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, column, ["x"] * len(frame))

    assert codes(with_frame(small_protected(), table, add)) == {"release.columns"}


def test_a_private_table_is_refused() -> None:
    protected = small_protected()
    households = small_linked().frames["households"]
    frames = {**protected.frames, "households": households}
    assert not tables()["households"].is_public
    assert codes(replace(protected, frames=frames)) == {"release.columns"}


@pytest.mark.parametrize(
    "value", [id_number("44188219000101001"), "号" + id_number("44188219000101001").lower() + "号"]
)
def test_an_id_number_in_a_public_text_is_refused(value: str) -> None:
    def plant(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, "name", [value] * len(frame))

    protected = with_frame(small_protected(), "projects", plant)
    assert codes(protected) == {"release.identifier"}
    with pytest.raises(ProtectionRefused) as refusal:
        release(protected)
    assert value not in str(refusal.value.findings)


def test_a_value_of_another_type_is_refused() -> None:
    def plant(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, "budget_fen", ["1"] * len(frame))

    assert codes(with_frame(small_protected(), "projects", plant)) == {"release.type"}


def test_a_small_shown_count_is_refused() -> None:
    protected = small_protected()
    counts = tuple(replace(c, count=3 if c.count is Blank.WITHHELD else c.count) for c in protected.household_counts)
    assert "release.small_count" in codes(replace(protected, household_counts=counts))


def test_small_money_that_is_shown_is_refused() -> None:
    def plant(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, "beneficiary_households", [3] * len(frame))

    assert "release.small_count" in codes(with_frame(small_protected(), "fund_moves", plant))


def test_a_total_that_differs_from_its_parts_is_refused() -> None:
    protected = small_protected()
    wrong = [
        replace(t, amount_fen=t.amount_fen + 1) if t.level == "county" and t.amount_fen else t
        for t in protected.money_totals
    ]
    assert codes(replace(protected, money_totals=tuple(wrong))) == {"release.not_a_sum"}


def test_a_withheld_total_with_an_open_remainder_is_refused() -> None:
    protected = small_protected()
    wrong = tuple(replace(t, amount_fen=Blank.WITHHELD) for t in protected.money_totals)
    assert "release.remainder" in codes(replace(protected, money_totals=wrong))


def test_skipping_secondary_suppression_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protect_module, "close", lambda system, primary, k: frozenset(primary))
    assert "release.single_hidden" in codes(small_protected())


def test_skipping_the_primary_rules_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protect_module, "small_counts", lambda system, k: frozenset())
    assert "release.small_count" in codes(small_protected())
