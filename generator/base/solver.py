"""Linear and integer programs: the only importer of HiGHS.

One thread, fixed seed, no presolve between warm starts. Limits are counts of iterations and nodes, never seconds:
the same program gives the same answer on every machine, and at a limit the answer is a refusal.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from highspy import Highs, HighsLp, HighsModelStatus, HighsVarType, MatrixFormat, ObjSense

INFINITY = float("inf")
SIMPLEX, DUAL, PRIMAL = "simplex", 1, 4


class LimitReached(Exception):
    """The solver stopped at its limit, or the program has no answer: whoever asked must take the safe side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """lower ≤ sum of coefficient x column ≤ upper"""

    columns: Sequence[int]
    coefficients: Sequence[float]
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Minimise cost x columns within bounds and rows."""

    cost: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """Best value, the columns that reach it, and the price of each row (linear programs only)."""

    value: float
    columns: Sequence[float]
    prices: Sequence[float]


class LinearProgram:
    """Maximises over a polyhedron; every call starts where the last one ended."""

    def __init__(
        self, lower: Sequence[float], upper: Sequence[float], rows: Sequence[Row], *, iterations: int = 100_000
    ) -> None:
        self._highs = _simplex(PRIMAL, iterations)
        self._highs.passModel(_model(Program(cost=[0.0] * len(lower), lower=lower, upper=upper, rows=rows)))
        self._highs.changeObjectiveSense(ObjSense.kMaximize)
        self._columns = np.arange(len(lower), dtype=np.int32)

    def maximise(self, objective: Mapping[int, float]) -> Optimum:
        """Raises `LimitReached` when there is no finite optimum within the limit."""
        costs = np.zeros(len(self._columns))
        for column, cost in objective.items():
            costs[column] = cost
        self._highs.changeColsCost(len(costs), self._columns, costs)
        try:
            return _solved(self._highs)
        except LimitReached:
            if self._highs.getModelStatus() != HighsModelStatus.kUnknown:
                raise
            self._highs.clearSolver()  # rounding had spoiled the start: once more, from nothing
            return _solved(self._highs)

    def bound(self, column: int, lower: float, upper: float) -> None:
        """New bounds of one column."""
        self._highs.changeColBounds(column, lower, upper)


def minimise_whole(
    program: Program, *, nodes: int, gap: float = 0.0, slack: float = 1e-6, is_proof_needed: bool = True
) -> Optimum:
    """Integer program. With `is_proof_needed` the optimum to the last unit, else the best found within `nodes`.

    Raises `LimitReached` when the limit comes first or no whole solution exists.
    """
    highs = _quiet()
    highs.setOptionValue("mip_max_nodes", nodes)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("mip_abs_gap", 1e-6 if is_proof_needed else slack)
    for heuristic in ("root_reduced_cost", "rins", "rens"):
        highs.setOptionValue(f"mip_heuristic_run_{heuristic}", False)
    model = _model(program)
    model.integrality_ = [HighsVarType.kInteger] * len(program.cost)
    highs.passModel(model)
    return _solved(highs, may_be_partial=not is_proof_needed)


def minimise(program: Program, *, iterations: int) -> Optimum:
    """One linear program with costs of at least 0, from nothing.

    Raises `LimitReached` when there is no solution or the limit comes first.
    """
    highs = _simplex(DUAL, iterations)
    highs.passModel(_model(program))
    return _solved(highs)


def _simplex(strategy: int, iterations: int) -> Highs:
    highs = _quiet()
    highs.setOptionValue("solver", SIMPLEX)
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("simplex_strategy", strategy)
    highs.setOptionValue("simplex_iteration_limit", iterations)
    return highs


def _quiet() -> Highs:
    highs = _made()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("parallel", "off")):
        highs.setOptionValue(option, value)
    return highs


def _made() -> Highs:
    """A solver. The first one of a process prints its licence to standard output, where reports for machines go."""
    kept = os.dup(1)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a descriptor is what is needed
            os.dup2(nowhere.fileno(), 1)
        highs = Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    return highs


def _model(program: Program) -> HighsLp:
    model, rows = HighsLp(), program.rows
    model.num_col_, model.num_row_ = len(program.cost), len(rows)
    model.col_cost_, model.col_lower_ = list(program.cost), list(program.lower)
    model.col_upper_ = list(program.upper)
    model.row_lower_, model.row_upper_ = [row.lower for row in rows], [row.upper for row in rows]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row.columns))
    matrix = model.a_matrix_
    matrix.format_ = MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_, matrix.start_ = len(program.cost), len(rows), starts
    matrix.index_ = [column for row in rows for column in row.columns]
    matrix.value_ = [float(value) for row in rows for value in row.coefficients]
    return model


def _solved(highs: Highs, *, may_be_partial: bool = False) -> Optimum:
    highs.run()
    status = highs.getModelStatus()
    if status != HighsModelStatus.kOptimal and not (may_be_partial and highs.getInfo().primal_solution_status == 2):
        raise LimitReached(highs.modelStatusToString(status))
    solution = highs.getSolution()
    return Optimum(value=highs.getInfo().objective_function_value, columns=solution.col_value, prices=solution.row_dual)
