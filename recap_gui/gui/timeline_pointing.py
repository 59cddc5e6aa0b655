"""What pointing, clicking and sweeping on the canvas mean: hover and its card, selection, folding, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QContextMenuEvent

from recap_gui.gui.timeline_place import Place, place_at
from recap_gui.gui.view_pointing import ViewPointing
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.timeline_view import TimelineView


class Pointing(ViewPointing):
    """Turns what the mouse did on the canvas of `view` into verbs of the workspace."""

    def __init__(self, view: TimelineView, workspace: Workspace) -> None:
        super().__init__(view, workspace)
        self._view = view
        view.mouse.hovered.connect(self._on_hovered)
        view.mouse.clicked.connect(self._on_clicked)
        view.mouse.double_clicked.connect(self._on_double_clicked)
        view.canvas.menu_asked.connect(self._on_menu_asked)

    def _place_at(self, point: QPointF) -> Place | None:
        if self._view.index is None or self._view.navigator.room is None:
            return None
        at = QPointF(point.x(), point.y() - self._view.render_parts.ruler_height)
        return place_at(self._view.index, self._view.navigator.room, self._view.navigator.viewport, at.x(), at.y())

    def scene_at(self, point: QPointF) -> int | None:
        """The scene of the column at a point of the canvas."""
        place = self._place_at(point)
        if place is None or place.column is None or self._view.index is None:
            return None
        return self._view.index.scene(place.column)

    def _wants_card(self) -> bool:
        return not self._view.render_parts.too_narrow(self._view.navigator.viewport)

    @Slot(object)
    def _on_hovered(self, point: QPointF | None) -> None:
        place = self._place_at(point) if point is not None else None
        if place is None or place.column is None or self._view.index is None:
            self._point_at(None)
            return
        character = self._view.index.character(place.lane) if place.lane is not None else None
        self._point_at(point, self._view.index.scene(place.column), character)

    @Slot(object, object)
    def _on_clicked(self, point: QPointF, held: Qt.KeyboardModifier) -> None:
        place = self._place_at(point)
        if place is None or self._view.index is None:
            return
        if place.column is None:
            self._workspace.clear_selection()
            return
        scene = self._view.index.scene(place.column)
        character = self._view.index.character(place.lane) if place.lane is not None else None
        if held & Qt.KeyboardModifier.ShiftModifier:
            self._workspace.select_scene(scene, extend=True)
        elif (
            place.region == "ruler"
            and (kind := self._view.index.foldable(place.column)) is not None
            and (self._view.index.stub(place.column) or self._workspace.selection.scenes == range(scene, scene + 1))
        ):
            self._workspace.select_scene(scene)
            self._workspace.fold_kind(kind)
        elif place.region == "ruler" or character is None:
            self._workspace.select_scene(scene)
        else:
            self._workspace.select_cell(scene, character)

    @Slot(object)
    def _on_double_clicked(self, point: QPointF) -> None:
        place = self._place_at(point)
        if place is None:
            return
        self._view.navigator.duration = self._view.glide()
        if place.region == "ruler":
            self._view.verbs.show_all()
        elif place.column is not None:
            self._view.verbs.read()

    @Slot(object)
    def _on_menu_asked(self, event: QContextMenuEvent) -> None:
        self.hide_card()
        place = self._place_at(QPointF(event.pos()))
        if place is not None and self._view.index is not None:
            scene = self._view.index.scene(place.column) if place.column is not None else None
            character = self._view.index.character(place.lane) if place.lane is not None else None
            self._view.menu_asked.emit(scene, character, event.globalPos())
