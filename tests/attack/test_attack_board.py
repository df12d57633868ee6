"""The notice boards: what else falls when the rolls of names are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from attacked_site import A1, A2, B1, B2, TOWN_A, TOWN_B, Cells, households, table, won, write_site

from generator.attack.attack import attack
from generator.attack.board import read_rolls
from generator.attack.report import AttackReport, Verdict, evidence
from generator.base.errors import DataRefused

SPENT = "household_money_spent"
OPEN = (0, None)


def roll(
    folder: Path, rows: Sequence[str], name: str = "roll.csv", head: str = "村编码,姓名,村民小组,资金编码,金额（元）"
) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\r\n".join([head, *rows]) + "\r\n", encoding="utf-8-sig")
    return folder


def names(village: str, number: int) -> list[str]:
    return [f"{village},户{n},第1组,," for n in range(number)]


def attacked(folder: Path, counts: Cells, rows: Sequence[str]) -> AttackReport:
    return attack(write_site(folder / "site", counts=counts), board=roll(folder / "board", rows))


def test_rolls_are_counted(tmp_path: Path) -> None:
    roll(
        tmp_path,
        [*names("A1", 3), "A1,户0,第1组,F4,12.30", "A1,户1,第1组,F4,0.70", "B1,户9,第2组,F4,", "B1,户8,第2组,F4,5"],
    )
    rolls = read_rolls(roll(tmp_path, names("A2", 2), "more.csv", "村编码,姓名,村民小组"))
    assert dict(rolls.households) == {"A1": 3, "A2": 2}
    assert dict(rolls.paid_fen) == {("A1", "F4"): 1300, ("B1", "F4"): 500}
    assert rolls.open_rolls == {("B1", "F4")}


@pytest.mark.parametrize("amount", ["一百", "1.005", "-3", "NaN", "1e400"])
def test_an_amount_must_be_yuan(tmp_path: Path, amount: str) -> None:
    with pytest.raises(DataRefused) as refusal:
        read_rolls(roll(tmp_path, [f"A1,张三,第1组,F4,{amount}"]))
    (finding,) = refusal.value.findings
    assert (finding.where.file, finding.where.row, finding.where.column) == ("roll.csv", 2, "金额（元）")
    assert "张三" not in f"{finding}"


def test_a_folder_without_rolls_and_a_roll_without_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataRefused):
        read_rolls(tmp_path)
    with pytest.raises(DataRefused) as refusal:
        read_rolls(roll(tmp_path, ["A1,张三"], head="村编码,姓名"))
    assert [finding.where.column for finding in refusal.value.findings] == ["村民小组"]


def test_what_the_board_prints_is_no_win_but_what_follows_is(tmp_path: Path) -> None:
    counts = households({TOWN_A: 30, A1: OPEN, A2: OPEN, B1: OPEN, B2: OPEN, TOWN_B: 30})
    assert attack(write_site(tmp_path / "alone", counts=counts)).wins == ()
    report = attacked(tmp_path, counts, names("A1", 7))
    assert won(report, Verdict.EXACT) == {"households/A2/all"}
    assert report.has_board
    assert attacked(tmp_path, counts, [*names("A1", 7), *names("A2", 23)]).wins == ()


def test_what_the_site_gives_away_is_a_win_though_the_board_prints_it(tmp_path: Path) -> None:
    report = attacked(tmp_path, households({TOWN_A: 30, A1: OPEN, A2: 23}), names("A1", 7))
    assert won(report, Verdict.EXACT) == {"households/A1/all"}


def test_a_sum_of_what_the_board_prints_is_no_win(tmp_path: Path) -> None:
    """The township is what both boards say together; of the other one the site itself shows the sum."""
    counts = households({TOWN_A: OPEN, A1: OPEN, A2: OPEN, TOWN_B: 30, B1: OPEN, B2: OPEN})
    assert attacked(tmp_path, counts, [*names("A1", 7), *names("A2", 23)]).wins == ()
    everything = [*names("A1", 7), *names("A2", 23), *names("B1", 3)]
    assert won(attacked(tmp_path, counts, everything), Verdict.EXACT) == {"households/B2/all"}


@pytest.mark.parametrize(("least", "small"), [(0, set()), (1, {"cause_groups/A1/y", "cause_groups/A1/z"})])
def test_a_small_village_needs_to_look_no_larger_than_it_is(tmp_path: Path, least: int, small: set[str]) -> None:
    """Two households on the board: a cause must be able to look like 1 or 2, not like more."""
    groups = table("cause_groups", {A1: {"x": (least, None), "y": OPEN, "z": OPEN}, A2: {"x": OPEN, "y": OPEN}})
    counts = {**groups, **households({A1: OPEN, A2: OPEN, TOWN_A: 40})}
    report = attacked(tmp_path, counts, [*names("A1", 2), *names("A2", 38)])
    assert won(report, Verdict.SMALL) == small
    assert report.is_won is bool(small)


def money(spent: object, other: object) -> Cells:
    return table(SPENT, {TOWN_A: {"F4": 900_000}, A1: {"F4": spent}, A2: {"F4": other}, TOWN_B: {"F4": 0}})


def test_a_roll_of_payments_is_what_the_village_spent(tmp_path: Path) -> None:
    rows = [f"A1,户{n},第1组,F4,1000" for n in range(3)]
    report = attacked(tmp_path, money(OPEN, OPEN), rows)
    assert won(report, Verdict.EXACT) == {f"{SPENT}/A2/F4"}
    assert not attacked(tmp_path, money(OPEN, OPEN), [*rows, "A2,户1,第1组,F4,6000"]).is_won


def test_a_roll_without_all_amounts_is_a_lower_bound(tmp_path: Path) -> None:
    rows = ["A1,户1,第1组,F4,8500", "A1,户2,第1组,F4,"]
    report = attacked(tmp_path, money(OPEN, OPEN), rows)
    assert won(report, Verdict.NARROW) == {f"{SPENT}/A1/F4"}
    assert not attacked(tmp_path, money(OPEN, OPEN), ["A1,户1,第1组,F4,2000", "A1,户2,第1组,F4,"]).is_won


def test_the_board_speaks_of_the_newest_snapshot_of_the_site(tmp_path: Path) -> None:
    counts = households({TOWN_A: 30, A1: OPEN, A2: OPEN})
    old = write_site(tmp_path / "old", counts=counts, as_of="2014-06-30")
    new = write_site(tmp_path / "new", counts=counts)
    report = attack(new, [old], board=roll(tmp_path / "board", names("A1", 7)))
    assert {win.cell[-1] for win in report.wins if win.verdict is Verdict.EXACT} == {"2015-06-30"}


def test_a_change_that_the_board_tells_is_no_win(tmp_path: Path) -> None:
    old = write_site(tmp_path / "old", counts=households({A1: 20, TOWN_A: 50, A2: 30}), as_of="2014-06-30")
    new = write_site(tmp_path / "new", counts=households({A1: OPEN, TOWN_A: 60, A2: OPEN}))
    assert attack(new, [old]).wins == ()
    report = attack(new, [old], board=roll(tmp_path / "board", names("A1", 18)))
    assert won(report, Verdict.CHANGE) == set()
    assert won(report, Verdict.EXACT) == {"households/A2/all"}


def test_no_name_leaves_the_reader(tmp_path: Path) -> None:
    rows = ["A1,欧阳某某,第1组,F4,1000"]
    report = attacked(tmp_path, money(OPEN, OPEN), rows)
    assert "欧阳" not in evidence(report).decode() + repr(report)
