"""Editions one after another, by hand: what is forced, due, held, frozen, refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from support.county import small_policy
from systems import CODE, Paid, count_system, money_system

from generator.base.errors import ProtectionRefused
from generator.config.settings import ProtectionPolicy, SnapshotPolicy
from generator.private.history import History, Past, Snapshot, to_json
from generator.private.protection.snapshots import released, shown
from generator.private.protection.system import System
from generator.published.release import ALL

TREE = {"A1": "A", "A2": "A", "B1": "B", "B2": "B"}
LEVELS = ("village", "township", "county")
Counts = Mapping[tuple[str, str], int]
STEADY: Counts = {(village, group): 20 for village in TREE for group in ("h", "m")}
TOTAL, SPLIT = ("households", "all"), ("households", "cause_group")


def changed(**by: int) -> Counts:
    """The steady county with some numbers moved: A1h=-1 takes one household from A1's h."""
    return {(v, g): number + by.get(f"{v}{g}", 0) for (v, g), number in STEADY.items()}


def editions(*steps: tuple[str, Counts], policy: ProtectionPolicy | None = None) -> tuple[Snapshot, ...]:
    """The snapshots of the counts on these dates."""
    past: tuple[Snapshot, ...] = ()
    for as_of, counts in steps:
        past = released("counts", count_system(TREE, counts), past, as_of, policy or small_policy())
    return past


def parts(snapshot: Snapshot) -> set[tuple[str, str]]:
    """(breakdown, level) of everything in it."""
    return {(by, level) for _, by, level in snapshot.parts}


def dates(snapshots: Sequence[Snapshot], table: tuple[str, str] = TOTAL) -> dict[str, list[str]]:
    """Level → the dates on which a table was released."""
    return {level: [s.as_of for s in snapshots if (*table, level) in s.parts] for level in LEVELS}


def hidden(snapshot: Snapshot) -> set[tuple[str, ...]]:
    return {key[3:] for key, past in snapshot.cells.items() if past.is_hidden}


@pytest.mark.parametrize("as_of", ["2014-02-28", "2014-12-31"])
def test_the_first_edition_is_forced_on_any_date(as_of: str) -> None:
    (first,) = editions((as_of, STEADY))
    assert (first.family, first.as_of, first.is_forced) == ("counts", as_of, True)
    assert parts(first) == {(by, level) for by in ("all", "cause_group") for level in LEVELS}
    assert first.cells["households", "all", "county", CODE, ALL] == Past(value=160, households=160, low=160, high=160)


def test_the_last_of_december_is_forced() -> None:
    snapshots = editions(("2014-02-28", STEADY), ("2014-11-30", STEADY), ("2014-12-31", changed(A1h=-1)))
    assert [(s.as_of, s.is_forced) for s in snapshots][-1] == ("2014-12-31", True)
    assert parts(snapshots[-1]) == parts(snapshots[0])


def test_a_december_without_an_edition_is_made_up_for_by_the_next_one() -> None:
    snapshots = editions(("2014-02-28", STEADY), ("2015-03-31", changed(A1h=-1)), ("2015-04-30", STEADY))
    assert [(s.as_of, s.is_forced) for s in snapshots[:2]] == [("2014-02-28", True), ("2015-03-31", True)]
    assert not any(s.is_forced for s in snapshots[2:])


def test_villages_appear_by_year_townships_by_quarter_the_county_by_month() -> None:
    ends = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31")
    snapshots = editions(("2013-12-31", STEADY), *((f"2014-{end}", STEADY) for end in ends))
    assert dates(snapshots) == {
        "village": ["2013-12-31", "2014-12-31"],
        "township": ["2013-12-31", "2014-03-31", "2014-06-30", "2014-09-30", "2014-12-31"],
        "county": ["2013-12-31", *(f"2014-{end}" for end in ends)],
    }
    assert dates(snapshots, SPLIT) == dates(snapshots)
    assert [s.as_of for s in snapshots if s.is_forced] == ["2013-12-31", "2014-12-31"]


def test_a_policy_may_ask_for_less() -> None:
    policy = replace(small_policy(), snapshots=SnapshotPolicy(village="year", township="year", county="quarter"))
    steps = (("2013-12-31", STEADY), ("2014-02-28", STEADY), ("2014-03-31", STEADY), ("2014-05-31", STEADY))
    found = dates(editions(*steps, policy=policy))
    assert (found["township"], found["county"]) == (["2013-12-31"], ["2013-12-31", "2014-03-31"])


def test_a_second_edition_of_one_date_repeats_the_first() -> None:
    """A correction waits for its turn, on a forced date too; the old numbers stay in the chain."""
    once = editions(("2014-12-31", STEADY))
    assert editions(("2014-12-31", STEADY), ("2014-12-31", changed(A1h=9))) == once
    later = editions(("2014-12-31", STEADY), ("2015-01-31", changed(A1h=9)))
    assert later[0] == once[0]
    assert later[1].cells["households", "all", "county", CODE, ALL].value == 169


@pytest.mark.parametrize("step", [-4, -1, 1, 4])
def test_a_small_change_of_a_shown_number_holds_the_table(step: int) -> None:
    assert len(editions(("2013-12-31", STEADY), ("2014-01-31", changed(A1h=step)))) == 1


@pytest.mark.parametrize("step", [-5, 0, 5])
def test_no_change_and_one_of_k_do_not(step: int) -> None:
    assert len(editions(("2013-12-31", STEADY), ("2014-01-31", changed(A1h=step)))) == 2


def test_a_change_is_judged_against_every_earlier_snapshot() -> None:
    """30 more and back to one more than at first: the last snapshot is far away, the first is not."""
    steps = [("2013-12-31", STEADY), ("2014-01-31", changed(A1h=30))]
    assert len(editions(*steps, ("2014-02-28", changed(A1h=1)))) == 2
    assert len(editions(*steps, ("2014-02-28", STEADY))) == 3
    assert len(editions(*steps, ("2014-02-28", changed(A1h=25)))) == 3
    assert len(editions(*steps, ("2014-02-28", changed(A1h=26)))) == 2


def test_a_number_that_becomes_small_holds_its_table() -> None:
    few = {**STEADY, **{(village, "h"): 0 for village in TREE}, ("A1", "h"): 4}
    assert parts(editions(("2013-12-31", STEADY), ("2014-01-31", few))[-1]) == {("all", "county")}


def test_a_breakdown_waits_for_its_total_but_not_the_other_way_round() -> None:
    """Of two groups that changed by +6 and -5 the total tells +1: neither appears without it."""
    assert len(editions(("2013-12-31", STEADY), ("2014-01-31", changed(A1h=6, A1m=-5)))) == 1
    (_, again) = editions(("2013-12-31", STEADY), ("2014-01-31", changed(A1h=9, A1m=-4)))
    assert parts(again) == {("all", "county")}


def test_what_is_held_below_still_appears_above() -> None:
    """One household moved between townships; the county as a whole stays."""
    (_, quarter) = editions(("2013-12-31", STEADY), ("2014-03-31", changed(A1h=-1, B1h=1)))
    assert parts(quarter) == {("all", "county"), ("cause_group", "county")}
    (_, quarter) = editions(("2013-12-31", STEADY), ("2014-03-31", changed(A1h=-1, A2h=1)))
    assert parts(quarter) == {(by, level) for by in ("all", "cause_group") for level in ("township", "county")}


def test_an_edition_shows_the_latest_snapshot_of_each_level() -> None:
    snapshots = editions(("2013-12-31", STEADY), ("2014-03-31", STEADY), ("2014-04-30", STEADY))
    found = [shown(snapshots, *TOTAL, level) for level in LEVELS]
    assert [s and s.as_of for s in found] == ["2013-12-31", "2014-03-31", "2014-04-30"]
    assert shown(snapshots, "persons", "all", "county") is None


def test_the_pattern_of_a_forced_date_stays_frozen_until_the_next() -> None:
    """Nothing is small any more in June, and still the same numbers are hidden."""
    few, many = changed(A1h=-17, B2m=-16), changed(A1h=30)
    first, quarter, _, year = editions(
        ("2013-12-31", few), ("2014-03-31", many), ("2014-06-30", many), ("2014-12-31", many)
    )
    township = {spot for spot in hidden(first) if spot[0] in ("A", "B", CODE)}
    assert hidden(quarter) == township
    assert not [key for key, past in year.cells.items() if past.is_hidden and past.value == many["A1", "h"]]


def test_the_frozen_pattern_gets_the_ranges_of_today() -> None:
    tree = {"A1": "A", "B1": "B", "D1": "D"}
    few = {(v, g): 20 for v in tree for g in ("h", "m")} | {("A1", "h"): 3}
    more = {**few, ("A1", "h"): 3, ("B1", "h"): 45, ("A1", "m"): 26, ("B1", "m"): 45, ("D1", "h"): 45, ("D1", "m"): 45}
    first = released("counts", count_system(tree, few), (), "2013-12-31", small_policy())
    _, quarter = released("counts", count_system(tree, more), first, "2014-03-31", small_policy())
    known = {key: past for key, past in quarter.cells.items() if past.is_hidden}
    assert known
    assert all(
        past.low != first[0].cells[key].low or past.high != first[0].cells[key].high for key, past in known.items()
    )


def test_a_village_of_no_township_is_judged_where_it_can_be_subtracted() -> None:
    """County less townships is the village: one household that left would show every quarter."""
    tree = {**TREE, "T1": ""}
    before = {**STEADY, ("T1", "h"): 20, ("T1", "m"): 20}
    first = released("counts", count_system(tree, before), (), "2013-12-31", small_policy())
    moved = {**before, ("T1", "h"): 19, ("A1", "h"): 26}
    _, quarter = released("counts", count_system(tree, moved), first, "2014-03-31", small_policy())
    assert parts(quarter) == {("all", "county"), ("cause_group", "county")}
    steady = released("counts", count_system(tree, before), first, "2014-03-31", small_policy())[1]
    assert ("all", "township") in parts(steady)
    assert ("all", "village") not in parts(steady)


def paid(**households: int) -> System:
    """1,000 fen a household at each stage; villages get 20 unless told otherwise: A1F_spent=3."""
    spent = {
        (village, fund, stage): Paid(fen=1_000 * number, households=number)
        for village in TREE
        for fund in "FG"
        for stage in ("promised_fen", "spent_fen")
        if (number := households.get(f"{village}{fund}_{stage[:-4]}", households.get(stage, 20)))
    }
    return money_system(TREE, spent, ("promised_fen", "spent_fen"))


def told(*steps: tuple[str, System]) -> tuple[Snapshot, ...]:
    past: tuple[Snapshot, ...] = ()
    for as_of, system in steps:
        past = released("money", system, past, as_of, small_policy())
    return past


def test_money_is_held_stage_by_stage() -> None:
    """Three more households were paid; what was promised did not change."""
    _, month = told(("2013-12-31", paid()), ("2014-01-31", paid(A1F_spent=23)))
    assert parts(month) == {("fund", "county")}
    assert {measure for measure, _, _ in month.parts} == {"promised_fen"}
    _, month = told(("2013-12-31", paid()), ("2014-01-31", paid(A1F_spent=25)))
    assert {measure for measure, _, _ in month.parts} == {"promised_fen", "spent_fen"}


def test_a_stage_that_is_told_for_the_first_time_takes_the_frozen_pattern() -> None:
    """Payment repeats the promise: shown, it would give the hidden promise back."""
    first, quarter = told(
        ("2013-12-31", paid(spent_fen=0, A1F_promised=3, A2F_promised=0)),
        ("2014-03-31", paid(A2F_spent=0, A1F_spent=3)),
    )
    spots = {key[3:] for key, past in first.cells.items() if past.is_hidden and key[2] != "village"}
    assert spots
    assert {key[3:] for key, past in quarter.cells.items() if past.is_hidden and key[0] == "spent_fen"} == spots


def test_nothing_to_release_adds_nothing() -> None:
    empty = money_system(TREE, {}, ())
    assert told(("2013-12-31", empty)) == ()
    assert len(told(("2013-12-31", empty), ("2014-01-31", paid()))) == 1
    assert told(("2014-01-31", paid()), ("2014-12-31", empty))[-1].as_of == "2014-01-31"


def test_a_history_younger_than_the_edition_is_refused() -> None:
    past = editions(("2014-12-31", STEADY))
    with pytest.raises(ProtectionRefused) as refusal:
        released("counts", count_system(TREE, STEADY), past, "2014-12-30", small_policy())
    assert [(f.code, f.where.file) for f in refusal.value.findings] == [("history.younger", "history.json")]


def test_the_same_editions_make_the_same_bytes() -> None:
    steps = (("2013-12-31", changed(A1h=-17)), ("2014-01-31", STEADY), ("2014-12-31", changed(A1h=-2)))
    turned = [(as_of, dict(reversed(counts.items()))) for as_of, counts in steps]
    assert to_json(History(snapshots=editions(*steps))) == to_json(History(snapshots=editions(*turned)))
