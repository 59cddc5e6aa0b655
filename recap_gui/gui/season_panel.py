"""What a season is asked: who is in how much of it, who is with whom, and what each "previously" retells."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.selection import Selection
from recap_gui.gui.telling import Telling
from recap_gui.gui.widgets import is_seen, tooltip
from recap_gui.gui.workspace import Workspace
from recap_gui.story.query import Asked, CastRow, Company, Place
from recap_gui.story.retold import Retold, retold

MOST_TOGETHER = 40
"""Characters in the matrix: those of most scenes; beyond, it can no longer be read."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a story answers to all that this panel asks."""

    cast: tuple[CastRow, ...]
    company: Company
    last: dict[frozenset[str], Place]
    retold: tuple[Retold, ...]


@dataclass(frozen=True, slots=True)
class _Ask:
    """Works the answers out."""

    telling: Telling

    def __call__(self) -> tuple[Telling, Answers]:
        asked = Asked(self.telling.story)
        return self.telling, Answers(asked.cast_table(), asked.company(), asked.last_meetings(), retold(asked))


class SeasonPanel(QWidget):
    """Three answers side by side. They are worked out when they are seen, not at every correction."""

    def __init__(self, workspace: Workspace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._background = workspace, background
        self._stale = True
        self._is_asking = False
        self.cast = _table(self.tr("Cast of the season"))
        self.together = _table(self.tr("Who is with whom"))
        self.retold = QListWidget()
        self.retold.setAccessibleName(self.tr("What earlier scenes are retold"))
        self.retold.setFrameShape(QListWidget.Shape.NoFrame)
        self.retold.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for view, name in (
            (self.cast, self.tr("Who")),
            (self.together, self.tr("Together")),
            (self.retold, self.tr("Previously")),
        ):
            self.tabs.addTab(view, name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.renew)
        self.cast.cellClicked.connect(self._on_cast)
        self.together.cellClicked.connect(self._on_together)
        self.retold.itemClicked.connect(self._on_retold)
        workspace.story_changed.connect(self._on_story)
        background.done.connect(self._on_done)

    @property
    def is_stale(self) -> bool:
        """Whether what is answered is not yet about the story that is shown."""
        return self._stale or self._is_asking

    @Slot()
    def renew(self) -> None:
        """Have the answers worked out, if they are seen and the story is another one: a long season takes a while."""
        if not self._stale or not is_seen(self):
            return
        self._stale = False
        telling = self._workspace.telling
        if telling is None:
            self._fill(None, None)
        else:
            self._is_asking = True
            self._background.run(("season asked", id(self)), _Ask(telling))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        if done.key != ("season asked", id(self)):
            return
        if done.error is not None:
            raise done.error
        telling, answers = done.result
        if telling is self._workspace.telling:
            self._is_asking = False
            self._fill(telling, answers)

    def _fill(self, telling: Telling | None, answers: Answers | None) -> None:
        self._fill_cast(telling, answers)
        self._fill_together(telling, answers)
        self._fill_retold(telling, answers)

    @Slot(bool)
    def on_seen(self, seen: bool) -> None:  # noqa: FBT001 - the slot of a dock's signal
        """Work them out when the panel comes to the front."""
        if seen:
            self._soon.start()

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        self._stale = True
        if self._workspace.is_cut:  # what was answered before may tell of what lies beyond the horizon
            self._fill(None, None)
        self._soon.start()

    def _fill_cast(self, telling: Telling | None, answers: Answers | None) -> None:
        heads = [self.tr("Name"), self.tr("Scenes"), self.tr("Talked about"), self.tr("Words"), self.tr("First")]
        heads += [self.tr("Last"), self.tr("Longest away"), self.tr("Most with")]
        self.cast.setSortingEnabled(False)
        self.cast.setColumnCount(len(heads))
        self.cast.setHorizontalHeaderLabels(heads)
        rows = answers.cast if answers is not None else ()
        self.cast.setRowCount(len(rows))
        for at, row in enumerate(rows):
            assert telling is not None
            most = ", ".join(f"{telling.cast[who].name} {n}" for who, n in row.company[:3])
            cells: tuple[str | int, ...] = (
                telling.cast[row.character].name,
                row.scenes,
                row.mentioned,
                row.words,
                _place(telling, row.first),
                _place(telling, row.last),
                row.absence,
                most,
            )
            for column, value in enumerate(cells):
                self.cast.setItem(at, column, _cell(value, row.character))
        self.cast.setSortingEnabled(True)
        self.cast.resizeColumnsToContents()

    def _fill_together(self, telling: Telling | None, answers: Answers | None) -> None:
        company = answers.company if answers is not None else None
        people = list(range(len(company.characters))) if company is not None else []
        if company is not None:
            counts = company.together
            people = sorted(people, key=lambda n: (-counts[n][n], n))[:MOST_TOGETHER]
        self.together.setRowCount(len(people))
        self.together.setColumnCount(len(people))
        if company is None or telling is None or answers is None:
            return
        names = [telling.cast[company.characters[n]].name for n in people]
        self.together.setHorizontalHeaderLabels(names)
        self.together.setVerticalHeaderLabels(names)
        self.together.verticalHeader().setVisible(True)
        for row, one in enumerate(people):
            for column, other in enumerate(people):
                count = company.together[one][other]
                pair = (company.characters[one], company.characters[other])
                item = _cell(count if count else "", pair)
                last = answers.last.get(frozenset(pair))
                if last is not None:
                    words = self.tr("{one} and {other}: {n} scenes, the last one {place}")
                    words = words.format(one=names[row], other=names[column], n=count, place=_place(telling, last))
                    item.setToolTip(tooltip(words))
                self.together.setItem(row, column, item)
        self.together.resizeColumnsToContents()

    def _fill_retold(self, telling: Telling | None, answers: Answers | None) -> None:
        self.retold.clear()
        if telling is None or answers is None:
            return
        for found in answers.retold:
            text = telling.story.episodes[found.summary.episode].text[found.start : found.end]
            words = self.tr("{place}: “{words}”").format(
                place=_place(telling, found.scene), words=" ".join(text.split())
            )
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, telling.first[found.scene.episode] + found.scene.scene)
            self.retold.addItem(item)

    @Slot(int, int)
    def _on_cast(self, row: int, _column: int) -> None:
        item = self.cast.item(row, 0)
        if item is not None:
            self._workspace.select_character(item.data(Qt.ItemDataRole.UserRole))

    @Slot(int, int)
    def _on_together(self, row: int, column: int) -> None:
        """Ask the timeline for the scenes of the two: it lights them."""
        item = self.together.item(row, column)
        if item is not None:
            pair = tuple(dict.fromkeys(item.data(Qt.ItemDataRole.UserRole)))
            self._workspace.select(Selection(characters=pair))

    @Slot(QListWidgetItem)
    def _on_retold(self, item: QListWidgetItem) -> None:
        self._workspace.go_to(item.data(Qt.ItemDataRole.UserRole))

    def showEvent(self, event: QShowEvent) -> None:
        """Answer now."""
        super().showEvent(event)
        self._soon.start()


def _table(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setTabKeyNavigation(False)
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setFrameShape(QTableWidget.Shape.NoFrame)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return table


def _cell(value: str | int, data: object) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setData(Qt.ItemDataRole.DisplayRole, value)
    item.setData(Qt.ItemDataRole.UserRole, data)
    return item


def _place(telling: Telling, place: Place | None) -> str:
    return telling.label(telling.first[place.episode] + place.scene) if place is not None else ""
