"""How wide columns are among storylines: room for what bends before a scene, and no scene too narrow for its outline.

Widths still grow with the words of a scene, but less than among the lanes; the whole stays as wide as it was.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from recap_gui.layout.columns import SCENE, Columns

Floats = npt.NDArray[np.float64]

LEVEL = 0.55
"""The part of a mean scene's width that every scene has, whatever its words."""
WIDEST = 2.2
"""Times the mean: a longer scene is drawn no wider."""
BEND = 0.26
"""Widths of a mean scene for a line that bends by one distance, which is then about 60° steep."""
LEAST_BEND, MOST_BEND = 0.4, 2.0


def spaced(columns: Columns, moves: npt.NDArray[np.float32]) -> Floats:
    """``(n_columns + 1,)``: left edges in story units; `moves` is how far lines bend at most at each edge.

    What bends at an edge does so at the end of the column before it.
    """
    was = np.diff(columns.x)
    scenes = columns.kind == SCENE
    if not scenes.any():
        return columns.x
    mean = float(was[scenes].mean())
    width = np.minimum(was, mean)
    width[scenes] = mean * (LEVEL + (1 - LEVEL) * np.minimum(was[scenes] / mean, WIDEST))
    bend = np.where(moves > 0, np.clip(BEND * moves, LEAST_BEND, MOST_BEND), 0.0)[1:] * mean
    width = width + bend
    edges: Floats = np.concatenate(([0.0], np.cumsum(width))) * (columns.width / width.sum())
    return edges
