"""Dragging a break on the timeline: the edge between two scenes in the ruler is its grip, and it snaps to sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from recap_gui.gui.reader_breaks import Drag, is_movable, target_of, words_of
from recap_gui.gui.telling import Telling
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.timeline_view import TimelineView

REACH = 4
"""px on both sides of an edge that belong to its grip."""
NARROWEST = 20
"""px a column must have for its edge to be one: else every click on the ruler would take hold of a break."""
_WORD = re.compile(r"\S+")


class BreakDragging(QObject):
    """Watches the ruler of `view`, and moves breaks of the workspace."""

    def __init__(self, view: TimelineView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace
        self.drag: Drag | None = None
        self._shaped = False
        self._marker = _Marker(view)
        view.canvas.viewport().installEventFilter(self)
        view.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse while it is on a grip or drags one, and Esc while it does."""
        if isinstance(event, QMouseEvent):
            at = event.position().toPoint()
            if event.type() == QEvent.Type.MouseButtonPress:
                return self._pressed(event, at)
            if event.type() == QEvent.Type.MouseMove:
                return self._moved(event, at)
            if event.type() == QEvent.Type.MouseButtonRelease and self.drag is not None:
                self._dropped()
                return True
            return False
        if self.drag is not None and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._let_go()
            return True
        return False

    def _pressed(self, event: QMouseEvent, at: QPoint) -> bool:
        scene = self.grip_at(at) if event.button() == Qt.MouseButton.LeftButton else None
        if scene is not None:
            self.drag = Drag(scene, at)
        return scene is not None

    def _moved(self, event: QMouseEvent, at: QPoint) -> bool:
        if self.drag is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if self.drag.has_left(at):
                self._drag_to(at, exactly=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            return True
        on_grip = not event.buttons() and self.grip_at(at) is not None
        if on_grip != self._shaped:
            self._shaped = on_grip
            if on_grip:
                self._view.canvas.viewport().setCursor(Qt.CursorShape.SplitHCursor)
            else:
                self._view.canvas.viewport().unsetCursor()
        return False

    def _dropped(self) -> None:
        drag, telling = self.drag, self._workspace.telling
        self._let_go()
        if drag is None or telling is None or drag.scene >= len(telling):
            return
        if drag.target is None:
            self._workspace.select_scene(drag.scene)
        else:
            self._workspace.move_break(drag.scene, drag.target, exactly=True)

    def _let_go(self) -> None:
        self.drag = None
        self._marker.hide()
        self._view.card.hide()

    def grip_at(self, at: QPoint) -> int | None:
        """The scene whose beginning is taken hold of at a point of the canvas, None where there is no grip."""
        index, telling, viewport = self._view.index, self._workspace.telling, self._view.viewport
        if index is None or telling is None or not 0 <= at.y() < self._view.render_parts.ruler_height:
            return None
        column = index.column_at(viewport.from_px_x(at.x() + REACH))
        if column is None or column == 0:
            return None
        first, last = index.units(range(column - 1, column + 1))
        edge = index.units(range(column, column + 1))[0]
        left, x, right = (float(viewport.to_px_x(unit)) for unit in (first, edge, last))
        if abs(x - at.x()) > REACH or min(x - left, right - x) < NARROWEST:
            return None
        scene = index.scene(column)
        neighbours = index.scene(column - 1) == scene - 1 and is_movable(telling, scene)
        return scene if neighbours and not index.stub(column) and not index.stub(column - 1) else None

    def _drag_to(self, at: QPoint, *, exactly: bool) -> None:
        index, telling, drag = self._view.index, self._workspace.telling, self.drag
        if index is None or telling is None or drag is None or (column := index.column(drag.scene)) is None:
            return
        unit = self._view.viewport.from_px_x(at.x())
        before, after = (index.units(range(c, c + 1)) for c in (column - 1, column))
        scene, (first, last) = (drag.scene - 1, before) if unit < after[0] else (drag.scene, after)
        share = min(max((unit - first) / max(last - first, 1e-9), 0.0), 1.0)
        target = target_of(telling, drag.scene, offset_of(telling, scene, share), exactly=exactly)
        self.drag = Drag(drag.scene, drag.taken, target)
        held = drag.scene - 1 if target < telling.scenes[drag.scene].start else drag.scene
        first, last = before if held == drag.scene - 1 else after
        x = self._view.viewport.to_px_x(first + share_of(telling, held, target) * (last - first))
        self._show(round(float(x)), at, words_of(telling, drag.scene, target))

    def _show(self, x: int, at: QPoint, words: str) -> None:
        canvas = self._view.canvas.geometry()
        self._marker.show_at(QRect(canvas.left() + x - _Marker.HALF, canvas.top(), 2 * _Marker.HALF, canvas.height()))
        who = self.tr("The scene begins here")
        where = self.tr("Alt: at any word. Esc: leave it.")
        self._view.card.show_at(self._view.canvas.mapTo(self._view, at), who=who, where=where, words=f"“{words} …”")


class _Marker(QWidget):
    """A line across ruler and body where the dragged break would go."""

    HALF = 5

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QRect) -> None:
        """Stand there."""
        self.setGeometry(place)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line with a knob at its top."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().highlight())
            painter.drawRect(self.HALF - 1, 0, 2, self.height())
            painter.drawEllipse(0, 0, 2 * self.HALF, 2 * self.HALF)
        finally:
            painter.end()


def offset_of(telling: Telling, scene: int, share: float) -> int:
    """The offset of the word at a share (0–1) of the words of a scene."""
    starts = _word_starts(telling, scene)
    if not starts:
        return telling.scenes[scene].start
    return starts[min(int(share * len(starts)), len(starts) - 1)]


def share_of(telling: Telling, scene: int, offset: int) -> float:
    """Which share (0–1) of the words of a scene stand before `offset`."""
    starts = _word_starts(telling, scene)
    return bisect_left(starts, offset) / len(starts) if starts else 0.0


def _word_starts(telling: Telling, scene: int) -> list[int]:
    found = telling.scenes[scene]
    return [m.start() for m in _WORD.finditer(telling.episode(scene).text, found.start, found.end)]
