"""Paints the lane heads from rows laid out before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from recap_gui.gui.lane_drag import Drag
from recap_gui.gui.lane_icons import ICONS, SIZE, Icon
from recap_gui.gui.lane_rows import CHIP, PAD, Row, Rows
from recap_gui.gui.timeline_colours import Colours, tint


@dataclass(frozen=True, slots=True)
class Heads:
    """All that lies over the sheet: colours, rows, what the pointer is over, a dragged head."""

    colours: Colours
    rows: Rows | None
    hovered: int | None
    icon: Icon | None
    drag: Drag | None
    focused: bool
    pointed: bool = False
    """Whether the pointer is over the heads themselves: only then there are icons."""


def paint_sheet(painter: QPainter, size: QSize, rows: Rows | None, colours: Colours) -> None:
    """Paint the heads as they are while nobody points at them."""
    area = QRect(QPoint(0, 0), size)
    painter.fillRect(area, colours.panel)
    if rows is not None and rows.named:
        _paint_rows(painter, area, rows, colours, size.width())
    elif rows is not None:
        _paint_colours(painter, area, rows, colours)
    painter.fillRect(size.width() - 1, 0, 1, size.height(), colours.line)


def paint_over(painter: QPainter, size: QSize, heads: Heads) -> None:
    """Paint what lies over the sheet: a dragged head or the one under the pointer, and the ring of focus."""
    colours, rows, width = heads.colours, heads.rows, size.width()
    if rows is not None and heads.drag is not None:
        _paint_drag(painter, heads.drag, rows, colours, width)
    elif rows is not None and heads.hovered is not None:
        _paint_hovered(painter, rows, rows.expanded(heads.hovered, icons=heads.pointed), heads, width)
    if heads.focused:
        painter.setPen(QPen(colours.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRect(1, 1, width - 3, size.height() - 2))


def _paint_rows(painter: QPainter, area: QRect, rows: Rows, colours: Colours, width: int) -> None:
    for held in (False, True):
        painter.save()
        painter.setClipRect(rows.band(held=held).intersected(area))
        for row in rows.visible(area.top(), area.bottom(), held=held):
            _paint_row(painter, row, colours, width)
        painter.restore()


def _paint_colours(painter: QPainter, area: QRect, rows: Rows, colours: Colours) -> None:
    """Lanes too low for names: a column of their colours, painted as one picture one px wide."""
    table = np.full(256, colours.panel.rgb(), np.uint32)
    table[:254] = np.resize([colour.rgb() for colour in colours.lanes], 254)
    table[255] = colours.fold.rgb()
    column = np.ascontiguousarray(table[rows.colours_down(area.top(), area.bottom() + 1)])
    image = QImage(column.data, 1, column.size, 4, QImage.Format.Format_RGB32)
    painter.drawImage(QRect(PAD, area.top(), CHIP, column.size), image)


def _paint_row(
    painter: QPainter, row: Row, colours: Colours, width: int, *, lit: bool = False, facts: bool = False
) -> None:
    """One lane head: ground, colour, name; count and pin where there are no icons, `lit` ones only with `facts`."""
    box = QRect(0, row.y, width - 1, row.height)
    if row.selected:
        painter.fillRect(box, tint(colours.accent, 0.16))
        painter.fillRect(0, row.y, 3, row.height, colours.accent)
    if row.height >= 6 and not lit:
        painter.fillRect(0, row.y + row.height - 1, width, 1, colours.line)
    colour = colours.lane(row.colour)
    if row.font is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    size = min(CHIP, row.height - 4)
    painter.drawRoundedRect(QRectF(PAD, row.y + (row.height - size) / 2, size, size), 2.5, 2.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(row.font)
    painter.setPen(colours.muted if row.fold else colours.text)
    painter.drawText(QPoint(row.name_x, row.baseline), row.name)
    if row.count and (facts or not lit):
        painter.setPen(colours.muted)
        painter.drawText(QPoint(row.count_x, row.baseline), row.count)
    if row.pinned and (facts or not lit):
        _paint_icon(painter, ICONS[2], QRectF(row.pin_x, row.y + (row.height - 12) / 2, 12, 12), colours.muted)


def _paint_hovered(painter: QPainter, rows: Rows, row: Row, heads: Heads, width: int) -> None:
    """The head under the pointer: as high as its name needs, with its icons."""
    colours = heads.colours
    box = QRect(0, row.y, width - 1, row.height)
    painter.fillRect(box, colours.panel)
    painter.fillRect(box, tint(colours.text, 0.07))
    icons = heads.pointed and rows.movable(row.lane)
    _paint_row(painter, row, colours, width, lit=True, facts=not icons)
    if not icons:
        return
    for icon, place in zip(ICONS, rows.icon_boxes(row.lane), strict=True):
        on = icon is heads.icon
        if on:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint(colours.accent, 0.18))
            painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), 4, 4)
        chosen = on or (icon.verb == "pin" and row.pinned)
        _paint_icon(painter, icon, place, colours.accent if chosen else colours.muted)


def _paint_icon(painter: QPainter, icon: Icon, box: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / SIZE, box.height() / SIZE)
    painter.setPen(Qt.PenStyle.NoPen if icon.filled else QPen(colour, 1.4))
    painter.setBrush(colour if icon.filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(icon.path())
    painter.restore()


def _paint_drag(painter: QPainter, drag: Drag, rows: Rows, colours: Colours, width: int) -> None:
    if drag.over is not None and drag.offers:
        area = rows.area(drag.over)
        painter.setPen(QPen(colours.accent, 2))
        painter.setBrush(tint(colours.accent, 0.2))
        painter.drawRect(area.adjusted(1, 1, -3, -2))
    elif drag.gap is not None:
        y = rows.gap_y(drag.gap)
        painter.fillRect(0, y - 1, width, 3, colours.accent)
    row = rows.expanded(drag.lane, y=round(drag.y) - rows.expanded_height // 2)
    painter.setOpacity(0.85)
    painter.fillRect(QRect(0, row.y, width - 1, row.height), colours.panel)
    painter.fillRect(QRect(0, row.y, width - 1, row.height), tint(colours.accent, 0.12))
    _paint_row(painter, row, colours, width, lit=True)
    painter.setOpacity(1.0)
