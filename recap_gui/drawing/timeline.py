"""The timeline as a drawing: body, highlights, ruler and lane heads, each a layer that can be kept by itself."""

from __future__ import annotations

from recap_gui.drawing.body import draw_body, is_dense
from recap_gui.drawing.heads import draw_corner, draw_heads, head_width
from recap_gui.drawing.highlights import Highlights, draw_highlights
from recap_gui.drawing.marks import Drawing
from recap_gui.drawing.measure import Measure, shipped
from recap_gui.drawing.ruler import draw_ruler, ruler_rows
from recap_gui.drawing.style import Style
from recap_gui.drawing.viewport import Limits, Viewport
from recap_gui.layout.density import Pyramid
from recap_gui.layout.lanes import LaneLayout

__all__ = [
    "Highlights",
    "draw",
    "draw_body",
    "draw_heads",
    "draw_highlights",
    "draw_ruler",
    "head_width",
    "is_dense",
    "limits",
    "ruler_rows",
]

NARROW_WORDS = 12.0


def limits(layout: LaneLayout) -> Limits:
    """How far one can zoom and pan over `layout`: at the largest scale the narrowest scene is 480 px wide."""
    narrowest = NARROW_WORDS if layout.columns.width > 2 * len(layout.columns) else 1.0
    return Limits(layout.columns.width, layout.lanes, x_scale_max=480 / narrowest)


def draw(
    layout: LaneLayout,
    viewport: Viewport,
    style: Style,
    measure: Measure = shipped,
    highlights: Highlights | None = None,
    *,
    heads: float | None = None,
    levels: Pyramid | None = None,
    corner: str = "",
) -> Drawing:
    """The timeline of `layout` as `viewport` shows it, with lane heads at the left (`heads` px wide) and ruler on top.

    The layers are "body", "highlights" (only where given), "ruler", "heads" and "corner".
    """
    left = head_width(layout, style, measure) if heads is None else heads
    top = ruler_rows(layout, style.metrics).height
    layers = [draw_body(layout, viewport, style, levels).moved(left, top)]
    if highlights is not None:
        layers.append(draw_highlights(layout, viewport, style, highlights).moved(left, top))
    layers.append(draw_ruler(layout, viewport, style, measure).moved(left, 0))
    layers.append(draw_heads(layout, viewport, style, measure, left).moved(0, top))
    layers.append(draw_corner(style, measure, left, top, corner))
    return Drawing(left + viewport.width, top + viewport.height, layers)
