"""The names in the storylines on screen: placed once for a zoom, so that panning moves none of them.

While one zooms, names keep the places around their lines that they had; once the zoom rests they are placed anew.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from recap_gui.drawing.measure import shipped
from recap_gui.drawing.storyline_bends import Bends, bends
from recap_gui.drawing.storyline_labels import Names, Spot, names_at, place_names
from recap_gui.drawing.style import Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.storylines import StorylineLayout


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """Names in px from the start of the story, and where each ends; `story` is the layout and what else it is for."""

    story: tuple[object, ...]
    zoom: tuple[float, float]
    names: Names
    ends: Sequence[float]


class StorylinesNames:
    """Gives the names to paint in a viewport."""

    def __init__(self) -> None:
        self._spots: Sequence[Spot] = ()
        self._placed: _Placed | None = None
        self._is_restless = False

    def names(
        self, layout: StorylineLayout, viewport: Viewport, where: Bends, style: Style, lit: frozenset[int]
    ) -> Names:
        """The names in `viewport`, where lines run as `where` says, in its px."""
        story, zoom = (layout, style, lit), (viewport.x_scale, viewport.y_scale)
        placed = self._placed
        if placed is None or placed.story != story:
            placed = self._placed = self._place(layout, viewport, style, lit)
        if placed.zoom == zoom:
            return _cut(placed, viewport)
        self._is_restless = True
        return names_at(layout, where, self._spots, style, shipped, lit)

    def settle(self) -> bool:
        """The zoom has come to rest: have names placed anew; whether that may change the picture."""
        was, self._is_restless = self._is_restless, False
        if was:
            self._placed = None
        return was

    def _place(self, layout: StorylineLayout, viewport: Viewport, style: Style, lit: frozenset[int]) -> _Placed:
        width = max(1.0, math.ceil(layout.columns.width * viewport.x_scale))
        all_of_it = replace(viewport, x0=0.0, y0=0.0, width=width)
        where = bends(layout, all_of_it)
        self._spots = place_names(layout, where, all_of_it, style, shipped)
        names = names_at(layout, where, self._spots, style, shipped, lit)
        ends = [text.x + shipped(text.text, text.size, text.weight) for text in names.texts]
        self._is_restless = False
        return _Placed((layout, style, lit), (viewport.x_scale, viewport.y_scale), names, ends)


def _cut(placed: _Placed, viewport: Viewport) -> Names:
    """What of the names is in view."""
    left, top = viewport.x_origin, viewport.y_origin
    texts = [
        replace(text, x=text.x - left, y=text.y - top, end=None)
        for text, end in zip(placed.names.texts, placed.ends, strict=True)
        if text.x < left + viewport.width and end > left
    ]
    grounds = placed.names.grounds
    seen = (grounds[:, 0] < left + viewport.width) & (grounds[:, 0] + grounds[:, 2] > left)
    shift = np.array((left, top, 0, 0), np.float32)
    return Names(texts, grounds[seen] - shift, placed.names.roles[seen])
