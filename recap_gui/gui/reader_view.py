"""The text of the recap: a read-only QPlainTextEdit that marks what is visible and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from recap_gui.gui.reader_breaks import Drag
from recap_gui.gui.reader_ink import in_qt
from recap_gui.gui.reader_marking import Marking
from recap_gui.gui.reader_marks import evidence
from recap_gui.gui.reader_page import inserts
from recap_gui.gui.reader_pointer import Pointer
from recap_gui.gui.reader_rules import Rules
from recap_gui.gui.reader_sheet import ReaderSheet
from recap_gui.gui.reader_text import Insert
from recap_gui.gui.telling import Telling
from recap_gui.gui.theme import UNIT, Look, font
from recap_gui.gui.workspace import Workspace

READING_LINE = 0.25
"""The share of the height at which the scene counts as the one being read."""


class ReaderView(ReaderSheet):
    """One episode of the workspace's story. What it shows follows the selection, and moves it."""

    menu_asked = Signal(object)
    """(QPoint on the screen, offset, (start, end) of the selected words or None)"""
    escaped = Signal()
    """Esc: back to where the keys were before."""
    drag_told = Signal(object)
    """str: what dropping the break that is dragged would do, "" when none is dragged any more"""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._look = look
        self.telling: Telling | None = None
        """What is shown, None where there is a text and no story yet."""
        self.episode = 0
        """The index of the episode that is shown."""
        self._unfolded: frozenset[str] = frozenset()
        self.setAccessibleName(self.tr("Recap"))
        self._marking = Marking(self, workspace, look)
        self._rules = Rules(self)
        self._pointer = Pointer(self, workspace)
        self._read_soon = QTimer(self, singleShot=True, interval=80)
        self._connect()

    def _connect(self) -> None:
        workspace = self._workspace
        self.mark_soon.timeout.connect(self._on_mark_due)
        self._read_soon.timeout.connect(self._select_what_is_read)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().actionTriggered.connect(self._on_hand_scrolled)
        self.cursorPositionChanged.connect(self._on_caret)
        workspace.story_changed.connect(self._on_story)
        workspace.selection_changed.connect(self._on_selection)
        workspace.hover_changed.connect(self._on_hover)
        workspace.reveal_asked.connect(self._on_reveal)
        workspace.place_asked.connect(self._on_place_asked)

    # ---- verbs

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self._look = look
        self._marking.set_look(look)
        self._marking.mark()

    def set_text_size(self, pixels: int) -> None:
        """Set the text in another size; what is read stays where it is."""
        top = self.top
        self.setFont(font(pixels))
        self.document().setDefaultFont(font(pixels))
        self._marking.restyle()
        self.fit_measure()
        with self.following():
            self.sight.scroll_to(self.shown.to_qt(top))
        self.mark_soon.start()

    def show_plain(self, text: str) -> None:
        """Show a text of which there is no story yet."""
        self.telling, self.episode = None, 0
        self._show(text, ())

    @property
    def drag(self) -> Drag | None:
        """The break that is dragged."""
        return self._pointer.drag

    def caret_offset(self) -> int | None:
        """Where the caret stands in the text of the episode."""
        return None if self.telling is None else self.shown.to_text(self.textCursor().position())

    def selected_span(self) -> tuple[int, int] | None:
        """The words selected with mouse or keys, as a span of the episode's text."""
        cursor = self.textCursor()
        if self.telling is None or not cursor.hasSelection():
            return None
        start, end = self.shown.to_text(cursor.selectionStart()), self.shown.to_text(cursor.selectionEnd())
        return (start, end) if end > start else None

    def go_to_offset(self, episode: int, offset: int) -> None:
        """Put the caret at `offset` and bring it into view."""
        self._show_episode(episode)
        if self.telling is not None:
            self.place(offset)

    def set_hits(self, hits: tuple[tuple[int, int], ...], current: tuple[int, int] | None) -> None:
        """Mark what was found in this episode, in the order of the text."""
        self._marking.set_hits(hits, current)
        self._marking.mark()

    def toggle_fold(self, scene: int) -> None:
        """Unfold page furniture to read it, or fold it again."""
        if self.telling is not None:
            self._unfolded = self._unfolded ^ {self.telling.scenes[scene].id}
            self._lay_out(self.telling, self.episode)

    def press_button(self, scene: int) -> None:
        """Do what the button on a scene's line says: put the passage back, or set it apart again."""
        if self.telling is not None:
            if self.telling.scenes[scene].apart is not None:
                self._workspace.put_back(scene)
            else:
                self._workspace.set_apart_again(scene)

    def select_cell(self, scene: int, character: str) -> None:
        """Select one character in one scene; what is read stays where it is."""
        with self.following():
            self._workspace.select_cell(scene, character)

    def show_drag(self, words: str) -> None:
        """Show where the dragged break would go, and say it; "" when none is dragged any more."""
        self.drag_told.emit(words)
        self._marking.mark()

    # ---- following the workspace

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        telling = self._workspace.telling
        self._pointer.cancel()
        if telling is None:
            self.telling = None
            return
        scene, before = self._workspace.selection.scene, self.shown.text
        episode = telling.episode_index(scene) if scene is not None else min(self.episode, len(telling.first) - 2)
        self._lay_out(telling, episode)
        if self.shown.text != before and len(telling.first) == 2:
            self.place(0)  # who reads while the story is being found is not thrown back to the beginning

    @Slot(object)
    def _on_selection(self, _selection: object) -> None:
        scene, telling = self._workspace.selection.scene, self._workspace.telling
        if scene is not None and telling is not None:
            self._show_episode(telling.episode_index(scene))
            if not self.is_following and not self._is_in_view(scene):
                self._reveal(scene)
        self.mark_soon.start()

    @Slot(object)
    def _on_hover(self, _hover: object) -> None:
        self.mark_soon.start()

    @Slot(object)
    def _on_reveal(self, scene: int) -> None:
        if not self.is_following:
            self._reveal(scene)

    @Slot(object)
    def _on_place_asked(self, place: tuple[int, int]) -> None:
        self.go_to_offset(*place)

    def _show_episode(self, episode: int) -> None:
        telling = self._workspace.telling
        if telling is not None and (self.telling is None or self.episode != episode):
            self._lay_out(telling, episode)

    def _lay_out(self, telling: Telling, episode: int) -> None:
        """Show an episode of `telling`; where its text stands here already, only the lines of ours are changed."""
        if not 0 <= episode < len(telling.story.episodes):
            return
        text = telling.story.episodes[episode].text
        lines = inserts(telling, episode, self._unfolded, self._workspace.put_back_in(episode))
        same = text == self.shown.text
        keep = self.top if same or self.episode == episode else 0
        self.telling, self.episode = telling, episode
        if not same:
            self._show(text, lines)
            caret = self._workspace.caret[1] if self._workspace.caret[0] == episode else 0
            self.put_caret(caret, keep)
        else:
            self.set_lines(lines, top=keep)
        self._marking.style_lines()

    def _show(self, text: str, lines: tuple[Insert, ...]) -> None:
        self.set_text(text, lines)
        self._marking.style_lines()

    def _reveal(self, scene: int) -> None:
        telling = self._workspace.telling
        if telling is None:
            return
        self._show_episode(telling.episode_index(scene))
        spans = evidence(telling, self._workspace.selection) if self._workspace.selection.cell else ()
        self.place(telling.scenes[scene].start, heading=True)
        if spans and not self.sight.holds(self.shown.to_qt(spans[0][0])):
            with self.following():
                self.sight.scroll_to(self.shown.to_qt(spans[0][0]), above=6)

    def _is_in_view(self, scene: int) -> bool:
        """Whether some of a scene can be read, and of a selected cell its evidence."""
        telling, sight = self._workspace.telling, self.sight
        if telling is None or telling is not self.telling or telling.episode_index(scene) != self.episode:
            return False
        found, height = telling.scenes[scene], self.viewport().height()
        start, end = (sight.height_of(self.shown.to_qt(offset)) for offset in (found.start, found.end))
        if not (start < height * 0.7 and end > height * 0.2):
            return False
        spans = evidence(telling, self._workspace.selection) if self._workspace.selection.cell else ()
        return not spans or 0 <= sight.height_of(self.shown.to_qt(spans[0][0])) < height

    @Slot()
    def _on_mark_due(self) -> None:
        self._marking.mark()

    # ---- telling the workspace

    @Slot()
    def _on_scrolled(self) -> None:
        if self._setting.is_filling:
            return
        self._marking.style_lines()
        self.mark_soon.start()

    @Slot(int)
    def _on_hand_scrolled(self, _action: int) -> None:
        """The scroll bar was moved by hand: what is read becomes the selection, not what comes by itself."""
        self._read_soon.start()

    @Slot()
    def _select_what_is_read(self) -> None:
        telling = self.telling
        if telling is None or telling is not self._workspace.telling or self.textCursor().hasSelection():
            return
        y = round(self.viewport().height() * READING_LINE)
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum():
            y = self.viewport().height() - 1
        if bar.value() == bar.minimum():
            y = 0
        offset = self.shown.to_text(self.cursorForPosition(QPoint(UNIT * 3, y)).position())
        scene = telling.at(self.episode, offset)
        if scene is not None and scene not in self._workspace.selection.scenes:
            with self.following():
                self._workspace.select_scene(scene)

    @Slot()
    def _on_caret(self) -> None:
        if self.is_following or self.telling is None:
            return
        with self.following():
            self._workspace.place_caret(self.episode, self.shown.to_text(self.textCursor().position()))

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then rules beside the headings and a bar along the selected scenes."""
        super().paintEvent(event)
        if self.telling is None:
            return
        painter = QPainter(self.viewport())
        try:
            self._paint_rules(painter)
            self._paint_bar(painter)
        finally:
            painter.end()

    def _paint_rules(self, painter: QPainter) -> None:
        for line in self.shown.lines_between(*self.sight.visible()):
            self._rules.rule(painter, line, QColor(self._look.line))
        drag = self._pointer.drag
        if drag is not None and drag.target is not None:
            self._rules.step(painter, in_qt(self.shown, drag.target, drag.target + 1)[0], self._look)

    def _paint_bar(self, painter: QPainter) -> None:
        span = self._marking.selected(self.telling) if self.telling is not None else None
        if span is not None:
            self._rules.bar(painter, span[0], max(span[1] - 1, span[0]), self._look)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a break by its heading."""
        if not self._pointer.pressed(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light what is under the pointer, or drag what is held."""
        if self._pointer.drag is None:
            super().mouseMoveEvent(event)
        self._pointer.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Click or drop."""
        if self._pointer.drag is None:
            super().mouseReleaseEvent(event)
        self._pointer.released(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for a menu."""
        if self.telling is None:
            return
        span = self.selected_span()
        if event.reason() == QContextMenuEvent.Reason.Mouse and span is None:
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_asked.emit((event.globalPos(), self.caret_offset(), span))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the text, or lets go of a break; Enter presses the button on the line with the caret."""
        if event.key() == Qt.Key.Key_Escape:
            if not self._pointer.cancel():
                self.escaped.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pointer.press_at_caret()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zooming is the timeline's."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        before = self.verticalScrollBar().value()
        super().wheelEvent(event)
        if self.verticalScrollBar().value() != before:
            self._read_soon.start()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell whom a pronoun was taken for."""
        if isinstance(event, QHelpEvent):
            self._pointer.tell(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self._workspace.hover()
        return super().viewportEvent(event)
