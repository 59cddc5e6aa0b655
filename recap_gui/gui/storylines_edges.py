"""What the parts around the storylines ask for: the corner's buttons, the overview, how many lines there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from recap_gui.gui.view_edges import ViewEdges

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView
    from recap_gui.gui.workspace import Workspace


class StorylinesEdges(ViewEdges):
    """Answers the signals of the parts around the canvas of `view`."""

    def __init__(self, view: StorylinesView, workspace: Workspace) -> None:
        super().__init__(view, workspace)
        self._view = view
        view.lines.chosen.connect(self._on_lines_chosen)

    @Slot(int)
    def _on_lines_chosen(self, most: int) -> None:
        self._view.choose_lines(most)
