"""What can be seen of a long text, and bringing a place of it into view. Positions are Qt's units."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit


class Sight:
    """The part of one text view's document that lies in its viewport."""

    def __init__(self, view: QPlainTextEdit) -> None:
        self._view = view

    def top(self) -> int:
        """The first position that can be seen."""
        return self._view.cursorForPosition(QPoint(0, 0)).position()

    def visible(self) -> tuple[int, int]:
        """The first and last position that can be seen."""
        size = self._view.viewport().size()
        return self.top(), self._view.cursorForPosition(QPoint(size.width(), size.height())).position()

    def holds(self, position: int) -> bool:
        """Whether a position can be seen."""
        top, bottom = self.visible()
        return top <= position < bottom

    def height_of(self, position: int) -> int:
        """Where a position stands, in px below the top of what can be seen."""
        return self._view.cursorRect(self.cursor_at(position)).bottom()

    def cursor_at(self, position: int) -> QTextCursor:
        """A cursor at a position, or at the end of the text."""
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(min(position, self._view.document().characterCount() - 1))
        return cursor

    def scroll_to(self, position: int, above: int = 0) -> None:
        """Put the line with `position` near the top; the scroll bar counts lines."""
        block = self._view.document().findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position()).lineNumber() if block.isValid() else 0
        self._view.verticalScrollBar().setValue(max(block.firstLineNumber() + max(line, 0) - above, 0))
