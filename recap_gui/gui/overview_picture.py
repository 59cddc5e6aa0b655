"""The picture of the overview: where everybody is, of the whole story, as bytes and the colours they stand for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from recap_gui.gui.timeline_colours import Colours
from recap_gui.layout.lanes import PRESENT, SCENE, LaneLayout

BINS, ROWS = 2048, 40
"""The density picture is made once, at most this large, and drawn at any size."""


def density_picture(layout: LaneLayout) -> npt.NDArray[np.uint8]:
    """The whole story, ``(rows, BINS)`` uint8: the lane's colour + 1 in the high nibble, the density in the low one.

    A block counts in every bin that its column covers.
    """
    n_columns, n_lanes = len(layout.columns.kind), len(layout.names)
    rows = min(ROWS, n_lanes)
    picture = np.zeros((max(rows, 1), BINS), np.uint8)
    present = (layout.state & PRESENT) != 0
    if not n_columns or not present.any():
        return picture
    lane, column = np.divmod(layout.key[present], n_columns)
    width = layout.columns.x[-1]
    if width <= 0:  # everything is folded
        return picture
    edge = (layout.columns.x / width * BINS).clip(0, BINS)  # storylines on their way may begin left of the story
    first = np.floor(edge[:-1]).astype(np.int64).clip(max=BINS - 1)
    last = np.maximum(np.ceil(edge[1:] - 1e-9).astype(np.int64), first + 1).clip(max=BINS)
    row = lane * rows // n_lanes
    # How many blocks begin and end in each bin: their running sum is how many lie over it.
    size = rows * (BINS + 1)
    steps = np.bincount(row * (BINS + 1) + first[column], minlength=size).astype(np.int64)
    steps -= np.bincount(row * (BINS + 1) + last[column], minlength=size)
    over = np.cumsum(steps.reshape(rows, BINS + 1), axis=1)[:, :BINS]
    colour = np.zeros(rows * BINS, np.uint8)
    shade = np.where(layout.colour == 255, 12, layout.colour).astype(np.uint8)
    colour[row * BINS + first[column]] = shade[lane] + 1
    colour = _carried(colour.reshape(rows, BINS))
    most = max(1.0, float(np.percentile(over[over > 0], 90)))
    density = np.where(over > 0, np.minimum(15, 6 + np.rint(over / most * 9)), 0).astype(np.uint8)
    usual = layout.columns.kind == SCENE
    density[:, ~_covered(first[usual], last[usual])] //= 2
    return np.where(density > 0, (colour << 4) | density, 0).astype(np.uint8)


def _carried(colour: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Each row's colours carried on to the right over the bins that have none."""
    at = np.where(colour > 0, np.arange(colour.shape[1]), 0)
    return np.take_along_axis(colour, np.maximum.accumulate(at, axis=1), axis=1)


def _covered(first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """The bins that any of the stretches covers."""
    steps = np.bincount(first, minlength=BINS + 1) - np.bincount(last, minlength=BINS + 1)
    covered: npt.NDArray[np.bool_] = np.cumsum(steps)[:BINS] > 0
    return covered


def colour_table(colours: Colours) -> list[int]:
    """256 colours: from the ground (density 0) to the lane's colour (15)."""
    ground = colours.ground
    table = [ground.rgb()] * 256
    for number, colour in enumerate((*colours.lanes, colours.fold)):
        for density in range(1, 16):
            part = density / 15
            red, green, blue = (
                round(getattr(ground, part_of)() * (1 - part) + getattr(colour, part_of)() * part)
                for part_of in ("red", "green", "blue")
            )
            table[(number + 1) << 4 | density] = 0xFF000000 | red << 16 | green << 8 | blue
    return table
