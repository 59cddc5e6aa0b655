"""Edges on whole device pixels where the desktop's scaling is no whole number: sharp, and the same wherever they stand.

Qt rounds a half away from zero, so that a block left of the origin came out a device pixel narrower than the same block
to the right of it: what was painted in parts differed from what was painted whole.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Boxes = npt.NDArray[np.float64]

THIN = 2.0
"""px: up to so wide (or high), a line is as wide everywhere, whatever its edges would round to."""
_EVEN = 0.5 + 1e-6
"""Added before rounding down: halves go up, sums of floats that should be halves do, too."""


def is_whole(ratio: float) -> bool:
    """Whether px are whole device pixels."""
    return ratio == round(ratio)


def on_grid(box: npt.NDArray[np.floating], ratio: float) -> Boxes:
    """Boxes ``(n, 4)`` in px (x, y, w, h) with all edges on device pixels, at least one wide and high."""
    made: Boxes = np.asarray(box, np.float64) * ratio
    if len(made):
        size = box[:, 2:]
        near = np.floor(made[:, :2] + _EVEN)
        far = np.floor(made[:, :2] + made[:, 2:] + _EVEN)
        thin = np.floor(made[:, 2:] + _EVEN)
        made[:, 2:] = np.maximum(np.where(size <= THIN, thin, far - near), 1.0)
        made[:, :2] = near
    return made / ratio


def enlarged(pixels: npt.NDArray[np.uint8], x: float, y: float, ratio: float) -> tuple[npt.NDArray[np.uint8], int, int]:
    """`pixels`, one for each px from `x`, `y` on, as one for each device pixel; and the device pixels it begins at."""
    high, wide = pixels.shape
    top, rows = _taken(y, high, ratio)
    left, columns = _taken(x, wide, ratio)
    return pixels.take(columns, axis=1).take(rows, axis=0), left, top


def _taken(start: float, count: int, ratio: float) -> tuple[int, npt.NDArray[np.int64]]:
    """The first device pixel, and for it and all after it which of `count` px its middle lies in."""
    first, last = (int(np.floor(edge * ratio + _EVEN)) for edge in (start, start + count))
    middle = (np.arange(first, last) + _EVEN) / ratio - start
    return first, np.floor(middle).astype(np.int64).clip(0, count - 1)
