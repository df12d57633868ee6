"""Several processes: order kept, memory bounded, faults passed on."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator

import pytest

from generator.base.executor import WAITING_PER_WORKER, in_order

_base: list[int] = []


def prepare(base: int) -> None:
    _base[:] = [base]


def add(item: int) -> tuple[int, int]:
    time.sleep(0.01 * (3 - item % 4))
    if item == 1000:
        raise ValueError("a thousand")
    return _base[0] + item, os.getpid()


@pytest.mark.slow
def test_results_come_in_the_order_of_the_items_from_prepared_processes() -> None:
    found = list(in_order(add, range(12), processes=2, prepare=prepare, given=(100,)))
    assert [number for number, _ in found] == list(range(100, 112))
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.slow
def test_work_waits_until_results_are_taken() -> None:
    taken = []

    def items() -> Iterator[int]:
        for n in itertools.count():
            taken.append(n)
            yield n

    results = in_order(add, items(), processes=2, prepare=prepare, given=(0,))
    assert next(results)[0] == 0
    results.close()  # type: ignore[attr-defined]
    assert len(taken) == 2 * WAITING_PER_WORKER


@pytest.mark.slow
def test_a_fault_in_a_process_is_raised_here() -> None:
    with pytest.raises(ValueError, match="a thousand"):
        list(in_order(add, [1, 1000, 2], processes=2, prepare=prepare, given=(0,)))
