"""What is lit on the timeline at this moment (selected, under the pointer, found), as a layer over the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recap_gui.drawing.body import View, block_boxes, view
from recap_gui.drawing.marks import Box, Layer, Look, rects
from recap_gui.drawing.style import ROLE, Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.lanes import LaneLayout


@dataclass(frozen=True, slots=True)
class Highlights:
    """What is lit: `scenes` selected columns, `lanes` selected, `cell` and `hover` are (lane, column).

    `hover_column` is the column under the pointer in the ruler, `lit` holds the columns that answer a lane question
    (the others are veiled; None = no question), `found` those with a hit.
    """

    scenes: range = range(0)
    lanes: tuple[int, ...] = ()
    cell: tuple[int, int] | None = None
    hover: tuple[int, int] | None = None
    hover_column: int = -1
    lit: Sequence[int] | None = None
    found: Sequence[int] = ()


def draw_highlights(layout: LaneLayout, viewport: Viewport, style: Style, highlights: Highlights) -> Layer:
    """The layer "highlights" over the body, its box at (0, 0); it has no targets."""
    seen = view(layout, viewport)
    bottom = min(viewport.height, float(viewport.to_px_y(layout.lanes)))
    right = min(viewport.width, float(viewport.to_px_x(layout.columns.width)))
    layer: list[tuple[Look, list[Box], str]] = []
    if highlights.lit is not None:
        lit = set(highlights.lit)
        layer.append(("fill", _runs(seen, [c for c in seen.columns if c not in lit], bottom), "veil"))
        layer.append(("fill", _runs(seen, [c for c in seen.columns if c in lit], bottom), "lit"))
    layer.append(("fill", _runs(seen, [c for c in highlights.scenes if c in seen.columns], bottom), "selection"))
    if highlights.hover_column in seen.columns:
        layer.append(("fill", _runs(seen, [highlights.hover_column], bottom), "hover"))
    lanes = [lane - seen.lanes.start for lane in highlights.lanes if lane in seen.lanes]
    layer.append(
        ("fill", [(0.0, float(seen.top[i]), right, float(seen.top[i + 1] - seen.top[i])) for i in lanes], "hover")
    )
    found = [c for c in highlights.found if c in seen.columns]
    layer.append(
        (
            "fill",
            [(seen.edges(c)[0] + 1, 0.0, max(2.0, seen.edges(c)[1] - seen.edges(c)[0] - 2), 3.0) for c in found],
            "found",
        )
    )
    for cell, role in ((highlights.hover, "quiet"), (highlights.cell, "accent")):
        if cell is not None and cell[0] in seen.lanes and cell[1] in seen.columns:
            box = block_boxes(seen, np.array([cell[0]]), np.array([cell[1]]))[0]
            x, y, w, h = (float(value) for value in box)
            layer.append(("outline", [(x - 2, y - 2, w + 4, h + 4)], role))
    marks = [rects(look, boxes, ROLE[role], group=role) for look, boxes, role in layer if boxes]
    return Layer("highlights", (0.0, 0.0, viewport.width, viewport.height), marks)


def _runs(seen: View, columns: list[int], bottom: float) -> list[Box]:
    """One rectangle for each run of neighbouring columns."""
    boxes: list[Box] = []
    for at, column in enumerate(columns):
        left, right = seen.edges(column)
        if at and columns[at - 1] == column - 1:
            x, y, _, h = boxes[-1]
            boxes[-1] = (x, y, right - x, h)
        else:
            boxes.append((left, 0.0, right - left, bottom))
    return boxes
