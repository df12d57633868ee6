"""Hiding by hand: what it promises, its last resorts and its refusal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from rich_county import rich_frames
from support.county import small_policy, small_protected, small_release
from systems import CODE, Paid, Spent, count_system, money_system

from generator.base.blanks import Blank
from generator.base.errors import ProtectionRefused
from generator.private.protection import hiding
from generator.private.protection.hiding import Hidden, hide, is_sharp, repeated
from generator.private.protection.primary import demands
from generator.private.protection.secondary.problem import NotProtectable, Problem
from generator.private.protection.system import Key, System
from generator.published.release import ALL

TREE = {"A1": "A", "A2": "A", "B1": "B", "B2": "B"}
BIG = {(village, group): 20 for village in TREE for group in ("h", "m")}
STAGES = ("promised_fen", "issued_fen", "received_fen", "spent_fen")
PAID = {(village, fund, stage): Paid(fen=9_000, households=9) for village in TREE for fund in "FG" for stage in STAGES}


def hidden(system: System, k: int = 5) -> Hidden:
    return hide(system, demands(system, {}, small_policy(k)), k)


def spots(keys: Collection[Key]) -> set[tuple[str, ...]]:
    """(place, category), without measure and breakdown."""
    return {key[3:] for key in keys}


def with_counts(**changes: int) -> dict[tuple[str, str], int]:
    return {**BIG, **{(name[:2], name[2:]): number for name, number in changes.items()}}


def with_money(changes: Mapping[tuple[str, str, str], Paid]) -> System:
    spent: Spent = {**PAID, **changes}
    return money_system(TREE, spent, STAGES)


SHARP = ((1, 5), (0, 5), (0, 90), (5, 5), (5, 7), (31, 31))
BLUNT = ((2, 5), (2, 90), (1, 4), (0, 0), (0, 4), (4, 9))


@pytest.mark.parametrize("range_", [*SHARP, *BLUNT])
def test_a_hidden_count_is_k_or_more_or_may_be_anything_from_1_to_k(range_: tuple[int, int]) -> None:
    assert is_sharp(range_, 5) is (range_ in SHARP)


def test_nothing_to_hide_hides_nothing() -> None:
    assert hidden(count_system(TREE, BIG)) == Hidden(keys=frozenset(), ranges={})
    assert hidden(with_money({})) == Hidden(keys=frozenset(), ranges={})


def test_a_small_village_count_takes_the_corners_of_a_rectangle_with_it() -> None:
    found = hidden(count_system(TREE, with_counts(A1h=3)))
    assert spots(found.keys) == {(village, group) for village in ("A1", "A2") for group in "hm"}
    assert sorted(found.ranges.values()) == [(0, 23), (0, 23), (0, 23), (17, 40)]


@pytest.mark.parametrize(("others", "is_hidden"), [(0, True), (5, False)])
def test_a_village_that_is_nearly_all_of_one_group_hides_it(others: int, is_hidden: bool) -> None:
    found = hidden(count_system(TREE, with_counts(A1h=40, A1m=others)))
    assert (("A1", "h") in spots(found.keys)) is is_hidden


def test_the_cost_of_a_cell_is_that_of_its_level_never_its_size() -> None:
    """The other village of the township is forty times as large as the township beside it."""
    counts = {("A1", "h"): 3, ("A1", "m"): 30, ("A2", "h"): 800, ("A2", "m"): 800, ("B1", "h"): 20, ("B1", "m"): 20}
    found = hidden(count_system({"A1": "A", "A2": "A", "B1": "B"}, counts))
    assert spots(found.keys) == {(village, group) for village in ("A1", "A2") for group in "hm"}


def test_a_township_of_three_households_hides_another_and_not_the_county() -> None:
    tree = {"A1": "A", "B1": "B", "B2": "B", "D1": "D"}
    counts = {(village, group): 20 for village in tree for group in "hm"} | {("A1", "h"): 2, ("A1", "m"): 1}
    found = hidden(count_system(tree, counts))
    assert (CODE, ALL) not in spots(found.keys)
    assert {("A", ALL), ("A1", ALL)} <= spots(found.keys)
    assert len({code for code, category in spots(found.keys) if category == ALL}) == 4


def test_a_county_of_three_households_withholds_all_and_states_no_range() -> None:
    found = hidden(count_system({"A1": "A"}, {("A1", "h"): 3}))
    assert (CODE, ALL) in spots(found.keys)
    assert found.ranges == {}


def test_a_year_without_end_takes_no_range_from_the_other_tables() -> None:
    """Three houses in the whole county: nothing above them is shown, so there is no largest number."""
    frames = rich_frames()
    frames["village_years"] = [
        {"village_code": "DL01", "year": year, "houses_rebuilt": n} for year, n in ((2013, 3), (2014, 30))
    ]
    found = {(f.table_id, f.place_code, f.category): f for f in small_release(frames).household_figures}
    endless = found["houses_rebuilt", "DL", "2013"]
    assert (endless.value, endless.low, endless.high) == (Blank.WITHHELD,) * 3
    ended = [f for f in found.values() if f.table_id == "cause_groups" and f.value is Blank.WITHHELD]
    assert ended
    assert all(isinstance(f.low, int) and isinstance(f.high, int) for f in ended)


def test_money_is_hidden_at_all_stages_or_at_none() -> None:
    found = hidden(with_money({("A1", "F", "spent_fen"): Paid(fen=300, households=3)}))
    assert {key[0] for key in found.keys} == set(STAGES)
    patterns = {frozenset(spots(key for key in found.keys if key[0] == stage)) for stage in STAGES}
    assert patterns == {frozenset({("A1", "F"), ("A1", "G"), ("A2", "F"), ("A2", "G")})}
    assert found.ranges == {}


def test_a_fund_that_is_small_at_one_stage_of_the_county_leaves_every_other_total() -> None:
    """Promised to three households, paid to many: the county's sum of that fund is hidden at all stages."""
    promised = {(village, "F", "promised_fen"): Paid(fen=0, households=0) for village in TREE}
    small = {**promised, ("A1", "F", "promised_fen"): Paid(fen=300, households=3)}
    found = hidden(with_money(small))
    assert {(CODE, "F"), (CODE, "G")} <= spots(found.keys)
    assert ALL not in {category for _, category in spots(found.keys)}


@pytest.mark.parametrize(
    ("p_percent", "dominance_percent", "is_shown"), [(15, 85, False), (15, 90, True), (40, 90, False)]
)
def test_large_payments_are_hidden_though_many_were_paid(
    p_percent: int, dominance_percent: int, is_shown: bool
) -> None:
    """Two make 87 % of the sum; the rest is 24 % of the largest."""
    large = Paid(fen=9_000, households=9, largest=(5_000, 2_800))
    system = with_money({("B2", "G", "spent_fen"): large})
    policy = replace(small_policy(), p_percent=p_percent, dominance_percent=dominance_percent)
    found = hide(system, demands(system, {}, policy), 5)
    assert (("B2", "G") not in spots(found.keys)) is is_shown


def test_sums_of_millions_are_protected_in_whole_fen() -> None:
    changes = {key: Paid(fen=123_456_789_01, households=90) for key in PAID} | {
        ("A1", "F", "spent_fen"): Paid(fen=3_000_03, households=3)
    }
    found = hidden(with_money(changes))
    assert ("A1", "F") in spots(found.keys)
    assert len({spot for spot in spots(found.keys) if spot[0] not in ("A1", "A2")}) == 0


def test_a_hidden_nought_that_can_only_be_small_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the search would ask for the same again and again."""
    system = count_system(TREE, with_counts(A1h=3, A2h=0))
    asked: list[object] = []

    def narrow_once(problem: Problem, keys: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, int]]:
        asked.append({n.key[3:]: n.required for n in problem.numbers if n.value == 0 and n.required})
        assert len(asked) < 9
        return {key: (0, 4) if len(asked) == 1 and key[3:] == ("A2", "h") else (0, 9) for key in keys}

    monkeypatch.setattr(hiding, "intervals", narrow_once)
    assert ("A2", "h") in spots(hidden(system).keys)
    assert asked[1] == {("A2", "h"): (0, 5)}


def test_a_pattern_that_protects_is_repeated_and_gets_new_ranges() -> None:
    first = hidden(count_system(TREE, with_counts(A1h=3)))
    again = count_system(TREE, with_counts(A1h=4, A1m=25))
    found = repeated(again, demands(again, {}, small_policy()), first.keys, 5)
    assert found is not None
    assert found.keys == first.keys
    assert found.ranges != first.ranges


def test_a_pattern_does_not_hold_for_another_small_number() -> None:
    first = hidden(count_system(TREE, with_counts(A1h=3)))
    moved = count_system(TREE, with_counts(B1h=3))
    assert repeated(moved, demands(moved, {}, small_policy()), first.keys, 5) is None


def test_a_pattern_that_no_longer_leaves_enough_room_does_not_hold() -> None:
    """The partner has shrunk to one household, which knows itself and could subtract."""
    first = hidden(count_system(TREE, with_counts(A1h=3)))
    shrunk = count_system(TREE, with_counts(A1h=4, A2h=1))
    assert demands(shrunk, {}, small_policy()).keys() <= first.keys
    assert repeated(shrunk, demands(shrunk, {}, small_policy()), first.keys, 5) is None


def test_what_cannot_be_protected_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def gives_up(problem: Problem) -> None:
        tried.append(sum(not number.is_hideable for number in problem.numbers))
        raise NotProtectable("limit")

    monkeypatch.setattr(hiding, "suppress", gives_up)
    with pytest.raises(ProtectionRefused) as refusal:
        hidden(count_system(TREE, with_counts(A1h=3)))
    assert [finding.code for finding in refusal.value.findings] == ["protect.impossible"]
    assert refusal.value.exit_code == 5
    assert tried == [7, 1, 0], "all totals stay, then the county's, then none"


def test_every_hidden_count_of_an_edition_states_a_sharp_range() -> None:
    protected = small_protected(rich_frames())
    units = {table.table_id: table.unit for table in protected.protected_tables}
    counts = [f for f in protected.household_figures if units[f.table_id] != "fen"]
    ranges = [(f.low, f.high) for f in counts if f.value is Blank.WITHHELD]
    assert len(ranges) > 20
    assert all(isinstance(low, int) and isinstance(high, int) and is_sharp((low, high), 5) for low, high in ranges)
    shown = [f for f in counts if isinstance(f.value, int)]
    assert all(f.low == f.value == f.high for f in shown)
    blanks = [f for f in counts if isinstance(f.value, Blank) and f.value is not Blank.WITHHELD]
    assert all(f.low is f.high is f.value for f in blanks)
