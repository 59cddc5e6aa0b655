"""The lane heads: a chip in the lane's colour, the name, and in how many scenes the character is present."""

from __future__ import annotations

import math

import numpy as np

from recap_gui.drawing.marks import Layer, Text, rects
from recap_gui.drawing.measure import BOLD, REGULAR, Measure, elided
from recap_gui.drawing.style import ROLE, Style, lane_role
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.lanes import NO_COLOUR, LaneLayout

SMALLEST_NAME = 7.0
"""px of type below which names are left out."""


def head_width(layout: LaneLayout, style: Style, measure: Measure, *, widest: float | None = None) -> float:
    """The width in px that shows every name whole, within the style's bounds (or up to `widest`)."""
    metrics = style.metrics
    names = max((measure(name, metrics.body, REGULAR) for name in layout.names[:400]), default=0.0)
    number = measure(str(int(layout.count.max(initial=0))), metrics.small, REGULAR)
    needed = math.ceil(names * 1.02 + number + 2 * metrics.gap + 20)
    return float(min(max(needed, metrics.head_narrow), widest or metrics.head_wide))


def draw_heads(layout: LaneLayout, viewport: Viewport, style: Style, measure: Measure, width: float) -> Layer:
    """The layer "heads", `width` px wide and as high as the body, its box at (0, 0); targets are lanes."""
    box = (0.0, 0.0, width, viewport.height)
    found = [
        rects("fill", [box], ROLE["panel"], group="ground"),
        rects("fill", [(width - 1, 0, 1, viewport.height)], ROLE["rule"], group="ground"),
    ]
    top, bottom = viewport.visible_y()
    lanes = range(max(0, math.floor(top)), min(layout.lanes, math.ceil(bottom)))
    metrics = style.metrics
    size = min(metrics.body, viewport.y_scale * 0.8)
    if size < SMALLEST_NAME or not lanes:
        return Layer("heads", box, found, of="lane")
    chips, roles, texts = [], [], []
    for lane in lanes:
        above, below = viewport.to_px_y([lane, lane + 1])
        middle = (above + below) / 2
        chips.append((metrics.gap, np.floor(middle - size * 0.42), 4, np.rint(size * 0.84)))
        roles.append(lane_role(int(layout.colour[lane])))
        number = str(int(layout.count[lane])) if layout.count[lane] else ""
        number_size = min(metrics.small, size)
        wide = measure(number, number_size, REGULAR)
        base = float(np.rint(middle + size * 0.36))
        clip = (0.0, float(above), width - 1, float(below - above))
        room = width - wide - 2 * metrics.gap - 16
        name = elided(layout.names[lane], room, size, REGULAR, measure)
        role = ROLE["quiet"] if layout.colour[lane] == NO_COLOUR else ROLE["text"]
        texts.append(Text(name, metrics.gap + 10, base, size, role, REGULAR, clip, layout.names[lane], lane, "name"))
        if number:
            right = width - metrics.gap - wide
            texts.append(
                Text(number, right, base, number_size, ROLE["quiet"], REGULAR, clip, "", lane, "count", right + wide)
            )
    found.append(rects("fill", chips, roles, lanes, group="chip"))
    return Layer("heads", box, found, texts, of="lane")


def draw_corner(style: Style, measure: Measure, width: float, height: float, text: str = "") -> Layer:
    """The layer "corner" where heads and ruler meet."""
    metrics = style.metrics
    box = (0.0, 0.0, width, height)
    ground = [
        rects("fill", [box], ROLE["panel"], group="ground"),
        rects("fill", [(0, height - 1, width, 1), (width - 1, 0, 1, height)], ROLE["rule"], group="ground"),
    ]
    label = elided(text, width - 2 * metrics.gap, metrics.body, BOLD, measure)
    texts = (
        [Text(label, metrics.gap, height - metrics.gap - 4, metrics.body, ROLE["quiet"], BOLD, box)] if label else []
    )
    return Layer("corner", box, ground, texts)
