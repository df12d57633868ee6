"""The fixpoint against brute force: every single sum of small random counties is solved by trying all numbers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from support.county import CAUSES, small_linked, small_policy

from generator.private.protection.mask import mask
from generator.private.protection.places import make_places
from generator.private.protection.small_count import small_counts
from generator.private.protection.subtraction import close
from generator.private.protection.system import Cell, Equation, Key, System
from generator.private.protection.table_sums import table_system
from generator.private.protection.tally import make_tally

K = 5


def cell(name: str, households: int, **more: tuple[Key, ...]) -> Cell:
    return Cell(key=(name,), value=households, households=households, **more)


def simple(cells: list[Cell], *sums: tuple[str, str]) -> System:
    def mass(keys: Iterable[Key]) -> int:
        hidden = list(keys)
        return sum(known[key].households for key in hidden) - len(hidden) + 1

    known = {c.key: c for c in cells}
    equations = [Equation(parent=(p,), children=tuple((c,) for c in cs), mass=mass) for p, cs in sums]
    return System(cells=known, equations=equations)


def names(keys: frozenset[Key]) -> str:
    return "".join(sorted(key[0] for key in keys))


def test_the_smallest_other_cell_is_hidden_with_a_single_one() -> None:
    system = simple([cell("t", 40), cell("a", 3), cell("b", 25), cell("c", 12)], ("t", "abc"))
    assert names(close(system, small_counts(system, K), K)) == "ac"


def test_a_zero_is_never_hidden() -> None:
    system = simple([cell("t", 15), cell("a", 3), cell("b", 0), cell("c", 12)], ("t", "abc"))
    assert names(close(system, small_counts(system, K), K)) == "ac"


def test_two_hidden_ones_do_not_hide_each_other() -> None:
    """1 + 1 = 2 says that both are 1."""
    system = simple([cell("t", 42), cell("a", 1), cell("b", 1), cell("c", 40)], ("t", "abc"))
    assert names(close(system, small_counts(system, K), K)) == "abc"


def test_a_total_goes_when_nothing_else_is_left() -> None:
    system = simple([cell("t", 4), cell("a", 4)], ("t", "a"))
    assert names(close(system, frozenset({("a",)}), K)) == "at"


def test_a_hidden_total_takes_a_part_with_it() -> None:
    system = simple([cell("t", 40), cell("a", 10), cell("b", 30)], ("t", "ab"))
    assert names(close(system, frozenset({("t",)}), K)) == "at"


def test_persons_follow_their_households() -> None:
    persons = Cell(key=("p",), value=50, households=12, follows=("b",))
    system = simple([cell("t", 15), cell("a", 3), cell("b", 12), persons], ("t", "ab"))
    assert names(close(system, small_counts(system, K), K)) == "abp"


def test_nothing_to_hide_hides_nothing() -> None:
    system = simple([cell("t", 15), cell("a", 5), cell("b", 10)], ("t", "ab"))
    assert close(system, small_counts(system, K), K) == frozenset()


def random_system(seed: int) -> System:
    """Up to 40 households over 5 villages, 8 causes and 5 classes, as the policy declares them."""
    chance = random.Random(seed)
    rows = small_linked().frames["households"].to_dict("records")
    kept = chance.sample(rows, chance.randint(1, 40))
    for row in kept:
        row |= {"cause": chance.choice(list(CAUSES)[: chance.randint(1, 8)]), "persons": chance.randint(1, 6)}
    masked = mask(small_linked({"households": kept}))
    places = make_places(masked)
    return table_system(make_tally(masked, places, small_policy()), places, small_policy().tables)


def solutions(system: System, equation: Equation, hidden: frozenset[Key]) -> Iterator[tuple[int, ...]]:
    """Every way to fill the hidden cells of one sum: numbers from 1, as large as the shown parent allows."""
    cells = [*equation.children, equation.parent]
    unknown = [key for key in cells if key in hidden]
    most = system.cells[equation.parent].value + K if equation.parent in hidden else system.cells[equation.parent].value
    for guess in product(range(1, most + 1), repeat=len(unknown)):
        values = dict(zip(unknown, guess, strict=True))
        total, *parts = (values.get(key, system.cells[key].value) for key in reversed(cells))
        if total == sum(parts):
            yield guess


@pytest.mark.parametrize("seed", range(12))
def test_every_sum_leaves_small_cells_open(seed: int) -> None:
    """No sum alone fixes a cell of 1 to k-1 households or shows that it is below k."""
    system = random_system(seed)
    small = small_counts(system, K)
    hidden = close(system, small, K)
    for equation in system.equations:
        unknown = [key for key in (*equation.children, equation.parent) if key in hidden]
        if not small.intersection(unknown) or len(unknown) > 4 or "persons" in unknown[0]:
            continue
        filled = list(solutions(system, equation, hidden))
        for position, key in enumerate(unknown):
            if key in small:
                assert len({guess[position] for guess in filled}) >= 2, (equation.parent, key)


@pytest.mark.parametrize("seed", range(40))
def test_no_sum_has_a_single_hidden_cell(seed: int) -> None:
    system = random_system(seed)
    hidden = close(system, small_counts(system, K), K)
    for equation in system.equations:
        cells = {*equation.children, equation.parent}
        assert len(cells & hidden) != 1
    assert all(0 not in (system.cells[key].households,) for key in hidden)


def test_same_system_same_answer_whatever_the_order_of_cells() -> None:
    system = random_system(3)
    turned = System(cells=dict(reversed(system.cells.items())), equations=system.equations)
    assert close(system, small_counts(system, K), K) == close(turned, small_counts(turned, K), K)
