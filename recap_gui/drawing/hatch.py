"""The hatching of what is unsure: slanting lines cut to a rectangle by geometry, for painter and SVG alike."""

from __future__ import annotations

import math
from collections.abc import Iterator

STEP = 6
"""px from one line to the next, measured along either side."""
INSET = 1.0


def hatch_lines(width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Lines ``(x0, y0, x1, y1)`` rising to the right at 45 degrees inside a rectangle of `width` × `height` px."""
    low, right, bottom = INSET, width - INSET, height - INSET
    for step in range(1, math.ceil((width + height) / STEP)):
        total = step * STEP  # x + y along the line
        x0, x1 = max(low, total - bottom), min(right, total - low)
        if x1 > x0:
            yield x0, total - x0, x1, total - x1
