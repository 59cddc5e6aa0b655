"""What I changed: every correction, newest first, each revertible; those that could not be placed on top."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from recap_gui.gui.change_words import change_words
from recap_gui.gui.theme import SMALL, UNIT
from recap_gui.gui.told import spoken
from recap_gui.gui.widgets import EmptyState, label, plural, tooltip
from recap_gui.gui.workspace import Workspace
from recap_gui.story.anchors import find
from recap_gui.story.corrections import Correction

LOST = Qt.ItemDataRole.UserRole + 1
"""The role of whether a correction could not be placed."""


class ChangesPanel(QWidget):
    """The list of corrections."""

    attach_asked = Signal(object)
    """Correction: tie this one, which could not be placed, to what is selected"""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("What I changed"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemClicked.connect(self._on_activated)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        self._revert = QPushButton(self.tr("Take back"))
        self._revert.clicked.connect(self.revert_chosen)
        self._attach = QPushButton(self.tr("Attach to the selection"))
        self._attach.setToolTip(self.tr("Select words, a scene or a character, then choose what belongs there."))
        self._attach.clicked.connect(self._on_attach)
        self._note = label(size=SMALL, muted=True)
        hint = self.tr("Each correction you make is listed here, to take back.")
        empty = EmptyState(self.tr("Nothing changed yet"), hint)
        row = QHBoxLayout()
        row.setContentsMargins(UNIT * 2, UNIT // 2, UNIT, UNIT // 2)
        row.addWidget(self._note, 1)
        row.addWidget(self._attach)
        row.addWidget(self._revert)
        filled = QWidget(self)
        box = QVBoxLayout(filled)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.list, 1)
        box.addLayout(row)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(filled)
        workspace.corrections_changed.connect(self._renew)

    @Slot(object)
    def _renew(self, corrections: tuple[Correction, ...]) -> None:
        self.list.clear()
        lost = {unplaced.correction.id: spoken(unplaced.because) for unplaced in self._workspace.unplaced}
        newest_first = list(reversed(corrections))
        newest_first.sort(key=lambda c: c.id not in lost)
        for correction in newest_first:
            words = change_words(correction)
            because = lost.get(correction.id)
            item = QListWidgetItem(f"⚠ {words}" if because else words)
            item.setToolTip(tooltip(f"{words}. {because}" if because else words))
            item.setData(Qt.ItemDataRole.UserRole, correction)
            item.setData(LOST, because is not None)
            item.setSizeHint(QSize(0, UNIT * 3 + 4))
            self.list.addItem(item)
        self._pages.setCurrentIndex(1 if corrections else 0)
        count = plural(len(corrections), self.tr("{n} correction"), self.tr("{n} corrections"))
        placed = self.tr("{n} could not be placed").format(n=len(lost))
        self._note.setText(f"{count}, {placed}" if lost else count)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.list.selectedItems()
        self._revert.setEnabled(bool(chosen))
        lost = bool(chosen) and all(item.data(LOST) for item in chosen)
        self._revert.setText(self.tr("Drop") if lost else self.tr("Take back"))
        self._attach.setVisible(lost and len(chosen) == 1)

    @Slot()
    def _on_attach(self) -> None:
        for item in self.list.selectedItems()[:1]:
            self.attach_asked.emit(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the chosen ones back."""
        if event.matches(QKeySequence.StandardKey.Delete):
            self.revert_chosen()
            return
        super().keyPressEvent(event)

    @Slot()
    def revert_chosen(self) -> None:
        """Take the chosen corrections back, as one step."""
        gone = {cast(Correction, item.data(Qt.ItemDataRole.UserRole)).id for item in self.list.selectedItems()}
        kept = tuple(c for c in self._workspace.corrections if c.id not in gone)
        row = min((self.list.row(item) for item in self.list.selectedItems()), default=0)
        self._workspace.correct(self.tr("take back"), kept)
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        """Show the place a correction is tied to."""
        correction = cast(Correction, item.data(Qt.ItemDataRole.UserRole))
        anchor, story = correction.to or correction.at or correction.in_, self._workspace.story
        if anchor is None or story is None:
            return
        for number, episode in enumerate(story.episodes):
            if correction.episode in ("", episode.source) and (found := find(episode.text, anchor)) is not None:
                self._workspace.place_caret(number, found.offset)
                self._workspace.look_at(number, found.offset)
                return
