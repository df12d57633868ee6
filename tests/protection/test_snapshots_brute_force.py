"""Random small counties over three dates: what anybody can still say about each difference, found without the product.

No sum links numbers of different dates, so of a difference exactly [l2 - h1, h2 - l1] is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import ENDLESS, Reader, publishes
from support.county import small_policy
from systems import Tree, count_system

from generator.base.errors import ProtectionRefused
from generator.private.history import Snapshot
from generator.private.protection.places import VILLAGE
from generator.private.protection.primary import demands
from generator.private.protection.snapshots import released
from generator.private.protection.system import Cell, Key, System
from generator.published.release import ALL

K = 5
DATES = ("2013-12-31", "2014-03-31", "2014-12-31")
"""Forced, free, forced"""
SLOW = settings(
    max_examples=30, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
COUNT = st.sampled_from((0, 1, 2, 4, 6, 9, 14, 20))
STEP = st.sampled_from((0, 0, 0, 0, -1, 1, 2, -6, 6))
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequel:
    """Households by village and group on every date."""

    tree: Tree
    counts: Sequence[Counts]


@st.composite
def sequels(draw: st.DrawFn, villages: int = 4, counts: st.SearchStrategy[int] = COUNT) -> Sequel:
    """Each number moves a little, much, or mostly not at all."""
    names = [f"V{n}" for n in range(draw(st.integers(2, villages)))]
    chain = [{(village, group): draw(counts) for village in names for group in "ab"}]
    for _ in DATES[1:]:
        chain.append({spot: max(0, number + draw(STEP)) for spot, number in chain[-1].items()})
    return Sequel(tree={village: draw(st.sampled_from("AAB")) for village in names}, counts=chain)


def published(sequel: Sequel) -> tuple[Snapshot, ...]:
    """As far as it goes: a forced date is refused only where hiding everything would not do."""
    past: tuple[Snapshot, ...] = ()
    for as_of, counts in zip(DATES, sequel.counts, strict=True):
        system = count_system(sequel.tree, counts)
        try:
            past = released("counts", system, past, as_of, small_policy())
        except ProtectionRefused:
            assert Reader(sequel.tree, system, system.cells.keys()).narrowed(publishes(_wanted(system, past)))
            return past
    return past


def _wanted(system: System, past: Sequence[Snapshot]) -> dict[Key, tuple[int, int]]:
    earlier = {key: [s.cells[key] for s in past if key in s.cells] for key in system.cells}
    return demands(system, earlier, small_policy())


def reader_of(sequel: Sequel, snapshot: Snapshot) -> Reader:
    cells = {key: Cell(key=key, value=past.value, households=past.households) for key, past in snapshot.cells.items()}
    hidden = [key for key, past in snapshot.cells.items() if past.is_hidden]
    return Reader(sequel.tree, System(cells=cells, equations=()), hidden)


def bounds(reader: Reader) -> dict[Key, tuple[int, int]]:
    """What is left of every published number."""
    seen = reader.ends(reader.hidden)
    return {key: tuple(seen.get(key, (value, value))) for key, value in reader.values.items()}  # type: ignore[misc]


def small_differences(first: Snapshot, then: Snapshot) -> list[Key]:
    """Numbers of both dates that changed by a few households."""
    both = sorted(first.cells.keys() & then.cells.keys())
    return [key for key in both if 0 < abs(then.cells[key].value - first.cells[key].value) < K]


@pytest.mark.slow
@SLOW
@given(sequel=sequels())
def test_every_small_difference_may_be_anything_from_minus_k_to_k(sequel: Sequel) -> None:
    """Less only where an earlier or a later number would fall below nought."""
    snapshots = published(sequel)
    left = [bounds(reader_of(sequel, snapshot)) for snapshot in snapshots]
    for (i, first), (j, then) in combinations(enumerate(snapshots), 2):
        for key in small_differences(first, then):
            (low, high), (least, most) = left[i][key], left[j][key]
            assert least - high <= max(-K, -high)
            assert most - low >= K


@pytest.mark.slow
@SLOW
@given(sequel=sequels())
def test_what_the_history_says_is_what_a_reader_can_work_out(sequel: Sequel) -> None:
    for snapshot in published(sequel):
        left = bounds(reader_of(sequel, snapshot))
        for key, (low, high) in left.items():
            past = snapshot.cells[key]
            is_stated = isinstance(past.low, int)
            assert (past.low, past.high) == (low, high) if is_stated else past.is_hidden
            assert is_stated or ENDLESS in {most for _, most in left.values()}


@pytest.mark.slow
@settings(SLOW, max_examples=12)
@given(sequel=sequels(villages=2, counts=st.sampled_from((0, 1, 2, 4, 6))))
def test_no_pair_of_tables_pins_a_small_difference(sequel: Sequel) -> None:
    """Every table of each forced date that agrees with what was shown, and so every pair of tables."""
    forced = [snapshot for snapshot in published(sequel) if snapshot.is_forced]
    tables = [list(candidates(sequel.tree, snapshot)) for snapshot in forced]
    for (i, first), (j, then) in combinations(enumerate(forced), 2):
        for key in small_differences(first, then):
            earlier, later = ({table[key] for table in tables[n]} for n in (i, j))
            differences = {now - was for was, now in product(earlier, later)}
            assert differences >= set(range(max(-K, -max(earlier)), K + 1))


def candidates(tree: Tree, snapshot: Snapshot) -> Iterator[dict[Key, int]]:
    """Every table of whole numbers that shows the same, up to a size that leaves every demand its room."""
    villages = sorted(tree)
    most = max(past.value for key, past in snapshot.cells.items() if key[2] == VILLAGE and key[4] != ALL) + K
    parts = {key: _leaves(tree, villages, key) for key in snapshot.cells}
    shown = [(parts[key], past.value) for key, past in snapshot.cells.items() if not past.is_hidden]
    splits = [_splits([(leaves, v) for leaves, v in shown if set(leaves) <= {n, n + 1}], n, most) for n in (0, 2)]
    for table in (first + second for first, second in product(*splits)):
        if all(sum(table[n] for n in leaves) == value for leaves, value in shown):
            yield {key: sum(table[n] for n in leaves) for key, leaves in parts.items()}


def _splits(own: list[tuple[tuple[int, ...], int]], start: int, most: int) -> list[tuple[int, ...]]:
    """The two numbers of one village that agree with what is shown of it."""
    pairs = product(range(most + 1), repeat=2)
    return [pair for pair in pairs if all(sum(pair[n - start] for n in leaves) == value for leaves, value in own)]


def _leaves(tree: Tree, villages: list[str], key: Key) -> tuple[int, ...]:
    """Positions of the village numbers that a number adds up: two groups for each village."""
    inside = [n for n, village in enumerate(villages) if key[2] == "county" or key[3] in (village, tree[village])]
    return tuple(2 * n + group for n in inside for group, name in enumerate("ab") if key[4] in (name, ALL))
