"""How storylines are painted on screen: body, ruler and the names at the left edge."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from recap_gui.drawing.marks import Layer
from recap_gui.drawing.measure import shipped
from recap_gui.drawing.ruler import draw_ruler, ruler_rows
from recap_gui.drawing.storyline import DASH, THIN, draw_scenes, draw_states, line_role, line_width
from recap_gui.drawing.storyline_bends import bends
from recap_gui.drawing.storyline_labels import Names, draw_line_heads, draw_names
from recap_gui.drawing.storyline_strokes import Stroke, strokes
from recap_gui.drawing.style import Style, style
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.painter import Painter, load_fonts
from recap_gui.gui.polylines import draw_segments, polygon
from recap_gui.gui.timeline_colours import Colours, colours_of
from recap_gui.gui.timeline_render import EMPTY_RULER, TimelineRender
from recap_gui.layout.storylines import StorylineLayout

MARGIN = 4.0
"""px beside the view to which lines are painted: their caps and joins reach so far."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """Lines and names of one zoom, in px from the start of the story."""

    key: tuple[object, ...]
    strokes: Sequence[Stroke]
    names: Names
    ends: Sequence[float]


class StorylinesRender:
    """Paints one layout in one style; `lit` lines keep their colours where there are any."""

    def __init__(self) -> None:
        load_fonts()
        self.layout: StorylineLayout | None = None
        self.lit: frozenset[int] = frozenset()
        self._patches = TimelineRender()
        self._kept: _Kept | None = None
        self.set_style(style("light"))

    def set_style(self, style: Style) -> None:
        """Wear another style."""
        self._style = style
        self._painter = Painter(style)
        self._patches.set_style(style)
        self.patch = self._patches.patch
        self.colours: Colours = colours_of(style)

    @property
    def ruler_height(self) -> int:
        """Height of the ruler in px."""
        if self.layout is None:
            return EMPTY_RULER
        return math.ceil(ruler_rows(self.layout.bare, self._style.metrics).height)

    def body(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint a part of the body; what it shows does not depend on where the part begins."""
        if self.layout is None:
            painter.fillRect(QRectF(0, 0, viewport.width, viewport.height), self.colours.ground)
            return
        layout, kept = self.layout, self._of_zoom(viewport)
        where = bends(layout, viewport)
        self._painter.paint_layer(painter, draw_scenes(layout, viewport, where))
        self._lines(painter, viewport, kept)
        states = draw_states(layout, viewport, where, self.lit)
        left, top = viewport.x_origin, viewport.y_origin
        texts = [
            replace(text, x=text.x - left, y=text.y - top)
            for text, end in zip(kept.names.texts, kept.ends, strict=True)
            if text.x < left + viewport.width and end > left
        ]
        box = (0.0, 0.0, viewport.width, viewport.height)
        plates = replace(kept.names, grounds=kept.names.grounds - np.array((left, top, 0, 0), np.float32)).plates()
        self._painter.paint_layer(painter, Layer("names", box, [*states, *plates], texts, of="line"))

    def _lines(self, painter: QPainter, viewport: Viewport, kept: _Kept) -> None:
        assert self.layout is not None
        wide = line_width(self.layout, viewport)
        painter.save()
        painter.setClipRect(QRectF(0, 0, viewport.width, viewport.height), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, shift = viewport.x_origin, np.array((viewport.x_origin, viewport.y_origin))
        for stroke in sorted(kept.strokes, key=lambda stroke: stroke.line in self.lit):
            points, along = stroke.cut(left - MARGIN, left + viewport.width + MARGIN)
            if not len(points):
                continue
            width = THIN if stroke.is_dashed else wide
            pen = QPen(self._painter.colour(line_role(self.layout, stroke.line, self.lit)), width)
            if stroke.is_dashed:
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                pen.setDashPattern([length / width for length in DASH])
                pen.setDashOffset(along / width)
                painter.setPen(pen)
                painter.drawPolyline(polygon(points - shift))
            else:
                painter.setPen(pen)
                draw_segments(painter, points - shift)
        painter.restore()

    def _of_zoom(self, viewport: Viewport) -> _Kept:
        """What is made once for a layout, a style and a zoom."""
        assert self.layout is not None
        layout = self.layout
        key = (layout, self._style, self.lit, viewport.x_scale, viewport.y_scale)
        if self._kept is None or self._kept.key != key:
            width = max(1.0, math.ceil(layout.columns.width * viewport.x_scale))
            all_of_it = replace(viewport, x0=0.0, y0=0.0, width=width)
            where = bends(layout, all_of_it)
            names = draw_names(layout, where, all_of_it, self._style, shipped, self.lit)
            ends = [text.x + shipped(text.text, text.size, text.weight) for text in names.texts]
            self._kept = _Kept(key, strokes(layout, where), names, ends)
        return self._kept

    def ruler(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the ruler over a body that shows `viewport`."""
        painter.fillRect(QRectF(0, 0, viewport.width, self.ruler_height), self.colours.panel)
        if self.layout is not None:
            self._painter.paint_layer(painter, draw_ruler(self.layout.bare, viewport, self._style, shipped))

    def heads(self, painter: QPainter, viewport: Viewport, width: float) -> None:
        """Paint the names at the left edge."""
        painter.fillRect(QRectF(0, 0, width, viewport.height), self.colours.panel)
        if self.layout is not None:
            where = bends(self.layout, viewport)
            layer = draw_line_heads(self.layout, where, viewport, self._style, shipped, width)
            self._painter.paint_layer(painter, layer)
