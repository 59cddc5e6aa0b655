"""How the view moves: the room it moves in, pinned lanes included, the way between two views, and the way back. No Qt.

`Viewport` does the arithmetic. Here the pixel origin is kept whole, so that the painted picture can be moved instead of
painted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from recap_gui.drawing.viewport import Limits, Viewport
from recap_gui.gui.timeline_index import LaneIndex
from recap_gui.layout.lanes import LaneLayout

NOTCH = 2**0.25
"""Zoom of one wheel notch: four notches double."""
CLOSEST_UNITS = 12.0
"""The fewest story units a view shows: a dozen words, about one sentence."""
LANE_FITTED = 36.0
"""Lanes grow no taller than this (px, at 100 %) when everything is fitted: a story of two people is not a flag."""
LANE_LOW, LANE_TALL = 16.0, 96.0
"""Lane heights (px) the user can choose between; less than the lower only where fitting needs it."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the view moves in: a body of `width` × `height` px, the `limits` of the layout, and pinned lanes.

    The first `pinned` lanes stay at the top; a viewport's own height is what they leave. Its `y0` never shows them.
    Fitted, lanes grow to `tallest` px.
    """

    limits: Limits
    width: float
    height: float
    pinned: int = 0
    tallest: float = LANE_FITTED

    def held(self, y_scale: float) -> int:
        """How many lanes stay at the top: the pinned ones, as long as they leave half of the room."""
        return min(self.pinned, int(self.height / 2 / max(y_scale, 1e-9)))

    def held_height(self, y_scale: float) -> int:
        """The height of the lanes that stay at the top, in px."""
        return round(self.held(y_scale) * y_scale)

    def within(self, viewport: Viewport) -> Viewport:
        """`viewport` brought within the limits, its size that of the scrolled part, its origin on whole pixels."""
        y_scale = min(max(viewport.y_scale, self.limits.y_scale_min), self.limits.y_scale_max)
        held = self.held_height(y_scale)
        moved = replace(viewport, y_scale=y_scale, width=self.width, height=self.height - held).limited(self.limits)
        right = max(0, round(self.limits.width * moved.x_scale) - round(self.width))
        bottom = max(held, round(self.limits.lanes * y_scale) - round(moved.height))
        left = min(max(moved.x_origin, 0), right)
        top = min(max(moved.y_origin, held), bottom)
        return replace(moved, x0=left / moved.x_scale, y0=top / y_scale)

    def panned(self, viewport: Viewport, right: float, down: float) -> Viewport:
        """`viewport` moved over the story by px."""
        return self.within(viewport.panned(round(right), round(down), self.limits))

    def zoomed(self, viewport: Viewport, factor: float, at: float) -> Viewport:
        """Time `factor` times as large; what lies at `at` px stays there unless a limit forbids."""
        return self.within(viewport.zoomed(factor, at, self.limits))

    def lanes_zoomed(self, viewport: Viewport, factor: float, at: float) -> Viewport:
        """Lanes `factor` times as high; what lies at `at` px from the top of the body stays there."""
        below = max(0.0, at - self.held_height(viewport.y_scale))
        return self.within(viewport.lanes_zoomed(factor, below, self.limits))

    def fitted(self) -> Viewport:
        """Everything in view; lanes of whole pixels where that leaves them legible."""
        height = min(self.height / max(self.limits.lanes, 1), self.tallest)
        y_scale = float(int(height)) if height >= 8 else height
        return self.within(Viewport(0.0, 0.0, 0.0, y_scale, self.width, self.height))

    def showing(self, viewport: Viewport, first: float, last: float) -> Viewport:
        """The story units ``[first, last)`` fitted, with a margin; lanes stay as they are."""
        return self.within(viewport.showing(first, last, self.limits))

    def spanning(self, viewport: Viewport, first: float, last: float) -> Viewport:
        """Exactly the story units ``[first, last)``, as far as the limits allow; lanes stay as they are."""
        scale = self.width / max(last - first, 1e-9)
        return self.within(replace(viewport, x0=first, x_scale=scale))

    def revealing(
        self, viewport: Viewport, *, units: tuple[float, float] | None = None, lane: int | None = None
    ) -> Viewport:
        """The nearest view that shows `units` and `lane`: unchanged where they are in view already."""
        if units is not None and not _in_view(viewport, *units):
            viewport = viewport.revealing(*units, self.limits)
        if lane is not None and lane >= self.held(viewport.y_scale):
            viewport = viewport.revealing_lane(lane, self.limits)
        return self.within(viewport)

    def lane_top(self, viewport: Viewport, lane: int) -> int:
        """The top edge of `lane`, in px from the top of the body."""
        if lane < self.held(viewport.y_scale):
            return round(lane * viewport.y_scale)
        return round(lane * viewport.y_scale) - viewport.y_origin + self.held_height(viewport.y_scale)

    def lane_at(self, viewport: Viewport, y: float) -> int | None:
        """The lane at `y` px from the top of the body, or None below the last."""
        held = self.held_height(viewport.y_scale)
        lane = int(y / viewport.y_scale) if y < held else int((y - held + viewport.y_origin) / viewport.y_scale)
        return lane if 0 <= lane < self.limits.lanes else None

    def shows_all_lanes(self, viewport: Viewport) -> bool:
        """Whether every lane is in view."""
        return round(self.limits.lanes * viewport.y_scale) <= round(self.height)


def room_of(
    layout: LaneLayout, width: float, height: float, pinned: Sequence[str] = (), *, type_scale: float = 1.0
) -> Room:
    """The room for `layout` in a body of `width` × `height` px; `pinned` holds the ids of pinned characters.

    With type `type_scale` times as large lanes may be as much taller.
    """
    kept = set(pinned)
    held = 0
    while held < len(layout.characters) and kept.intersection(layout.characters[held]):
        held += 1
    x = layout.columns.x
    units = max(float(x[-1]), 1e-9) if x.size else 1.0
    closest = min(CLOSEST_UNITS, float(np.median(np.diff(x)))) if x.size > 1 else CLOSEST_UNITS
    width, height, lanes = max(width, 1.0), max(height, 1.0), max(len(layout.names), 1)
    limits = Limits(
        width=units,
        lanes=len(layout.names),
        x_scale_max=width / min(closest, units),
        y_scale_min=min(height / lanes, LANE_LOW),
        y_scale_max=LANE_TALL * max(type_scale, 1.0),
    )
    return Room(limits, width, height, held, LANE_FITTED * max(type_scale, 1.0))


def carried(viewport: Viewport, room: Room, before: LaneIndex, after: LaneIndex, into: Room) -> Viewport:
    """The view of another layout that shows the same scenes: lanes came or went, or widths were switched.

    What was fitted stays fitted.
    """
    if viewport == room.fitted() or not before.n_columns or not after.n_columns:
        return into.fitted()
    first, last = (_same_unit(unit, before, after) for unit in viewport.visible_x())
    carried = into.spanning(replace(viewport, y0=viewport.y0 + _risen(int(viewport.y0), before, after)), first, last)
    if room.shows_all_lanes(viewport) and viewport.y_scale == room.fitted().y_scale:
        return into.within(replace(carried, y0=0.0, y_scale=into.fitted().y_scale))
    return carried


def _risen(top: int, before: LaneIndex, after: LaneIndex) -> int:
    """How much lower lane `top` stands in `after`: by the lanes above it that came or went, 0 in another order."""
    characters, others = before.layout.characters, after.layout.characters
    lane = after.lane(characters[top][0]) if 0 <= top < len(characters) else None
    if lane is None:
        return 0
    above, now_above = set(characters[:top]), set(others[:lane])
    kept = above & set(others)
    return lane - top if kept == now_above & set(characters) else 0


def _same_unit(unit: float, before: LaneIndex, after: LaneIndex) -> float:
    """The story unit of `after` at the same part of the same scene."""
    x, other = before.layout.columns.x, after.layout.columns.x
    column = min(max(int(x.searchsorted(unit, side="right")) - 1, 0), before.n_columns - 1)
    part = (unit - float(x[column])) / float(x[column + 1] - x[column])
    there = after.nearest(before.scene(column)) or 0
    return float(other[there] + part * (other[there + 1] - other[there]))


def between(a: Viewport, b: Viewport, at: float, room: Room) -> Viewport:
    """The view on the way from `a` (`at` 0) to `b` (`at` 1): scales grow evenly, nothing swings out sideways."""
    if at >= 1:
        return room.within(b)
    x0, x_scale = _between(a.x0, a.x_scale, b.x0, b.x_scale, at)
    y0, y_scale = _between(a.y0, a.y_scale, b.y0, b.y_scale, at)
    return room.within(Viewport(x0, y0, x_scale, y_scale, room.width, room.height))


def _in_view(viewport: Viewport, first: float, last: float) -> bool:
    """Whether ``[first, last)`` is in view, or fills the middle of it."""
    left, right = viewport.visible_x()
    middle = (left + right) / 2
    return (left <= first and last <= right) or (last - first > right - left and first <= middle <= last)


def _between(start_a: float, scale_a: float, start_b: float, scale_b: float, at: float) -> tuple[float, float]:
    """Left edge and scale on the way; with both zooming about one fixed point, that point stays where it is."""
    scale = scale_a * (scale_b / scale_a) ** at
    if abs(1 / scale_b - 1 / scale_a) < 1e-12 / scale_a:
        part = at
    else:
        part = (1 / scale - 1 / scale_a) / (1 / scale_b - 1 / scale_a)
    return start_a + (start_b - start_a) * part, scale


class ViewHistory:
    """The views left behind by jumps and zooms, and the way back and forth among them.

    Moves of one kind that follow each other within a second count as one.
    """

    DEPTH = 100
    TOGETHER = 1.0  # s

    def __init__(self) -> None:
        self._back: list[Viewport] = []
        self._forth: list[Viewport] = []
        self._last: tuple[str, float] = ("", float("-inf"))

    def leaving(self, viewport: Viewport, kind: str, now: float) -> None:
        """Note that `viewport` is about to be left by a move of `kind` at `now` (s)."""
        together = kind != "jump" and kind == self._last[0] and now - self._last[1] < self.TOGETHER
        self._last = (kind, now)
        if together or (self._back and self._back[-1] == viewport):
            return
        self._back = [*self._back[1 - self.DEPTH :], viewport]
        self._forth.clear()

    def back(self, viewport: Viewport) -> Viewport | None:
        """The view before; `viewport`, the one now, can be gone forth to again. None where there is none."""
        return self._step(self._back, self._forth, viewport)

    def forth(self, viewport: Viewport) -> Viewport | None:
        """The view that was gone back from, or None."""
        return self._step(self._forth, self._back, viewport)

    def clear(self) -> None:
        """Forget all views: another layout is shown."""
        self._back.clear()
        self._forth.clear()
        self._last = ("", float("-inf"))

    def _step(self, source: list[Viewport], other: list[Viewport], viewport: Viewport) -> Viewport | None:
        self._last = ("", float("-inf"))
        while source:
            found = source.pop()
            if found != viewport:
                other.append(viewport)
                return found
        return None
