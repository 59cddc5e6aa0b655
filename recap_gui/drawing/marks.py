"""The drawing: the picture as data. Columns of numbers, not objects; painter and SVG writer loop over it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Rects:
    """Rectangles of one kind of mark.

    Attributes:
        kind: the look: ``"fill"``, ``"block"`` (rounded, filled), ``"hollow"`` (rounded, outlined), ``"hatched"``, …
        box: ``(n, 4)`` float32, x, y, w, h in px.
        role: ``(n,)`` uint8, index into `Style.roles`: why the mark has its colour.
        target: ``(n,)`` int64, what a click on it means (a block's index in the layout, a column, a lane), or -1.
    """

    kind: str
    box: npt.NDArray[np.float32]
    role: npt.NDArray[np.uint8]
    target: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Text:
    """One label, elided to its room. `x`, `y` is the baseline's left end, `size` in px; `clip` is x, y, w, h."""

    text: str
    x: float
    y: float
    size: float
    role: int
    weight: int = 400
    clip: tuple[float, float, float, float] | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """The low-zoom picture: one palette index per pixel, ``(height, width)`` uint8, drawn at `x`, `y`.

    The high nibble is the lane's colour + 1 (0 = ground), the low nibble the density 0–15.
    """

    x: float
    y: float
    pixels: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Everything to paint, back to front: `under`, `density`, `rects`, `texts`. `width` × `height` px."""

    width: float
    height: float
    rects: Sequence[Rects]
    texts: Sequence[Text]
    density: Density | None = None
