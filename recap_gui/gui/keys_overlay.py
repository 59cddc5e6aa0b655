"""All keys on one page: those of the menus and those of the timeline, made from the tables that bind them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from recap_gui.gui.actions import ACTIONS, Do, plain_text, sequences
from recap_gui.gui.theme import LARGE, SMALL, UNIT
from recap_gui.gui.timeline_keys import KEYS
from recap_gui.gui.widgets import label


def _words(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Keys", text))


MOUSE = (
    (_words("wheel"), _words("through the lanes")),
    (_words("Shift + wheel"), _words("through time")),
    (_words("Ctrl + wheel, pinch"), _words("zoom at the pointer")),
    (_words("Alt + wheel"), _words("lane height")),
    (_words("drag empty ground"), _words("through time")),
    (_words("drag a name"), _words("reorder the lanes")),
    (_words("Shift + click"), _words("extend the scenes")),
    (_words("Ctrl + click a name"), _words("add a character")),
    (_words("double-click the ruler"), _words("show everything")),
    (_words("right click"), _words("everything that can be corrected there")),
)


class KeysOverlay(QDialog):
    """The page of keys. Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 3)
        row.setSpacing(UNIT * 6)
        for title, rows in key_tables():
            row.addLayout(_column(title, rows))
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


def key_tables() -> tuple[tuple[str, list[tuple[str, str]]], ...]:
    """Every key as (title, rows of key and meaning): the one source for this page and for the guide's."""
    said = QCoreApplication.translate
    bound = [(keys(do), plain_text(do)) for do in ACTIONS if keys(do)]
    timeline: dict[str, list[str]] = {}
    for key in KEYS:
        timeline.setdefault(said("TimelineKeys", key.words), []).append(_native(key.key))
    return (
        (said("Keys", "Everywhere"), bound),
        (said("Keys", "On the timeline"), [("  ".join(pressed), words) for words, pressed in timeline.items()]),
        (said("Keys", "Mouse and trackpad"), [(said("Keys", a), said("Keys", b)) for a, b in MOUSE]),
    )


def keys(do: Do) -> str:
    """The keys of an action, as the desktop writes them."""
    return "  ".join(s.toString(QKeySequence.SequenceFormat.NativeText) for s in sequences(do)[:1])


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


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
