"""What pointing and clicking on the storylines mean: hover and its card, selection, the menu, a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QContextMenuEvent

from recap_gui.drawing.storyline_bends import hull_at, line_at
from recap_gui.drawing.storyline_labels import head_heights
from recap_gui.gui.timeline_words import hover_words
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView

CARD_DELAY = 300
"""How long (ms) the pointer rests before the hover card comes."""
HEAD_REACH = 10.0
"""px above and below a name at the left edge where a click still means it."""
CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True, slots=True)
class Under:
    """What is under a point: a scene, a character, and whether the point is on the scene's hull or on the ruler."""

    scene: int | None = None
    character: str | None = None
    on_scene: bool = False


class StorylinesPointing(QObject):
    """Turns what the mouse did on the canvas of `view` into verbs of the workspace."""

    def __init__(self, view: StorylinesView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace
        self._pointer = QPointF()
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(CARD_DELAY)
        self._card_timer.timeout.connect(self._on_card_due)
        view.mouse.hovered.connect(self._on_hovered)
        view.mouse.clicked.connect(self._on_clicked)
        view.mouse.double_clicked.connect(self._on_double_clicked)
        view.mouse.swept.connect(self._on_swept)
        view.canvas.menu_asked.connect(self._on_menu_asked)
        view.heads.clicked.connect(self._on_head_clicked)

    def under(self, point: QPointF) -> Under:
        """What is under a point of the canvas."""
        view = self._view
        if view.index is None or view.layout_ is None or view.navigator.room is None:
            return Under()
        at, viewport = view.canvas_to_body(point), view.navigator.viewport
        column = view.index.column_at(viewport.from_px_x(at.x()))
        if column is None:
            return Under()
        if at.y() < 0:
            return Under(view.index.scene(column), None, True)
        where = view.render_parts.where(viewport)
        line = line_at(where, at.x(), at.y())
        inside = hull_at(view.layout_, viewport, where, at.x(), at.y())
        character = view.layout_.characters[line] if line >= 0 else None
        return Under(view.index.scene(column), character, inside == column)

    def hide_card(self) -> None:
        """Take the hover card away."""
        self._card_timer.stop()
        self._view.card.hide()

    @Slot(object)
    def _on_hovered(self, point: QPointF | None) -> None:
        self.hide_card()
        found = self.under(point) if point is not None else Under()
        if found.scene is None or point is None or not (found.on_scene or found.character is not None):
            self._workspace.hover()
            return
        self._pointer = point
        self._workspace.hover(found.scene, found.character)
        self._card_timer.start()

    @Slot()
    def _on_card_due(self) -> None:
        hover, view = self._workspace.hovered, self._view
        if hover.scene is not None and view.index is not None:
            who, where, words = hover_words(self._workspace, view.index, hover)
            pointer = view.canvas.mapTo(view, self._pointer.toPoint())
            view.card.show_at(pointer, who=who, where=where, words=words)

    @Slot(object, object)
    def _on_clicked(self, point: QPointF, held: Qt.KeyboardModifier) -> None:
        found = self.under(point)
        if held & Qt.KeyboardModifier.ShiftModifier and found.scene is not None:
            self._workspace.select_scene(found.scene, extend=True)
        elif found.on_scene and found.scene is not None and found.character is not None:
            self._workspace.select_cell(found.scene, found.character)
        elif found.on_scene and found.scene is not None:
            self._workspace.select_scene(found.scene)
        elif found.character is not None:
            self._workspace.select_character(found.character, add=bool(held & CONTROL))
        else:
            self._workspace.clear_selection()

    @Slot(object)
    def _on_double_clicked(self, point: QPointF) -> None:
        self._view.navigator.duration = self._view.glide()
        if self._view.over_ruler(point):
            self._view.verbs.show_all()
        elif self.under(point).on_scene:
            self._view.verbs.read()

    @Slot(object, object)
    def _on_swept(self, start: QPointF, now: QPointF) -> None:
        first, last = self.under(start).scene, self.under(now).scene
        if first is None or last is None:
            return
        selection = self._workspace.selection
        if selection.end is None or first not in selection.scenes:
            self._workspace.select_scene(first)
        self._workspace.select_scene(last, extend=True)

    @Slot(object)
    def _on_menu_asked(self, event: QContextMenuEvent) -> None:
        found = self.under(QPointF(event.pos()))
        self._view.menu_asked.emit(found.scene if found.on_scene else None, found.character, event.globalPos())

    @Slot(object, object)
    def _on_head_clicked(self, y: float, held: Qt.KeyboardModifier) -> None:
        view = self._view
        if view.layout_ is None or view.navigator.room is None:
            return
        heights = head_heights(view.render_parts.where(view.navigator.viewport))
        away = np.nan_to_num(np.abs(heights - y), nan=np.inf)
        if len(away) and away.min() <= HEAD_REACH:
            self._workspace.select_character(view.layout_.characters[int(away.argmin())], add=bool(held & CONTROL))
