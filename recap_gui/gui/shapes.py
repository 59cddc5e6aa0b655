"""Blocks as shapes: filled, hatched, hollow, dashed. What sprites are made of, and what PDF gets."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from recap_gui.drawing.hatch import hatch_lines
from recap_gui.drawing.marks import HULL_RADIUS, HULL_SHARE


def block_shape(painter: QPainter, kind: str, box: QRectF, colour: QColor, ground: QColor, radius: float) -> None:
    """Paint one block as a shape: filled, hatched, hollow or dashed."""
    if kind == "hull":
        r = min(HULL_RADIUS, box.width() / 2, box.height() / 2)
        painter.setPen(QPen(colour, 1.0))
        painter.setBrush(_faint(colour, HULL_SHARE))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), r, r)
        return
    r = min(radius, box.width() / 2, box.height() / 3)
    if kind.startswith("block"):
        painter.setPen(Qt.PenStyle.NoPen)
        if kind == "block unsure" and box.width() >= 4:
            painter.setBrush(ground)
            painter.drawRoundedRect(box, r, r)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_faint(colour))
            painter.drawRoundedRect(box, r, r)
            _hatch(painter, box, colour, r)
            _ring(painter, box, colour, r, Qt.PenStyle.SolidLine)
        else:
            painter.setBrush(colour)
            painter.drawRoundedRect(box, r, r)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, r, r)
    if box.width() < 4 or box.height() < 4:
        painter.fillRect(box, _faint(colour, 0.6))
        return
    _ring(painter, box, colour, r, Qt.PenStyle.SolidLine if kind == "hollow" else Qt.PenStyle.DashLine)


def _ring(painter: QPainter, box: QRectF, colour: QColor, radius: float, line: Qt.PenStyle) -> None:
    pen = QPen(colour, 1.5, line)
    if line != Qt.PenStyle.SolidLine:
        pen.setDashPattern([2.0, 1.6])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = max(0.0, radius - 0.75)
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), inner, inner)


def _hatch(painter: QPainter, box: QRectF, colour: QColor, radius: float) -> None:
    """Slanting lines inside `box`, cut to it by geometry: clip paths would be slow and heavy in a PDF."""
    painter.setPen(QPen(colour, 1.6))
    for x0, y0, x1, y1 in hatch_lines(box.width(), box.height()):
        painter.drawLine(QPointF(box.x() + x0, box.y() + y0), QPointF(box.x() + x1, box.y() + y1))


def _faint(colour: QColor, alpha: float = 0.22) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(alpha)
    return faint


def qcolour(text: str) -> QColor:
    """The colour written ``#rrggbb`` or ``#rrggbbaa``."""
    colour = QColor(text[:7])
    if len(text) == 9:
        colour.setAlpha(int(text[7:], 16))
    return colour
