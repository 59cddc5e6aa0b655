"""The settings page, built from the declared settings. What is changed holds at once; each can be reset by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from recap_gui.gui.settings import SHOWN, TEXT_SIZE, Setting, Settings
from recap_gui.gui.theme import SMALL, UNIT, scaled
from recap_gui.gui.widgets import label, quiet_button


class SettingsPage(QDialog):
    """One row per setting: its words, its widget, and a way back to the default."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 3)
        grid = QGridLayout()
        grid.setHorizontalSpacing(UNIT * 3)
        grid.setVerticalSpacing(UNIT * 2)
        grid.setColumnStretch(0, 1)
        self.rows = [_Row(settings, setting, grid, number, page) for number, setting in enumerate(SHOWN)]
        box.addLayout(grid)
        box.addStretch(1)
        self._page = box
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._fit()
        settings.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, setting: object) -> None:
        if setting is TEXT_SIZE:
            self._fit()

    def _fit(self) -> None:
        """Be as large as the words need, and no larger than the screen."""
        room = self.screen().availableSize()
        width = min(scaled(UNIT * 80), room.width() - UNIT * 4)
        self.resize(width, min(self._page.totalHeightForWidth(width), room.height() - UNIT * 8))


class _Row(QObject):
    """One setting on the page."""

    def __init__(
        self, settings: Settings, setting: Setting[Any], grid: QGridLayout, number: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._settings, self.setting = settings, setting
        title = _said(setting.label)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title))
        words.addWidget(label(_said(setting.help), size=SMALL, muted=True))
        self.widget = self._widget()
        self.widget.setAccessibleName(title)
        self.reset = quiet_button(text="↺")
        self.reset.setToolTip(self.tr("Back to the default"))
        self.reset.setAccessibleName(self.tr("{setting}: back to the default").format(setting=title))
        self.reset.clicked.connect(self._on_reset)
        grid.addLayout(words, number, 0)
        grid.addWidget(self.widget, number, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.reset, number, 2, Qt.AlignmentFlag.AlignVCenter)
        settings.changed.connect(self._on_changed)
        self._show()

    def _widget(self) -> QWidget:
        setting = self.setting
        if setting.choices:
            combo = QComboBox()
            for value, words in setting.choices:
                combo.addItem(_said(words), value)
            combo.activated.connect(self._on_combo)
            return combo
        if isinstance(setting.default, bool):
            check = QCheckBox()
            check.toggled.connect(self._on_value)
            return check
        spin = QSpinBox()
        spin.setRange(setting.low, setting.high)
        spin.setSingleStep(setting.step)
        spin.setSuffix(setting.unit)
        spin.valueChanged.connect(self._on_value)
        return spin

    def _show(self) -> None:
        value = self._settings.get(self.setting)
        self.reset.setEnabled(value != self.setting.default)
        if isinstance(self.widget, QComboBox):
            self.widget.setCurrentIndex(self.widget.findData(value))
        elif isinstance(self.widget, QCheckBox):
            self.widget.setChecked(bool(value))
        elif isinstance(self.widget, QSpinBox):
            self.widget.setValue(int(value))

    @Slot(int)
    def _on_combo(self, index: int) -> None:
        assert isinstance(self.widget, QComboBox)
        self._settings.set(self.setting, self.widget.itemData(index))

    @Slot(bool)
    @Slot(int)
    def _on_value(self, value: Any) -> None:
        self._settings.set(self.setting, value)

    @Slot()
    def _on_reset(self) -> None:
        self._settings.reset(self.setting)

    @Slot(object)
    def _on_changed(self, setting: object) -> None:
        if setting is self.setting:
            self._show()


def _said(text: str) -> str:
    return QCoreApplication.translate("Settings", text)
