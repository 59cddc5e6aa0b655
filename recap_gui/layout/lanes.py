"""The lane layout: columns, lanes and blocks of a story in story units, as immutable numpy columns.

Story units: x runs along the columns (one unit = one word, or one unit = one column when columns are equal), y counts
lanes (lane ``i`` fills ``[i, i + 1)``). Nothing here knows pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

PRESENT, MENTIONED, UNSURE = 1, 2, 4
"""Bits of a block's `state`; UNSURE (confidence below .6) comes beside one of the other two."""

SCENE, PREVIOUSLY, FRAME = 0, 1, 2
"""Codes of a column's `kind`."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The scenes in telling order. A column is one scene (or, folded, a thin stub for it).

    Attributes:
        x: ``(n_columns + 1,)`` float64, left edges in story units, strictly increasing.
        kind: ``(n_columns,)`` uint8, one of SCENE, PREVIOUSLY, FRAME.
        episode: ``(n_columns,)`` int32, the index of the episode.
        scene: ``(n_columns,)`` int32, the index of the scene within its episode.
        number: ``(n_columns,)`` int32, from 1 in each episode for scenes of kind ``scene``, else 0.
        place: ``(n_columns,)`` int32, a number for each distinct place, -1 where there is none.
        continues: ``(n_columns,)`` int32, the column that this one goes on with, or -1.
        headings: what stands in the ruler, one entry per column ("place · time", or a heading of the text).
        titles: episode titles, one entry per episode ("S01E03 · The dory").
    """

    x: npt.NDArray[np.float64]
    kind: npt.NDArray[np.uint8]
    episode: npt.NDArray[np.int32]
    scene: npt.NDArray[np.int32]
    number: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    continues: npt.NDArray[np.int32]
    headings: Sequence[str]
    titles: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class LaneLayout:
    """Lanes and blocks over `columns`, lane-major: ``key = lane * n_columns + column`` is sorted (a hit test is a search).

    Attributes:
        columns: the scenes.
        names: lane names, top to bottom (a fold's name is "and 7 more" or "talked about").
        characters: the character ids in each lane (several in a fold).
        colour: ``(n_lanes,)`` uint8, 0–11, or 255 for a fold.
        count: ``(n_lanes,)`` int32, scenes in which the lane's character is present.
        key: ``(n_blocks,)`` int64, sorted.
        state: ``(n_blocks,)`` uint8, bits PRESENT, MENTIONED, UNSURE.
    """

    columns: Columns
    names: Sequence[str]
    characters: Sequence[tuple[str, ...]]
    colour: npt.NDArray[np.uint8]
    count: npt.NDArray[np.int32]
    key: npt.NDArray[np.int64]
    state: npt.NDArray[np.uint8]
