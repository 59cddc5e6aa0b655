"""The reader: the text, a line to find words in it, and its size."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from recap_gui.gui.reader_view import ReaderView
from recap_gui.gui.settings import READER_SIZE, TEXT_SIZE, Settings
from recap_gui.gui.theme import SMALL, UNIT, Look
from recap_gui.gui.widgets import EmptyState, Line, label, quiet_button
from recap_gui.gui.workspace import Workspace

MOST_HITS = 5_000


class ReaderPanel(QWidget):
    """The text of the recap with a find line above it."""

    hits_changed = Signal(object)
    """tuple[int, ...]: the scenes in which the words looked for stand"""

    def __init__(self, workspace: Workspace, settings: Settings, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._settings = settings
        self.view = ReaderView(workspace, look, self)
        self._size_text()
        self.find_line = FindLine(self)
        self.find_line.hide()
        self._hits: list[tuple[int, int, int]] = []  # episode, start, end
        self._at = -1
        self._empty = EmptyState(self.tr("No recap is open"), self.tr("Its text will stand here."))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.find_line)
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.view)
        box.addWidget(pages, 1)
        self.setFocusProxy(self.view)
        self.find_line.words_changed.connect(self._on_words)
        self.find_line.next_asked.connect(self.find_next)
        self.find_line.previous_asked.connect(self.find_previous)
        self.find_line.closed.connect(self._on_find_closed)
        settings.changed.connect(self._on_setting)
        workspace.documents_changed.connect(self._on_documents)
        workspace.story_changed.connect(self._on_story)

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self.view.set_look(look)

    def open_find(self) -> None:
        """Open the find line, with the selected words in it."""
        span = self.view.selected_span()
        text = self._text(self.view.episode)
        self.find_line.open(text[span[0] : span[1]] if span and span[1] - span[0] < 80 else "")

    @Slot()
    def find_next(self) -> None:
        """Go to the next hit."""
        self._step(1)

    @Slot()
    def find_previous(self) -> None:
        """Go to the hit before."""
        self._step(-1)

    def resize_text(self, steps: int) -> None:
        """Make the text larger or smaller; 0 makes it as large as at first."""
        now = self._settings.get(READER_SIZE)
        if steps == 0:
            self._settings.reset(READER_SIZE)
        else:
            self._settings.set(READER_SIZE, min(max(now + steps, READER_SIZE.low), READER_SIZE.high))

    @Slot(object)
    def _on_setting(self, setting: object) -> None:
        if setting in (READER_SIZE, TEXT_SIZE):
            self._size_text()

    def _size_text(self) -> None:
        self.view.set_text_size(round(self._settings.get(READER_SIZE) * self._settings.get(TEXT_SIZE) / 100))

    @Slot(object)
    def _on_documents(self, documents: tuple[object, ...]) -> None:
        self.find_line.close()
        self._pages.setCurrentIndex(1 if documents else 0)
        if documents:
            self.view.show_plain(self._workspace.documents[0].text)

    @Slot(object)
    def _on_story(self, story: object) -> None:
        if story is not None:
            self._pages.setCurrentIndex(1)
        if self.find_line.isVisible():
            self._look_for(self.find_line.words)

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self._look_for(words)
        if self._hits:
            episode, offset = self.view.episode, self.view.caret_offset() or 0
            later = (n for n, (e, s, _) in enumerate(self._hits) if (e, s) >= (episode, offset))
            self._go(next(later, 0))

    @Slot()
    def _on_find_closed(self) -> None:
        self._look_for("")
        self.view.setFocus()

    def _text(self, episode: int) -> str:
        story = self._workspace.story
        return story.episodes[episode].text if story is not None and story.episodes else ""

    def _look_for(self, words: str) -> None:
        self._hits, self._at = [], -1
        story, telling = self._workspace.story, self._workspace.telling
        scenes: list[int] = []
        if words and story is not None and telling is not None:
            wanted = re.compile(re.escape(words), re.IGNORECASE)
            for number, episode in enumerate(story.episodes):
                for hit in wanted.finditer(episode.text):
                    self._hits.append((number, hit.start(), hit.end()))
                    if len(self._hits) >= MOST_HITS:
                        break
            scenes = [s for e, start, _ in self._hits if (s := telling.at(e, start)) is not None]
        self._tell()
        self.hits_changed.emit(tuple(dict.fromkeys(scenes)))

    def _step(self, by: int) -> None:
        if self._hits:
            self._go((self._at + by) % len(self._hits))

    def _go(self, at: int) -> None:
        self._at = at
        episode, start, _ = self._hits[at]
        self.view.go_to_offset(episode, start)
        self._workspace.place_caret(episode, start)
        self._tell()

    def _tell(self) -> None:
        self.find_line.tell(self._at + 1, len(self._hits))
        here = tuple((start, end) for e, start, end in self._hits if e == self.view.episode)
        current = self._hits[self._at][1:] if self._at >= 0 else None
        self.view.set_hits(here, current)


class FindLine(QWidget):
    """A line to type what to look for, with the count of hits."""

    words_changed = Signal(str)
    next_asked = Signal()
    previous_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        self._line.setPlaceholderText(self.tr("Find in the recap"))
        self._line.setAccessibleName(self.tr("Find in the recap"))
        self._line.setClearButtonEnabled(True)
        self._line.textChanged.connect(self.words_changed)
        self._line.returnPressed.connect(self.next_asked)
        self._count = label(size=SMALL, muted=True, wrap=False)
        before, after, shut = (quiet_button(text=text) for text in ("↑", "↓", "×"))
        for button, name in ((before, self.tr("Hit before")), (after, self.tr("Next hit")), (shut, self.tr("Close"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        before.clicked.connect(self.previous_asked)
        after.clicked.connect(self.next_asked)
        shut.clicked.connect(self.close)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(UNIT * 2, UNIT // 2, UNIT // 2, UNIT // 2)
        row.setSpacing(UNIT // 2)
        row.addWidget(self._line, 1)
        for widget in (self._count, before, after, shut):
            row.addWidget(widget)
        box.addLayout(row)
        box.addWidget(Line())

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._line.text()

    def open(self, words: str = "") -> None:
        """Show the line with the keyboard in it."""
        self.show()
        if words:
            self._line.setText(words)
        self._line.selectAll()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.words:
            self.words_changed.emit(self.words)

    def close(self) -> bool:
        """Hide the line and forget what was looked for."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()
        return True

    def tell(self, at: int, count: int) -> None:
        """Say how many there are."""
        if not self.words:
            self._count.setText("")
        elif not count:
            self._count.setText(self.tr("not found"))
        else:
            self._count.setText(self.tr("{at} of {count}").format(at=at or "–", count=count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
