"""The middle of the window: the welcome page, or the views of a story under their tabs, with messages over them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from recap_gui.gui.message_bar import MessageBar
from recap_gui.gui.samples import samples
from recap_gui.gui.theme import UNIT, Look
from recap_gui.gui.welcome import Welcome
from recap_gui.gui.widgets import EmptyState, Line, quiet_button

LANES, STORYLINES, TABLE = 0, 1, 2
"""Where the views stand."""
RIBBON = 56
"""px: the height of the timeline in reader mode: its overview alone."""
NO_LIMIT = 16777215
"""px: Qt's word for a size without a limit (QWIDGETSIZE_MAX)."""


class Centre(QWidget):
    """What stands between the panels. The views are put in when they are built: after the window has been seen."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.welcome = Welcome(samples(), look, self)
        self.message_bar = MessageBar(self)
        self.views = QStackedWidget(self)
        self.views.addWidget(EmptyState(self.tr("Reading …")))
        self.views.addWidget(QWidget(self))
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Views"))
        for text in (self.tr("Lanes"), self.tr("Storylines"), self.tr("Table")):
            self.tabs.addTab(text)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self._build_work())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)

    def _build_work(self) -> QWidget:
        self._head, self._head_line = QWidget(self), Line()
        self._head_row = QHBoxLayout(self._head)
        self._head_row.setContentsMargins(UNIT, UNIT // 2, UNIT, 0)
        self._head_row.setSpacing(UNIT // 2)
        self._head_row.addWidget(self.tabs)
        self._head_row.addStretch(1)
        work = QWidget(self)
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addWidget(self._head_line)
        self._strip = QWidget(self)
        self._strip_box = QVBoxLayout(self._strip)
        self._strip_box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._strip)
        box.addWidget(self.views, 1)
        return work

    def add_buttons(self, actions: Sequence[QAction]) -> None:
        """Put a button for each of `actions` beside the tabs."""
        for action in actions:
            button = quiet_button(action)
            button.setAccessibleName(button.text())
            self._head_row.addWidget(button)

    def put_view(self, index: int, view: QWidget) -> None:
        """Put a view in the place that was kept for it."""
        current, place = self.views.currentIndex(), self.views.widget(index)
        if place is not None:
            self.views.removeWidget(place)
            place.deleteLater()
        self.views.insertWidget(index, view)
        self.views.setCurrentIndex(current)

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip above the views; reader mode hides it together with the tabs."""
        self._strip_box.addWidget(strip)

    def show_story(self, *, there: bool) -> None:
        """Show the views, or the welcome page where there is no story."""
        self.pages.setCurrentIndex(1 if there else 0)

    def to_ribbon(self) -> None:
        """Shrink to the timeline's overview, for reader mode."""
        self.message_bar.fold()
        for part in (self._head, self._head_line, self._strip):
            part.hide()
        self.tabs.setCurrentIndex(LANES)
        self.views.setFixedHeight(RIBBON)
        self.setMaximumHeight(RIBBON)

    def from_ribbon(self) -> None:
        """Be as large as before."""
        self.views.setMinimumHeight(0)
        self.views.setMaximumHeight(NO_LIMIT)
        self.setMaximumHeight(NO_LIMIT)
        for part in (self._head, self._head_line, self._strip):
            part.show()
