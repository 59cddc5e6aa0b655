"""Where the lines of storylines are in px: level over scenes, bending between them, all in one stretch by one curve.

That curve has the height ``3 t² - 2 t³``. The distance of two lines in a bend is a mixture of the distances at its two
ends: they cross once or not at all, and are never nearer.
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
SHORTEST, LONGEST = 18.0, 150.0
"""px: bounds of a bend's length where there is room."""
ROOM, EMPTY_ROOM = 0.26, 0.5
"""Of a column's width what a bend may take on either side: with a scene, and without."""
AIR = 3.0
"""px between a hull and the bends beside it, less where a scene is narrow."""


@dataclass(frozen=True, slots=True, eq=False)
class Bends:
    """Where lines are in px, over the columns in view.

    Attributes:
        columns: those in view, one more on either side.
        y: ``(n_lines, n_columns)``, NaN where a line does not run.
        left: ``(n_columns + 1,)`` where the bend at the left edge of a column begins (the last: at the right edge).
        right: ``(n_columns + 1,)`` where it ends.
    """

    columns: range
    y: Floats
    left: Floats
    right: Floats

    def run(self, line: int) -> range:
        """The columns in view in which `line` runs, counted from the first in view."""
        alive = np.flatnonzero(~np.isnan(self.y[line]))
        return range(int(alive[0]), int(alive[-1]) + 1) if len(alive) else range(0)

    def heights_at(self, x: float) -> Floats:
        """``(n_lines,)``: where each line is at px `x`, NaN where it does not run."""
        column = min(max(int(self.left.searchsorted(x, side="right")) - 1, 0), len(self.columns) - 1)
        if column == 0 or x >= self.right[column]:
            return self.y[:, column]
        share = (x - self.left[column]) / (self.right[column] - self.left[column])
        before, after = self.y[:, column - 1], self.y[:, column]
        mixed: Floats = before + (after - before) * _eased(share)
        return mixed

    def hull(self, column: int) -> tuple[float, float]:
        """Left and right end of the scene in a column, counted from the first in view."""
        a, b = float(self.right[column]), float(self.left[column + 1])
        air = min(AIR, 0.15 * (b - a))
        return a + air, b - air


def _eased(share: float) -> float:
    """How far a bend has come in height where it has come `share` of its length."""
    low, high = 0.0, 1.0
    for _ in range(20):  # the Bézier has come 1.5 t (1 - t) + t³ of its length, which grows with t
        t = (low + high) / 2
        low, high = (t, high) if 1.5 * t * (1 - t) + t**3 < share else (low, t)
    return 3 * t * t - 2 * t**3


def bends(layout: StorylineLayout, viewport: Viewport) -> Bends:
    """Where the lines of `layout` run in `viewport`."""
    x = layout.columns.x
    n = len(layout.columns)
    first, last = viewport.visible_x()
    c0 = max(0, int(x.searchsorted(first, side="right")) - 2)
    c1 = min(n, int(x.searchsorted(last, side="left")) + 1)
    columns = range(c0, max(c0, c1))
    edges = viewport.to_px_x(x[columns.start : columns.stop + 1])
    moves = layout.moves[columns.start : columns.stop + 1] * viewport.y_scale
    wanted = np.where(moves > 0, np.clip(STEEP * moves, SHORTEST, LONGEST), 0.0)
    free = np.where(np.isnan(layout.hulls[columns.start : columns.stop, 0]), EMPTY_ROOM, ROOM) * np.diff(edges)
    before = np.concatenate(([0.0], free))
    after = np.concatenate((free, [0.0]))
    reach = np.minimum(wanted / 2, before)
    ahead = np.minimum(wanted - reach, after)
    reach = np.minimum(wanted - ahead, before)
    heights = layout.y[:, columns.start : columns.stop].astype(np.float64) + MARGIN
    y = np.rint(heights * viewport.y_scale) - viewport.y_origin
    return Bends(columns, y, edges - reach, edges + ahead)


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
