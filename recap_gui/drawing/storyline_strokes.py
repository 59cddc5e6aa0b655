"""Storylines in pieces for a screen: level stretches and bends of the columns in view, as plain numbers.

The curves are those of `storyline`. A bend is a ribbon: an outline as wide as the line, filled at once. A pen would
leave knots where its pieces join.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recap_gui.drawing.storyline_bends import STUB, Bends
from recap_gui.layout.storylines import StorylineLayout

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

RIBBON, FINE = 12, 20
"""Straight pieces of a bend: on screen, and where its length is measured."""


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """All pieces of the lines in view, ordered by line.

    Attributes:
        line: ``(n_levels,)`` whose level stretches these are.
        level: ``(n_levels, 3)`` px: left end, right end, height.
        is_away: ``(n_levels,)`` where the character is away for long.
        bend_line: ``(n_bends,)`` whose bends these are.
        bend: ``(n_bends, 4)`` px: left end, right end, height before and after.
        bend_is_away: ``(n_bends,)`` where it belongs to a stretch in which the character is away.
    """

    line: Ints
    level: Floats
    is_away: Bools
    bend_line: Ints
    bend: Floats
    bend_is_away: Bools


def strokes(layout: StorylineLayout, where: Bends) -> Strokes:
    """The pieces of all lines over the columns in view."""
    y, first_column = where.y, where.columns.start
    n = y.shape[1]
    alive = ~np.isnan(y)
    here = np.flatnonzero(alive.any(1)) if n else np.zeros(0, np.int64)
    if not len(here):
        none = np.zeros(0, np.int64)
        return Strokes(none, np.zeros((0, 3)), none > 0, none, np.zeros((0, 4)), none > 0)
    away = _away(layout, where)
    first, last = alive[here].argmax(1), n - 1 - alive[here][:, ::-1].argmax(1)
    both = alive[:, 1:] & alive[:, :-1]
    with np.errstate(invalid="ignore"):
        moves = both & (y[:, 1:] != y[:, :-1])
    turns = both & (away[:, 1:] != away[:, :-1])
    line, edge = np.nonzero(moves | turns)
    edge = edge + 1
    bends = moves[line, edge - 1]
    level_joint = np.where(away[line, edge], where.left[edge], where.right[edge])
    begin = np.where(bends, where.begin[line, edge], level_joint)
    end = np.where(bends, begin + where.length[edge], begin)
    # Events by line and column: a line comes into view, bends or changes its look, and leaves the view.
    begins = (first > 0) | ((first_column == 0) & ~layout.enters[here])
    ends = (last < n - 1) | ((where.columns.stop == len(layout.columns)) & ~layout.leaves[here])
    left = np.where(begins, _hulls(where, first)[0] - STUB, where.left[first])
    right = np.where(ends, _hulls(where, last)[1] + STUB, where.right[last + 1])
    key = np.concatenate((here * (n + 2), line * (n + 2) + edge, here * (n + 2) + n + 1))
    order = np.argsort(key, kind="stable")
    from_ = np.concatenate((left, begin, right))[order]
    to = np.concatenate((left, end, right))[order]
    height = np.concatenate((y[here, first], y[line, edge], y[here, last]))[order]
    look = np.concatenate((away[here, first], away[line, edge], away[here, last]))[order]
    owner = np.concatenate((here, line, here))[order]
    same = owner[1:] == owner[:-1]
    level = np.column_stack((to[:-1], from_[1:], height[:-1]))[same]
    before, after = y[line, edge - 1], y[line, edge]
    bend = np.column_stack((begin, end, before, after))[bends]
    dashed = (away[line, edge - 1] | away[line, edge])[bends]
    return Strokes(owner[:-1][same], level, look[:-1][same], line[bends], bend, dashed)


def _hulls(where: Bends, columns: Ints) -> tuple[Floats, Floats]:
    """Left and right ends of the scenes in `columns`."""
    found = np.array([where.hull(int(column)) for column in columns]).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _away(layout: StorylineLayout, where: Bends) -> Bools:
    away = np.zeros(where.y.shape, np.bool_)
    low = where.columns.start
    for line, stretches in enumerate(layout.absences):
        for first, last in stretches:
            away[line, max(first - low, 0) : max(last - low, 0)] = True
    return away


def ribbons(bend: Floats, width: float) -> Floats:
    """Outlines of ``(n, 4)`` bends, `width` px wide: polygons, ``(n, m, 2)`` px."""
    x, y, slope_x, slope_y = _curve(bend, RIBBON)
    reach = width / 2 / np.maximum(np.hypot(slope_x, slope_y), 1e-9)
    across, down = -slope_y * reach, slope_x * reach
    upper = np.stack((x - across, y - down), 2)
    lower = np.stack((x + across, y + down), 2)
    return np.concatenate((upper, lower[:, ::-1]), 1)


def segments(bend: Floats, pieces: int = RIBBON) -> Floats:
    """The middles of ``(n, 4)`` bends in straight pieces: ``(n * pieces, 4)`` px, one bend after the other."""
    x, y, _, _ = _curve(bend, pieces)
    ends = np.stack((x[:, :-1], y[:, :-1], x[:, 1:], y[:, 1:]), 2)
    return ends.reshape(-1, 4)


def level_dashes(level: Floats, origin: float, dash: tuple[float, float]) -> tuple[Floats, Ints]:
    """Dashes along ``(n, 3)`` level stretches, ``(k, 4)`` px, and the stretch of each.

    They stand at multiples of their rhythm, counted `origin` px left of the view: wherever a stretch is cut, dashes
    stay where they are.
    """
    on, rhythm = dash[0], sum(dash)
    first = np.ceil((level[:, 0] + origin) / rhythm).astype(np.int64)
    count = np.maximum(0, np.ceil((level[:, 1] + origin) / rhythm).astype(np.int64) - first)
    owner = np.repeat(np.arange(len(level)), count)
    left = (first[owner] + _counted(count)) * rhythm - origin
    right = np.minimum(left + on, level[owner, 1])
    return np.column_stack((left, level[owner, 2], right, level[owner, 2])), owner


def bend_dashes(bend: Floats, dash: tuple[float, float]) -> tuple[Floats, Ints]:
    """Dashes along ``(n, 4)`` bends, ``(k, 4)`` px, and the bend of each; each bend begins with one."""
    if not len(bend):
        return np.zeros((0, 4)), np.zeros(0, np.int64)
    x, y, _, _ = _curve(bend, FINE)
    way = np.concatenate((np.zeros((len(bend), 1)), np.cumsum(np.hypot(np.diff(x), np.diff(y)), axis=1)), 1)
    on, rhythm = dash[0], sum(dash)
    count = np.ceil(way[:, -1] / rhythm).astype(np.int64)
    owner = np.repeat(np.arange(len(bend)), count)
    begin = _counted(count) * rhythm
    end = np.minimum(begin + on, way[owner, -1])
    # All bends lie behind one another on one axis, so that one interpolation serves them all.
    apart = np.cumsum(np.concatenate(([0.0], way[:-1, -1] + 1.0)))
    axis = (way + apart[:, None]).ravel()
    ends = [np.interp(at + apart[owner], axis, values.ravel()) for at in (begin, end) for values in (x, y)]
    return np.column_stack(ends).reshape(-1, 4), owner


def _counted(count: Ints) -> Ints:
    """0, 1, … up to each count, one after the other."""
    total = int(count.sum())
    counted: Ints = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    return counted


def _curve(bend: Floats, pieces: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Points and slopes, ``(n, pieces + 1)`` each, along bends."""
    t = np.linspace(0.0, 1.0, pieces + 1)[None, :]
    left, wide = bend[:, :1], bend[:, 1:2] - bend[:, :1]
    top, high = bend[:, 2:3], bend[:, 3:4] - bend[:, 2:3]
    x = left + wide * (1.5 * t * (1 - t) + t**3)
    y = top + high * (3 * t * t - 2 * t**3)
    return x, y, wide * (1.5 - 3 * t + 3 * t * t), high * 6 * t * (1 - t)
