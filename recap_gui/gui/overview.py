"""The overview strip: the whole story in one line of sight, with a window on what the timeline shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from recap_gui.gui.timeline_colours import Colours, tint
from recap_gui.layout.lanes import PRESENT, SCENE, LaneLayout

HEIGHT = 56
EDGE = 6
"""How near (px) an edge of the window can be taken hold of."""
LEAST = 8.0
"""The window is drawn at least this wide, in px."""
BINS, ROWS = 2048, 40
"""The density picture is made once, at most this large, and drawn at any size."""
TICKS = 6
"""Height of the marks of hits, in px."""

Hold: TypeAlias = Literal["window", "left", "right", "sweep"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the story, in story units."""

    first: float
    last: float


class Overview(QWidget):
    """Density of everything, marks of hits, selection, and a window that can be dragged, resized or swept anew."""

    window_dragged = Signal(object)
    """Span the view should show now"""
    jumped = Signal(object)
    """Span the view should move to"""
    all_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self.setAccessibleName(self.tr("Overview"))
        about = self.tr("The whole story; the frame shows what the timeline has in view.")
        self.setAccessibleDescription(about)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
        self.hits: npt.NDArray[np.float64] = np.empty(0)
        self._lit: npt.NDArray[np.float64] | None = None
        self._hold: tuple[Hold, float, Span] | None = None
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
            self._selected = span
            self.update()
        else:
            self.window_dragged.emit(self._inside(span))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        hold, self._hold = self._hold, None
        if hold is not None and hold[0] == "sweep":
            span = dragged("sweep", hold[1], self.unit_at(event.position().x()), hold[2])
            if (span.last - span.first) / self._units * self._room() >= EDGE:
                self.jumped.emit(self._inside(span))
            self._selected = None
            self.update()
        self._set_cursor(self._hold_at(event.position().x()), held=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Everything."""
        self._hold = None
        self.all_asked.emit()

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
        image.setColorTable(_table(colours))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = round((self.height() * ratio - kept.shape[0]) / 2) / ratio
        target = QRectF(self._left, top, self._room(), kept.shape[0] / ratio)
        painter.drawImage(target, image.convertToFormat(QImage.Format.Format_RGB32))

    def _paint_over(self, painter: QPainter, colours: Colours) -> None:
        box, bottom = self.window_box(), self.height()
        veil = tint(colours.ground, 0.62)
        painter.fillRect(QRectF(self._left, 1, box.left() - self._left, bottom), veil)
        painter.fillRect(QRectF(box.right(), 1, self.width() - box.right(), bottom), veil)
        if self._selected is not None:
            left, right = self._x(self._selected.first), self._x(self._selected.last)
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


def density_picture(layout: LaneLayout) -> npt.NDArray[np.uint8]:
    """The whole story, ``(rows, BINS)`` uint8: the lane's colour + 1 in the high nibble, the density in the low one.

    A block counts in every bin that its column covers.
    """
    n_columns, n_lanes = len(layout.columns.kind), len(layout.names)
    rows = min(ROWS, n_lanes)
    picture = np.zeros((max(rows, 1), BINS), np.uint8)
    present = (layout.state & PRESENT) != 0
    if not n_columns or not present.any():
        return picture
    lane, column = np.divmod(layout.key[present], n_columns)
    edge = layout.columns.x / layout.columns.x[-1] * BINS
    first = np.floor(edge[:-1]).astype(np.int64)
    last = np.maximum(np.ceil(edge[1:] - 1e-9).astype(np.int64), first + 1).clip(max=BINS)
    row = lane * rows // n_lanes
    # How many blocks begin and end in each bin: their running sum is how many lie over it.
    size = rows * (BINS + 1)
    steps = np.bincount(row * (BINS + 1) + first[column], minlength=size).astype(np.int64)
    steps -= np.bincount(row * (BINS + 1) + last[column], minlength=size)
    over = np.cumsum(steps.reshape(rows, BINS + 1), axis=1)[:, :BINS]
    colour = np.zeros(rows * BINS, np.uint8)
    shade = np.where(layout.colour == 255, 12, layout.colour).astype(np.uint8)
    colour[row * BINS + first[column]] = shade[lane] + 1
    colour = _carried(colour.reshape(rows, BINS))
    most = max(1.0, float(np.percentile(over[over > 0], 90)))
    density = np.where(over > 0, np.minimum(15, 6 + np.rint(over / most * 9)), 0).astype(np.uint8)
    usual = layout.columns.kind == SCENE
    density[:, ~_covered(first[usual], last[usual])] //= 2
    return np.where(density > 0, (colour << 4) | density, 0).astype(np.uint8)


def _carried(colour: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Each row's colours carried on to the right over the bins that have none."""
    at = np.where(colour > 0, np.arange(colour.shape[1]), 0)
    return np.take_along_axis(colour, np.maximum.accumulate(at, axis=1), axis=1)


def _covered(first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """The bins that any of the stretches covers."""
    steps = np.bincount(first, minlength=BINS + 1) - np.bincount(last, minlength=BINS + 1)
    covered: npt.NDArray[np.bool_] = np.cumsum(steps)[:BINS] > 0
    return covered


def _table(colours: Colours) -> list[int]:
    """256 colours: from the ground (density 0) to the lane's colour (15)."""
    ground = colours.ground
    table = [ground.rgb()] * 256
    for number, colour in enumerate((*colours.lanes, colours.fold)):
        for density in range(1, 16):
            part = density / 15
            red, green, blue = (
                round(getattr(ground, part_of)() * (1 - part) + getattr(colour, part_of)() * part)
                for part_of in ("red", "green", "blue")
            )
            table[(number + 1) << 4 | density] = 0xFF000000 | red << 16 | green << 8 | blue
    return table


def point_in_body(overview: Overview, point: QPointF, x0: float, x_scale: float, width: float) -> QPointF:
    """Where a point of the overview lies in the body, brought to its nearest edge: zooming there goes towards it."""
    x = (overview.unit_at(point.x()) - x0) * x_scale
    return QPointF(min(max(x, 0.0), width), 0.0)
