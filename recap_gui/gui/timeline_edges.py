"""What lane heads, overview and corner ask for, done: they hold no state, so somebody must know what a lane is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot

from recap_gui.gui.view_edges import ViewEdges
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.timeline_view import TimelineView


class Edges(ViewEdges):
    """Answers the signals of the parts around the canvas of `view`."""

    def __init__(self, view: TimelineView, workspace: Workspace) -> None:
        super().__init__(view, workspace)
        self._view = view
        heads = view.heads
        heads.clicked.connect(self._on_head_clicked)
        heads.hovered.connect(self._on_head_hovered)
        heads.icon_clicked.connect(self._on_icon_clicked)
        heads.moved.connect(view.verbs.arrange)
        heads.merge_offered.connect(self._on_merge_offered)
        heads.menu_asked.connect(self._on_head_menu_asked)
        heads.scroll_asked.connect(self._on_scroll_asked)
        heads.drag_told.connect(self._on_drag_told)

    @Slot(object, object)
    def _on_head_clicked(self, lane: int, held: Qt.KeyboardModifier) -> None:
        character = self._view.index.character(lane) if self._view.index is not None else None
        if character is None:
            self._workspace.fold_lanes(False)
            return
        add = bool(held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier))
        self._workspace.select_character(character, add=add)

    @Slot(object)
    def _on_head_hovered(self, lane: int | None) -> None:
        character = self._view.index.character(lane) if self._view.index is not None and lane is not None else None
        self._workspace.hover(None, character)

    @Slot(object, object)
    def _on_icon_clicked(self, verb: str, lane: int) -> None:
        character = self._view.index.character(lane) if self._view.index is not None else None
        if character is None:
            return
        self._view.navigator.duration = self._view.glide()
        match verb:
            case "before" | "after":
                self._view.verbs.go_along(1 if verb == "after" else -1, lane)
            case "pin":
                self._workspace.pin(character)
            case "only":
                self._workspace.only(character)
            case "hide":
                self._workspace.hide(character)

    @Slot(object, object)
    def _on_merge_offered(self, lane: int, other: int) -> None:
        if self._view.index is not None:
            pair = (self._view.index.character(other), self._view.index.character(lane))
            self._view.verbs.merge_asked.emit(tuple(c for c in pair if c is not None))

    @Slot(object, object)
    def _on_head_menu_asked(self, lane: int, position: QPoint) -> None:
        character = self._view.index.character(lane) if self._view.index is not None else None
        self._view.menu_asked.emit(None, character, position)

    @Slot(object)
    def _on_scroll_asked(self, down: float) -> None:
        self._view.navigator.pan(0.0, down)

    @Slot(object)
    def _on_drag_told(self, words: str) -> None:
        self._view.tell_drag(words)
