"""How storylines are painted on screen: body, ruler and the names at the left edge."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from recap_gui.drawing.measure import shipped
from recap_gui.drawing.ruler import draw_ruler, ruler_rows
from recap_gui.drawing.storyline import draw_storylines
from recap_gui.drawing.storyline_bends import bends
from recap_gui.drawing.storyline_labels import draw_line_heads
from recap_gui.drawing.style import Style, style
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.painter import Painter, load_fonts
from recap_gui.gui.timeline_colours import Colours, colours_of
from recap_gui.gui.timeline_render import EMPTY_RULER, TimelineRender
from recap_gui.layout.storylines import StorylineLayout


class StorylinesRender:
    """Paints one layout in one style; `lit` lines keep their colours where there are any."""

    def __init__(self) -> None:
        load_fonts()
        self.layout: StorylineLayout | None = None
        self.lit: frozenset[int] = frozenset()
        self._patches = TimelineRender()
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
        """Paint the body."""
        painter.fillRect(QRectF(0, 0, viewport.width, viewport.height), self.colours.ground)
        if self.layout is not None:
            for layer in draw_storylines(self.layout, viewport, self._style, shipped, lit=self.lit):
                self._painter.paint_layer(painter, layer)

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
