"""What pointing on a picture of the story means, for lanes and storylines alike: the hover card, and sweeping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer, Slot

from recap_gui.gui.timeline_words import hover_words
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView
    from recap_gui.gui.timeline_view import TimelineView

CARD_DELAY = 300
"""How long (ms) the pointer rests before the hover card comes."""


class ViewPointing(QObject):
    """Turns what the mouse did on the canvas of `view` into verbs of the workspace.

    Subclasses say what is under a point (`scene_at`) and answer `_on_hovered`, `_on_clicked`, `_on_double_clicked` and
    `_on_menu_asked`.
    """

    def __init__(self, view: TimelineView | StorylinesView, workspace: Workspace) -> None:
        super().__init__(view)
        self._picture, self._workspace = view, workspace
        self._pointer: QPointF | None = None
        self._card_timer = QTimer(self, singleShot=True, interval=CARD_DELAY)
        self._card_timer.timeout.connect(self._on_card_due)
        view.mouse.swept.connect(self._on_swept)

    def scene_at(self, point: QPointF) -> int | None:
        """The scene at a point of the canvas."""
        raise NotImplementedError

    def hide_card(self) -> None:
        """Take the hover card away."""
        self._card_timer.stop()
        self._picture.card.hide()

    def _point_at(self, point: QPointF | None, scene: int | None = None, character: str | None = None) -> None:
        """The pointer is over these, or over nothing; the card comes when it stays."""
        self.hide_card()
        if point is None or scene is None:
            self._pointer = None
            self._workspace.hover()
            return
        self._pointer = point
        self._workspace.hover(scene, character)
        self._card_timer.start()

    def _wants_card(self) -> bool:
        """Whether there is room enough to tell what the pointer means."""
        return True

    @Slot()
    def _on_card_due(self) -> None:
        hover, view = self._workspace.hovered, self._picture
        if self._pointer is None or hover.scene is None or view.index is None or not self._wants_card():
            return
        who, where, words = hover_words(self._workspace, view.index, hover)
        view.card.show_at(view.canvas.mapTo(view, self._pointer.toPoint()), who=who, where=where, words=words)

    @Slot(object, object)
    def _on_swept(self, start: QPointF, now: QPointF) -> None:
        first, last = self.scene_at(start), self.scene_at(now)
        if first is None or last is None:
            return
        selection = self._workspace.selection
        if selection.end is None or first not in selection.scenes:
            self._workspace.select_scene(first)
        self._workspace.select_scene(last, extend=True)
