"""Gives a show its lanes and a recap its zoom back when it is opened again, and notes them while it is open."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from recap_gui.gui.selection import LaneChoices, Width
from recap_gui.gui.session import Session
from recap_gui.gui.settings import WIDTH, Settings
from recap_gui.gui.views_memory import ViewsMemory, Zoom
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Story

if TYPE_CHECKING:
    from recap_gui.drawing.viewport import Viewport
    from recap_gui.gui.timeline_moves import Room
    from recap_gui.gui.timeline_view import TimelineView

LEAST_WIDTH = 64.0
"""px: a body narrower than this has not been laid out yet."""


class Recollection(QObject):
    """Connected to the workspace before any panel is, so that lanes are right before they are painted."""

    def __init__(
        self, workspace: Workspace, session: Session, settings: Settings, file: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._session, self._settings = workspace, session, settings
        self._memory = ViewsMemory(file)
        self._timeline: TimelineView | None = None
        self._analysed: Story | None = None
        self._show = self._recap = ""
        self._seen: tuple[Viewport, Room] | None = None
        self._wanted: Zoom | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._give_zoom)
        workspace.story_changed.connect(self._on_story)
        workspace.lanes_changed.connect(self._on_lanes)
        settings.changed.connect(self._on_setting)

    def watch(self, timeline: TimelineView) -> None:
        """Note what part of the story the timeline shows, and give it back to it."""
        self._timeline = timeline
        timeline.viewport_changed.connect(self._on_viewport)
        self._soon.start()

    def save(self) -> None:
        """Write what is remembered to the disk."""
        self._note_zoom()
        self._memory.save()

    # ---- opening and leaving

    @Slot(object)
    def _on_story(self, story: Story | None) -> None:
        if self._workspace.analysed is self._analysed:
            return  # the same recaps, corrected
        self._analysed = self._workspace.analysed
        recap, paths = ("", ()) if story is None else self._key()
        if story is not None and recap == self._recap:  # read again, or a season of which more has come
            self._give_lanes(story)
            return
        self.save()
        self._seen, self._wanted, self._show, self._recap = None, None, "", recap
        if story is not None:
            self._settings.set_open(paths)
            self._wanted = self._memory.zoom(recap)
            self._give_lanes(story)
            self._soon.start()
        elif not self._workspace.documents:
            self._settings.set_open(())

    def _key(self) -> tuple[str, tuple[str, ...]]:
        """What the open recaps are remembered by, and their files."""
        paths = tuple(os.path.abspath(path) for path in self._session.paths)  # noqa: PTH100  (links stay as they are)
        whose = paths or tuple(document.sha256 for document in self._workspace.documents)
        return hashlib.sha256("\n".join(whose).encode("utf-8", "surrogatepass")).hexdigest()[:16], paths

    def _give_lanes(self, story: Story) -> None:
        self._show = ""  # what is given is not noted
        show = story.title.casefold().strip() or self._recap
        lanes = self._memory.lanes(show, {c.id: c for c in story.characters})
        self._workspace.choose_lanes(self._at_first() if lanes is None else lanes)
        self._show = show

    def _at_first(self) -> LaneChoices:
        return LaneChoices(width=self._width())

    def _width(self) -> Width:
        return "equal" if self._settings.get(WIDTH) == "equal" else "words"

    # ---- noting

    @Slot(object)
    def _on_lanes(self, lanes: LaneChoices) -> None:
        telling = self._workspace.telling
        if self._show and telling is not None:
            changed = replace(lanes, tightest=(), kept=None) != self._at_first()
            self._memory.set_lanes(self._show, lanes if changed else None, telling.cast)

    @Slot(object)
    def _on_setting(self, setting: object) -> None:
        if setting is WIDTH:
            self._workspace.set_width(self._width())

    @Slot(object)
    def _on_viewport(self, viewport: Viewport) -> None:
        """Called with every frame of a pan: keeps the values, reckons later."""
        if self._timeline is not None and (room := self._timeline.navigator.room) is not None:
            self._seen = (viewport, room)
            if self._wanted is not None:
                self._soon.start()

    def _note_zoom(self) -> None:
        if not self._recap or self._seen is None or self._wanted is not None:
            return
        viewport, room = self._seen
        zoom = None
        if viewport != room.fitted() and room.limits.width > 0:
            first, last = (min(max(x / room.limits.width, 0.0), 1.0) for x in viewport.visible_x())
            if first < last:
                zoom = Zoom(round(first, 6), round(last, 6), round(viewport.y0, 3), round(viewport.y_scale, 3))
        self._memory.set_zoom(self._recap, zoom)

    @Slot()
    def _give_zoom(self) -> None:
        """Show what was in view, once the timeline has its size; where the user was quicker, leave it."""
        if self._timeline is None or self._wanted is None or not self._timeline.isVisible():
            return
        navigator, wanted = self._timeline.navigator, self._wanted
        room = navigator.room
        if room is None or room.width < LEAST_WIDTH:
            return
        self._wanted = None
        if navigator.viewport == room.fitted():
            whole = room.limits.width
            seen = room.spanning(navigator.viewport, wanted.first * whole, wanted.last * whole)
            navigator.place(replace(seen, y0=wanted.top, y_scale=wanted.lane))
