"""Where a drop onto an open story goes: "Open" in its place, or "Add as episode"."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from recap_gui.gui.theme import LARGE, UNIT, Look, font
from recap_gui.gui.widgets import painting


class DropTarget(QWidget):
    """Two places over the whole window, shown while something is dragged over it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.adding = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_for(self, at: QPoint) -> None:
        """Cover the window; the half under `at` is the one meant."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.adding = at.x() >= self.width() // 2
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both places, the one meant set off."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            veil = QColor(self.look.ground)
            veil.setAlphaF(0.86)
            painter.fillRect(self.rect(), veil)
            painter.setFont(font(LARGE, strong=True))
            half = self.width() // 2
            left, right = QRect(0, 0, half, self.height()), QRect(half, 0, self.width() - half, self.height())
            for place, words, meant in (
                (left, self.tr("Open"), not self.adding),
                (right, self.tr("Add as episode"), self.adding),
            ):
                box = place.adjusted(UNIT * 3, UNIT * 3, -UNIT * 3, -UNIT * 3)
                painter.setPen(QPen(QColor(self.look.accent if meant else self.look.line), 2))
                painter.setBrush(QColor(self.look.select) if meant else Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, UNIT, UNIT)
                painter.setPen(QColor(self.look.text if meant else self.look.muted))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
