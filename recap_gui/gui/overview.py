"""The overview strip: the whole story in one line of sight, with a window on what the timeline shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from recap_gui.gui.overview_picture import BINS, ROWS, colour_table, density_picture
from recap_gui.gui.timeline_colours import Colours, tint
from recap_gui.gui.timeline_moves import NOTCH
from recap_gui.gui.widgets import is_ringed
from recap_gui.layout.lanes import LaneLayout

HEIGHT = 56
EDGE = 6
"""How near (px) an edge of the window can be taken hold of."""
LEAST = 8.0
"""The window is drawn at least this wide, in px."""
TICKS = 6
"""Height of the marks of hits, in px."""
STEP, PAGE = 0.1, 0.9
"""How far an arrow and a page key move the window, in parts of it."""

Hold: TypeAlias = Literal["window", "left", "right", "sweep"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the story, in story units."""

    first: float
    last: float


class Overview(QWidget):
    """Density of everything, marks of hits, selection, and a window that can be dragged, resized or swept anew.

    With the keyboard arrows and page keys move the window, + and − make it wider and narrower, Home and End bring it to
    the ends, Escape goes back to the picture above.
    """

    window_dragged = Signal(object)
    """Span the view should show now"""
    jumped = Signal(object)
    """Span the view should move to"""
    pointed = Signal(float)
    """The story unit that was clicked where a click moves no window, or no window is seen above."""
    all_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self.setAccessibleName(self.tr("Overview"))
        about = self.tr("The whole story; the frame shows what the timeline has in view.")
        self.setAccessibleDescription(about)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._left = 0
        self._units = 1.0
        self._picture: npt.NDArray[np.uint8] | None = None
        self._rows = 0
        self._pixmap: QPixmap | None = None
        self._colours: Colours | None = None
        self._shown = Span(0.0, 1.0)
        self._selected: Span | None = None
        self._swept: Span | None = None
        self.hits: npt.NDArray[np.float64] = np.empty(0)
        self._lit: npt.NDArray[np.float64] | None = None
        self._hold: tuple[Hold, float, Span] | None = None
        self._ringed = False
        self.paints = 0

    # ---- verbs

    def set_left(self, left: int) -> None:
        """Begin at `left` px, under the body of the timeline."""
        self._left = left
        self._repaint_all()

    def set_layout(self, layout: LaneLayout | None) -> None:
        """Show another story."""
        self._picture = density_picture(layout) if layout is not None else None
        self._units = max(float(layout.columns.x[-1]), 1e-9) if layout is not None and layout.columns.x.size else 1.0
        self._rows = min(ROWS, len(layout.names)) if layout is not None else 0
        self._repaint_all()

    def set_colours(self, colours: Colours) -> None:
        """Wear these colours."""
        self._colours = colours
        self._repaint_all()

    def set_shown(self, first: float, last: float) -> None:
        """The timeline shows these story units."""
        if (first, last) != (self._shown.first, self._shown.last):
            self._shown = Span(first, last)
            self.update()

    def set_selected(self, selected: Span | None) -> None:
        """These story units are selected."""
        self._selected = selected
        self.update()

    def set_marks(self, hits: npt.NDArray[np.float64], lit: npt.NDArray[np.float64] | None) -> None:
        """Mark hits of the search, and the scenes that answer a lane question, by their middles in story units."""
        self.hits, self._lit = hits, lit
        self.update()

    def unit_at(self, x: float) -> float:
        """The story unit at `x` px."""
        return (x - self._left) / self._room() * self._units

    def window_box(self) -> QRectF:
        """Where the window is, in px."""
        left, right = self._x(self._shown.first), self._x(self._shown.last)
        if right - left < LEAST:
            middle = (left + right) / 2
            left, right = middle - LEAST / 2, middle + LEAST / 2
        return QRectF(left, 0.5, right - left, self.height() - 1.0)

    # ---- Qt's

    def sizeHint(self) -> QSize:
        """As wide as may be, of one height."""
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Of one height."""
        return QSize(80, HEIGHT)

    def resizeEvent(self, event: object) -> None:
        """The picture is painted anew for another size."""
        self._pixmap = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the window, of an edge, or bring the window here."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton) or self._picture is None:
            return
        x = event.position().x()
        hold = self._hold_at(x)
        if hold is None:
            half = (self._shown.last - self._shown.first) / 2
            here = self._inside(Span(self.unit_at(x) - half, self.unit_at(x) + half))
            self.jumped.emit(here)
            hold, self._shown = "window", here
        self._hold = (hold, self.unit_at(x), self._shown)
        self._set_cursor(hold, held=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; else show what could be."""
        unit = self.unit_at(event.position().x())
        if self._hold is None:
            self._set_cursor(self._hold_at(event.position().x()), held=False)
            return
        span = dragged(self._hold[0], self._hold[1], unit, self._hold[2])
        if self._hold[0] == "sweep":
            self._swept = span
            self.update()
        else:
            self.window_dragged.emit(self._inside(span))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        hold, self._hold = self._hold, None
        if hold is not None:
            here = self.unit_at(event.position().x())
            span = dragged("sweep", hold[1], here, hold[2])
            is_click = (span.last - span.first) / self._units * self._room() < EDGE
            if hold[0] == "sweep" and not is_click:
                self.jumped.emit(self._inside(span))
            elif is_click and hold[0] in ("sweep", "window") and (hold[0] == "sweep" or self._is_alone()):
                self.pointed.emit(here)
            self._swept = None
            self.update()
        self._set_cursor(self._hold_at(event.position().x()), held=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Everything."""
        self._hold = None
        self.all_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the window, or leave the key to the view around."""
        parent = self.parentWidget()
        if event.key() == Qt.Key.Key_Escape and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
            event.accept()
            return
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        moved = moved_by(event.key(), self._shown, self._units) if not held and self._picture is not None else None
        if moved is None:
            event.ignore()
            return
        event.accept()
        self.window_dragged.emit(self._inside(moved))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring of focus comes, where keys brought the focus."""
        super().focusInEvent(event)
        self._ringed = is_ringed(event.reason(), self._ringed)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring of focus goes."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then what lies over it."""
        self.paints += 1
        if self._colours is None:
            return
        if self._pixmap is None:
            self._pixmap = self._painted(self._colours)
        painter = QPainter(self)
        try:
            painter.drawPixmap(0, 0, self._pixmap)
            self._paint_over(painter, self._colours)
        finally:
            painter.end()

    # ---- private

    def _is_alone(self) -> bool:
        """Whether it is all that is seen of the picture: the ribbon of reader mode."""
        parent = self.parentWidget()
        return parent is not None and parent.height() <= self.height()

    def _repaint_all(self) -> None:
        self._pixmap = None
        self.update()

    def _room(self) -> float:
        return max(1.0, float(self.width() - self._left))

    def _x(self, unit: float) -> float:
        return self._left + unit / self._units * self._room()

    def _inside(self, span: Span) -> Span:
        """`span` moved into the story, cut where it is longer."""
        length = min(span.last - span.first, self._units)
        first = min(max(span.first, 0.0), self._units - length)
        return Span(first, first + length)

    def _hold_at(self, x: float) -> Hold | None:
        box = self.window_box()
        whole = self._shown.first <= 1e-6 * self._units and self._shown.last >= self._units * (1 - 1e-6)
        if abs(x - box.left()) <= EDGE and not (whole and x > box.left() + EDGE / 2):
            return "left"
        if abs(x - box.right()) <= EDGE:
            return "right"
        if whole:
            return "sweep"
        return "window" if box.left() < x < box.right() else None

    def _set_cursor(self, hold: Hold | None, *, held: bool) -> None:
        shapes = {
            "left": Qt.CursorShape.SizeHorCursor,
            "right": Qt.CursorShape.SizeHorCursor,
            "window": Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor,
            "sweep": Qt.CursorShape.CrossCursor,
        }
        self.setCursor(shapes[hold] if hold is not None else Qt.CursorShape.PointingHandCursor)

    def _painted(self, colours: Colours) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(colours.panel)
        painter = QPainter(pixmap)
        painter.fillRect(QRectF(self._left, 0, self._room(), self.height()), colours.ground)
        if self._picture is not None and self._rows:
            self._paint_rows(painter, self._picture, colours, ratio)
        painter.fillRect(QRectF(0, 0, self.width(), 1), colours.line)
        painter.end()
        return pixmap

    def _paint_rows(self, painter: QPainter, picture: npt.NDArray[np.uint8], colours: Colours, ratio: float) -> None:
        """The density picture: smooth along time, each row of whole device pixels, with air where there is room."""
        height = max(1, min(round(5 * ratio), int((self.height() - 2 * TICKS - 2) * ratio) // self._rows))
        rows = np.repeat(picture[: self._rows], height, axis=0)
        if height >= 3:
            rows[height - 1 :: height] = 0
        kept = np.ascontiguousarray(rows)
        image = QImage(kept.data, BINS, kept.shape[0], BINS, QImage.Format.Format_Indexed8)
        image.setColorTable(colour_table(colours))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = round((self.height() * ratio - kept.shape[0]) / 2) / ratio
        target = QRectF(self._left, top, self._room(), kept.shape[0] / ratio)
        painter.drawImage(target, image.convertToFormat(QImage.Format.Format_RGB32))

    def _paint_over(self, painter: QPainter, colours: Colours) -> None:
        box, bottom = self.window_box(), self.height()
        veil = tint(colours.ground, 0.62)
        painter.fillRect(QRectF(self._left, 1, box.left() - self._left, bottom), veil)
        painter.fillRect(QRectF(box.right(), 1, self.width() - box.right(), bottom), veil)
        marked = self._swept or self._selected
        if marked is not None:
            left, right = self._x(marked.first), self._x(marked.last)
            painter.fillRect(QRectF(left, 1, max(2.0, right - left), bottom), tint(colours.accent, 0.35))
        for at in self._pixels(self._lit) if self._lit is not None else ():
            painter.fillRect(at, bottom - TICKS + 2, 1, TICKS - 2, colours.accent)
        for at in self._pixels(self.hits):
            painter.fillRect(at - 1, 1, 2, TICKS, colours.found)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        for x in (box.left(), box.right() - 4):
            painter.drawRoundedRect(QRectF(x, bottom / 2 - 9, 4, 18), 2, 2)
        if self._ringed and self.hasFocus():
            painter.setPen(QPen(colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(1, 1, self.width() - 2, self.height() - 2))

    def _pixels(self, units: npt.NDArray[np.float64]) -> list[int]:
        """Where marks stand, each px once."""
        at = np.rint(self._left + units / self._units * self._room()).astype(np.int64)
        there: list[int] = np.flatnonzero(np.bincount(at.clip(0, self.width()))).tolist() if at.size else []
        return there


def dragged(hold: Hold, start: float, now: float, span: Span) -> Span:
    """`span` after a drag of what is held from `start` to `now`; a swept span lies between the two."""
    moved = now - start
    if hold == "window":
        return Span(span.first + moved, span.last + moved)
    if hold == "sweep":
        return Span(min(start, now), max(start, now))
    a, b = (span.first + moved, span.last) if hold == "left" else (span.first, span.last + moved)
    return Span(min(a, b), max(a, b))


def moved_by(key: int, span: Span, units: float) -> Span | None:
    """`span` of a story of so many `units` after a key, None for keys that mean nothing here."""
    length = span.last - span.first
    far = {
        Qt.Key.Key_Left: -STEP * length,
        Qt.Key.Key_Right: STEP * length,
        Qt.Key.Key_PageUp: -PAGE * length,
        Qt.Key.Key_PageDown: PAGE * length,
        Qt.Key.Key_Home: -span.first,
        Qt.Key.Key_End: units - span.last,
    }.get(Qt.Key(key))
    if far is not None:
        return Span(span.first + far, span.last + far)
    wider = {Qt.Key.Key_Plus: NOTCH, Qt.Key.Key_Equal: NOTCH, Qt.Key.Key_Minus: 1 / NOTCH}.get(Qt.Key(key))
    if wider is None:
        return None
    middle, half = (span.first + span.last) / 2, length / 2 * wider
    return Span(middle - half, middle + half)


def point_in_body(overview: Overview, point: QPointF, x0: float, x_scale: float, width: float) -> QPointF:
    """Where a point of the overview lies in the body, brought to its nearest edge: zooming there goes towards it."""
    x = (overview.unit_at(point.x()) - x0) * x_scale
    return QPointF(min(max(x, 0.0), width), 0.0)
