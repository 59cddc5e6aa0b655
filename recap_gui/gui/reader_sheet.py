"""A read-only sheet of text with lines of our own: sets it, brings places of it into view. It knows no story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from recap_gui.gui.reader_setting import Setting
from recap_gui.gui.reader_sight import Sight
from recap_gui.gui.reader_text import Insert, ShownText
from recap_gui.gui.theme import UNIT

MEASURE = 68
"""Letters a line has at most, so that the eye finds the next one."""


class ReaderSheet(QPlainTextEdit):
    """The text and the lines. `is_following` says that what happens now is ours, and moves no selection.

    `mark_soon` is started whenever other words can be seen, or look different.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_following = False
        self._awaited: tuple[int, bool] | None = None  # a place asked for before its text was set
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(2)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(UNIT * 2)
        self.sight = Sight(self)
        self.mark_soon = QTimer(self, singleShot=True, interval=0)
        self._setting = Setting(self)
        self._setting.grew.connect(self._on_grew)

    @property
    def shown(self) -> ShownText:
        """The mapping between the text and what stands here."""
        return self._setting.shown

    @property
    def top(self) -> int:
        """The offset of the first letter that can be seen."""
        return self.shown.to_text(self.sight.top())

    @contextmanager
    def following(self) -> Iterator[None]:
        """While it lasts, what happens is ours."""
        before, self.is_following = self.is_following, True
        try:
            yield
        finally:
            self.is_following = before

    def set_text(self, text: str, lines: Sequence[Insert]) -> None:
        """Show another text, from its beginning."""
        self._awaited = None
        with self.following():
            self._setting.set_text(text, lines)
        self.mark_soon.start()

    def set_lines(self, lines: Sequence[Insert], top: int) -> None:
        """Show the same text with other lines; what stands at the offset `top` stays there."""
        with self.following():
            self._setting.set_lines(lines, near=top)
            if self.top != top:
                self.sight.scroll_to(self.shown.to_qt(top))
        self.mark_soon.start()

    def put_caret(self, offset: int, top: int) -> None:
        """Put the caret at `offset`, and the line with the offset `top` on top."""
        with self.following():
            self.setTextCursor(self.sight.cursor_at(self.shown.to_qt(offset)))
            self.sight.scroll_to(self.shown.to_qt(top))

    def place(self, offset: int, *, heading: bool = False) -> None:
        """Put the caret at `offset` and show it; where its text is not set yet, as soon as it is."""
        if offset >= self.shown.done and not self.shown.galley.is_set:
            self._awaited = (offset, heading)
            return
        position = self.shown.to_qt(offset)
        with self.following():
            self.setTextCursor(self.sight.cursor_at(position))
            if heading or not self.sight.holds(position):
                self.sight.scroll_to(position, above=3)

    def fit_measure(self) -> None:
        """Keep lines short enough to read on a wide window."""
        wanted = self.fontMetrics().averageCharWidth() * MEASURE + UNIT * 4
        spare = max((self.width() - self.verticalScrollBar().sizeHint().width() - wanted) // 2, 0)
        self.setViewportMargins(spare, 0, spare, 0)

    @Slot()
    def _on_grew(self) -> None:
        self.mark_soon.start()
        if self._awaited is not None and self._awaited[0] < self.shown.done:
            (offset, heading), self._awaited = self._awaited, None
            self.place(offset, heading=heading)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the measure."""
        self.fit_measure()
        super().resizeEvent(event)
        self.mark_soon.start()

    def createMimeDataFromSelection(self) -> QMimeData:
        """The words of the text itself, without our own lines."""
        made = QMimeData()
        cursor = self.textCursor()
        made.setText(self.shown.words(cursor.selectionStart(), cursor.selectionEnd()))
        return made
