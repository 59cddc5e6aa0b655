"""How lines bend between columns: how far at most, and which of those that bend the same way goes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Bending:
    """What happens at the left edge of each column, and at the right edge of the last, where nothing bends.

    Attributes:
        moves: ``(n_columns + 1,)`` float32, how far a line moves at most.
        turns: ``(n_columns + 1,)`` int16, how many lines bend the same way after the first that does.
        ranks: ``(n_lines, n_columns + 1)`` int16, the turn of each line: of those that rise, the topmost goes first,
            of those that fall, the lowest. 0 where a line stays level.
    """

    moves: npt.NDArray[np.float32]
    turns: npt.NDArray[np.int16]
    ranks: npt.NDArray[np.int16]


def bending(y: npt.NDArray[np.float32]) -> Bending:
    """How lines of heights `y`, ``(n_lines, n_columns)`` and NaN where they do not run, bend."""
    lines, columns = y.shape
    moves = np.zeros(columns + 1, np.float32)
    ranks = np.zeros((lines, columns + 1), np.int16)
    if not y.size:
        return Bending(moves, np.zeros(columns + 1, np.int16), ranks)
    step = np.nan_to_num(np.diff(y, axis=1))
    moves[1:-1] = np.abs(step).max(0)
    for way in (1.0, -1.0):
        # Turns among those that move this way, counted from the one that is furthest ahead.
        bends = way * step > 0
        ahead = np.where(bends, -way * y[:, :-1], np.inf)
        turn = np.argsort(np.argsort(ahead, axis=0, kind="stable"), axis=0)
        ranks[:, 1:-1][bends] = turn[bends]
    return Bending(moves, ranks.max(0), ranks)
