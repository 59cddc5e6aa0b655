"""The scenes as rows: words by column, sorted and filtered here, in turns of the event loop where there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QWidget

from recap_gui.gui.reader_page import kind_name
from recap_gui.gui.telling import Telling
from recap_gui.gui.theme import Look
from recap_gui.gui.widgets import tooltip
from recap_gui.gui.workspace import Workspace

NUMBER, HEADING, TIME, PRESENT, MENTIONED, WORDS = range(6)
AT_ONCE = 2_000
"""Scenes looked at in one turn of the event loop (M: 33,000 at once held the window up for a third of a second)."""

_HEADS = tuple(
    str(QT_TRANSLATE_NOOP("SceneModel", name))
    for name in ("Scene", "Place or heading", "Time", "Present", "Talked about", "Words")
)

AnyIndex = QModelIndex | QPersistentModelIndex


class SceneModel(QAbstractTableModel):
    """A row for each scene in which every word typed stands somewhere, in the order of one column.

    It follows the story only while it is `awake`. `arranged` comes when the rows are others, or in another order.
    """

    arranged = Signal()

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._muted = QBrush(QColor(look.muted))
        self._rows: Sequence[int] = ()
        self._row_of: dict[int, int] | None = None
        self._wanted: tuple[str, ...] = ()
        self._column, self._back = NUMBER, False
        self._lines: dict[int, str] = {}
        self._awake = False
        self._stale = True
        self._work: Iterator[Sequence[int] | None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        workspace.story_changed.connect(self._on_story)

    # ---- verbs

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self._muted = QBrush(QColor(look.muted))

    def wake(self) -> None:
        """Follow the story from now on: the rows can be seen."""
        self._awake = True
        if self._stale:
            self._arrange()

    def sleep(self) -> None:
        """Nobody looks: the next story is worked out when somebody does."""
        self._awake = False

    def filter(self, words: str) -> None:
        """Leave the rows in which each of `words` stands somewhere."""
        self._wanted = tuple(words.casefold().split())
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of one column."""
        self._column, self._back = max(column, 0), order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def scene(self, row: int) -> int:
        """The scene in a row."""
        return self._rows[row]

    def row_of(self, scene: int) -> int | None:
        """The row of a scene; None where it is filtered out."""
        if isinstance(self._rows, range):
            return scene if scene in self._rows else None
        if self._row_of is None:
            self._row_of = {found: row for row, found in enumerate(self._rows)}
        return self._row_of.get(scene)

    def words(self, scene: int, column: int) -> str:
        """What stands in one cell."""
        telling = self._workspace.telling
        assert telling is not None
        return _words(telling, scene, column)

    # ---- Qt's

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Scenes."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate("SceneModel", _HEADS[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        telling = self._workspace.telling
        if telling is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        scene, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(telling, scene, column)
        if role == Qt.ItemDataRole.ForegroundRole and telling.scenes[scene].kind != "scene":
            return self._muted
        if role == Qt.ItemDataRole.ToolTipRole and column in (HEADING, PRESENT, MENTIONED):
            words = _words(telling, scene, column)
            return tooltip(words) if words else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == WORDS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    # ---- private

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        self._lines = {}
        self._stale = True
        if self._awake:
            self._arrange()
        else:
            self._show(())

    def _arrange(self) -> None:
        """Work the rows out; a small story's at once, a large one's a turn of the event loop after the other."""
        self._stale = False
        self._work = self._worked_out()
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        if self._work is None:
            return
        rows = next(self._work)
        if rows is None:
            self._soon.start()
            return
        self._work = None
        self._show(rows)

    def _show(self, rows: Sequence[int]) -> None:
        self.beginResetModel()
        self._rows, self._row_of = rows, None
        self.endResetModel()
        self.arranged.emit()

    def _worked_out(self) -> Iterator[Sequence[int] | None]:
        """None while there is more to do, the rows at the end."""
        telling = self._workspace.telling
        if telling is None:
            yield ()
            return
        rows: Sequence[int] = range(len(telling))
        if self._wanted:
            kept: list[int] = []
            for at in range(0, len(rows), AT_ONCE):
                kept += [scene for scene in rows[at : at + AT_ONCE] if self._holds(telling, scene)]
                if at + AT_ONCE < len(rows):
                    yield None
            rows = kept
        if self._column != NUMBER:
            keys: dict[int, Any] = {}
            key = _key(telling, self._column)
            for at in range(0, len(rows), AT_ONCE):
                keys |= {scene: key(scene) for scene in rows[at : at + AT_ONCE]}
                if at + AT_ONCE < len(rows):
                    yield None
            rows = sorted(rows, key=keys.__getitem__, reverse=self._back)
        elif self._back:
            rows = rows[::-1]
        yield rows

    def _holds(self, telling: Telling, scene: int) -> bool:
        line = self._lines.get(scene)
        if line is None:
            line = self._lines[scene] = " ".join(_words(telling, scene, column) for column in range(6)).casefold()
        return all(word in line for word in self._wanted)


def _key(telling: Telling, column: int) -> Callable[[int], Any]:
    """By what a column is sorted."""
    if column == WORDS:
        return lambda scene: len(telling.text(scene).split())
    return lambda scene: _words(telling, scene, column).casefold()


def _words(telling: Telling, scene: int, column: int) -> str:
    found = telling.scenes[scene]
    if column == NUMBER:
        return telling.label(scene) or kind_name(found)
    if column == HEADING:
        return found.place or found.heading or ""
    if column == TIME:
        return found.time or ""
    if column == WORDS:
        return str(len(telling.text(scene).split()))
    state = "present" if column == PRESENT else "mentioned"
    return ", ".join(telling.cast[p.character].name for p in telling.presences(scene) if p.state == state)
