"""The panels around the timeline, each in its dock. Built after the window has been seen: 90 of 320 ms saved (M)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from recap_gui.gui.cast_panel import CastPanel
from recap_gui.gui.changes_panel import ChangesPanel
from recap_gui.gui.panel_places import PanelPlaces
from recap_gui.gui.reader_panel import ReaderPanel
from recap_gui.gui.review_panel import ReviewPanel
from recap_gui.gui.scene_table import SceneTable
from recap_gui.gui.season_panel import SeasonPanel
from recap_gui.gui.theme import Look
from recap_gui.gui.why_panel import WhyPanel
from recap_gui.gui.widgets import PanelHead, quiet_button

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class Panels(QObject):
    """All panels, by name, and the docks they stand in. The scene table is no dock: it is a view of the centre."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        workspace, look = window.workspace, window.theme.look
        self.reader = ReaderPanel(workspace, window.settings, look, window)
        self.table = SceneTable(workspace, look, window)
        self.cast = CastPanel(workspace, look, window)
        self.why = WhyPanel(workspace, look, window)
        self.changes = ChangesPanel(workspace, window)
        self.season = SeasonPanel(workspace, window.session.background, window)
        self.review = ReviewPanel(workspace, look, window)
        self.docks = self._build_docks(window)
        self.places = PanelPlaces(window, self.docks, window.settings)
        self.docks["review"].visibilityChanged.connect(self.review.on_seen)
        window.tabifiedDockWidgetActivated.connect(self._on_tab)
        self.docks["season"].visibilityChanged.connect(self.season.on_seen)
        self.docks["cast"].visibilityChanged.connect(self.cast.on_seen)

    def _build_docks(self, window: MainWindow) -> dict[str, QDockWidget]:
        panels: tuple[tuple[str, str, QWidget], ...] = (
            ("reader", self.tr("Recap"), self.reader),
            ("why", self.tr("Why?"), self.why),
            ("cast", self.tr("Cast"), self.cast),
            ("changes", self.tr("What I changed"), self.changes),
            ("season", self.tr("Season"), self.season),
            ("review", self.tr("Check"), self.review),
        )
        docks = {}
        for name, title, panel in panels:
            dock = QDockWidget(title, window)
            dock.setObjectName(name)
            dock.setWidget(panel)
            dock.setTitleBarWidget(self._head(dock, title) if name == "reader" else QWidget())
            dock.toggleViewAction().setEnabled(False)
            docks[name] = dock
        return docks

    def _head(self, dock: QDockWidget, title: str) -> PanelHead:
        shut = quiet_button(text="×")
        shut.setAccessibleName(self.tr("Close {panel}").format(panel=title))
        shut.clicked.connect(dock.close)
        return PanelHead(title, shut)

    def show(self, name: str) -> None:
        """Bring a panel to the front, with the keyboard in it."""
        if (dock := self.docks.get(name)) is not None:
            dock.show()
            dock.raise_()
            if (panel := dock.widget()) is not None:
                panel.setFocus()

    @Slot(QDockWidget)
    def _on_tab(self, dock: QDockWidget) -> None:
        """A click on the tab of the check gives it the keyboard: its questions are answered by keys."""
        if dock is self.docks["review"] and QApplication.mouseButtons():
            self.review.setFocus(Qt.FocusReason.MouseFocusReason)

    @Slot(object)
    def on_documents(self, documents: tuple[object, ...]) -> None:
        """Stand around a story, go where there is none."""
        for dock in self.docks.values():
            dock.toggleViewAction().setEnabled(bool(documents))
        if documents:
            self.places.show()
        else:
            self.places.hide()

    @Slot(object)
    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        for panel in (self.reader, self.table, self.cast, self.why, self.review):
            panel.set_look(look)
