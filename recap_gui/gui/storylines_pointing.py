"""What pointing and clicking on the storylines mean: hover and its card, selection, the menu, a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QContextMenuEvent

from recap_gui.drawing.storyline_bends import hull_at, line_at
from recap_gui.drawing.storyline_labels import head_heights
from recap_gui.gui.view_pointing import ViewPointing
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView

HEAD_REACH = 10.0
"""px above and below a name at the left edge where a click still means it."""
CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True, slots=True)
class Under:
    """What is under a point: a scene, a character, and whether the point is on the scene's hull or on the ruler."""

    scene: int | None = None
    character: str | None = None
    on_scene: bool = False


class StorylinesPointing(ViewPointing):
    """Turns what the mouse did on the canvas of `view` into verbs of the workspace."""

    def __init__(self, view: StorylinesView, workspace: Workspace) -> None:
        super().__init__(view, workspace)
        self._view = view
        view.mouse.hovered.connect(self._on_hovered)
        view.mouse.clicked.connect(self._on_clicked)
        view.mouse.double_clicked.connect(self._on_double_clicked)
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

    def scene_at(self, point: QPointF) -> int | None:
        """The scene of the column at a point of the canvas."""
        return self.under(point).scene

    @Slot(object)
    def _on_hovered(self, point: QPointF | None) -> None:
        found = self.under(point) if point is not None else Under()
        if found.on_scene or found.character is not None:
            self._point_at(point, found.scene, found.character)
        else:
            self._point_at(None)

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

    @Slot(object)
    def _on_menu_asked(self, event: QContextMenuEvent) -> None:
        self.hide_card()
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
