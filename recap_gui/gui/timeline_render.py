"""How the timeline's parts are painted: the layers of the drawing for whatever part of the view is asked for."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from recap_gui.drawing.measure import shipped
from recap_gui.drawing.style import Metrics, Style, style
from recap_gui.drawing.timeline import draw_body, draw_ruler, is_dense, ruler_rows
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.lane_rows import NAMED
from recap_gui.gui.laying_out import levels
from recap_gui.gui.painter import Painter, load_fonts
from recap_gui.gui.timeline_colours import Colours, colours_of
from recap_gui.gui.timeline_overlay import Patch
from recap_gui.layout.density import Pyramid
from recap_gui.layout.lanes import LaneLayout

EMPTY_RULER = 56
"""Height of the ruler in px while there is nothing to show."""


class TimelineRender:
    """Paints parts of one layout in one style. `ruler_height` (px) is the same at every zoom, so that nothing jumps."""

    def __init__(self) -> None:
        load_fonts()
        self._layout: LaneLayout | None = None
        self._levels: Pyramid | None = None
        self.ruler_height = EMPTY_RULER
        self.set_style(style("light"))

    def set_style(self, style: Style) -> None:
        """Wear another style."""
        self._style = style
        self._painter = Painter(style)
        self.colours: Colours = colours_of(style)
        self._measure_ruler()

    @property
    def type_scale(self) -> float:
        """How many times as large as usual the type is."""
        return self._style.metrics.body / Metrics().body

    def set_layout(self, layout: LaneLayout | None) -> None:
        """Paint another layout."""
        self._layout = layout
        self._levels = levels(layout) if layout is not None else None
        self._measure_ruler()

    def _measure_ruler(self) -> None:
        rows = ruler_rows(self._layout, self._style.metrics) if self._layout is not None else None
        self.ruler_height = math.ceil(rows.height) if rows is not None else EMPTY_RULER

    # ---- parts, each with its top left corner at the painter's origin

    def body(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint a part of the body."""
        if self._layout is None:
            painter.fillRect(QRectF(0, 0, viewport.width, viewport.height), self.colours.ground)
        else:
            self._painter.paint_layer(painter, draw_body(self._layout, viewport, self._style, self._levels))

    def ruler(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the ruler over a body that shows `viewport`."""
        painter.fillRect(QRectF(0, 0, viewport.width, self.ruler_height), self.colours.panel)
        if self._layout is not None:
            self._painter.paint_layer(painter, draw_ruler(self._layout, viewport, self._style, shipped))

    def patch(self, painter: QPainter, patch: Patch) -> None:
        """Paint one rectangle of the overlay."""
        x, y, w, h = patch.box
        colours = self.colours
        match patch.look:
            case "veil":
                painter.fillRect(x, y, w, h, colours.veil)
            case "lane":
                _tint(painter, QRect(x, y, w, h), colours.selection, dark=colours.dark)
            case "hovered scene":
                _tint(painter, QRect(x, y, w, h), colours.hover, dark=colours.dark)
            case "scenes":
                _tint(painter, QRect(x, y, w, h), colours.selection, dark=colours.dark)
                painter.fillRect(x, y, 1, h, colours.accent)
                painter.fillRect(x + w - 1, y, 1, h, colours.accent)
            case "hit":
                painter.fillRect(x, y, w, 3, colours.found)
            case "hovered cell":
                _ring(painter, QRectF(x, y, w, h), colours.muted, 1.0)
            case "cell" | "focus":
                _ring(painter, QRectF(x, y, w, h), colours.accent, 2.0)

    # ---- what is left out

    def too_narrow(self, viewport: Viewport) -> bool:
        """Whether blocks are too thin to be drawn one by one."""
        return self._layout is not None and is_dense(self._layout, viewport)

    def left_out(self, viewport: Viewport) -> str:
        """One sentence about what the picture leaves out at this zoom, "" where it shows everything."""
        tr = QCoreApplication.translate
        if self._layout is None:
            return ""
        if is_dense(self._layout, viewport):
            scenes = len(self._layout.columns) / max(self._layout.columns.width * viewport.x_scale, 1e-9)
            if scenes > 1:
                words = tr("Timeline", "Detail left out: about {n} scenes a pixel. Zoom in to see each scene.")
                return words.format(n=f"{scenes:,.0f}")
            return tr("Timeline", "Detail left out: blocks are shown as density. Zoom in to see each scene.")
        if viewport.y_scale < NAMED:
            return tr("Timeline", "Names left out: lanes are too low. Ctrl+↑ makes them taller.")
        return ""


def _tint(painter: QPainter, box: QRect, colour: QColor, *, dark: bool) -> None:
    """Tint the ground under the blocks: light grounds get darker, dark ones lighter, and blocks keep their colours."""
    under, rest = (0 if dark else 255), 1 - colour.alphaF()
    red, green, blue = (
        round(part * colour.alphaF() + under * rest) for part in (colour.red(), colour.green(), colour.blue())
    )
    mode = QPainter.CompositionMode
    painter.setCompositionMode(mode.CompositionMode_Screen if dark else mode.CompositionMode_Multiply)
    painter.fillRect(box, QColor(red, green, blue))
    painter.setCompositionMode(mode.CompositionMode_SourceOver)


def _ring(painter: QPainter, box: QRectF, colour: QColor, width: float) -> None:
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2))
