"""The track of the horizon: what was seen, scene by scene, with a handle to drag back or on."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from recap_gui.gui.theme import SMALL, UNIT, Look, font

LOW = 10
"""px from the line to the lower edge."""
BEYOND = 112
"""px of the ground that stands for all that was not seen yet, however much that is."""
STEP = 10
"""px one drags on for one scene more."""
MARGIN = 8.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What the track shows: where episodes end among the stops that were seen, and whether there is more."""

    stops: int = 0
    episodes: tuple[tuple[int, str], ...] = ()
    """(the first stop of an episode, its short name)"""
    is_cut: bool = False


class HorizonTrack(QWidget):
    """Works like a slider whose end nobody knows: drag the handle back, or on into what was not seen."""

    dragged = Signal(int)
    """The stop the handle is over now."""
    dropped = Signal(int)
    """The stop where it was let go."""
    stepped = Signal(int)
    """Scenes to see more, or fewer (keys)."""
    all_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._seen = Seen()
        self._over: int | None = None
        self._is_held = False
        self.setAccessibleName(self.tr("How far you have seen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_look(self, look: Look) -> None:
        """Wear other colours, and letters of another size."""
        self._look = look
        self.updateGeometry()
        self.update()

    def set_seen(self, seen: Seen, words: str) -> None:
        """Show another horizon; `words` say it."""
        self._seen, self._over, self._is_held = seen, None, False
        self.setAccessibleDescription(words)
        self.update()

    def handle_x(self) -> float:
        """Where the handle is, in px."""
        if self._over is None:
            return self._end()
        if self._over < self._seen.stops:
            return self._x(self._over)
        return min(self._end() + (self._over - self._seen.stops + 1) * STEP, self.width() - MARGIN / 2)

    def stop_at(self, x: float) -> int:
        """The stop that a handle at `x` px stands for; beyond the end of what was seen, one more every few px."""
        last, end = self._seen.stops - 1, self._end()
        if x > end + STEP / 2 and self._seen.is_cut:
            return last + ceil((x - end - STEP / 2) / STEP)
        if self._seen.stops < 1 or end <= MARGIN:
            return 0
        share = (x - MARGIN) / (end - MARGIN)
        return min(max(round(share * self._seen.stops) - 1, 0), last)

    # ---- Qt's

    def sizeHint(self) -> QSize:
        """As wide as may be, of one height."""
        return QSize(320, self._height())

    def minimumSizeHint(self) -> QSize:
        """Room for the handle and what lies beyond."""
        return QSize(BEYOND + 80, self._height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle, or bring it here."""
        if event.button() is Qt.MouseButton.LeftButton and self._seen.stops:
            self._is_held = True
            if abs(event.position().x() - self._end()) > UNIT:
                self._move(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self._is_held:
            self._move(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        if self._is_held:
            self._is_held = False
            if self._over is not None and self._over != self._seen.stops - 1:
                self.dropped.emit(self._over)
            else:
                self._over = None
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → one scene, Home the first one, End everything, Esc lets the handle go."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Home:
            self.dropped.emit(0)
        elif key == Qt.Key.Key_End:
            self.all_asked.emit()
        elif key == Qt.Key.Key_Escape and self._is_held:
            self._is_held, self._over = False, None
            self.update()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What was seen as a line with its episodes, the handle, and what lies beyond as dots."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle, end, handle = self.height() - LOW, self._end(), self.handle_x()
            line = QColor(self._look.muted)
            painter.setPen(QPen(self._look.tint(self._look.accent, 0.75), 3, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(MARGIN, middle), QPointF(max(MARGIN, min(handle, end)), middle))
            if self._seen.is_cut or handle < end:
                painter.setPen(QPen(line, 2, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
                painter.drawLine(QPointF(handle, middle), QPointF(self.width() - MARGIN, middle))
            self._paint_episodes(painter, middle, handle)
            self._paint_handle(painter, handle, middle)
        finally:
            painter.end()

    # ---- private

    def _move(self, x: float) -> None:
        over = self.stop_at(x)
        if over != self._over:
            self._over = over
            self.update()
            self.dragged.emit(over)

    def _height(self) -> int:
        """The names of episodes stand over the line, whatever size letters have."""
        return QFontMetrics(font(SMALL)).capHeight() + 9 + LOW

    def _end(self) -> float:
        """Where what was seen ends, in px."""
        return self.width() - (BEYOND if self._seen.is_cut else MARGIN)

    def _x(self, stop: int) -> float:
        return MARGIN + (self._end() - MARGIN) * (stop + 1) / max(self._seen.stops, 1)

    def _paint_episodes(self, painter: QPainter, middle: float, handle: float) -> None:
        painter.setFont(font(SMALL))
        metrics = QFontMetrics(painter.font())
        free = 0.0
        for first, name in self._seen.episodes:
            x = self._x(first - 1)
            past = x > handle
            painter.setPen(QPen(QColor(self._look.line if past else self._look.muted), 1))
            painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
            width = metrics.horizontalAdvance(name)
            if x >= free and x + width < self._end() - UNIT:
                painter.setPen(QColor(self._look.muted))
                painter.drawText(QPointF(x + 3, middle - 7), name)
                free = x + width + 2 * UNIT

    def _paint_handle(self, painter: QPainter, x: float, middle: float) -> None:
        box = QRectF(x - 4, middle - 9, 8, 18)
        lit = self._is_held or self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(self._look.accent), 2 if lit else 1.5))
        painter.setBrush(QColor(self._look.accent if lit else self._look.raised))
        painter.drawRoundedRect(box, 3, 3)
        if self._seen.is_cut and not self._is_held:
            painter.setPen(QColor(self._look.muted))
            painter.setFont(font(SMALL))
            metrics = QFontMetrics(painter.font())
            room, right = int(self.width() - x - UNIT - MARGIN), self.width() - MARGIN
            words = metrics.elidedText(self.tr("not seen yet"), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(right - metrics.horizontalAdvance(words), middle - 7), words)
