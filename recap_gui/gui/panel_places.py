"""Where the panels stand around the centre: beside or below it, as the user left them, and as at first again."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow

from recap_gui.gui.settings import Settings
from recap_gui.gui.theme import UNIT

NARROW = 1080
"""px: below this width the reader stands under the timeline, not beside it."""
STATE = 1
"""The version of the remembered places."""


class PanelPlaces(QObject):
    """Arranges the docks of a window; wide and narrow windows each have places of their own."""

    def __init__(self, window: QMainWindow, docks: dict[str, QDockWidget], settings: Settings) -> None:
        super().__init__(window)
        self._window, self._docks, self._settings = window, docks, settings
        self._narrow = False
        self._shown = False
        self._following = QTimer(self, singleShot=True)
        self._following.timeout.connect(self._follow)
        self.arrange()
        self._hide()

    # ---- verbs

    def show(self) -> None:
        """Show the panels where they were left, or where they stand at first."""
        if self._shown:
            return
        self._shown = True
        self._narrow = self._is_narrow()
        if not self._window.restoreState(self._settings.remembered(self._key()), STATE):
            self.reset()

    def hide(self) -> None:
        """Hide all; they come back as they were."""
        if self._shown:
            self.remember()
            self._shown = False
            self._hide()

    def reset(self) -> None:
        """Put every panel back where it stands at first."""
        self.arrange()
        for dock in self._docks.values():
            dock.show()
        self._docks["why"].raise_()
        self._size()

    def remember(self, state: QByteArray | None = None) -> None:
        """Keep the places for the next start; `state` is an earlier `saveState` that counts instead of now's."""
        if self._shown:
            self._settings.remember(self._key(), self._window.saveState(STATE) if state is None else state)

    def follow_width(self) -> None:
        """Put the reader beside or below when the window's width passed the limit; what was closed stays closed.

        At the next turn of the event loop: moving docks inside a resize event crashes Qt.
        """
        if self._is_narrow() != self._narrow:
            self._following.start()

    @Slot()
    def _follow(self) -> None:
        if self._is_narrow() == self._narrow:
            return
        shown = [dock for dock in self._docks.values() if not dock.isHidden()]
        self.arrange()
        for dock in self._docks.values():
            dock.setVisible(dock in shown)

    def arrange(self) -> None:
        """Put the reader beside the timeline, or under it where the window is narrow."""
        self._narrow = self._is_narrow()
        area = Qt.DockWidgetArea.BottomDockWidgetArea if self._narrow else Qt.DockWidgetArea.RightDockWidgetArea
        reader, why = self._docks["reader"], self._docks["why"]
        for dock in self._docks.values():
            dock.setFloating(False)
            self._window.addDockWidget(area, dock)
        split = Qt.Orientation.Horizontal if self._narrow else Qt.Orientation.Vertical
        self._window.splitDockWidget(reader, why, split)
        for name, dock in self._docks.items():
            if name not in ("reader", "why"):
                self._window.tabifyDockWidget(why, dock)
        why.raise_()
        self._size()

    # ---- private

    def _key(self) -> str:
        return "panels, narrow" if self._narrow else "panels"

    def _is_narrow(self) -> bool:
        return self._window.width() < NARROW

    def _hide(self) -> None:
        for dock in self._docks.values():
            dock.hide()

    def _size(self) -> None:
        both = [self._docks["reader"], self._docks["why"]]
        width, height = self._window.width(), self._window.height()
        if self._narrow:
            self._window.resizeDocks(both, [width * 6 // 10, width * 4 // 10], Qt.Orientation.Horizontal)
            self._window.resizeDocks(both, [height * 4 // 10] * 2, Qt.Orientation.Vertical)
        else:
            wide = max(UNIT * 50, min(width // 3, UNIT * 72))
            self._window.resizeDocks(both, [wide, wide], Qt.Orientation.Horizontal)
            self._window.resizeDocks(both, [height * 65 // 100, height * 35 // 100], Qt.Orientation.Vertical)
