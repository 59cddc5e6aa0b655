"""The viewport: the mapping story units ↔ pixels at this moment, an immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a viewport may go: the extent of the layout in story units and the scales in px per unit.

    At the smallest `x_scale` everything is in view; at the largest one story unit is `x_scale_max` px wide.
    """

    width: float
    lanes: float
    x_scale_max: float = 40.0
    y_scale_min: float = 0.02
    y_scale_max: float = 96.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """What part of the layout the body of the timeline shows, and how large.

    `x0`/`y0` are the story units at the body's left and top edge, `x_scale` is px per story unit along time, `y_scale`
    px per lane, `width`/`height` the body's size in px (ruler and lane heads not included). Every edge is drawn at
    ``rint(unit * scale) - origin`` with a whole-numbered origin, so that nothing jitters by a pixel while panning.
    """

    x0: float
    y0: float
    x_scale: float
    y_scale: float
    width: float
    height: float

    @property
    def x_origin(self) -> int:
        """The left edge of the body, in px from the start of the story."""
        return round(self.x0 * self.x_scale)

    @property
    def y_origin(self) -> int:
        """The top edge of the body, in px from the top of the first lane."""
        return round(self.y0 * self.y_scale)

    def to_px_x(self, x: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Story units along time as whole px from the body's left edge."""
        return np.rint(np.multiply(x, self.x_scale)) - self.x_origin

    def to_px_y(self, y: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Lanes as whole px from the body's top edge."""
        return np.rint(np.multiply(y, self.y_scale)) - self.y_origin

    def from_px_x(self, px: float) -> float:
        """The story unit under a px from the body's left edge."""
        return (px + self.x_origin) / self.x_scale

    def from_px_y(self, px: float) -> float:
        """The lane (with fraction) under a px from the body's top edge."""
        return (px + self.y_origin) / self.y_scale

    def visible_x(self) -> tuple[float, float]:
        """The story units ``[first, last)`` in view."""
        return self.from_px_x(0), self.from_px_x(self.width)

    def visible_y(self) -> tuple[float, float]:
        """The lanes ``[first, last)`` in view, with fractions."""
        return self.from_px_y(0), self.from_px_y(self.height)

    def zoomed(self, factor: float, at: float, limits: Limits) -> Viewport:
        """Time `factor` times as large; what lies under px `at` stays under it unless a limit forbids."""
        anchor = self.from_px_x(at)
        scale = _clamp(self.x_scale * factor, self.smallest_x_scale(limits), self.largest_x_scale(limits))
        return replace(self, x_scale=scale, x0=anchor - at / scale).limited(limits)

    def lanes_zoomed(self, factor: float, at: float, limits: Limits) -> Viewport:
        """Lanes `factor` times as high; what lies under px `at` stays under it unless a limit forbids."""
        anchor = self.from_px_y(at)
        scale = _clamp(self.y_scale * factor, limits.y_scale_min, limits.y_scale_max)
        return replace(self, y_scale=scale, y0=anchor - at / scale).limited(limits)

    def panned(self, right: float, down: float, limits: Limits) -> Viewport:
        """Moved over the story by px; positive values show what lies to the right and below."""
        x0 = (self.x_origin + right) / self.x_scale
        y0 = (self.y_origin + down) / self.y_scale
        return replace(self, x0=x0, y0=y0).limited(limits)

    def resized(self, width: float, height: float, limits: Limits) -> Viewport:
        """For a body of another size; what was fitted exactly stays fitted, else scales and top left corner stay."""
        fitted = self.shows_all_of_time(limits)
        new = replace(self, width=width, height=height)
        if fitted:
            new = replace(new, x0=0.0, x_scale=new.smallest_x_scale(limits))
        return new.limited(limits)

    def fitted(self, limits: Limits) -> Viewport:
        """All of time in view, from the first lane; lane heights stay."""
        return replace(self, x0=0.0, y0=0.0, x_scale=self.smallest_x_scale(limits)).limited(limits)

    def showing(self, first: float, last: float, limits: Limits, *, margin: float = 24.0) -> Viewport:
        """Zoomed so that story units ``[first, last)`` fill the body but for `margin` px on either side."""
        room = max(1.0, self.width - 2 * margin)
        scale = room / max(last - first, 1e-9)
        scale = _clamp(scale, self.smallest_x_scale(limits), self.largest_x_scale(limits))
        return replace(self, x_scale=scale, x0=(first + last) / 2 - self.width / 2 / scale).limited(limits)

    def revealing(self, first: float, last: float, limits: Limits, *, margin: float = 24.0) -> Viewport:
        """Moved as little as brings story units ``[first, last)`` into view (their start where both cannot be)."""
        left, right = first * self.x_scale - margin, last * self.x_scale + margin
        origin = float(self.x_origin)
        origin = max(origin, right - self.width)
        origin = min(origin, left)
        return replace(self, x0=origin / self.x_scale).limited(limits)

    def revealing_lane(self, lane: int, limits: Limits) -> Viewport:
        """Moved up or down as little as brings all of `lane` into view."""
        top, bottom = lane * self.y_scale, (lane + 1) * self.y_scale
        origin = min(max(float(self.y_origin), bottom - self.height), top)
        return replace(self, y0=origin / self.y_scale).limited(limits)

    def limited(self, limits: Limits) -> Viewport:
        """The nearest viewport within `limits`: no smaller than everything, no empty space where it can be avoided."""
        x_scale = _clamp(self.x_scale, self.smallest_x_scale(limits), self.largest_x_scale(limits))
        y_scale = _clamp(self.y_scale, limits.y_scale_min, limits.y_scale_max)
        x0 = _clamp(self.x0, 0.0, max(0.0, limits.width - self.width / x_scale))
        y0 = _clamp(self.y0, 0.0, max(0.0, limits.lanes - self.height / y_scale))
        return replace(self, x0=x0, y0=y0, x_scale=x_scale, y_scale=y_scale)

    def smallest_x_scale(self, limits: Limits) -> float:
        """The scale at which all of time just fits, but never above the largest one allowed."""
        return min(max(self.width, 1.0) / max(limits.width, 1e-9), limits.x_scale_max)

    def largest_x_scale(self, limits: Limits) -> float:
        """The largest scale allowed, but never below the one at which all of time fits."""
        return max(limits.x_scale_max, self.smallest_x_scale(limits))

    def shows_all_of_time(self, limits: Limits) -> bool:
        """Whether all of time is in view."""
        return self.x_scale <= self.smallest_x_scale(limits) * (1 + 1e-9)

    def shows_all_lanes(self, limits: Limits) -> bool:
        """Whether all lanes are in view."""
        return limits.lanes * self.y_scale <= self.height + 0.5


def fit(limits: Limits, width: float, height: float, *, lane_height: float) -> Viewport:
    """A viewport on all of time in a body of `width` × `height` px, from the first lane at `lane_height` px a lane."""
    return Viewport(0.0, 0.0, 1.0, lane_height, width, height).fitted(limits)


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
