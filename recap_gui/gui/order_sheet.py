"""The order of a season's episodes, to look at and to change: a list to drag, with what each place was read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from recap_gui.gui.theme import UNIT
from recap_gui.gui.widgets import label
from recap_gui.story import Episode
from recap_gui.story.season_order import in_season_order, placing

SOURCE = int(Qt.ItemDataRole.UserRole)


class OrderSheet(QDialog):
    """One line for each recap: drag it, or move it with Alt+↑ and Alt+↓."""

    chosen = Signal(object)
    """tuple[str, ...]: the source names in the order that was chosen"""

    def __init__(self, episodes: Sequence[Episode], parent: QWidget, *, certain: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Order of the episodes"))
        self._episodes = {episode.source: episode for episode in reversed(episodes)}
        self._found = list(dict.fromkeys(episode.source for episode in episodes))
        words = self.tr("This is the order the recaps tell. Drag an episode, or move it with Alt+↑ and Alt+↓.")
        if not certain:
            words = self.tr(
                "Not every recap says which episode it is. Put them in order: drag an episode, or move it with Alt+↑ "
                "and Alt+↓."
            )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Episodes in order"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setSpacing(UNIT // 4)
        self.list.installEventFilter(self)
        self.list.model().rowsMoved.connect(self._on_moved)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(self.tr("Use this order"), QDialogButtonBox.ButtonRole.AcceptRole)
        again = buttons.addButton(self.tr("As the recaps tell"), QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        again.clicked.connect(self._as_told)
        box = QVBoxLayout(self)
        box.setContentsMargins(UNIT * 2, UNIT * 2, UNIT * 2, UNIT * 2)
        box.setSpacing(UNIT * 2)
        box.addWidget(label(words))
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        self.resize(UNIT * 66, UNIT * 56)
        self._fill(self._found)

    @property
    def order(self) -> tuple[str, ...]:
        """The source names from top to bottom."""
        return tuple(self.list.item(row).data(SOURCE) for row in range(self.list.count()))

    def move_line(self, row: int, by: int) -> None:
        """Move one episode up or down."""
        to = row + by
        if 0 <= row < self.list.count() and 0 <= to < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(to, item)
            self.list.setCurrentRow(to)
            self._number()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+↑ and Alt+↓ move the selected episode."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_line(self.list.currentRow(), by)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, sources: Sequence[str]) -> None:
        self.list.clear()
        for source in sources:
            item = QListWidgetItem()
            item.setData(SOURCE, source)
            self.list.addItem(item)
        self._number()
        self.list.setCurrentRow(0)

    def _number(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            episode = self._episodes[item.data(SOURCE)]
            title = episode.title or PurePath(episode.source).stem
            item.setText(f"{row + 1}.  {title}\n      {self._reason(episode)}")

    def _reason(self, episode: Episode) -> str:
        """Where the place of an episode was read, in words."""
        found = placing(episode)
        if found.because and found.number is not None and not found.sure:
            return self.tr("{source} – a number stands in front of its name: {words}").format(
                source=episode.source, words=found.because
            )
        if found.because:
            return self.tr("{source} – it says {words}").format(source=episode.source, words=found.because)
        return self.tr("{source} – no number and no date: placed by its title").format(source=episode.source)

    @Slot()
    def _as_told(self) -> None:
        episodes = [self._episodes[source] for source in self._found]
        self._fill([episodes[at].source for at in in_season_order(episodes)])

    @Slot()
    def _on_moved(self) -> None:
        self._number()

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit(self.order)
        self.accept()
