"""What lies over the storylines: selection, hover, hits of the search, the ring of focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Slot

from recap_gui.gui.timeline_overlay import Overlay, OverlayMaker, Patch
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView


class StorylinesOverlay(QObject):
    """Lays patches over the canvas of `view` whenever it is painted."""

    def __init__(self, view: StorylinesView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace
        self.hits: tuple[int, ...] = ()
        view.canvas.about_to_paint.connect(self._on_about_to_paint)

    def set_hits(self, scenes: tuple[int, ...]) -> None:
        """Mark scenes with hits."""
        self.hits = scenes
        self.mark_overview()
        self._view.canvas.item.update()

    def mark_overview(self) -> None:
        """Mark the hits in the overview."""
        index = self._view.index
        if index is not None:
            x, columns = index.layout.columns.x, self._hit_columns()
            self._view.overview.set_marks((x[columns] + x[columns + 1]) / 2, None)

    @Slot()
    def _on_about_to_paint(self) -> None:
        view = self._view
        if view.index is None or view.navigator.room is None:
            return
        maker = _Maker(view.index, view.navigator.room, view.navigator.viewport)
        columns = self._hit_columns()
        hits = columns if len(columns) else None
        patches = maker.patches(Overlay(self._workspace.selection, self._workspace.hovered, hits=hits))
        focus = (Patch("focus", (0, 0, *view.canvas.body_size)),) if view.canvas.is_ringed else ()
        view.canvas.item.set_patches((*patches, *focus))

    def _hit_columns(self) -> npt.NDArray[np.int64]:
        index = self._view.index
        found = [] if index is None else [index.column(scene) for scene in self.hits]
        return np.array(sorted(column for column in found if column is not None), np.int64)


class _Maker(OverlayMaker):
    """The overlay over a picture without lanes: columns reach to its lower edge."""

    def _bottom(self) -> int:
        return int(self._room.height)
