"""What a screen reader finds in the timeline beside its widgets: the ruler and what is selected, as elements in place.

The canvas is one painted widget. Two widgets that paint nothing and take no clicks stand where the ruler and the
selected cell are seen, with their words: whoever listens hears them, a magnifier follows them.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from recap_gui.gui.timeline_index import LaneIndex
from recap_gui.gui.timeline_words import figures
from recap_gui.gui.workspace import Workspace


class Access:
    """The elements of `view` that are not widgets by themselves."""

    def __init__(self, view: QWidget, canvas: QWidget) -> None:
        self._canvas = canvas
        self.ruler = _element(view, QCoreApplication.translate("Timeline", "Ruler"))
        self.selected = _element(view, "")
        self.selected.hide()

    def set_ruler(self, place: QRect, words: str) -> None:
        """Say where the ruler is and what it shows."""
        self.ruler.setGeometry(place)
        if words != self.ruler.accessibleDescription():
            self.ruler.setAccessibleDescription(words)

    def set_selected(self, words: str) -> None:
        """Say what is selected, aloud where somebody listens; "" for nothing."""
        if words == self.selected.accessibleName():
            return
        self._canvas.setAccessibleDescription(words)
        self.selected.setAccessibleName(words)
        self.selected.setVisible(bool(words))
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.selected, QAccessible.Event.NameChanged))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, words))

    def place_selected(self, place: QRect) -> None:
        """Say where the selection is seen; where it is out of view, an empty place."""
        self.selected.setGeometry(place)


def _element(view: QWidget, name: str) -> QWidget:
    made = QWidget(view)
    made.setAccessibleName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def view_words(workspace: Workspace, index: LaneIndex, first: float, last: float) -> str:
    """What of the story lies between two story units, for those who cannot see it."""
    tr = QCoreApplication.translate
    width = index.layout.columns.width
    ends = [index.column_at(unit) for unit in (max(first, 0.0), min(last, width) - 1e-6 * width)]
    if ends[0] is None or ends[1] is None or (ends[0] == 0 and ends[1] == index.n_columns - 1):
        return tr("Timeline", "The whole story is in view: {figures}").format(figures=figures(index.layout))
    words = tr("Timeline", "In view: {first} to {last}, of {figures}")
    names = [_name(workspace, index, column) for column in ends if column is not None]
    return words.format(first=names[0], last=names[1], figures=figures(index.layout))


def _name(workspace: Workspace, index: LaneIndex, column: int) -> str:
    """A column by its number and heading, else by the next one that has any."""
    columns, telling = index.layout.columns, workspace.telling
    number = int(columns.number[column])
    label = telling.label(index.scene(column)) if telling is not None else str(number or "")
    return " · ".join(part for part in (label, columns.headings[column]) if part) or str(column + 1)
