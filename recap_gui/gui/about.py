"""About: the version, what it runs on, and the licences of what is in it, to copy."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from recap_gui import __version__, assets
from recap_gui.gui.error_dialog import versions
from recap_gui.gui.theme import LARGE, UNIT, scaled
from recap_gui.gui.widgets import label

ICON = 64
"""px: the size of the icon."""


class About(QDialog):
    """The page about the program."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Recap Timeline"))
        box = QVBoxLayout(self)
        box.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 2)
        box.setSpacing(UNIT)
        words = QVBoxLayout()
        words.addWidget(label(f"Recap Timeline {__version__}", size=LARGE, strong=True))
        about = self.tr("Turns prose recaps of TV episodes into a timeline you can read, correct and publish.")
        words.addWidget(label(about))
        words.addWidget(label(self.tr("Nothing leaves your computer. MIT licence."), muted=True))
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(UNIT * 2)
        head.addWidget(_icon(), alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        box.addLayout(head)
        box.addSpacing(UNIT)
        self.words = QPlainTextEdit(f"{versions()}\n\n{_licences()}")
        self.words.setReadOnly(True)
        self.words.setAccessibleName(self.tr("Versions and licences"))
        box.addWidget(self.words, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        box.addWidget(buttons)
        self.resize(QSize(scaled(UNIT * 76), scaled(UNIT * 56)).boundedTo(self.screen().availableSize()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())


def _icon() -> QLabel:
    """The program's icon, as sharp as the screen."""
    made, pixmap = QLabel(), QPixmap()
    try:
        pixmap.loadFromData(assets.data("icons", f"recap-gui-{ICON * 2}.png"))
    except assets.AssetError:
        return made
    pixmap.setDevicePixelRatio(2)
    made.setPixmap(pixmap)
    return made


def _licences() -> str:
    try:
        text = assets.data("THIRD-PARTY.txt").decode("utf-8")
    except assets.AssetError:
        return ""
    return re.sub(r"^([=-])\1{40,}$", lambda rule: rule[1] * 40, text, flags=re.MULTILINE)
