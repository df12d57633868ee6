"""The solver's wrapper: silent, and a limit is a refusal."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.base.solver import LimitReached, LinearProgram, Program, Row, minimise_whole

SILENT = "from generator.base.solver import LinearProgram as L; L([0.0], [1.0], []).maximise({0: 1.0})"


def test_standard_output_is_left_to_reports() -> None:
    done = subprocess.run([sys.executable, "-c", SILENT], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_a_maximum_and_its_columns() -> None:
    program = LinearProgram([0.0, 0.0], [10.0, 10.0], [Row(columns=[0, 1], coefficients=[1, 2], lower=0, upper=8)])
    best = program.maximise({0: 1.0, 1: 3.0})
    assert (best.value, list(best.columns)) == (pytest.approx(12.0), [0.0, 4.0])


def test_without_a_whole_solution_there_is_a_refusal() -> None:
    rows = [Row(columns=[0], coefficients=[2], lower=1, upper=1)]
    with pytest.raises(LimitReached):
        minimise_whole(Program(cost=[1.0], lower=[0.0], upper=[5.0], rows=rows), nodes=100)
