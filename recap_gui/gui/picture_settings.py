"""Carries settings and colours to the two pictures of the story: the timeline and the storylines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from recap_gui.gui.settings import LETTER_KEYS, MOTION, WHEEL, Settings
from recap_gui.gui.theme import Theme

if TYPE_CHECKING:
    from recap_gui.gui.storylines_view import StorylinesView
    from recap_gui.gui.timeline_view import TimelineView


class PictureSettings(QObject):
    """Tells each picture what holds when it comes, and whenever that changes."""

    def __init__(self, settings: Settings, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self._timeline: TimelineView | None = None
        self._storylines: StorylinesView | None = None
        settings.changed.connect(self._renew)
        theme.changed.connect(self._wear)

    def set_timeline(self, timeline: TimelineView) -> None:
        """Take in the timeline when it has been built."""
        self._timeline = timeline
        timeline.set_style(self._theme.style)
        self._renew()

    def set_storylines(self, storylines: StorylinesView) -> None:
        """Take in the storylines when they have been built."""
        self._storylines = storylines
        storylines.set_style(self._theme.style)
        self._renew()

    @Slot(object)
    def _renew(self, _setting: object = None) -> None:
        for picture in (self._timeline, self._storylines):
            if picture is not None:
                picture.letter_keys = self._settings.get(LETTER_KEYS)
                picture.motion = self._settings.get(MOTION)
                picture.wheel = "time" if self._settings.get(WHEEL) == "time" else "lanes"

    @Slot(object)
    def _wear(self, _look: object = None) -> None:
        for picture in (self._timeline, self._storylines):
            if picture is not None:
                picture.set_style(self._theme.style)
