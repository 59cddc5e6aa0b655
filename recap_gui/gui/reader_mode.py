"""Reader mode: the text under the timeline's overview as a ribbon, and everything as it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt

from recap_gui.gui.centre import RIBBON
from recap_gui.gui.panel_places import STATE

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class ReaderMode(QObject):
    """Turns it on and off; `before` is where the panels stood, None while it is off."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.before: QByteArray | None = None

    @property
    def is_on(self) -> bool:
        """Whether it is on."""
        return self.before is not None

    def toggle(self) -> None:
        """Turn it on, or off."""
        if self.before is None:
            self._begin()
        else:
            self._end(self.before)
        self._window.actions_table["reader_mode"].setChecked(self.is_on)

    def _begin(self) -> None:
        window = self._window
        self.before = window.saveState(STATE)
        for name, dock in window.docks.items():
            dock.setVisible(name == "reader")
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, window.docks["reader"])
        window.centre.to_ribbon()
        window.resizeDocks([window.docks["reader"]], [window.height() - RIBBON], Qt.Orientation.Vertical)
        window.reader.view.setFocus()

    def _end(self, before: QByteArray) -> None:
        self.before = None
        self._window.centre.from_ribbon()
        self._window.restoreState(before, STATE)
