"""Recaps that are no season together, as a list to open them one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from recap_gui.files.disk import display_name
from recap_gui.gui.opened_recaps import Offer
from recap_gui.gui.theme import UNIT
from recap_gui.gui.widgets import label

PATHS = int(Qt.ItemDataRole.UserRole)


class OneByOne(QDialog):
    """Stays open beside the window: each click opens another one."""

    asked = Signal(object)
    """tuple[Path, ...]: open these"""

    def __init__(self, offers: Sequence[Offer], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("These recaps are no season"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Recaps to open"))
        self.list.setSpacing(UNIT // 4)
        for offered in offers:
            names = ", ".join(display_name(path) for path in offered.paths[:3])
            if len(offered.paths) > 1:
                more = self.tr("{n} recaps: {names}").format(n=len(offered.paths), names=names)
                names = more + (" …" if len(offered.paths) > 3 else "")
            item = QListWidgetItem(f"{offered.title}\n      {names}")
            item.setData(PATHS, list(offered.paths))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Close)
        buttons.accepted.connect(self._open)
        buttons.rejected.connect(self.reject)
        self.list.itemActivated.connect(self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(UNIT * 2, UNIT * 2, UNIT * 2, UNIT * 2)
        box.setSpacing(UNIT * 2)
        words = self.tr(
            "Neither a show, episode numbers nor people join them. The first one is open; open the others here."
        )
        box.addWidget(label(words))
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        self.resize(UNIT * 66, UNIT * 48)

    @Slot()
    def _open(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.asked.emit(tuple(item.data(PATHS)))
