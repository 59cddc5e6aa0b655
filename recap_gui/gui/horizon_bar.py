"""The bar that says how far you have seen, and moves it: drag the handle, or step scene by scene."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recap_gui.gui.horizon import Horizon
from recap_gui.gui.horizon_track import HorizonTrack, Seen
from recap_gui.gui.theme import SMALL, UNIT, Look
from recap_gui.gui.widgets import label, quiet_button, tooltip
from recap_gui.gui.workspace import Workspace


class HorizonBar(QWidget):
    """Shown with a season, and wherever a horizon is set; `is_wanted` shows it with a single recap, too."""

    def __init__(self, horizon: Horizon, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.horizon = horizon
        self._workspace = workspace
        self.is_wanted = False
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._words = label(size=SMALL, muted=True, wrap=False)
        self._words.setMinimumWidth(UNIT * 22)
        self.track = HorizonTrack(look)
        self._back, self._on = quiet_button(text="‹"), quiet_button(text="›")
        self._back.setAccessibleName(self.tr("One scene back"))
        self._back.setToolTip(tooltip(self.tr("One scene back")))
        self._on.setAccessibleName(self.tr("One scene further"))
        self._on.setToolTip(tooltip(self.tr("One scene further")))
        self._all = quiet_button(text=self.tr("Show all"))
        self._all.setToolTip(tooltip(self.tr("Everything has been seen: show all of it")))
        self._all.setFont(self._words.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 2, 0, UNIT, 0)
        row.setSpacing(UNIT // 2)
        row.addWidget(self._words)
        row.addWidget(self.track, 1)
        for button in (self._back, self._on, self._all):
            row.addWidget(button)
        self.track.dragged.connect(self._on_dragged)
        self.track.dropped.connect(horizon.see_up_to)
        self.track.stepped.connect(horizon.step)
        self.track.all_asked.connect(horizon.see_all)
        self._back.clicked.connect(self._step_back)
        self._on.clicked.connect(self._step_on)
        self._all.clicked.connect(horizon.see_all)
        horizon.changed.connect(self.renew)
        workspace.story_changed.connect(self.renew)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self.track.set_look(look)

    @Slot()
    @Slot(object)
    def renew(self, _: object = None) -> None:
        """Show how far was seen. Only what is shown anyway is asked: nothing of what lies beyond is in this bar."""
        telling = self._workspace.telling
        is_cut = self.horizon.place is not None
        if telling is None or self.horizon.shown is None:
            self.hide()
            return
        seen = self.horizon.seen
        names = [telling.episode_label(index) for index in range(len(telling.first) - 1)]
        first = {episode: at for at, (episode, _) in reversed([*enumerate(seen)])}
        begins = [first.get(index, len(seen)) for index in range(len(names))]
        if is_cut:
            words = self.tr("Seen up to {place}").format(place=self._last())
        else:
            words = self.tr("All of it has been seen")
        self._words.setText(words)
        episodes = tuple(zip(begins, names, strict=True)) if len(names) > 1 else ()
        self.track.set_seen(Seen(len(seen), episodes, is_cut), words)
        self._on.setEnabled(is_cut)
        self._all.setEnabled(is_cut)
        self.setVisible(is_cut or len(names) > 1 or self.is_wanted)

    def _last(self) -> str:
        """The last scene that is shown, as the timeline numbers it."""
        telling = self._workspace.telling
        assert telling is not None
        numbered = [scene for scene in range(len(telling)) if telling.numbers[scene]]
        return self._spoken(telling.label(numbered[-1])) if numbered else telling.episode_label(len(telling.first) - 2)

    def _spoken(self, place: str) -> str:
        episode, _, scene = place.rpartition(":")
        words = self.tr("scene {n}").format(n=scene)
        return f"{episode}, {words}" if episode else words

    @Slot(int)
    def _on_dragged(self, stop: int) -> None:
        self._words.setText(self.tr("Seen up to {place}").format(place=self._spoken(self.horizon.label(stop))))

    @Slot()
    def _step_back(self) -> None:
        self.horizon.step(-1)

    @Slot()
    def _step_on(self) -> None:
        self.horizon.step(1)
