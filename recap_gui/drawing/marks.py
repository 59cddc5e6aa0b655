"""The drawing: the picture as data. Columns of numbers, not objects; painter and SVG writer loop over it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Box: TypeAlias = tuple[float, float, float, float]
"""x, y, width, height in px."""

Look: TypeAlias = Literal[
    "fill",  # a plain rectangle
    "block",  # rounded and filled: present
    "block unsure",  # the same, hatched
    "hollow",  # rounded and outlined: only mentioned
    "hollow unsure",  # the same, dashed
    "hull",  # a faint ground with a thin outline, well rounded: a scene among storylines
    "outline",  # a ring of 2 px around something selected
]

HULL_RADIUS, HULL_SHARE = 9.0, 0.3
"""px; how much of a hull's colour its ground has."""


@dataclass(frozen=True, slots=True, eq=False)
class Rects:
    """Rectangles of one look.

    Attributes:
        kind: the look.
        box: ``(n, 4)`` float32, x, y, w, h in px.
        role: ``(n,)`` uint8, index into `style.ROLES`: why the mark has its colour.
        target: ``(n,)`` int64, what a click on it means (see `Layer.of`), or -1.
        group: what the marks are, for the SVG's ``class`` ("block", "link", "place", …).
    """

    kind: Look
    box: npt.NDArray[np.float32]
    role: npt.NDArray[np.uint8]
    target: npt.NDArray[np.int64]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One label, elided to its room. `x`, `y` is the baseline's left end, `size` in px; `clip` is x, y, w, h.

    `title` is the whole text where the label is elided. `target` as in `Rects`. `end` is the right end of a label
    that stands at the right, which must stay there in whatever font another program takes.
    """

    text: str
    x: float
    y: float
    size: float
    role: int
    weight: int = 400
    clip: Box | None = None
    title: str = ""
    target: int = -1
    group: str = ""
    end: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A smooth line: cubic Béziers end to end. `points` is ``(3 k + 1, 2)`` float32, `width` in px, `dash` in px."""

    points: npt.NDArray[np.float32]
    width: float
    role: int
    dash: tuple[float, ...] = ()
    target: int = -1
    group: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """The low-zoom picture: one palette index per pixel, ``(height, width)`` uint8, drawn at `x`, `y`.

    The high nibble is the lane's colour + 1 (0 = ground, 13 = a fold), the low nibble the density 0–15.
    """

    x: float
    y: float
    pixels: npt.NDArray[np.uint8]


DENSITY_ALPHA = tuple((90 + 11 * low) / 255 if low else 0.0 for low in range(16))
"""How opaque each low nibble of a density picture is."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A part of the drawing that can be kept and painted by itself.

    Its marks count from the top left corner of `box` and are clipped to it, back to front: `rects` of group "ground",
    `density`, the other `rects`, `curves`, `texts`. `of` says what the targets number: "block", "column" or "lane".
    """

    name: str
    box: Box
    rects: Sequence[Rects] = ()
    texts: Sequence[Text] = ()
    curves: Sequence[Curve] = ()
    density: Density | None = None
    of: str = ""

    def moved(self, x: float, y: float, *, suffix: str = "") -> Layer:
        """The same layer elsewhere in a drawing, its name lengthened by `suffix`."""
        left, top, width, height = self.box
        return replace(self, name=self.name + suffix, box=(left + x, top + y, width, height))


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Everything to paint: `layers` back to front on a ground of `width` × `height` px.

    `title` and `description` say in words what is to be seen (an SVG's title, a PDF's, alternative text).
    """

    width: float
    height: float
    layers: Sequence[Layer]
    title: str = ""
    description: str = ""

    def layer(self, name: str) -> Layer:
        """The layer called `name`.

        Raises:
            KeyError: when there is none.
        """
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise KeyError(name)


def rects(
    kind: Look, boxes: npt.ArrayLike, roles: npt.ArrayLike, targets: npt.ArrayLike = -1, *, group: str = ""
) -> Rects:
    """Rectangles from anything like ``(n, 4)`` px; one role or target stands for all."""
    box = np.asarray(boxes, np.float32).reshape(-1, 4)
    n = len(box)
    return Rects(
        kind,
        box,
        np.broadcast_to(np.asarray(roles, np.uint8), (n,)),
        np.broadcast_to(np.asarray(targets, np.int64), (n,)),
        group,
    )


def within(layer: Layer, top: float, bottom: float) -> Layer:
    """`layer` without the marks that lie wholly above `top` or below `bottom` (px from the layer's top).

    A little more is kept: rings and letters reach beyond what they are measured by.
    """
    top, bottom = top - 4, bottom + 4
    kept = []
    for part in layer.rects:
        own = (part.box[:, 1] < bottom) & (part.box[:, 1] + part.box[:, 3] > top)
        if own.all():
            kept.append(part)
        elif own.any():
            kept.append(Rects(part.kind, part.box[own], part.role[own], part.target[own], part.group))
    texts = [text for text in layer.texts if text.y - 1.5 * text.size < bottom and text.y + text.size > top]
    return replace(layer, rects=kept, texts=texts)
