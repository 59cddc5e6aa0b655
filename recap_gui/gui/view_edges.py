"""What the corner and the overview of a picture ask for, done: alike for lanes and storylines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from recap_gui.gui.overview import Span

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView
    from recap_gui.gui.timeline_view import TimelineView
    from recap_gui.gui.workspace import Workspace


class ViewEdges(QObject):
    """Answers the signals of the corner and the overview of `view`."""

    def __init__(self, view: TimelineView | StorylinesView, workspace: Workspace) -> None:
        super().__init__(view)
        self._picture, self._workspace = view, workspace
        view.corner.verb_asked.connect(self._on_verb_asked)
        view.overview.window_dragged.connect(self._on_window_dragged)
        view.overview.jumped.connect(self._on_jumped)
        view.overview.pointed.connect(self._on_pointed)
        view.overview.all_asked.connect(view.verbs.show_all)

    @Slot(object)
    def _on_verb_asked(self, verb: str) -> None:
        self._picture.navigator.duration = self._picture.glide()
        self._picture.verbs.do(verb)

    @Slot(object)
    def _on_window_dragged(self, span: Span) -> None:
        navigator = self._picture.navigator
        if navigator.room is not None:
            navigator.place(navigator.room.spanning(navigator.viewport, span.first, span.last))

    @Slot(float)
    def _on_pointed(self, unit: float) -> None:
        """Show the scene that was clicked, in the text too."""
        index = self._picture.index
        column = index.column_at(unit) if index is not None else None
        if index is not None and column is not None:
            self._workspace.go_to(index.scene(column))

    @Slot(object)
    def _on_jumped(self, span: Span) -> None:
        navigator = self._picture.navigator
        if navigator.room is not None:
            navigator.duration = self._picture.glide()
            navigator.go(navigator.room.spanning(navigator.viewport, span.first, span.last))
