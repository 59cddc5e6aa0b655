"""What the reader paints over its text: rules beside the headings, a bar along the selected scenes, a break dragged."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from recap_gui.gui.reader_text import SetLine
from recap_gui.gui.theme import UNIT, Look


class Rules:
    """Paints on the viewport of one text view. Positions are in Qt's units."""

    def __init__(self, view: QPlainTextEdit) -> None:
        self._view = view

    def rule(self, painter: QPainter, line: SetLine, colour: QColor) -> None:
        """The rule beside a heading."""
        block = self._view.document().findBlock(line.start)
        last = block.layout().lineAt(block.layout().lineCount() - 1)
        box = self._box(block)
        left = box.left() + last.x() + last.naturalTextWidth() + UNIT * 1.5
        y = round(box.top() + last.y() + last.height() / 2)
        painter.setPen(colour)
        painter.drawLine(round(left), y, self._view.viewport().width() - UNIT * 2, y)

    def bar(self, painter: QPainter, first: int, last: int, look: Look) -> None:
        """The bar along what is selected, as far as it can be seen; its end may lie far below."""
        document, height = self._view.document(), self._view.viewport().height()
        top_block = self._view.firstVisibleBlock()
        block = document.findBlock(first)
        top = self._box(block).top() if block.blockNumber() >= top_block.blockNumber() else -2.0 * UNIT
        block = document.findBlock(last)
        bottom = self._box(block).bottom() if block.blockNumber() >= top_block.blockNumber() else -1.0
        if top > height or bottom < 0:
            return
        bottom = min(bottom, height + 2.0 * UNIT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawRoundedRect(QRectF(UNIT / 2, top + 2, 3, max(bottom - top - 4, 4)), 1.5, 1.5)

    def step(self, painter: QPainter, position: int, look: Look) -> None:
        """Where a dragged break would go: a step that parts the words before `position` from those after it."""
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(min(position, self._view.document().characterCount() - 1))
        box = self._view.cursorRect(cursor)
        left, right = UNIT * 2.0, self._view.viewport().width() - UNIT * 2.0
        x, top, bottom = box.left() - 1.0, box.top() - 0.5, box.bottom() + 1.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent), 2))
        if x > left + UNIT:
            painter.drawLine(QLineF(left, bottom, x, bottom))
            painter.drawLine(QLineF(x, bottom, x, top))
            painter.drawLine(QLineF(x, top, right, top))
        else:
            painter.drawLine(QLineF(left, top, right, top))
        painter.setBrush(QColor(look.accent))
        painter.drawEllipse(QPointF(left, bottom if x > left + UNIT else top), 3, 3)

    def _box(self, block: QTextBlock) -> QRectF:
        return self._view.blockBoundingGeometry(block).translated(self._view.contentOffset())
