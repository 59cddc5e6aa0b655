"""Linear programs that keep their basis from one solution to the next: the simplex of HiGHS, called directly.

`scipy.optimize.linprog` starts cold at every call; on the cut LP, which adds rows some twenty times, that is 2–10 times
slower, on the heights of lines, whose prices change, 5 times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix

Floats = npt.NDArray[np.float64]
_PRIMAL = 4


@dataclass(frozen=True, slots=True)
class Row:
    """``low <= sum of values times the columns <= high``."""

    columns: tuple[int, ...]
    values: tuple[float, ...]
    low: float
    high: float = highspy.kHighsInf


class GrowingProgram:
    """Minimise ``cost · y`` over ``0 <= y <= 1`` and the rows added so far. One thread, deterministic."""

    def __init__(self, cost: Floats) -> None:
        n = len(cost)
        self._solver = highspy.Highs()
        self._solver.silent()
        for option, value in {"threads": 1, "presolve": "off"}.items():
            self._solver.setOptionValue(option, value)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = n, 0
        program.col_cost_, program.col_lower_, program.col_upper_ = cost, np.zeros(n), np.ones(n)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.zeros(1, np.int32)
        self._solver.passModel(program)

    def add(self, rows: Sequence[Row]) -> None:
        """Add `rows`; the next solution starts from the last one."""
        starts = np.cumsum([0] + [len(row.columns) for row in rows])
        self._solver.addRows(
            len(rows),
            np.array([row.low for row in rows], np.float64),
            np.array([row.high for row in rows], np.float64),
            int(starts[-1]),
            starts[:-1].astype(np.int32),
            np.concatenate([np.array(row.columns, np.int32) for row in rows]),
            np.concatenate([np.array(row.values, np.float64) for row in rows]),
        )

    def solve(self, *, seconds: float) -> tuple[float, Floats] | None:
        """Cost and columns of the optimum, or None where `seconds` did not suffice."""
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(seconds, 0.01))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        cost = float(self._solver.getInfo().objective_function_value)
        return cost, np.array(self._solver.getSolution().col_value)


class RepricedProgram:
    """Minimise changing costs over ``0 <= y`` and ``matrix @ y <= limits`` (csc). One thread, deterministic."""

    def __init__(self, matrix: csc_matrix, limits: Floats) -> None:
        rows, self._size = matrix.shape
        self._solver = highspy.Highs()
        self._solver.silent()
        for option, value in {"threads": 1, "presolve": "off", "solver": "simplex"}.items():
            self._solver.setOptionValue(option, value)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self._size, rows
        program.col_cost_, program.col_lower_ = np.zeros(self._size), np.zeros(self._size)
        program.col_upper_ = np.full(self._size, highspy.kHighsInf)
        program.row_lower_, program.row_upper_ = np.full(rows, -highspy.kHighsInf), limits
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
        program.a_matrix_.value_ = matrix.data
        self._solver.passModel(program)

    def solve(self, cost: Floats) -> Floats:
        """The optimum for `cost`, found from the last one.

        Raises:
            ArithmeticError: where there is none.
        """
        self._solver.changeColsCost(self._size, np.arange(self._size, dtype=np.int32), cost)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(str(self._solver.getModelStatus()))
        # With other costs the old solution stays feasible: the primal simplex goes on from there.
        self._solver.setOptionValue("simplex_strategy", _PRIMAL)
        return np.array(self._solver.getSolution().col_value)
