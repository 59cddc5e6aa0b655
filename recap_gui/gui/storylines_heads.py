"""The names of the lines at the left edge of the storylines, and how many lines there are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.storylines_render import StorylinesRender
from recap_gui.gui.widgets import painting
from recap_gui.layout.storylines import MOST_LINES

CHOICES = (12, MOST_LINES, 20, 30)
"""How many lines one may choose; the most frequent characters have them."""
ALL = 1_000_000


class StorylinesHeads(QWidget):
    """The names where lines come into view; a click on one means its line."""

    clicked = Signal(object, object)
    """(y in px: float, keyboard modifiers)"""

    def __init__(self, render: StorylinesRender, parent: QWidget) -> None:
        super().__init__(parent)
        self._render = render
        self._viewport: Viewport | None = None

    def show_view(self, viewport: Viewport) -> None:
        """Show the names beside a viewport."""
        self._viewport = viewport
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The names."""
        if self._viewport is not None:
            with painting(self) as painter:
                self._render.heads(painter, self._viewport, float(self.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position().y(), event.modifiers())


class LinesChoice(QComboBox):
    """How many characters have lines: some of the most frequent, or all. Hidden where all have one anyway."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("How many lines"))
        self.setToolTip(self.tr("The most frequent characters have lines, and pinned ones"))
        self._all = 0
        self.activated.connect(self._on_activated)

    def offer(self, present: int, most: int) -> None:
        """There are `present` characters with scenes, and the `most` frequent of them have lines."""
        self._all = present
        self.clear()
        for count in (count for count in CHOICES if count < present):
            self.addItem(self.tr("{count} of {all} lines").format(count=count, all=present), count)
        self.addItem(self.tr("All {count} lines").format(count=present), ALL)
        at = self.findData(most)
        self.setCurrentIndex(at if at >= 0 else self.count() - 1)
        self.setVisible(self.count() > 1)

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        self.chosen.emit(int(self.itemData(at)))
