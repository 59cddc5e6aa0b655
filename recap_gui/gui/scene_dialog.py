"""Place, time, heading and kind of one scene, to change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from recap_gui.gui.theme import UNIT
from recap_gui.gui.workspace import Workspace


class SceneDialog(QDialog):
    """A small form; what was changed becomes one correction."""

    def __init__(self, workspace: Workspace, scene: int, parent: QWidget) -> None:
        super().__init__(parent)
        telling = workspace.telling
        assert telling is not None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._scene = workspace, scene
        found = telling.scenes[scene]
        title = self.tr("Scene {number}").format(number=telling.label(scene)) if telling.label(scene) else None
        self.setWindowTitle(title or self.tr("Passage"))
        self.place, self.time, self.heading = (
            QLineEdit(found.place or ""),
            QLineEdit(found.time or ""),
            QLineEdit(found.heading or ""),
        )
        for line, known in (
            (self.place, {s.place for s in telling.scenes}),
            (self.time, {s.time for s in telling.scenes}),
        ):
            completer = QCompleter(sorted(one for one in known if one), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
        self.kind = QComboBox()
        for kind, words in (
            ("scene", self.tr("Scene")),
            ("previously", self.tr("Looks back at earlier episodes")),
            ("frame", self.tr("Tells no scene")),
        ):
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(self.kind.findData(found.kind))
        form = QFormLayout()
        form.setHorizontalSpacing(UNIT * 2)
        form.setVerticalSpacing(UNIT)
        form.addRow(self.tr("&Place"), self.place)
        form.addRow(self.tr("&Time"), self.time)
        form.addRow(self.tr("&Heading"), self.heading)
        form.addRow(self.tr("&Kind"), self.kind)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(UNIT * 2, UNIT * 2, UNIT * 2, UNIT * 2)
        box.setSpacing(UNIT * 2)
        box.addLayout(form)
        box.addWidget(buttons)
        self.setMinimumWidth(UNIT * 50)

    @Slot()
    def _accept(self) -> None:
        telling = self._workspace.telling
        if telling is not None and self._scene < len(telling):
            now = telling.scenes[self._scene]
            kind = self.kind.currentData()
            self._workspace.set_scene(
                self._scene,
                kind=kind if kind != now.kind else None,
                place=_changed(self.place.text(), now.place),
                time=_changed(self.time.text(), now.time),
                heading=_changed(self.heading.text(), now.heading),
            )
        self.accept()


def _changed(text: str, now: str | None) -> str | None:
    return text.strip() if text.strip() != (now or "") else None
