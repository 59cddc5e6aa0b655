"""The text of the recap: a read-only QPlainTextEdit that marks what is visible and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from recap_gui.gui.reader_marks import Mark, evidence, marks, mention_at
from recap_gui.gui.reader_page import Page
from recap_gui.gui.reader_text import ShownText
from recap_gui.gui.theme import SMALL, UNIT, Look, font
from recap_gui.gui.widgets import painting, tooltip
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Mention

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

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._look = look
        self._page: Page | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._hits: tuple[tuple[int, int], ...] = ()
        self._hit: tuple[int, int] | None = None
        self._following = False  # whether what happens now is ours, and moves no selection
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
        self._mark_soon = QTimer(self, singleShot=True, interval=0)
        self._mark_soon.timeout.connect(self._mark)
        self._read_soon = QTimer(self, singleShot=True, interval=80)
        self._read_soon.timeout.connect(self._select_what_is_read)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
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
        self._style_lines()
        self._mark()

    def set_text_size(self, pixels: int) -> None:
        """Set the text in another size."""
        self.setFont(font(pixels))
        self.document().setDefaultFont(font(pixels))
        self._style_lines()
        self._fit_measure()

    def show_plain(self, text: str) -> None:
        """Show a text of which there is no story yet."""
        self._page = None
        self._show(ShownText(text).shown)

    @property
    def episode(self) -> int:
        """The index of the episode that is shown."""
        return self._page.episode if self._page is not None else 0

    def caret_offset(self) -> int | None:
        """Where the caret stands in the text of the episode."""
        return None if self._page is None else self._page.shown.to_text(self.textCursor().position())

    def selected_span(self) -> tuple[int, int] | None:
        """The words selected with mouse or keys, as a span of the episode's text."""
        cursor = self.textCursor()
        if self._page is None or not cursor.hasSelection():
            return None
        start = self._page.shown.to_text(cursor.selectionStart())
        end = self._page.shown.to_text(cursor.selectionEnd())
        return (start, end) if end > start else None

    def go_to_offset(self, episode: int, offset: int) -> None:
        """Put the caret at `offset` and bring it into view."""
        self._show_episode(episode)
        if self._page is not None:
            self._place(self._page.shown.to_qt(offset))

    def set_hits(self, hits: tuple[tuple[int, int], ...], current: tuple[int, int] | None) -> None:
        """Mark what was found in this episode."""
        self._hits, self._hit = hits, current
        self._mark()

    # ---- following the workspace

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        telling = self._workspace.telling
        if telling is None:
            self._page = None
            return
        scene = self._workspace.selection.scene
        fresh = self._page is None
        episode = telling.episode_index(scene) if scene is not None else min(self.episode, len(telling.first) - 2)
        keep = self._top_offset() if self._page is not None and self._page.episode == episode else 0
        self._lay_out(episode, keep)
        if fresh:
            self._place(0)

    @Slot(object)
    def _on_selection(self, _selection: object) -> None:
        scene = self._workspace.selection.scene
        telling = self._workspace.telling
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
        if self._page is None or self._page.episode != episode:
            self._lay_out(episode, 0)

    def _lay_out(self, episode: int, top: int) -> None:
        telling = self._workspace.telling
        if telling is None or not 0 <= episode < len(telling.story.episodes):
            return
        self._page = page = Page(telling, episode, self._unfolded)
        caret = page.shown.to_qt(self._workspace.caret[1]) if self._workspace.caret[0] == episode else 0
        self._show(page.shown.shown)
        self._following = True
        cursor = self.textCursor()
        cursor.setPosition(min(caret, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._scroll_to(page.shown.to_qt(top))
        self._following = False

    def _show(self, shown: str) -> None:
        self._following = True
        self.setCurrentCharFormat(QTextCharFormat())  # else the new text wears what the caret stood in
        self.setPlainText(shown)
        self._style_lines()
        self._following = False
        self._mark_soon.start()

    def _reveal(self, scene: int) -> None:
        telling = self._workspace.telling
        if telling is None or self._page is None:
            return
        self._show_episode(telling.episode_index(scene))
        start = telling.scenes[scene].start
        spans = evidence(telling, self._workspace.selection) if self._workspace.selection.cell else ()
        self._place(self._page.shown.to_qt(start), heading=True)
        if spans and not self._is_visible(self._page.shown.to_qt(spans[0][0])):
            self._following = True
            self._scroll_to(self._page.shown.to_qt(spans[0][0]), above=6)
            self._following = False

    def _place(self, position: int, *, heading: bool = False) -> None:
        self._following = True
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        if heading or not self._is_visible(position):
            self._scroll_to(position, above=3)
        self._following = False

    def _scroll_to(self, position: int, above: int = 0) -> None:
        """Put the line with `position` near the top; the scroll bar counts lines."""
        block = self.document().findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position()).lineNumber() if block.isValid() else 0
        self.verticalScrollBar().setValue(max(block.firstLineNumber() + max(line, 0) - above, 0))

    # ---- telling the workspace

    @Slot()
    def _on_scrolled(self) -> None:
        self._mark_soon.start()
        if not self._following:
            self._read_soon.start()

    @Slot()
    def _select_what_is_read(self) -> None:
        if self._page is None or self._workspace.telling is None or self.textCursor().hasSelection():
            return
        y = round(self.viewport().height() * READING_LINE)
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum():
            y = self.viewport().height() - 1
        if bar.value() == bar.minimum():
            y = 0
        offset = self._page.shown.to_text(self.cursorForPosition(QPoint(UNIT * 3, y)).position())
        scene = self._workspace.telling.at(self._page.episode, offset)
        if scene is not None and scene not in self._workspace.selection.scenes:
            self._following = True
            self._workspace.select_scene(scene)
            self._following = False

    @Slot()
    def _on_caret(self) -> None:
        if self._following or self._page is None:
            return
        self._following = True
        self._workspace.place_caret(self._page.episode, self._page.shown.to_text(self.textCursor().position()))
        self._following = False

    # ---- marking

    def _style_lines(self) -> None:
        """Give our own lines their small type."""
        if self._page is None:
            return
        style = QTextCharFormat()
        small = font(max(SMALL, self.font().pixelSize() - 2), strong=True)
        style.setFont(small)
        style.setForeground(QColor(self._look.muted))
        cursor = QTextCursor(self.document())
        for start, end in self._page.shown.lines:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(style)

    @Slot()
    def _mark(self) -> None:
        """Mark what is visible: the cost does not grow with the recap."""
        page, telling = self._page, self._workspace.telling
        if page is None or telling is None or page.telling is not telling:
            self.setExtraSelections([])
            return
        top, bottom = self._visible()
        start, end = page.shown.to_text(top), page.shown.to_text(bottom) + 1
        selection, hovered = self._workspace.selection, self._workspace.hovered.character
        made: list[QTextEdit.ExtraSelection] = []
        self._quieten(made, top, bottom)
        for mark in sorted(marks(telling, page.episode, start, end, selection), key=lambda m: m.kind != "evidence"):
            strong = mark.character in (hovered, *selection.characters)
            made.append(self._marked(mark.start, mark.end, self._format(mark, strong=strong)))
        for hit in self._hits:
            if hit[0] < end and hit[1] > start:
                found = QTextCharFormat()
                found.setBackground(QColor(self._look.accent if hit == self._hit else self._look.mark))
                found.setForeground(QColor(self._look.on_accent if hit == self._hit else self._look.text))
                made.append(self._marked(*hit, found))
        self.setExtraSelections(made)
        self.viewport().update()

    def _quieten(self, made: list[QTextEdit.ExtraSelection], top: int, bottom: int) -> None:
        """Everything but the selected scenes steps back."""
        span = self._selected_text()
        if span is None:
            return
        quiet = QTextCharFormat()
        quiet.setForeground(self._look.tint(self._look.text, 0.62))
        for first, last in ((top, span[0]), (span[1], bottom)):
            if first < last:
                made.append(self._selection(first, last, quiet))

    def _selected_text(self) -> tuple[int, int] | None:
        """Where the selected scenes stand, in Qt's units, as far as they lie in this episode."""
        telling, scenes, page = self._workspace.telling, self._workspace.selection.scenes, self._page
        if telling is None or page is None or not scenes:
            return None
        first, last = telling.first[page.episode], telling.first[page.episode + 1]
        inside = range(max(scenes.start, first), min(scenes.stop, last))
        if not inside:
            return None
        start, end = telling.scenes[inside[0]].start, telling.scenes[inside[-1]].end
        return page.shown.to_qt(start), page.shown.to_qt(max(end - 1, start)) + 1

    def _format(self, mark: Mark, *, strong: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        telling = self._workspace.telling
        colour = telling.colour(mark.character) if telling is not None and mark.character else None
        ink = self._look.lane(colour)
        if mark.kind == "evidence":
            made.setBackground(QColor(self._look.mark))
            made.setForeground(QColor(self._look.text))
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            made.setUnderlineColor(ink if mark.character else QColor(self._look.accent))
        elif mark.kind == "name" and colour is not None:
            made.setBackground(self._look.tint(ink, 0.38 if strong else 0.16))
            if strong:
                made.setForeground(QColor(self._look.text))
        else:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(ink)
            if strong:
                made.setBackground(self._look.tint(ink, 0.22))
        return made

    def _marked(self, start: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        assert self._page is not None
        shown = self._page.shown
        return self._selection(shown.to_qt(start), shown.to_qt(max(end - 1, start)) + 1, style)

    def _selection(self, start: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = style
        return made

    # ---- geometry

    def _visible(self) -> tuple[int, int]:
        """The first and last position that can be seen."""
        size = self.viewport().size()
        top = self.firstVisibleBlock().position()
        return top, self.cursorForPosition(QPoint(size.width(), size.height())).position()

    def _top_offset(self) -> int:
        return 0 if self._page is None else self._page.shown.to_text(self.cursorForPosition(QPoint(0, 0)).position())

    def _is_visible(self, position: int) -> bool:
        top, bottom = self._visible()
        return top <= position < bottom

    def _is_in_view(self, scene: int) -> bool:
        """Whether some of a scene can be read."""
        telling, page = self._workspace.telling, self._page
        if telling is None or page is None or telling.episode_index(scene) != page.episode:
            return False
        found, height = telling.scenes[scene], self.viewport().height()
        start, end = (self._height_of(page.shown.to_qt(offset)) for offset in (found.start, found.end))
        if not (start < height * 0.7 and end > height * 0.2):
            return False
        spans = evidence(telling, self._workspace.selection) if self._workspace.selection.cell else ()
        return not spans or 0 <= self._height_of(page.shown.to_qt(spans[0][0])) < height

    def _height_of(self, position: int) -> int:
        """Where a position stands, in px below the top of what can be seen."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        return self.cursorRect(cursor).bottom()

    def _fit_measure(self) -> None:
        """Keep lines short enough to read on a wide window."""
        wanted = self.fontMetrics().averageCharWidth() * MEASURE + UNIT * 4
        spare = max((self.width() - self.verticalScrollBar().sizeHint().width() - wanted) // 2, 0)
        self.setViewportMargins(spare, 0, spare, 0)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the measure."""
        self._fit_measure()
        super().resizeEvent(event)
        self._mark_soon.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then rules beside the headings and a bar along the selected scenes."""
        super().paintEvent(event)
        if self._page is None:
            return
        with painting(self.viewport()) as painter:
            self._paint_rules(painter)
            self._paint_bar(painter)

    def _paint_rules(self, painter: QPainter) -> None:
        assert self._page is not None
        top, bottom = self._visible()
        painter.setPen(QColor(self._look.line))
        for start, end in self._page.shown.lines:
            if start > bottom or end < top:
                continue
            block = self.document().findBlock(start)
            line = block.layout().lineAt(block.layout().lineCount() - 1)
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            left = box.left() + line.x() + line.naturalTextWidth() + UNIT * 1.5
            y = box.top() + line.y() + line.height() / 2
            painter.drawLine(QPoint(round(left), round(y)), QPoint(self.viewport().width() - UNIT * 2, round(y)))

    def _paint_bar(self, painter: QPainter) -> None:
        span = self._selected_text()
        if span is None:
            return
        top = self.blockBoundingGeometry(self.document().findBlock(span[0])).translated(self.contentOffset()).top()
        last = self.document().findBlock(max(span[1] - 1, span[0]))
        bottom = self.blockBoundingGeometry(last).translated(self.contentOffset()).bottom()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.accent))
        painter.drawRoundedRect(QRectF(UNIT / 2, top + 2, 3, max(bottom - top - 4, 4)), 1.5, 1.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the lane of the name under the pointer."""
        super().mouseMoveEvent(event)
        found = self._mention_under(event.position().toPoint())
        line = self._line_under(event.position().toPoint())
        hand = found is not None or (line is not None and line[1])
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor)
        if found is not None and self._workspace.telling is not None and self._page is not None:
            scene = self._workspace.telling.at(self._page.episode, found.start)
            self._workspace.hover(scene, found.character)
        else:
            self._workspace.hover()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a name selects its character there, a click on a folded line unfolds it."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection() or self._page is None:
            return
        at = event.position().toPoint()
        telling = self._workspace.telling
        if (line := self._line_under(at)) is not None and telling is not None:
            if telling.scenes[line[0]].apart is not None:
                self.toggle_fold(line[0])
            else:
                self._workspace.select_scene(line[0])
        elif (found := self._mention_under(at)) is not None and telling is not None:
            scene = telling.at(self._page.episode, found.start)
            if scene is not None:
                self._following = True
                self._workspace.select_cell(scene, found.character)
                self._following = False

    def toggle_fold(self, scene: int) -> None:
        """Unfold page furniture to read it, or fold it again."""
        if self._workspace.telling is not None:
            self._unfolded = self._unfolded ^ {self._workspace.telling.scenes[scene].id}
            self._lay_out(self.episode, self._top_offset())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for a menu."""
        if self._page is None:
            return
        span = self.selected_span()
        if event.reason() == QContextMenuEvent.Reason.Mouse and span is None:
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_asked.emit((event.globalPos(), self.caret_offset(), span))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zooming is the timeline's."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell whom a pronoun was taken for."""
        if event.type() == QEvent.Type.ToolTip:
            at = event.pos()  # type: ignore[attr-defined]
            found, telling = self._mention_under(at), self._workspace.telling
            if found is not None and telling is not None and found.character in telling.cast:
                state = self.tr("present") if found.state == "present" else self.tr("talked about")
                who = telling.cast[found.character].name
                words = self.tr("{who}, {state}, {sure} % sure")
                said = words.format(who=who, state=state, sure=round(found.confidence * 100))
                QToolTip.showText(event.globalPos(), tooltip(said), self)  # type: ignore[attr-defined]
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._workspace.hover()
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The words of the recap itself, without our own lines."""
        made = QMimeData()
        cursor = self.textCursor()
        if self._page is not None:
            made.setText(self._page.shown.words(cursor.selectionStart(), cursor.selectionEnd()))
        return made

    def _line_under(self, at: QPoint) -> tuple[int, bool] | None:
        if self._page is None:
            return None
        position = self.cursorForPosition(at).position()
        for (start, end), line in zip(self._page.shown.lines, self._page.lines, strict=True):
            if start <= position <= end:
                return line.scene, line.folded
        return None

    def _mention_under(self, at: QPoint) -> Mention | None:
        if self._page is None or self._workspace.telling is None or self._line_under(at) is not None:
            return None
        cursor = self.cursorForPosition(at)
        box = self.cursorRect(cursor)
        position = cursor.position() - (at.x() < box.x())
        if position < 0 or abs(at.y() - box.center().y()) > box.height() or abs(at.x() - box.x()) > box.height():
            return None
        return mention_at(self._workspace.telling, self._page.episode, self._page.shown.to_text(position))
