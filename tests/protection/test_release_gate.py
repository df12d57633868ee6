"""The gate trusts nothing: every way in which an earlier stage could fail is tried and must be refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd
import pytest
from rich_county import rich_frames
from support.county import CAUSES, Rows, id_number, move, small_linked, small_policy, small_protected, small_release

from generator.base.blanks import Blank, Figure
from generator.base.errors import ProtectionRefused
from generator.contract.schema import tables
from generator.private.protection import protect as protect_module
from generator.private.protection import snapshots
from generator.private.protection.columns import with_column
from generator.private.protection.hiding import Hidden
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Key, System
from generator.private.stages import Protected
from generator.published.release import HouseholdFigure


@pytest.fixture(scope="module")
def small() -> Protected:
    """The small county, protected once."""
    return small_protected()


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
def test_an_extra_column_is_refused(small: Protected, table: str, column: str) -> None:
    def add(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, column, ["x"] * len(frame))

    assert codes(with_frame(small, table, add)) == {"release.columns"}


def test_a_private_table_is_refused(small: Protected) -> None:
    households = small_linked().frames["households"]
    frames = {**small.frames, "households": households}
    assert not tables()["households"].is_public
    assert codes(replace(small, frames=frames)) == {"release.columns"}


@pytest.mark.parametrize(
    "value", [id_number("44188219000101001"), "号" + id_number("44188219000101001").lower() + "号"]
)
def test_an_id_number_in_a_public_text_is_refused(small: Protected, value: str) -> None:
    def plant(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, "name", [value] * len(frame))

    protected = with_frame(small, "projects", plant)
    assert codes(protected) == {"release.identifier"}
    with pytest.raises(ProtectionRefused) as refusal:
        release(protected)
    assert value not in str(refusal.value.findings)


def test_a_value_of_another_type_is_refused(small: Protected) -> None:
    def plant(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, "budget_fen", ["1"] * len(frame))

    assert codes(with_frame(small, "projects", plant)) == {"release.type"}


def with_figures(protected: Protected, change: Callable[[HouseholdFigure], Figure]) -> Protected:
    """The same edition with other values in its household tables."""
    changed = tuple(replace(f, value=change(f)) for f in protected.household_figures)
    assert changed != protected.household_figures
    return replace(protected, household_figures=changed)


def is_spot(figure: HouseholdFigure, table: str, code: str, category: str = "all") -> bool:
    return (figure.table_id, figure.place_code, figure.category) == (table, code, category)


def test_a_small_shown_count_is_refused(small: Protected) -> None:
    assert codes(with_figures(small, lambda f: 3 if f.value is Blank.WITHHELD else f.value)) >= {"release.small_count"}


def test_a_small_sum_of_money_is_no_small_count() -> None:
    """Three fen are refused only because nothing adds up to them."""
    spot = ("household_money_spent", "441882")
    assert codes(with_figures(small_protected(rich_frames()), lambda f: 3 if is_spot(f, *spot) else f.value)) == {
        "release.not_a_sum"
    }


@pytest.mark.parametrize("table", ["fund_moves", "projects"])
def test_a_small_number_of_beneficiaries_is_refused(small: Protected, table: str) -> None:
    def plant(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, "beneficiary_households", [4] * len(frame))

    assert codes(with_frame(small, table, plant)) == {"release.small_count"}
    kept = with_frame(small, table, lambda f: with_column(f, "beneficiary_households", [5] * len(f)))
    assert release(kept)


def test_a_lone_withheld_number_is_refused(small: Protected) -> None:
    spot = ("households", "DL")
    planted = with_figures(small, lambda f: Blank.WITHHELD if is_spot(f, *spot) else f.value)
    assert codes(planted) == {"release.single_hidden"}


def test_a_lone_withheld_sum_of_a_fund_is_refused() -> None:
    """Everything shown: one fund of one village could be had from its total."""
    frames = {"fund_moves": [paid(n, village) for n, village in enumerate(("DL01", "DL02", "XZ01"), 1)]}
    protected = small_protected({**frames, "projects": [], "contracts": [], "project_reports": []})
    assert all(f.value is not Blank.WITHHELD for f in protected.household_figures if f.table_id.endswith("spent"))
    spot = ("household_money_spent", "DL01", "F2")
    assert "release.single_hidden" in codes(
        with_figures(protected, lambda f: Blank.WITHHELD if is_spot(f, *spot) else f.value)
    )


def paid(number: int, village: str) -> dict[str, object]:
    return move(number, "spent", "F2", 1_000, village_code=village, to_level="household", beneficiary_households=20)


def test_a_household_total_that_differs_from_its_parts_is_refused(small: Protected) -> None:
    spot = ("households", "441882")
    planted = with_figures(small, lambda f: 74 if is_spot(f, *spot) else f.value)
    assert codes(planted) == {"release.not_a_sum"}


def test_a_public_total_that_differs_from_its_lines_is_refused(small: Protected) -> None:
    every = small.money_totals
    wrong = [replace(t, amount_fen=t.amount_fen + 1) if isinstance(t.amount_fen, int) else t for t in every]
    assert codes(replace(small, money_totals=tuple(wrong))) == {"release.not_a_sum"}


def test_a_public_line_without_its_amount_is_refused(small: Protected) -> None:
    def plant(frame: pd.DataFrame) -> pd.DataFrame:
        return with_column(frame, "amount_fen", [Blank.WITHHELD, *frame["amount_fen"].tolist()[1:]])

    assert "release.line" in codes(with_frame(small, "fund_moves", plant))


def test_skipping_secondary_suppression_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def primaries(system: System, wanted: Mapping[Key, Range], k: int) -> Hidden:
        return Hidden(keys=frozenset(wanted), ranges={})

    monkeypatch.setattr(snapshots, "hide", primaries)
    assert "release.single_hidden" in codes(small_protected())


def test_skipping_the_primary_rules_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "demands", lambda system, earlier, policy: {})
    assert "release.small_count" in codes(small_protected())


def test_skipping_the_household_book_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protect_module, "household_lines", lambda *_: frozenset())
    monkeypatch.setattr(protect_module, "beneficiaries", lambda masked, book, history, k: history)
    assert "release.small_count" in codes(small_protected())


def test_numbers_of_different_dates_are_in_no_sum() -> None:
    """A quarter later the county and its townships have moved on; villages, and TT01 among them, have not."""
    first = small_protected(rich_frames(), as_of="2013-12-31")
    more = rich_frames()
    more["households"] = [*more["households"], *(_another(more, n) for n in range(30))]
    then = small_protected(more, history=first.history, as_of="2014-03-31")
    households = {f.level: (f.as_of, f.value) for f in release(then).household_figures if f.table_id == "households"}
    assert {level: as_of for level, (as_of, _) in households.items()} == {
        "village": "2013-12-31",
        "township": "2014-03-31",
        "county": "2014-03-31",
    }
    assert households["county"][1] == 101


def _another(frames: dict[str, Rows], n: int) -> dict[str, object]:
    """One of 30 more in DL01, of two causes."""
    return {**frames["households"][0], "household_id": f"DL01-N{n}", "cause": list(CAUSES)[n % 2]}
