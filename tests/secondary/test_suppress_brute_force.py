"""Random small counties against an attacker who tries every table.

Among them one-child towns, zeros, crossing groups and empty villages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_tables import Small, unsafe

from generator.private.protection.secondary.counts import Rule
from generator.private.protection.secondary.intervals import intervals
from generator.private.protection.secondary.problem import Key, Limits, NotProtectable, Problem
from generator.private.protection.secondary.suppress import suppress

COUNT = st.sampled_from((0, 0, 1, 1, 2, 3, 4))
SLOW = settings(
    max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@st.composite
def counties(draw: st.DrawFn) -> Small:
    """Two to four villages and two or three causes; each village draws its town and its helper."""
    causes = draw(st.integers(2, 3))
    villages = draw(st.integers(2, 4 if causes == 2 else 3))
    member = st.tuples(*[st.integers(0, 1)] * villages)
    counts = st.tuples(*[st.tuples(*[COUNT] * causes)] * villages)
    return Small(counts=draw(counts), town=draw(member), helper=draw(member))


def unlimited(problem: Problem) -> Problem:
    return problem


def blocky(problem: Problem) -> Problem:
    """The same, asked first in blocks as small as a province's are beside the province."""
    return replace(problem, limits=Limits(blocks=(2, 6)))


def hideable(problem: Problem) -> frozenset[Key]:
    return frozenset(number.key for number in problem.numbers if number.is_hideable)


@pytest.mark.slow
@pytest.mark.parametrize("limited", [unlimited, blocky])
@pytest.mark.parametrize("rule", list(Rule))
@SLOW
@given(small=counties())
def test_no_table_by_table_search_narrows_a_primary(
    limited: Callable[[Problem], Problem], rule: Rule, small: Small
) -> None:
    problem = limited(small.problem(rule))
    try:
        hidden = suppress(problem)
    except NotProtectable:
        assert unsafe(small, problem, hideable(problem)), "refused, though hiding everything would have protected"
        return
    assert unsafe(small, problem, hidden) == []


@pytest.mark.slow
@pytest.mark.parametrize("limited", [unlimited, blocky])
@pytest.mark.parametrize("rule", list(Rule))
@SLOW
@given(small=counties())
def test_every_secondary_cell_is_needed(limited: Callable[[Problem], Problem], rule: Rule, small: Small) -> None:
    problem = limited(small.problem(rule))
    try:
        hidden = suppress(problem)
    except NotProtectable:
        return
    primary = {number.key for number in problem.numbers if number.required is not None}
    for key in sorted(hidden - primary):
        assert unsafe(small, problem, hidden - {key}), key


@pytest.mark.slow
@SLOW
@given(small=counties(), picks=st.lists(st.integers(0, 40), max_size=12), rule=st.sampled_from(list(Rule)))
def test_intervals_are_those_of_every_table_there_is(small: Small, picks: list[int], rule: Rule) -> None:
    problem = small.problem(rule)
    able = sorted(hideable(problem))
    hidden = frozenset(able[pick % len(able)] for pick in picks) if able else frozenset()
    tables = small.candidates(problem, hidden)
    expected = {key: (min(t[key] for t in tables), max(t[key] for t in tables)) for key in sorted(hidden)}
    assert intervals(problem, hidden) == expected
