"""The status bar: what is open, what is being done with a way to stop it, and what the picture leaves out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStatusBar, QWidget

from recap_gui.gui.theme import SMALL, UNIT
from recap_gui.gui.widgets import label, plural, quiet_button
from recap_gui.gui.workspace import Workspace
from recap_gui.story.words import word_count


class StatusBar(QStatusBar):
    """Facts at the left, progress at the right."""

    cancel_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setSizeGripEnabled(False)
        self._facts = label(size=SMALL, muted=True, wrap=False)
        self._detail = label(size=SMALL, muted=True, wrap=False)
        self._doing = label(size=SMALL, muted=True, wrap=False)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(UNIT * 16, UNIT)
        self._bar.setAccessibleName(self.tr("Progress"))
        cancel = quiet_button(text=self.tr("Cancel"))
        cancel.setFont(self._facts.font())
        cancel.clicked.connect(self.cancel_asked)
        self._work = QWidget()
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, UNIT, 0)
        row.setSpacing(UNIT)
        for widget in (self._doing, self._bar, cancel):
            row.addWidget(widget)
        self._work.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._facts.setContentsMargins(UNIT, 0, UNIT, 0)
        self.addWidget(self._facts)
        self.addPermanentWidget(self._detail)
        self.addPermanentWidget(self._work)
        self._work.hide()
        workspace.story_changed.connect(self._renew)
        workspace.documents_changed.connect(self._renew)

    def set_detail(self, words: str) -> None:
        """Say what the picture leaves out at this zoom."""
        self._detail.setText(words)

    @Slot(float, str)
    def set_progress(self, share: float, doing: str) -> None:
        """Show how far it is."""
        self._work.show()
        self._bar.setRange(0, 100 if share > 0 else 0)
        self._bar.setValue(round(share * 100))
        self._doing.setText(doing)

    @Slot()
    def end_progress(self) -> None:
        """Nothing is being done any more."""
        self._work.hide()
        self._doing.clear()

    @Slot(object)
    def _renew(self, _: object = None) -> None:
        telling = self._workspace.telling
        if telling is None:
            self._facts.setText("")
            return
        story = telling.story
        scenes = sum(1 for number in telling.numbers if number)
        words = sum(word_count(episode.text) for episode in story.episodes)
        cast = sum(not c.outside for c in story.characters)
        parts = [
            plural(scenes, self.tr("{n} scene"), self.tr("{n} scenes")),
            plural(cast, self.tr("{n} character"), self.tr("{n} characters")),
            plural(words, self.tr("{n} word"), self.tr("{n} words")),
        ]
        if (episodes := len(story.episodes)) > 1:
            parts.insert(0, plural(episodes, self.tr("{n} episode"), self.tr("{n} episodes")))
        self._facts.setText(" · ".join(parts))
