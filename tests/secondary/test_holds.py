"""A given pattern, judged by every table there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_tables import Small, unsafe
from test_suppress_brute_force import SLOW, counties, hideable

from generator.private.protection.secondary.counts import Rule
from generator.private.protection.secondary.holds import holds
from generator.private.protection.secondary.problem import Number, Problem, Sum

SQUARE = Small(counts=((1, 6, 6), (6, 6, 6), (6, 6, 6)), town=(0, 0, 0), helper=(0, 0, 0))


@pytest.mark.slow
@pytest.mark.parametrize("rule", list(Rule))
@SLOW
@given(small=counties(), picks=st.lists(st.integers(0, 40), max_size=20))
def test_a_pattern_holds_exactly_when_no_table_by_table_search_narrows_a_primary(
    rule: Rule, small: Small, picks: list[int]
) -> None:
    problem = small.problem(rule)
    able = sorted(hideable(problem))
    primary = frozenset(number.key for number in problem.numbers if number.required is not None)
    hidden = primary | frozenset(able[pick % len(able)] for pick in picks if able)
    assert holds(problem, hidden) == (not unsafe(small, problem, hidden))


def test_a_primary_that_is_shown_does_not_hold() -> None:
    problem = SQUARE.problem(Rule.FULL)
    assert holds(problem, hideable(problem))
    assert not holds(problem, hideable(problem) - {("village", "0", "0")})


def test_keys_that_may_not_be_hidden_count_as_shown() -> None:
    numbers = [
        Number(key=("total",), value=7, is_hideable=False),
        Number(key=("a",), value=1, required=(1, 3)),
        Number(key=("b",), value=6),
    ]
    problem = Problem(numbers=numbers, sums=[Sum(parent=("total",), children=(("a",), ("b",)))])
    assert holds(problem, {("a",), ("b",), ("elsewhere",)})
    assert not holds(problem, {("a",), ("total",)})


def test_sums_that_do_not_hold_protect_nothing() -> None:
    numbers = [Number(key=("total",), value=7), Number(key=("a",), value=1, required=(1, 3))]
    problem = Problem(numbers=numbers, sums=[Sum(parent=("total",), children=(("a",),))])
    assert not holds(problem, {("a",), ("total",)})
