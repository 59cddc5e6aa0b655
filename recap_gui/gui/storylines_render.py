"""How storylines are painted on screen: body, ruler and the names at the left edge."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from recap_gui.drawing.marks import Layer
from recap_gui.drawing.measure import shipped
from recap_gui.drawing.ruler import draw_ruler, ruler_rows
from recap_gui.drawing.storyline import draw_scenes, draw_states
from recap_gui.drawing.storyline_bends import Bends, bends
from recap_gui.drawing.storyline_labels import draw_line_heads
from recap_gui.drawing.style import Style, style
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.painter import Painter, load_fonts
from recap_gui.gui.storylines_lines import paint_blocks, paint_lines
from recap_gui.gui.storylines_names import StorylinesNames
from recap_gui.gui.timeline_colours import Colours, colours_of
from recap_gui.gui.timeline_overlay import Patch
from recap_gui.gui.timeline_render import EMPTY_RULER, TimelineRender
from recap_gui.layout.storylines import StorylineLayout

KEPT = 3
"""Viewports for which is kept where lines run: that of the view, and of a part painted anew."""


class StorylinesRender:
    """Paints one layout in one style; `lit` lines keep their colours where there are any."""

    def __init__(self) -> None:
        load_fonts()
        self.layout: StorylineLayout | None = None
        self.lit: frozenset[int] = frozenset()
        self.blocks = 0.0
        """How high in px blocks stand on the lines where characters are present: while they come from the lanes."""
        self._patches = TimelineRender()
        self._names = StorylinesNames()
        self._bends: dict[Viewport, Bends] = {}
        self._bends_of: StorylineLayout | None = None
        self.set_style(style("light"))

    def set_style(self, style: Style) -> None:
        """Wear another style."""
        self.style = style
        self._painter = Painter(style)
        self._patches.set_style(style)
        self.patch = self._patches.patch
        self.colours: Colours = colours_of(style)

    @property
    def ruler_height(self) -> int:
        """Height of the ruler in px."""
        if self.layout is None:
            return EMPTY_RULER
        return math.ceil(ruler_rows(self.layout.bare, self.style.metrics).height)

    def body(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint a part of the body; what it shows does not depend on where the part begins."""
        if self.layout is None:
            painter.fillRect(QRectF(0, 0, viewport.width, viewport.height), self.colours.ground)
            return
        layout = self.layout
        where = self.where(viewport)
        self._painter.paint_layer(painter, draw_scenes(layout, viewport, where))
        paint_lines(painter, layout, viewport, where, self._painter.colour, self.lit)
        if self.blocks > 1:
            paint_blocks(painter, layout, where, self._painter.colour, self.blocks)
        names = self._names.names(layout, viewport, where, self.style, self.lit)
        states = draw_states(layout, viewport, where, self.lit)
        box = (0.0, 0.0, viewport.width, viewport.height)
        self._painter.paint_layer(painter, Layer("names", box, [*states, *names.plates()], names.texts, of="line"))

    def where(self, viewport: Viewport) -> Bends:
        """Where lines run in a viewport; the last answers are kept."""
        assert self.layout is not None
        if self._bends_of is not self.layout:
            self._bends_of = self.layout
            self._bends.clear()
        found = self._bends.get(viewport)
        if found is None:
            while len(self._bends) >= KEPT:
                self._bends.pop(next(iter(self._bends)))
            found = self._bends[viewport] = bends(self.layout, viewport)
        return found

    def paint_patch(self, painter: QPainter, patch: Patch) -> None:
        """Paint a patch over the body."""
        self.patch(painter, patch)

    def settle(self) -> bool:
        """The zoom has come to rest: place the names anew; whether that changes the picture."""
        return self._names.settle()

    def ruler(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the ruler over a body that shows `viewport`."""
        painter.fillRect(QRectF(0, 0, viewport.width, self.ruler_height), self.colours.panel)
        if self.layout is not None:
            self._painter.paint_layer(painter, draw_ruler(self.layout.bare, viewport, self.style, shipped))

    def heads(self, painter: QPainter, viewport: Viewport, width: float) -> None:
        """Paint the names at the left edge."""
        painter.fillRect(QRectF(0, 0, width, viewport.height), self.colours.panel)
        if self.layout is not None:
            where = self.where(viewport)
            layer = draw_line_heads(self.layout, where, viewport, self.style, shipped, width)
            self._painter.paint_layer(painter, layer)
