"""Recaps that come one by one: tells when enough of those that are being opened is there to be shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from recap_gui.gui.opened_recaps import come, up_to
from recap_gui.gui.opening import Batch
from recap_gui.gui.weaving import Weaver
from recap_gui.story.season_of import is_season

SOON, MANY = 700, 20
"""ms between two looks at how much of a season has come, and that much more for so many episodes that are shown: each
look lays the picture of all of them out anew."""


class Arrivals(QObject):
    """The first is shown at once, the next ones a few at a time; where a horizon is set, none from beyond it."""

    due = Signal(object, object, bool)
    """(tuple[Opened, ...], Batch, whether they are the first): show these, more are to come"""

    def __init__(self, weaver: Weaver, parent: QObject) -> None:
        super().__init__(parent)
        self._weaver = weaver
        self._batch: Batch | None = None
        self.shown = 0
        """How many of the batch have been shown."""
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._look)

    def begin(self) -> None:
        """Another batch is being opened."""
        self.end()
        self.shown = 0

    def came(self, batch: Batch) -> None:
        """One more of `batch` has come."""
        self._batch = batch
        if not self.shown:
            self._look()
        elif not self._soon.isActive():
            self._soon.start(SOON * (1 + self.shown // MANY))

    def end(self) -> None:
        """No more is to be shown one by one."""
        self._batch = None
        self._soon.stop()

    @Slot()
    def _look(self) -> None:
        batch = self._batch
        if batch is None or self._weaver.is_busy:
            if batch is not None:
                self._soon.start(SOON)
            return
        found = come(batch)
        if batch.quiet:
            found = up_to(found, batch)
        stories = [o.story for o in found if o.story is not None]
        if len(found) > self.shown and (len(found) == 1 or is_season(stories)):
            is_first, self.shown = not self.shown, len(found)
            self.due.emit(tuple(found), batch, is_first)
