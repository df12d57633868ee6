"""Random small counties against a reader who knows every sum, and against everybody who is alone in a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import ENDLESS, Reader, publishes
from support.county import small_policy
from systems import Paid, Spent, Tree, count_system, money_system

from generator.base.errors import ProtectionRefused
from generator.private.protection.hiding import Hidden, hide, is_sharp
from generator.private.protection.primary import demands
from generator.private.protection.rules.ranges import Range
from generator.private.protection.system import Key, System
from generator.published.release import ALL

K = 5
SLOW = settings(
    max_examples=30, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
COUNT = st.sampled_from((0, 0, 1, 2, 3, 4, 6, 9, 14))
STAGES = ("promised_fen", "issued_fen", "spent_fen")
VILLAGES = ("V1", "V2", "V3", "V4")


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Two to four villages, of two townships or of none."""
    return {village: draw(st.sampled_from(("A", "A", "B", ""))) for village in VILLAGES[: draw(st.integers(2, 4))]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Households by village and group."""

    tree: Tree
    counts: Mapping[tuple[str, str], int]

    def system(self) -> System:
        return count_system(self.tree, self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Payments by village, fund and stage."""

    tree: Tree
    spent: Spent

    def system(self) -> System:
        return money_system(self.tree, self.spent, STAGES if self.spent else ())


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    """Two or three groups."""
    tree, groups = draw(trees()), "abc"[: draw(st.integers(2, 3))]
    return Counted(tree=tree, counts={(village, group): draw(COUNT) for village in tree for group in groups})


@st.composite
def paid(draw: st.DrawFn) -> Spending:
    """Two funds at three stages that mostly repeat one amount, with and without recorded payments, small and large."""
    tree, scale = draw(trees()), draw(st.sampled_from((1, 1_000)))
    spent: dict[tuple[str, str, str], Paid] = {}
    for village in tree:
        for fund in "FG":
            households = draw(COUNT)
            for stage in STAGES if households else ():
                fen = scale * households * draw(st.sampled_from((100, 100, 333)))
                first = fen * draw(st.sampled_from((0, 0, 1, 9))) // 10
                spent[village, fund, stage] = Paid(fen=fen, households=households, largest=(first, 0))
    return Spending(tree=tree, spent=spent)


def hidden_or_none(tree: Tree, system: System, wanted: Mapping[Key, Range]) -> Hidden | None:
    """None where it is refused, which it may be only when hiding everything would protect nothing."""
    try:
        return hide(system, wanted, K)
    except ProtectionRefused:
        assert Reader(tree, system, system.cells.keys()).narrowed(publishes(wanted))
        return None


@pytest.mark.slow
@SLOW
@given(county=counted())
def test_no_reader_narrows_a_count(county: Counted) -> None:
    tree, system = county.tree, county.system()
    wanted = demands(system, {}, small_policy())
    found = hide(system, wanted, K)
    assert wanted.keys() <= found.keys
    assert bool(found.keys) == bool(wanted)
    reader = Reader(tree, system, found.keys)
    assert reader.narrowed(publishes(wanted)) == []
    _demand_stated_ranges(reader, found)


def _demand_stated_ranges(reader: Reader, found: Hidden) -> None:
    """The published range is what anybody can work out; without one there is no end."""
    seen = reader.ends(reader.hidden)
    assert all(tuple(seen[key]) == found.ranges[key] for key in seen if key in found.ranges)
    assert all(is_sharp((low, high), K) for low, high in seen.values())
    assert bool(seen.keys() - found.ranges.keys()) == any(high == ENDLESS for _, high in seen.values())


@pytest.mark.slow
@SLOW
@given(county=paid())
def test_no_reader_narrows_a_sum_of_money(county: Spending) -> None:
    """Money is protected in a unit of the sixth digit; below one unit nothing is promised."""
    tree, system = county.tree, county.system()
    wanted = demands(system, {}, small_policy())
    found = hidden_or_none(tree, system, wanted)
    if found is None:
        return
    assert wanted.keys() <= found.keys
    assert bool(found.keys) == bool(wanted)
    patterns = {frozenset(key[1:] for key in found.keys if key[0] == stage) for stage in STAGES}
    assert len(patterns) == 1
    most = max((cell.value for cell in system.cells.values()), default=0)
    assert Reader(tree, system, found.keys).narrowed(publishes(wanted), slack=max(0, most // 100_000)) == []


@pytest.mark.slow
@SLOW
@given(county=st.one_of(counted(), paid()))
def test_totals_stay_exact_where_a_pattern_exists(county: Counted | Spending) -> None:
    tree, system = county.tree, county.system()
    wanted = demands(system, {}, small_policy())
    asked = {(measure, *key[1:]) for key in wanted for measure in (key[0], *STAGES)}
    kept = {key for key, cell in system.cells.items() if key[4] == ALL and cell.households >= K} - asked
    found = hidden_or_none(tree, system, wanted)
    if found is None or not kept & found.keys:
        return
    most = Reader(tree, system, system.cells.keys() - kept)
    narrowed = most.narrowed(publishes(wanted))
    is_blunt = not all(is_sharp((low, high), K) for low, high in most.ends(most.hidden).values())
    assert narrowed or is_blunt, "hiding all other numbers would have protected"
