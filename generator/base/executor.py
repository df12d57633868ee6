"""Work in several processes, results in the order of the work: the seam behind which a cluster may stand one day."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

WAITING_PER_WORKER = 3
"""Results that may pile up; more would let memory grow with the work"""


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    processes: int,
    prepare: Callable[..., None],
    given: tuple[object, ...],
) -> Iterator[R]:
    """`work(item)` for every item, in order. Each process first runs `prepare(*given)` once.

    Functions, `given`, items and results are pickled. What `work` raises, this raises.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=prepare, initargs=given)
    try:
        yield from _drain(pool, work, items, processes * WAITING_PER_WORKER)
    finally:
        pool.shutdown(cancel_futures=True)


def _drain(pool: ProcessPoolExecutor, work: Callable[[T], R], items: Iterable[T], most: int) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
