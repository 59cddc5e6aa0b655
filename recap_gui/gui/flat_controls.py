"""Buttons, boxes and fields drawn flat: one rounded edge that is seen on every ground, the accent where it counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionButton, QStyleOptionComboBox, QStyleOptionSpinBox

ROUND = 4.0
"""px: how round corners are."""
EDGE = 0.75
"""How much of the quiet text's colour an edge has: 3:1 against its ground at least, as the text has 4.5:1."""

State = QStyle.StateFlag
Role = QPalette.ColorRole


def push_button(option: QStyleOptionButton, painter: QPainter) -> None:
    """A button's ground and edge; that of the default button is in the accent's colour."""
    default = bool(option.features & QStyleOptionButton.ButtonFeature.DefaultButton)
    flat = bool(option.features & QStyleOptionButton.ButtonFeature.Flat)
    if flat and not option.state & (State.State_Sunken | State.State_On):
        return
    _box(option, painter, _face(option), strong=default)


def check_box(option: QStyleOption, painter: QPainter, *, round_box: bool = False) -> None:
    """The box of a check box, or the ring of a radio button: filled where it is chosen."""
    chosen, partly = bool(option.state & State.State_On), bool(option.state & State.State_NoChange)
    palette, enabled = option.palette, bool(option.state & State.State_Enabled)
    with _saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        fill = palette.color(Role.Accent if (chosen or partly) and enabled else Role.Base)
        painter.setPen(QPen(fill if (chosen or partly) and enabled else _edge(option), 1))
        painter.setBrush(fill)
        radius = box.width() / 2 if round_box else 3.0
        painter.drawRoundedRect(box, radius, radius)
        mark = palette.color(Role.HighlightedText if enabled else Role.PlaceholderText)
        pen = QPen(mark, max(1.6, box.width() / 8))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(mark)
        x, y, w, h = box.x(), box.y(), box.width(), box.height()
        if chosen and round_box:
            painter.drawEllipse(box.center(), w / 8, h / 8)
        elif chosen:
            points = ((0.24, 0.53), (0.43, 0.72), (0.77, 0.31))
            painter.drawPolyline(QPolygonF([QPointF(x + a * w, y + b * h) for a, b in points]))
        elif partly:
            painter.drawLine(QPointF(x + 0.28 * w, y + h / 2), QPointF(x + 0.72 * w, y + h / 2))


def line_edit(option: QStyleOption, painter: QPainter) -> None:
    """The edge of a field for text."""
    _box(option, painter, None, strong=bool(option.state & State.State_HasFocus))


def combo_box(option: QStyleOptionComboBox, painter: QPainter, arrow: QRect) -> None:
    """A box of choices: ground, edge and arrow; its words are drawn by themselves."""
    ground = option.palette.color(Role.Base) if option.editable else _face(option)
    _box(option, painter, ground, strong=bool(option.state & State.State_HasFocus))
    _chevron(option, painter, arrow, down=True)


def spin_box(option: QStyleOptionSpinBox, painter: QPainter, up: QRect, down: QRect) -> None:
    """A field for a number, with its two arrows."""
    focused = bool(option.state & State.State_HasFocus)
    _box(option, painter, option.palette.color(Role.Base), strong=focused)
    if option.buttonSymbols != option.buttonSymbols.NoButtons:
        for rect, is_down in ((up, False), (down, True)):
            _chevron(option, painter, rect, down=is_down)


@contextmanager
def _saved(painter: QPainter) -> Iterator[None]:
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def _face(option: QStyleOption) -> QColor:
    """The ground of what can be pressed."""
    palette, state = option.palette, option.state
    face = palette.color(Role.Button)
    share = 0.22 if state & (State.State_Sunken | State.State_On) else 0.10 if state & State.State_MouseOver else 0.0
    return _mixed(palette.color(Role.Accent), face, share if state & State.State_Enabled else 0.0)


def _edge(option: QStyleOption) -> QColor:
    palette = option.palette
    if not option.state & State.State_Enabled:
        return palette.color(Role.Mid)
    return _mixed(palette.color(Role.PlaceholderText), palette.color(Role.Window), EDGE)


def _box(option: QStyleOption, painter: QPainter, ground: QColor | None, *, strong: bool) -> None:
    with _saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = strong and bool(option.state & State.State_Enabled)
        width = 1.6 if accent else 1.0
        painter.setPen(QPen(option.palette.color(Role.Accent) if accent else _edge(option), width))
        painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
        inset = 0.5 + (width - 1) / 2
        painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)


def _chevron(option: QStyleOption, painter: QPainter, rect: QRect, *, down: bool) -> None:
    with _saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled = bool(option.state & State.State_Enabled)
        painter.setPen(QPen(option.palette.color(Role.Text if enabled else Role.Mid), 1.4))
        middle, half, tall = QRectF(rect).center(), 3.5, 1.8 if down else -1.8
        points = (QPointF(-half, -tall), QPointF(0, tall), QPointF(half, -tall))
        painter.drawPolyline(QPolygonF([middle + point for point in points]))


def _mixed(over: QColor, under: QColor, share: float) -> QColor:
    pairs = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
