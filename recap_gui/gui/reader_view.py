"""The text of the recap: a read-only QPlainTextEdit that marks what is visible and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from recap_gui.gui.reader_breaks import Drag
from recap_gui.gui.reader_ink import in_qt
from recap_gui.gui.reader_marking import Marking
from recap_gui.gui.reader_marks import evidence
from recap_gui.gui.reader_page import inserts
from recap_gui.gui.reader_pointer import Pointer
from recap_gui.gui.reader_rules import Rules
from recap_gui.gui.reader_setting import Setting
from recap_gui.gui.reader_sight import Sight
from recap_gui.gui.reader_text import Insert, ShownText
from recap_gui.gui.telling import Telling
from recap_gui.gui.theme import UNIT, Look, font
from recap_gui.gui.workspace import Workspace

MEASURE = 68
"""Letters a line has at most, so that the eye finds the next one."""
READING_LINE = 0.25
"""The share of the height at which the scene counts as the one being read."""


class ReaderView(QPlainTextEdit):
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
        self._following = False  # whether what happens now is ours, and moves no selection
        self._awaited: tuple[int, bool] | None = None  # a place asked for before its text was set
        self._build()
        self._setting = Setting(self)
        self.sight = Sight(self)
        self._marking = Marking(self, workspace, look)
        self._rules = Rules(self)
        self._pointer = Pointer(self, workspace)
        self._mark_soon = QTimer(self, singleShot=True, interval=0)
        self._read_soon = QTimer(self, singleShot=True, interval=80)
        self._connect()

    def _build(self) -> None:
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("Recap"))
        self.setCursorWidth(2)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(UNIT * 2)

    def _connect(self) -> None:
        workspace = self._workspace
        self._mark_soon.timeout.connect(self._on_mark_due)
        self._read_soon.timeout.connect(self._select_what_is_read)
        self._setting.grew.connect(self._on_grew)
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
        top = self.shown.to_text(self.sight.top())
        self.setFont(font(pixels))
        self.document().setDefaultFont(font(pixels))
        self._marking.restyle()
        self._fit_measure()
        self._following = True
        self.sight.scroll_to(self.shown.to_qt(top))
        self._following = False
        self._mark_soon.start()

    def show_plain(self, text: str) -> None:
        """Show a text of which there is no story yet."""
        self.telling, self.episode = None, 0
        self._show(text, ())

    @property
    def drag(self) -> Drag | None:
        """The break that is dragged."""
        return self._pointer.drag

    @property
    def shown(self) -> ShownText:
        """The mapping between the episode's text and what stands here."""
        return self._setting.shown

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
            self._place(offset)

    def set_hits(self, hits: tuple[tuple[int, int], ...], current: tuple[int, int] | None) -> None:
        """Mark what was found in this episode, in the order of the text."""
        self._marking.set_hits(hits, current)
        self._marking.mark()

    def toggle_fold(self, scene: int) -> None:
        """Unfold page furniture to read it, or fold it again."""
        if self.telling is not None:
            self._unfolded = self._unfolded ^ {self.telling.scenes[scene].id}
            self._lay_out(self.telling, self.episode)

    def select_cell(self, scene: int, character: str) -> None:
        """Select one character in one scene; what is read stays where it is."""
        self._following = True
        self._workspace.select_cell(scene, character)
        self._following = False

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
            self._place(0)  # who reads while the story is being found is not thrown back to the beginning

    @Slot(object)
    def _on_selection(self, _selection: object) -> None:
        scene, telling = self._workspace.selection.scene, self._workspace.telling
        if scene is not None and telling is not None:
            self._show_episode(telling.episode_index(scene))
            if not self._following and not self._is_in_view(scene):
                self._reveal(scene)
        self._mark_soon.start()

    @Slot(object)
    def _on_hover(self, _hover: object) -> None:
        self._mark_soon.start()

    @Slot(object)
    def _on_reveal(self, scene: int) -> None:
        if not self._following:
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
        text, lines = telling.story.episodes[episode].text, inserts(telling, episode, self._unfolded)
        same = text == self.shown.text
        keep = self.shown.to_text(self.sight.top()) if same or self.episode == episode else 0
        self.telling, self.episode = telling, episode
        if not same:
            self._show(text, lines)
            caret = self._workspace.caret[1] if self._workspace.caret[0] == episode else 0
            self._put_caret(self.shown.to_qt(caret), keep)
            return
        self._following = True
        self._setting.set_lines(lines, near=keep)
        if self.shown.to_text(self.sight.top()) != keep:
            self.sight.scroll_to(self.shown.to_qt(keep))
        self._following = False
        self._marking.style_lines()
        self._mark_soon.start()

    def _show(self, text: str, lines: tuple[Insert, ...]) -> None:
        self._following = True
        self._awaited = None
        self._setting.set_text(text, lines)
        self._following = False
        self._marking.style_lines()
        self._mark_soon.start()

    def _put_caret(self, position: int, top: int) -> None:
        self._following = True
        self.setTextCursor(self.sight.cursor_at(position))
        self.sight.scroll_to(self.shown.to_qt(top))
        self._following = False

    @Slot()
    def _on_grew(self) -> None:
        self._mark_soon.start()
        if self._awaited is not None and self._awaited[0] < self.shown.done:
            awaited, self._awaited = self._awaited, None
            self._place(awaited[0], heading=awaited[1])

    def _reveal(self, scene: int) -> None:
        telling = self._workspace.telling
        if telling is None:
            return
        self._show_episode(telling.episode_index(scene))
        spans = evidence(telling, self._workspace.selection) if self._workspace.selection.cell else ()
        self._place(telling.scenes[scene].start, heading=True)
        if spans and not self.sight.holds(self.shown.to_qt(spans[0][0])):
            self._following = True
            self.sight.scroll_to(self.shown.to_qt(spans[0][0]), above=6)
            self._following = False

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

    def _place(self, offset: int, *, heading: bool = False) -> None:
        """Put the caret at `offset` and show it; where its text is not set yet, as soon as it is."""
        if offset >= self.shown.done and not self.shown.galley.is_set:
            self._awaited = (offset, heading)
            return
        position = self.shown.to_qt(offset)
        self._following = True
        self.setTextCursor(self.sight.cursor_at(position))
        if heading or not self.sight.holds(position):
            self.sight.scroll_to(position, above=3)
        self._following = False

    @Slot()
    def _on_mark_due(self) -> None:
        self._marking.mark()

    # ---- telling the workspace

    @Slot()
    def _on_scrolled(self) -> None:
        if self._setting.is_filling:
            return
        self._marking.style_lines()
        self._mark_soon.start()

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
            self._following = True
            self._workspace.select_scene(scene)
            self._following = False

    @Slot()
    def _on_caret(self) -> None:
        if self._following or self.telling is None:
            return
        self._following = True
        self._workspace.place_caret(self.episode, self.shown.to_text(self.textCursor().position()))
        self._following = False

    # ---- Qt

    def _fit_measure(self) -> None:
        """Keep lines short enough to read on a wide window."""
        wanted = self.fontMetrics().averageCharWidth() * MEASURE + UNIT * 4
        spare = max((self.width() - self.verticalScrollBar().sizeHint().width() - wanted) // 2, 0)
        self.setViewportMargins(spare, 0, spare, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the measure."""
        self._fit_measure()
        super().resizeEvent(event)
        self._mark_soon.start()

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
        """Esc leaves the text, or lets go of a break."""
        if event.key() == Qt.Key.Key_Escape:
            if not self._pointer.cancel():
                self.escaped.emit()
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

    def createMimeDataFromSelection(self) -> QMimeData:
        """The words of the recap itself, without our own lines."""
        made = QMimeData()
        cursor = self.textCursor()
        made.setText(self.shown.words(cursor.selectionStart(), cursor.selectionEnd()))
        return made
