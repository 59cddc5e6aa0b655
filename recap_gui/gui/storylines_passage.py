"""The passage between lanes and storylines: lines come from the lanes' rows, and go back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from recap_gui.gui.storylines_bending import WayBack, as_lanes, block_height
from recap_gui.layout.storylines import StorylineLayout

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView
    from recap_gui.gui.timeline_view import TimelineView


class Passage(QObject):
    """Knows the lanes that stand in the same place as `view`, and what is shown in place of what."""

    def __init__(self, view: StorylinesView) -> None:
        super().__init__(view)
        self._view = view
        self._lanes: TimelineView | None = None
        self._just_left = False

    def set_lanes(self, lanes: TimelineView) -> None:
        """Lead from and to these lanes."""
        self._lanes = lanes
        lanes.installEventFilter(self)

    @property
    def blocks(self) -> float:
        """How high the blocks of the lanes are, in px."""
        return block_height(self._lanes) if self._lanes is not None else 0.0

    def at_lanes(self) -> StorylineLayout | None:
        """What is shown, with its lines where the lanes have them; None where there is no motion, or no lanes."""
        view = self._view
        if self._lanes is None or view.layout_ is None or not view.glide() or view.navigator.room is None:
            return None
        return as_lanes(view.layout_, view.navigator.viewport, view.body_box(), self._lanes)

    def leave(self) -> None:
        """The storylines are hidden: where the lanes are shown instead, now or in a moment, the lines go back."""
        self._just_left = True
        QTimer.singleShot(0, self._forget)
        if self._lanes is not None and self._lanes.isVisible():
            self._go_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The lanes are shown: in place of the storylines, if these were left just now."""
        if event.type() == QEvent.Type.Show and self._just_left:
            self._go_back()
        return False

    def _go_back(self) -> None:
        """Lines return to their rows, over the lanes that are shown already."""
        self._just_left = False
        goal, view = self.at_lanes(), self._view
        if goal is not None and self._lanes is not None and view.layout_ is not None:
            way = WayBack(view.render_parts, view.navigator.viewport, view.body_box(), self._lanes)
            way.go(view.layout_, goal, self.blocks)

    @Slot()
    def _forget(self) -> None:
        self._just_left = False
