"""How high each line runs once the orders are known: as straight as can be, by a linear program.

Members of a meeting are exactly 1 apart, others keep a distance; the sum of all moves is as small as possible (Dobler,
Hegemann, Nöllenburg, Wolff 2025: fewest moves is NP-complete, least total height of moves a linear program). Weighting
each move by what it was in the last solution (Candès, Wakin, Boyd 2008, "reweighted l1") gathers small moves into few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix

from recap_gui.layout.crossings import Instance, Layer
from recap_gui.layout.crossings.simplex import RepricedProgram

Floats = npt.NDArray[np.float64]

APART = 1.5
"""Between a meeting and whatever runs beside it: its outline needs room."""
IDLE = 1.5
"""Between two lines that are in no meeting and have nothing to do with each other."""
TOGETHER = 1.0
"""Between two lines that come from one meeting, or go to one: they have no reason to part on the way."""
LABEL = 0.75
"""Between a line and the name of one that is about to begin."""
GRID = 4
"""Heights are whole fractions of this kind: all distances are."""
HEIGHT = 0.02
"""What a unit of a layer's height costs, in units of moves: white space is closed where it costs hardly any bend."""
BALANCE = 0.003
"""What a unit costs by which the middle of a layer lies off the middle of the picture."""
LATE = 0.002
"""How much dearer the first move of a story is than the last: lines bend right before the scene that asks for it."""
LEAVING, IDLING = 1.1, 1.3
"""The price of moving out of a meeting, and between two scenes of others; into a meeting it is 1."""
UNNAMED = 0.25
"""What a unit costs by which a name has too little room, or stands off its line."""
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


class _Rows:
    """``sum of values × columns <= limit``, row by row."""

    def __init__(self) -> None:
        self._row: list[int] = []
        self._column: list[int] = []
        self._value: list[float] = []
        self._limit: list[float] = []

    def add(self, limit: float, *terms: tuple[int, float]) -> None:
        for column, value in terms:
            self._row.append(len(self._limit))
            self._column.append(column)
            self._value.append(value)
        self._limit.append(limit)

    def program(self, columns: int) -> RepricedProgram:
        shape = (len(self._limit), columns)
        matrix = csc_matrix((self._value, (self._row, self._column)), shape=shape)
        return RepricedProgram(matrix, np.array(self._limit))


class _Program:
    """One column per group (a meeting, or a line in none) and layer, one per line and step between layers, and more."""

    def __init__(self, instance: Instance, orders: Sequence[Sequence[int]]) -> None:
        self._rows = _Rows()
        self._cost: list[float] = []
        self._at: list[dict[int, tuple[int, float]]] = []
        kin = _Kin(instance)
        ends = []
        for t, (layer, order) in enumerate(zip(instance.layers, orders, strict=True)):
            ends.append(self._add_layer(t, layer.meetings, order, kin))
        self._add_moves(instance, orders)
        self._add_names(instance, orders)
        self._add_balance(ends)
        self._program = self._rows.program(len(self._cost))

    def _column(self, cost: float) -> int:
        self._cost.append(cost)
        return len(self._cost) - 1

    def _add_layer(
        self, t: int, meetings: Sequence[Sequence[int]], order: Sequence[int], kin: _Kin
    ) -> tuple[int, int, float]:
        """The groups of one layer and their distances; the topmost, the lowest, and how far that one reaches down."""
        meeting = {line: number for number, members in enumerate(meetings) for line in members}
        at: dict[int, tuple[int, float]] = {}
        before: int | None = None
        for line in order:
            if before is None:
                at[line] = (self._column(0.0), 0.0)
            elif meeting.get(line, -1) == meeting.get(before, -2):
                group, offset = at[before]
                at[line] = (group, offset + 1.0)
            else:
                at[line] = (self._column(0.0), 0.0)
                room = APART if line in meeting or before in meeting else kin.room(t, before, line)
                group, offset = at[before]
                self._rows.add(-offset - room, (group, 1.0), (at[line][0], -1.0))
            before = line
        self._at.append(at)
        (top, _), (bottom, reach) = at[order[0]], at[order[-1]]
        self._cost[top] -= HEIGHT
        self._cost[bottom] += HEIGHT
        return top, bottom, reach

    def _add_moves(self, instance: Instance, orders: Sequence[Sequence[int]]) -> None:
        """A column for how far each line moves from layer to layer."""
        meets = [{line for meeting in layer.meetings for line in meeting} for layer in instance.layers]
        self._moves: list[int] = []
        self._price: list[float] = []
        ways: list[tuple[int, int, float]] = []
        for t, (a, b) in enumerate(pairwise(orders)):
            after = set(b)
            for line in a:
                if line not in after:
                    continue
                (was, old), (now, new) = self._at[t][line], self._at[t + 1][line]
                price = 1.0 if line in meets[t + 1] else LEAVING if line in meets[t] else IDLING
                move = self._distance(now, was, new - old)
                self._moves.append(move)
                self._price.append(price + LATE * (1.0 - t / len(orders)))
                ways.append((now, was, new - old))
        self._to = np.array([way[0] for way in ways], np.int64)
        self._from = np.array([way[1] for way in ways], np.int64)
        self._shift = np.array([way[2] for way in ways], np.float64)

    def _distance(self, one: int, other: int, shift: float, cost: float = 0.0) -> int:
        """A column no smaller than ``|one + shift - other|``."""
        column = self._column(cost)
        self._rows.add(-shift, (one, 1.0), (other, -1.0), (column, -1.0))
        self._rows.add(shift, (one, -1.0), (other, 1.0), (column, -1.0))
        return column

    def _add_names(self, instance: Instance, orders: Sequence[Sequence[int]]) -> None:
        """Room before a line's beginning, where its name will stand, as far as it costs little."""
        for t in range(1, len(orders)):
            old, new = orders[t - 1], orders[t]
            was = set(old)
            gaps: dict[int, list[int]] = {}
            for line in new:
                if line not in was:
                    gap = _gap(old, new, line)
                    if gap is not None and not _splits(instance.layers[t - 1].meetings, old, gap):
                        gaps.setdefault(gap, []).append(line)
            for gap, lines in gaps.items():
                self._add_name(t, old, gap, lines)

    def _add_name(self, t: int, old: Sequence[int], gap: int, lines: Sequence[int]) -> None:
        above: tuple[int, float] | None = self._at[t - 1][old[gap - 1]] if gap else None
        below: tuple[int, float] | None = self._at[t - 1][old[gap]] if gap < len(old) else None
        for line in lines:
            name = self._column(0.0)
            group, offset = self._at[t][line]
            self._distance(group, name, offset, UNNAMED)
            for one, other in ((above, (name, 0.0)), ((name, 0.0), below)):
                if one is not None and other is not None:
                    short = self._column(UNNAMED)
                    limit = other[1] - one[1] - LABEL
                    self._rows.add(limit, (one[0], 1.0), (other[0], -1.0), (short, -1.0))
            above = (name, 0.0)

    def _add_balance(self, ends: Sequence[tuple[int, int, float]]) -> None:
        middle = self._column(0.0)
        for top, bottom, reach in ends:
            off = self._column(BALANCE)
            self._rows.add(-reach, (top, 1.0), (bottom, 1.0), (middle, -1.0), (off, -1.0))
            self._rows.add(reach, (top, -1.0), (bottom, -1.0), (middle, 1.0), (off, -1.0))

    def solve(self, weights: Floats | None) -> Floats:
        """All columns' values with the least weighted sum of moves."""
        cost = np.array(self._cost)
        price = np.array(self._price)
        cost[self._moves] = price if weights is None else price * weights
        return self._program.solve(cost)

    def moved(self, solution: Floats) -> Floats:
        """How far each line moves from layer to layer."""
        return np.abs(solution[self._to] + self._shift - solution[self._from])

    def heights(self, solution: Floats) -> list[dict[int, float]]:
        """Heights by line, the topmost of all at 0, on the grid."""
        rounded = np.floor(solution * GRID + 0.5) / GRID
        found = [{line: float(rounded[group] + offset) for line, (group, offset) in at.items()} for at in self._at]
        top = min(min(at.values()) for at in found)
        return [{line: y - top for line, y in at.items()} for at in found]


class _Kin:
    """Which lines come from one meeting or go to one."""

    def __init__(self, instance: Instance) -> None:
        self._last = _seen(enumerate(instance.layers), len(instance.layers))
        self._next = _seen(reversed(list(enumerate(instance.layers))), len(instance.layers))

    def room(self, t: int, one: int, other: int) -> float:
        """The distance of two lines in no meeting."""
        for seen in (self._last[t], self._next[t]):
            if seen.get(one, -1) == seen.get(other, -2):
                return TOGETHER
        return IDLE


def _seen(layers: Iterable[tuple[int, Layer]], count: int) -> list[dict[int, int]]:
    """For each layer the number of each line's meeting that was passed last."""
    found: list[dict[int, int]] = [{} for _ in range(count)]
    now: dict[int, int] = {}
    number = 0
    for t, layer in layers:
        for meeting in layer.meetings:
            number += 1
            for line in meeting:
                now[line] = number
        found[t] = dict(now)
    return found


def _gap(old: Sequence[int], new: Sequence[int], line: int) -> int | None:
    """Where in `old` a line stands that only `new` has; None where those beside it come from elsewhere."""
    place = {other: at for at, other in enumerate(new)}
    sides = [place[other] < place[line] for other in old if other in place]
    at = sum(sides)
    if sides != [True] * at + [False] * (len(sides) - at):
        return None
    if not sides:
        return None
    index = [i for i, other in enumerate(old) if other in place]
    if at == 0:
        return index[0]
    return index[at - 1] + 1


def _splits(meetings: Sequence[Sequence[int]], order: Sequence[int], gap: int) -> bool:
    if not 0 < gap < len(order):
        return False
    return any(order[gap - 1] in meeting and order[gap] in meeting for meeting in meetings)
