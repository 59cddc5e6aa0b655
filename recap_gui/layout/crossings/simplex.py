"""A linear program that grows by rows and keeps its basis: the dual simplex of HiGHS, called directly.

`scipy.optimize.linprog` starts cold at every call; on the cut LP, which adds rows some twenty times, that is 2–10 times
slower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


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
