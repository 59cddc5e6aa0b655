"""What the mouse means over the reader's text: hover, clicks on names and lines of ours, dragging a break."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from recap_gui.gui.reader_breaks import Drag, is_movable, target_of, words_of
from recap_gui.gui.reader_marks import mention_at
from recap_gui.gui.reader_text import SetLine
from recap_gui.gui.widgets import tooltip
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Mention

if TYPE_CHECKING:
    from recap_gui.gui.reader_view import ReaderView

SCROLL_EVERY = 50
"""ms between the lines that go by while a break is dragged beyond the edge."""


class Pointer(QObject):
    """Turns what the mouse does on `view` into verbs of the workspace. `drag` is the break that is held."""

    def __init__(self, view: ReaderView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace
        self.drag: Drag | None = None
        self._at = QPoint()
        self._exactly = False
        self._scroll = QTimer(self, interval=SCROLL_EVERY)
        self._scroll.timeout.connect(self._on_scroll)

    # ---- what lies there

    def line_under(self, at: QPoint) -> SetLine | None:
        """The line of our own at a point of the viewport."""
        return self._view.shown.line_at(self._view.cursorForPosition(at).position())

    def scene_of(self, line: SetLine) -> int | None:
        """The scene that a line of our own stands before."""
        telling = self._view.telling
        return None if telling is None else telling.at(self._view.episode, line.insert.offset)

    def is_on_button(self, line: SetLine, at: QPoint) -> bool:
        """Whether a point of the viewport lies on the button of a line."""
        position = self._view.cursorForPosition(at).position()
        if not line.button <= position <= line.end or line.button == line.end:
            return False
        left, right = (self._view.cursorRect(self._view.sight.cursor_at(end)) for end in (line.button, line.end))
        return left.left() <= at.x() <= right.right() or left.top() != right.top()

    def press_at_caret(self) -> None:
        """Press the button on the line that the caret stands in."""
        line = self._view.shown.line_at(self._view.textCursor().position())
        if line is not None and line.insert.button and (scene := self.scene_of(line)) is not None:
            self._view.press_button(scene)

    def mention_under(self, at: QPoint) -> Mention | None:
        """The mention at a point of the viewport."""
        telling = self._view.telling
        if telling is None or self.line_under(at) is not None:
            return None
        cursor = self._view.cursorForPosition(at)
        box = self._view.cursorRect(cursor)
        position = cursor.position() - (at.x() < box.x())
        if position < 0 or abs(at.y() - box.center().y()) > box.height() or abs(at.x() - box.x()) > box.height():
            return None
        return mention_at(telling, self._view.episode, self._view.shown.to_text(position))

    # ---- what happens

    def pressed(self, event: QMouseEvent) -> bool:
        """Take hold of the break whose heading is pressed; whether one is."""
        telling, at = self._view.telling, event.position().toPoint()
        line = self.line_under(at)
        if event.button() != Qt.MouseButton.LeftButton or line is None or telling is None:
            return False
        if self.is_on_button(line, at):
            return False
        scene = self.scene_of(line)
        if scene is None or line.insert.until > line.insert.offset or not is_movable(telling, scene):
            return False
        self.drag = Drag(scene, at)
        return True

    def moved(self, event: QMouseEvent) -> None:
        """Light the lane of the name under the pointer, or drag the break that is held."""
        at = event.position().toPoint()
        if self.drag is not None:
            if self.drag.has_left(at):
                self._at, self._exactly = at, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
                self._drag_to(at)
                beyond = not 0 <= at.y() < self._view.viewport().height()
                self._scroll.start() if beyond else self._scroll.stop()
            return
        telling, found, line = self._view.telling, self.mention_under(at), self.line_under(at)
        is_button = line is not None and self.is_on_button(line, at)
        self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_button else self._shape(found, line))
        if found is not None and telling is not None:
            self._workspace.hover(telling.at(self._view.episode, found.start), found.character)
        else:
            self._workspace.hover()

    def released(self, event: QMouseEvent) -> None:
        """Drop the break; a click on a name selects its character there, one on a folded line unfolds it."""
        drag, self.drag = self.drag, None
        self._scroll.stop()
        if drag is not None and drag.target is not None:
            self._view.show_drag("")
            self._workspace.move_break(drag.scene, drag.target, exactly=True)
            return
        telling, at = self._view.telling, event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or self._view.textCursor().hasSelection() or telling is None:
            return
        line = self.line_under(at)
        if line is not None and (scene := self.scene_of(line)) is not None:
            if self.is_on_button(line, at):
                self._view.press_button(scene)
            elif telling.scenes[scene].apart is not None:
                self._view.toggle_fold(scene)
            else:
                self._workspace.select_scene(scene)
        elif (found := self.mention_under(at)) is not None:
            held = telling.at(self._view.episode, found.start)
            if held is not None:
                self._view.select_cell(held, found.character)

    def cancel(self) -> bool:
        """Let go of the break that is dragged; whether one was."""
        was, self.drag = self.drag, None
        self._scroll.stop()
        if was is not None:
            self._view.show_drag("")
        return was is not None

    def tell(self, event: QHelpEvent) -> None:
        """Say whom the words under the pointer were taken for, or what a heading can do."""
        found, telling = self.mention_under(event.pos()), self._view.telling
        line = self.line_under(event.pos())
        if found is not None and telling is not None and found.character in telling.cast:
            state = self.tr("present") if found.state == "present" else self.tr("talked about")
            words = self.tr("{who}, {state}, {sure}\u00a0% sure")
            who, sure = telling.cast[found.character].name, round(found.confidence * 100)
            QToolTip.showText(event.globalPos(), tooltip(words.format(who=who, state=state, sure=sure)), self._view)
        elif line is not None and self.is_on_button(line, event.pos()):
            QToolTip.showText(event.globalPos(), tooltip(self.tr("A click, or Enter in this line")), self._view)
        elif line is not None and self._is_grip(line):
            QToolTip.showText(event.globalPos(), tooltip(self.tr("Drag to move where the scene begins")), self._view)
        else:
            QToolTip.hideText()

    # ---- private

    def _drag_to(self, at: QPoint) -> None:
        telling = self._view.telling
        if self.drag is None or telling is None or self.drag.scene >= len(telling):
            return
        inside = QPoint(at.x(), min(max(at.y(), 0), self._view.viewport().height() - 1))
        offset = self._view.shown.to_text(self._view.cursorForPosition(inside).position())
        target = target_of(telling, self.drag.scene, offset, exactly=self._exactly)
        self.drag = replace(self.drag, target=target)
        words = self.tr("The scene begins at “{words} …”. Alt: at any word. Esc: leave it.")
        self._view.show_drag(words.format(words=words_of(telling, self.drag.scene, target)))

    @Slot()
    def _on_scroll(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + (1 if self._at.y() > 0 else -1))
        self._drag_to(self._at)

    def _shape(self, found: Mention | None, line: SetLine | None) -> Qt.CursorShape:
        if line is not None and self._is_grip(line):
            return Qt.CursorShape.SplitVCursor
        if found is not None or (line is not None and line.insert.until > line.insert.offset):
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.IBeamCursor

    def _is_grip(self, line: SetLine) -> bool:
        telling, scene = self._view.telling, self.scene_of(line)
        folded = line.insert.until > line.insert.offset
        return telling is not None and scene is not None and not folded and is_movable(telling, scene)
