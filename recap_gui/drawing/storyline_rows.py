"""A storyline picture in rows: about equally long, broken between episodes or where few lines bend."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from recap_gui.layout.storylines import StorylineLayout

TIGHTER = 1.3
"""Times as long as a row may be drawn a little tighter rather than in two."""
SHIFT = 0.2
"""Of a row's length by which a break may lie off the even one."""
MOST_ROWS = 8
"""A season of more rows than this gets longer and tighter ones: a poster, not a scroll."""
TIGHTEST = 0.6
"""Of the scale asked for, what is left at least."""


def row_breaks(layout: StorylineLayout, room: float, scale: float, *, narrowest: float) -> tuple[float, list[int]]:
    """Px per story unit, about `scale`, and the columns at which rows up to `room` px wide begin, and the end.

    What would be narrower than `narrowest` px is spread a little.
    """
    columns = layout.columns
    total = columns.width * scale
    if total <= 0:
        return scale, [0, len(columns)]
    if total > MOST_ROWS * room:
        tight = max(TIGHTEST, math.sqrt(MOST_ROWS * room / total))
        scale, total = scale * tight, total * tight
        room = max(room, total / MOST_ROWS)
    if total <= room:
        return scale * min(2.0, max(1.0, narrowest / total)), [0, len(columns)]
    if total <= TIGHTER * room:
        return scale * room / total, [0, len(columns)]
    x = columns.x * scale
    count = math.ceil(total / room)
    breaks = [0]
    for row in range(1, count):
        at = total * row / count
        near = np.flatnonzero(np.abs(x[1:-1] - at) <= SHIFT * total / count) + 1
        near = near[near > breaks[-1]]
        if len(near):
            breaks.append(int(near[np.argmin(_cost(layout, near) + np.abs(x[near] - at) / total * count)]))
    breaks.append(len(columns))
    longest = float(np.diff(x[breaks]).max())
    return scale * min(1.0, room / longest), breaks


def _cost(layout: StorylineLayout, columns: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """What breaking before each of these costs: nothing between episodes, else the more the more lines bend there."""
    episode = layout.columns.episode
    inside = episode[columns] == episode[columns - 1]
    bends = (np.diff(np.nan_to_num(layout.y), axis=1)[:, columns - 1] != 0).sum(0)
    cost: npt.NDArray[np.float64] = inside * (0.3 + 0.05 * bends)
    return cost
