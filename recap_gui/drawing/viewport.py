"""The viewport: the mapping story units ↔ pixels at this moment, an immutable value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewport:
    """What part of the layout the body of the timeline shows, and how large.

    `x0`/`y0` are the story units at the body's left and top edge, `x_scale` is px per story unit along time, `y_scale`
    px per lane, `width`/`height` the body's size in px (ruler and lane heads not included).
    """

    x0: float
    y0: float
    x_scale: float
    y_scale: float
    width: float
    height: float
