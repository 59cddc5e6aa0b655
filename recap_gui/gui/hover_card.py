"""The hover card: who is where, and the first sentence, beside the pointer. Plain text only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from recap_gui.gui.theme import scaled

WIDTH = 320
"""px at a text size of 100 %."""
GAP = 16
"""Distance from the pointer, in px."""
SENTENCE_LIMIT = 220
"""Code points of the first sentence that are shown."""


class HoverCard(QFrame):
    """Three lines beside the pointer. It takes neither focus nor clicks and stays inside its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("hover_card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._who, self._where, self._words = (self._label(name) for name in ("who", "where", "words"))
        bold = self._who.font()
        bold.setBold(True)
        self._who.setFont(bold)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 8, 12, 8)
        self._lines.setSpacing(4)
        for label in (self._who, self._where, self._words):
            self._lines.addWidget(label)
        self.hide()

    def show_at(self, pointer: QPoint, *, who: str, where: str, words: str) -> None:
        """Show three lines beside `pointer` (in the parent's coordinates); empty ones are left out."""
        for label, text in ((self._who, who), (self._where, where), (self._words, shortened(words, SENTENCE_LIMIT))):
            label.setText(text)
            label.setVisible(bool(text))
        width = scaled(WIDTH)
        self.setGeometry(placed(pointer, width, self._lines.totalHeightForWidth(width), self._room.rect()))
        self.raise_()
        self.show()

    @property
    def lines(self) -> tuple[str, str, str]:
        """What stands on the card: who, where, first sentence."""
        return self._who.text(), self._where.text(), self._words.text()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


def placed(pointer: QPoint, width: int, height: int, room: QRect) -> QRect:
    """Where a card of this size stands: right of and below the pointer, on its other side where there is no room."""
    x = pointer.x() + GAP
    if x + width > room.right():
        x = pointer.x() - GAP - width
    y = pointer.y() + GAP
    if y + height > room.bottom():
        y = pointer.y() - GAP - height
    return QRect(max(room.left(), x), max(room.top(), y), width, height)


def shortened(text: str, limit: int) -> str:
    """`text` on one line, cut at a word before `limit` code points."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
