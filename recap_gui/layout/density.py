"""The level-of-detail pyramid: what each lane does in every run of 2^k columns, for when scenes are thinner than a px.

A value is one byte: the high nibble is the lane's colour + 1 (13 = a fold), the low nibble how much of the run the
lane's characters are there (0 nothing, 15 all of it). Built by run lengths from the sorted keys, in one pass a level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recap_gui.layout.lanes import PRESENT, LaneLayout

Bytes = npt.NDArray[np.uint8]
MOST_CELLS = 16 << 20
"""No level has more: below it, `direct` reads the few blocks in view instead."""
COARSEST = 1024
FOLD = 13


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """`levels[i]` is ``(n_lanes, ceil(n_columns / 2^(finest + i)))`` uint8."""

    finest: int
    levels: tuple[Bytes, ...]

    @property
    def coarsest(self) -> int:
        """The number of the last level."""
        return self.finest + len(self.levels) - 1

    @property
    def bytes(self) -> int:
        """Memory of all levels."""
        return sum(level.nbytes for level in self.levels)

    def rows(self, level: int, lanes: npt.NDArray[np.int64], columns: npt.NDArray[np.int64]) -> Bytes:
        """``(len(lanes), len(columns))``: the bytes of these lanes where these columns lie, at `level`."""
        table = self.levels[min(level, self.coarsest) - self.finest]
        at = np.minimum(columns >> min(level, self.coarsest), table.shape[1] - 1)
        if 8 * len(at) < table.shape[1]:  # a narrow strip: whole rows would be copied for a few bytes each
            return table[:, at[0] : at[-1] + 1][lanes][:, at - at[0]] if len(at) else table[lanes][:, at]
        return table[lanes][:, at]


def pyramid(layout: LaneLayout, *, most_cells: int = MOST_CELLS) -> Pyramid:
    """The pyramid over `layout`."""
    n = len(layout.columns)
    finest = 0
    while layout.lanes * -(-n >> finest) > most_cells:
        finest += 1
    edges = layout.key.searchsorted(np.arange(layout.lanes + 1, dtype=np.int64) * n)
    lane = np.repeat(np.arange(layout.lanes, dtype=np.int64), np.diff(edges))
    cell = (layout.key - lane * n) >> finest
    count = ((layout.state & PRESENT) > 0).astype(np.int32)
    high = colour_codes(layout) << np.uint8(4)
    levels: list[Bytes] = []
    while True:
        level = finest + len(levels)
        cells = max(1, -(-n // (1 << level)))
        place = lane * cells + cell
        starts = np.flatnonzero(np.concatenate(([True], place[1:] != place[:-1])) if len(place) else place)
        count = np.add.reduceat(count, starts) if len(starts) else count[:0]
        lane, cell, place = lane[starts], cell[starts] >> 1, place[starts]
        table = np.zeros((layout.lanes, cells), np.uint8)
        table.ravel()[place] = np.where(count > 0, high[lane] | _nibbles(level)[count], 0)
        levels.append(table)
        if cells <= COARSEST:
            return Pyramid(finest, tuple(levels))


def direct(layout: LaneLayout, lanes: range, columns: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> Bytes:
    """``(len(rows), len(columns))`` bytes where a px shows one column or less: read from the blocks themselves.

    `rows` are the lanes at the top of each px row, `lanes` all that are in them.
    """
    first, last = max(0, int(columns[0])), min(int(columns[-1]), len(layout.columns) - 1)
    if last < first:
        return np.zeros((len(rows), len(columns)), np.uint8)
    blocks = layout.blocks_in(lanes, range(first, last + 1))
    blocks = blocks[(layout.state[blocks] & PRESENT) > 0]
    lane, column = np.divmod(layout.key[blocks], len(layout.columns))
    value = (colour_codes(layout)[lane] << np.uint8(4)) | np.uint8(15)
    picture = _in_rows(lane, column - first, value, lanes, last + 1 - first, rows)
    return picture.take((columns - first).clip(0, last - first), axis=1)


def _in_rows(
    lane: npt.NDArray[np.int64],
    at: npt.NDArray[np.int64],
    value: Bytes,
    lanes: range,
    width: int,
    rows: npt.NDArray[np.int64],
) -> Bytes:
    """``(len(rows), width)``: each `value` in the px rows of its lane; where several lanes share a row, the fullest."""
    if len(rows) >= len(lanes):
        table = np.zeros((len(lanes), width), np.uint8)
        table[lane - lanes.start, at] = value
        return table[rows - lanes.start]
    picture = np.zeros((len(rows), width), np.uint8)
    row = rows.searchsorted(lane, side="right") - 1
    np.maximum.at(picture.reshape(-1), row * width + at, value)
    return picture


def counted(
    layout: LaneLayout,
    lanes: range,
    columns: npt.NDArray[np.int64],
    before: int,
    level: int,
    rows: npt.NDArray[np.int64],
) -> Bytes:
    """``(len(rows), len(columns))`` bytes where a px shows a few columns: how many blocks each holds, counted.

    `columns` are those under the middle of each px, never decreasing; the first px begins behind column `before`. A px
    stands for about 2^level columns. `rows` are the lanes at the top of each px row, `lanes` all that are in them;
    where several lanes share a row the fullest shows.
    """
    first, last = max(0, before + 1), min(int(columns[-1]), len(layout.columns) - 1)
    blocks = layout.blocks_in(lanes, range(first, max(first, last + 1)))
    blocks = blocks[(layout.state[blocks] & PRESENT) > 0]
    lane, column = np.divmod(layout.key[blocks], len(layout.columns))
    cell = lane * len(columns) + columns.searchsorted(column)
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    counts = np.minimum(np.diff(starts, append=len(cell)), 1 << level)
    lane, px = np.divmod(cell[starts], len(columns))
    value = (colour_codes(layout)[lane] << np.uint8(4)) | _nibbles(level)[counts]
    return _in_rows(lane, px, value, lanes, len(columns), rows)


def colour_codes(layout: LaneLayout) -> Bytes:
    """The high nibble of each lane: its colour + 1, or FOLD."""
    return np.where(layout.colour < FOLD - 1, layout.colour + np.uint8(1), np.uint8(FOLD)).astype(np.uint8)


def _nibbles(level: int) -> Bytes:
    """Low nibbles for 0 … 2^level scenes in a run: never so faint that a single scene disappears."""
    share = np.arange((1 << level) + 1) / (1 << level)
    low: Bytes = np.minimum(15, 4 + np.rint(share * 22)).astype(np.uint8)
    return low
