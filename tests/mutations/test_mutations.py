"""Taking away any single rule, decoder or constraint makes a test fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mutants import MUTANTS
from runner import FAILED, PASSED, REPOSITORY, Copy, Mutant, Stale

TESTS = " ".join(sorted({test for mutant in MUTANTS for test in mutant.tests.split()}))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    with Copy(tmp_path_factory.mktemp("mutations")) as made:
        yield made


def test_the_copy_passes_as_it_is(copy: Copy) -> None:
    code, output = copy.run(TESTS)
    assert code == PASSED, output


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name.replace(" ", "-"))
def test_a_test_fails_without(mutant: Mutant, copy: Copy) -> None:
    code, output = copy.run_without(mutant)
    assert code == FAILED, f"{mutant.name}: pytest returned {code}\n{output}"


def test_each_mutant_has_a_name_of_its_own_and_changes_something() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert [mutant.name for mutant in MUTANTS if mutant.old == mutant.new] == []


def test_a_stale_mutant_fails_loudly(copy: Copy) -> None:
    stale = Mutant("stale", "generator/base/blanks.py", "no such text", "", "tests/leaks/test_gate.py")
    with pytest.raises(Stale):
        copy.run_without(stale)


def test_the_copy_is_put_back(copy: Copy) -> None:
    mutant = MUTANTS[0]
    copy.run_without(mutant._replace(tests="--version"))
    assert (copy._root / mutant.file).read_bytes() == (REPOSITORY / mutant.file).read_bytes()
