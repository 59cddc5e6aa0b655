"""What the parts around the storylines ask for: the corner's buttons, the overview, how many lines there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from recap_gui.gui.overview import Span

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView


class StorylinesEdges(QObject):
    """Answers the signals of the parts around the canvas of `view`."""

    def __init__(self, view: StorylinesView) -> None:
        super().__init__(view)
        self._view = view
        view.corner.verb_asked.connect(self._on_verb_asked)
        view.overview.window_dragged.connect(self._on_window_dragged)
        view.overview.jumped.connect(self._on_jumped)
        view.overview.all_asked.connect(view.verbs.show_all)
        view.lines.chosen.connect(self._on_lines_chosen)

    @Slot(int)
    def _on_lines_chosen(self, most: int) -> None:
        self._view.choose_lines(most)

    @Slot(object)
    def _on_verb_asked(self, verb: str) -> None:
        self._view.navigator.duration = self._view.glide()
        self._view.verbs.do(verb)

    @Slot(object)
    def _on_window_dragged(self, span: Span) -> None:
        navigator = self._view.navigator
        if navigator.room is not None:
            navigator.place(navigator.room.spanning(navigator.viewport, span.first, span.last))

    @Slot(object)
    def _on_jumped(self, span: Span) -> None:
        navigator = self._view.navigator
        if navigator.room is not None:
            navigator.duration = self._view.glide()
            navigator.go(navigator.room.spanning(navigator.viewport, span.first, span.last))
