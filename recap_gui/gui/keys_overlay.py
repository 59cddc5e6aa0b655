"""All keys on one page: those of the menus and those of the timeline, made from the tables that bind them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from recap_gui.gui.actions import ACTIONS, Do, plain_text, sequences
from recap_gui.gui.theme import LARGE, SMALL, UNIT
from recap_gui.gui.timeline_keys import KEYS
from recap_gui.gui.widgets import label

MOUSE = (
    ("wheel", "through the lanes"),
    ("Shift + wheel", "through time"),
    ("Ctrl + wheel, pinch", "zoom at the pointer"),
    ("Alt + wheel", "lane height"),
    ("drag empty ground", "through time"),
    ("drag a name", "reorder the lanes"),
    ("Shift + click", "extend the scenes"),
    ("Ctrl + click a name", "add a character"),
    ("double-click the ruler", "show everything"),
    ("right click", "everything that can be corrected there"),
)


class KeysOverlay(QDialog):
    """The page of keys. Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        bound = [(keys(do), plain_text(do)) for do in ACTIONS if keys(do)]
        timeline = [(QKeySequence(k.key).toString(QKeySequence.SequenceFormat.NativeText), k.words) for k in KEYS]
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 3)
        row.setSpacing(UNIT * 6)
        row.addLayout(_column(self.tr("Everywhere"), bound))
        row.addLayout(_column(self.tr("On the timeline"), timeline))
        row.addLayout(_column(self.tr("Mouse and trackpad"), [(self.tr(a), self.tr(b)) for a, b in MOUSE]))
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area)
        room = parent.window().size()
        hint = page.sizeHint()
        self.resize(min(hint.width() + UNIT * 2, room.width()), min(hint.height() + UNIT, room.height()))


def keys(do: Do) -> str:
    """The keys of an action, as the desktop writes them."""
    return ", ".join(s.toString(QKeySequence.SequenceFormat.NativeText) for s in sequences(do)[:1])


def _column(title: str, rows: list[tuple[str, str]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(UNIT)
    column.addWidget(label(title, size=LARGE, strong=True, wrap=False))
    grid = QGridLayout()
    grid.setHorizontalSpacing(UNIT * 2)
    grid.setVerticalSpacing(UNIT // 2)
    for number, (key, words) in enumerate(rows):
        grid.addWidget(label(key, size=SMALL, strong=True, wrap=False), number, 0)
        grid.addWidget(label(words, size=SMALL, muted=True, wrap=False), number, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return column
