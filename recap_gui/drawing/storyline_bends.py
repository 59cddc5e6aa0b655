"""Where the lines of storylines are in px: level over scenes, bending right before the scene that asks for it.

All lines that bend at one edge do so by one curve, of height ``3 t² - 2 t³``, one after the other: of those that rise
the topmost first, of those that fall the lowest. So a bundle keeps its distances in a bend, as rails do, and two lines
still cross once or not at all: the gap between two that bend the same way never falls below what it is at the ends,
and that between two that bend towards each other only shrinks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.storylines import StorylineLayout

Floats = npt.NDArray[np.float64]

MARGIN = 1.0
"""Line distances of air above the topmost and below the lowest line."""
HULL = 0.42
"""Line distances that a hull reaches beyond its outer lines."""
STEEP = 0.8
"""px of a bend's length for a px of its height: about 60° in the middle."""
SHORTEST, LONGEST = 22.0, 150.0
"""px: bounds of a bend's length where there is room."""
TURN = 0.5
"""Of the distance of two lines, by how much the outer one of a bundle bends later: tan 30° would keep it exactly."""
TURNS = 0.45
"""Of the length of what bends at an edge, how much the turns may take."""
SCENE, LEAST_SCENE = 0.4, 14.0
"""Of a column's width, and px, what bends leave to the scene in it."""
STUB = 7.0
"""px that a line reaches beyond its first and last hull."""
AIR = 3.0
"""px between a hull and the bends beside it, less where a scene is narrow."""


@dataclass(frozen=True, slots=True, eq=False)
class Bends:
    """Where lines are in px, over the columns in view.

    Attributes:
        columns: those in view, one more on either side.
        y: ``(n_lines, n_columns)``, NaN where a line does not run.
        left: ``(n_columns + 1,)`` where the first line begins to bend at the left edge of a column (the last: at the
            right edge).
        right: ``(n_columns + 1,)`` where the last one has bent.
        begin: ``(n_lines, n_columns + 1)`` where each line begins to bend at an edge.
        length: ``(n_columns + 1,)`` of each of the bends there.
    """

    columns: range
    y: Floats
    left: Floats
    right: Floats
    begin: Floats
    length: Floats

    def run(self, line: int) -> range:
        """The columns in view in which `line` runs, counted from the first in view."""
        alive = np.flatnonzero(~np.isnan(self.y[line]))
        return range(int(alive[0]), int(alive[-1]) + 1) if len(alive) else range(0)

    def heights_at(self, x: float) -> Floats:
        """``(n_lines,)``: where each line is at px `x`, NaN where it does not run."""
        column = min(max(int(self.left.searchsorted(x, side="right")) - 1, 0), len(self.columns) - 1)
        if column == 0 or x >= self.right[column]:
            return self.y[:, column]
        share = np.clip((x - self.begin[:, column]) / self.length[column], 0.0, 1.0)
        before, after = self.y[:, column - 1], self.y[:, column]
        mixed: Floats = before + (after - before) * _eased(share)
        return mixed

    def joint(self, line: int, column: int, *, leaves: bool) -> float:
        """Where at the left edge of a column a line changes its look: before its bend when its character `leaves`.

        Else the character comes back, behind the bend. Columns count from the first in view.
        """
        if self.y[line, column - 1] == self.y[line, column]:
            return float(self.left[column] if leaves else self.right[column])
        begin = float(self.begin[line, column])
        return begin if leaves else begin + float(self.length[column])

    def hull(self, column: int) -> tuple[float, float]:
        """Left and right end of the scene in a column, counted from the first in view."""
        a, b = float(self.right[column]), float(self.left[column + 1])
        air = min(AIR, 0.15 * (b - a))
        return a + air, b - air


def _eased(share: Floats) -> Floats:
    """How far bends have come in height where they have come `share` of their length."""
    low, high = np.zeros_like(share), np.ones_like(share)
    for _ in range(20):  # the Bézier has come 1.5 t (1 - t) + t³ of its length, which grows with t
        t = (low + high) / 2
        short = 1.5 * t * (1 - t) + t**3 < share
        low, high = np.where(short, t, low), np.where(short, high, t)
    t = (low + high) / 2
    eased: Floats = np.where(share <= 0, 0.0, np.where(share >= 1, 1.0, 3 * t * t - 2 * t**3))
    return eased


def bends(layout: StorylineLayout, viewport: Viewport) -> Bends:
    """Where the lines of `layout` run in `viewport`."""
    x = layout.columns.x
    n = len(layout.columns)
    first, last = viewport.visible_x()
    c0 = max(0, int(x.searchsorted(first, side="right")) - 2)
    c1 = min(n, int(x.searchsorted(last, side="left")) + 1)
    columns = range(c0, max(c0, c1))
    edges = viewport.to_px_x(x[columns.start : columns.stop + 1])
    window = slice(columns.start, columns.stop + 1)
    moves, turns = layout.bending.moves[window] * viewport.y_scale, layout.bending.turns[window]
    turn = TURN * viewport.y_scale
    wanted = np.where(moves > 0, np.clip(STEEP * moves, SHORTEST, LONGEST), 0.0) + turns * turn
    width = np.diff(edges)
    empty = np.isnan(layout.hulls[columns.start : columns.stop, 0])
    free = np.where(empty, width, np.maximum(0.0, width - np.maximum(SCENE * width, LEAST_SCENE)))
    free = np.maximum(free, 0.25 * width)
    reach = np.minimum(wanted, np.concatenate(([0.0], free)))
    step = np.where(turns > 0, np.minimum(turn, TURNS * reach / np.maximum(turns, 1)), 0.0)
    left = np.rint(edges - reach)
    reach = edges - left
    heights = layout.y[:, columns.start : columns.stop].astype(np.float64) + MARGIN
    y = np.rint(heights * viewport.y_scale) - viewport.y_origin
    # On whole px: where a level stretch ends the bend takes over without a seam.
    begin = left + np.rint(layout.bending.ranks[:, window] * step)
    return Bends(columns, y, left, edges, begin, np.maximum(reach - np.rint(turns * step), 1e-9))


def line_at(where: Bends, x: float, y: float, reach: float = 6.0) -> int:
    """The line within `reach` px of a point, -1 where there is none."""
    if not len(where.columns) or not len(where.y):
        return -1
    away = np.abs(where.heights_at(x) - y)
    if np.isnan(away).all():
        return -1
    nearest = int(np.nanargmin(away))
    return nearest if away[nearest] <= reach else -1


def hull_at(layout: StorylineLayout, viewport: Viewport, where: Bends, x: float, y: float) -> int:
    """The column whose scene's hull holds a point, -1 where there is none."""
    for at, column in enumerate(where.columns):
        left, right = where.hull(at)
        if left <= x <= right:
            top, bottom = (
                (float(edge) + MARGIN) * viewport.y_scale - viewport.y_origin for edge in layout.hulls[column]
            )
            reach = HULL * viewport.y_scale
            return column if top - reach <= y <= bottom + reach else -1
    return -1
