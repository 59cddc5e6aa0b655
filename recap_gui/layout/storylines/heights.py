"""How high each line runs once the orders are known: as straight as can be, by a linear program.

Members of a meeting are exactly 1 apart, others keep a distance; the sum of all moves is as small as possible (Dobler,
Hegemann, Nöllenburg, Wolff 2025: fewest moves is NP-complete, least total height of moves a linear program). Weighting
each move by what it was in the last solution (Candès, Wakin, Boyd 2008, "reweighted l1") gathers small moves into few.
All distances are whole halves, and so are the heights: the program is the dual of a flow in a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix

from recap_gui.layout.crossings import Instance
from recap_gui.layout.crossings.simplex import RepricedProgram

Floats = npt.NDArray[np.float64]

APART = 2.0
"""Between a meeting and whatever runs beside it: its outline needs room."""
IDLE = 1.5
"""Between two lines that are in no meeting."""
HEIGHT = 0.02
"""What a unit of a layer's height costs, in units of moves: white space is closed where it costs hardly any bend."""
LATE = 0.002
"""How much dearer the first move of a story is than the last: lines bend right before the scene that asks for it."""
GATHERED = 2
"""Times the moves are gathered."""


def heights(instance: Instance, orders: Sequence[Sequence[int]], *, gathered: int = GATHERED) -> list[dict[int, float]]:
    """For every layer the height of each line alive, from 0 at the top of the picture downwards.

    `gathered` times small moves are gathered into few; 0 is for a first look.
    """
    if not instance.layers:
        return []
    program = _Program(instance, orders)
    solution = program.solve(None)
    for _ in range(gathered):
        solution = program.solve(1.0 / (0.5 + program.moved(solution)))
    return program.heights(solution)


class _Program:
    """One column per group (a meeting, or a line in none) and layer, one per line and step between layers."""

    def __init__(self, instance: Instance, orders: Sequence[Sequence[int]]) -> None:
        self._instance = instance
        self._at: list[dict[int, tuple[int, float]]] = []
        self._ends: list[tuple[int, int, float]] = []
        self._apart: list[tuple[int, int, float]] = []
        self.groups = 0
        for layer, order in zip(instance.layers, orders, strict=True):
            self._add(layer.meetings, order)
        steps = [
            (self._at[t][line], self._at[t + 1][line], t)
            for t, (a, b) in enumerate(pairwise(orders))
            for line in a
            if line in set(b)
        ]
        self.moves = len(steps)
        self._from = np.array([step[0][0] for step in steps], np.int64)
        self._to = np.array([step[1][0] for step in steps], np.int64)
        self._shift = np.array([step[1][1] - step[0][1] for step in steps], np.float64)
        late = np.array([step[2] for step in steps], np.float64) / max(1, len(orders))
        self._price = 1.0 + LATE * (1.0 - late)
        self._program = RepricedProgram(*self._rows())

    def _add(self, meetings: Sequence[Sequence[int]], order: Sequence[int]) -> None:
        meeting = {line: number for number, members in enumerate(meetings) for line in members}
        at: dict[int, tuple[int, float]] = {}
        before: int | None = None
        for line in order:
            if before is not None and meeting.get(line, -1) == meeting.get(before, -2):
                group, offset = at[before]
                at[line] = (group, offset + 1.0)
            else:
                at[line] = (self.groups, 0.0)
                if before is not None:
                    room = IDLE if line not in meeting and before not in meeting else APART
                    self._apart.append((self.groups - 1, self.groups, at[before][1] + room))
                self.groups += 1
            before = line
        self._at.append(at)
        (top, _), (bottom, _) = at[order[0]], at[order[-1]]
        self._ends.append((top, bottom, at[order[-1]][1]))

    def solve(self, weights: Floats | None) -> Floats:
        """The groups' heights with the least weighted sum of moves."""
        cost = np.zeros(self.groups + self.moves)
        cost[self.groups :] = self._price if weights is None else self._price * weights
        for top, bottom, _ in self._ends:
            cost[top] -= HEIGHT
            cost[bottom] += HEIGHT
        return self._program.solve(cost)[: self.groups]

    def _rows(self) -> tuple[csc_matrix, Floats]:
        """Each move is at least the way up and the way down; neighbours keep their distance."""
        m = self.moves
        step = np.arange(m)
        above = np.array([gap[0] for gap in self._apart], np.int64)
        below = np.array([gap[1] for gap in self._apart], np.int64)
        room = np.array([gap[2] for gap in self._apart], np.float64)
        gap = np.arange(len(above)) + 2 * m
        plus, each = np.ones(m), np.ones(len(above))
        rows = np.concatenate([step, step, step, step + m, step + m, step + m, gap, gap])
        move = step + self.groups
        columns = np.concatenate([self._to, self._from, move, self._to, self._from, move, above, below])
        values = np.concatenate([plus, -plus, -plus, -plus, plus, -plus, each, -each])
        limits = np.concatenate([-self._shift, self._shift, -room])
        return csc_matrix((values, (rows, columns)), shape=(2 * m + len(above), self.groups + m)), limits

    def moved(self, solution: Floats) -> Floats:
        """How far each line moves from layer to layer."""
        return np.abs(solution[self._to] + self._shift - solution[self._from])

    def heights(self, solution: Floats) -> list[dict[int, float]]:
        """Heights by line, the topmost of all at 0, in halves."""
        rounded = np.round(solution * 2) / 2
        rounded -= rounded.min()
        return [{line: float(rounded[group] + offset) for line, (group, offset) in at.items()} for at in self._at]
