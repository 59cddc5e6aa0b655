"""Storylines as polylines for a screen: all of one zoom made in one pass, so that panning only cuts pieces off.

The curves are those of `storyline`, in as few pieces as nobody sees; px count from the start of the story.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from recap_gui.drawing.storyline_bends import STUB, Bends
from recap_gui.layout.storylines import StorylineLayout

Floats = npt.NDArray[np.float64]

PIECES = np.array((1, 6, 12, 20))
SIZES = (5.0, 14.0, 60.0)
"""px of a bend's smaller side up to which it has so many pieces; a straight one is off by a tenth of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A stretch of a line: `points` is ``(n, 2)`` px, x never falls. A dashed one knows how far each point is `along`.

    The picture of a stroke does not depend on where it is cut: `cut` tells the dashes' phase.
    """

    line: int
    points: Floats
    along: Floats | None = None

    @property
    def is_dashed(self) -> bool:
        """Whether the character is away."""
        return self.along is not None

    def cut(self, left: float, right: float) -> tuple[Floats, float]:
        """The points needed between px `left` and `right`, and how far along the first of them is."""
        x = self.points[:, 0]
        first = max(0, int(x.searchsorted(left)) - 1)
        last = int(x.searchsorted(right, side="right")) + 1
        if x[0] > right or x[-1] < left:
            return self.points[:0], 0.0
        return self.points[first:last], 0.0 if self.along is None else float(self.along[first])


def strokes(layout: StorylineLayout, where: Bends) -> list[Stroke]:
    """The strokes of all lines over all columns; `where` holds them all, its px from the start of the story."""
    y, n = where.y, where.y.shape[1]
    if not y.size:
        return []
    alive = ~np.isnan(y)
    away = _away(layout)
    first, last = alive.argmax(1), n - alive[:, ::-1].argmax(1)
    # Events in order of line and column: a line begins, bends or changes its look, ends.
    with np.errstate(invalid="ignore"):
        step = alive[:, 1:] & alive[:, :-1] & ((y[:, 1:] != y[:, :-1]) | (away[:, 1:] != away[:, :-1]))
    line, edge = np.nonzero(step)
    edge = edge + 1
    a = where.begin[line, edge]
    b = a + where.length[edge]
    before, after = y[line, edge - 1], y[line, edge]
    size = np.minimum(b - a, np.abs(after - before))
    count = PIECES[np.searchsorted(SIZES, size)] + 1
    each = np.arange(layout.lines)
    starts = [where.left[at] if layout.enters[i] else where.hull(at)[0] - STUB for i, at in enumerate(first)]
    ends = [where.right[at] if layout.leaves[i] else where.hull(at - 1)[1] + STUB for i, at in enumerate(last)]
    key = np.concatenate((each * (n + 2), line * (n + 2) + edge, each * (n + 2) + n + 1))
    order = np.argsort(key, kind="stable")
    x0 = np.concatenate((starts, a, ends))[order]
    x1 = np.concatenate((starts, b, ends))[order]
    y0 = np.concatenate((y[each, first], before, y[each, last - 1]))[order]
    y1 = np.concatenate((y[each, first], after, y[each, last - 1]))[order]
    many = np.concatenate((np.ones_like(each), count, np.ones_like(each)))[order]
    owner = np.repeat(np.arange(len(many)), many)
    begin = np.cumsum(many) - many
    t = (np.arange(len(owner)) - begin[owner]) / np.maximum(many - 1, 1)[owner]
    x = x0[owner] + (x1 - x0)[owner] * (1.5 * t * (1 - t) + t**3)
    points = np.column_stack((x, y0[owner] + (y1 - y0)[owner] * (3 * t * t - 2 * t**3)))
    # A dashed stretch takes the bends at both its ends.
    turns = away[line, edge - 1] != away[line, edge]
    back = np.concatenate((np.zeros_like(each), np.where(away[line, edge - 1], count - 1, 0), np.zeros_like(each)))
    at = begin + back[order]
    is_turn = np.concatenate((np.zeros_like(each), turns, np.zeros_like(each)))[order] > 0
    of = np.concatenate((each, line, each))[order]
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    found = []
    for number in range(layout.lines):
        own = np.flatnonzero(of == number)
        cuts = [int(begin[own[0]]), *at[own[is_turn[own]]].tolist(), int(begin[own[-1]])]
        dashed = bool(away[number, first[number]])
        for low, high in pairwise(cuts):
            part = slice(low, high + 1)
            found.append(Stroke(number, points[part], along[part] - along[low] if dashed else None))
            dashed = not dashed
    return found


def _away(layout: StorylineLayout) -> npt.NDArray[np.bool_]:
    away = np.zeros(layout.y.shape, np.bool_)
    for line, stretches in enumerate(layout.absences):
        for first, last in stretches:
            away[line, first:last] = True
    return away
