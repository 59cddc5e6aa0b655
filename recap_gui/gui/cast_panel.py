"""The cast as a list: who is in it, by which names, in how many scenes, from where to where."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QBrush, QColor, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from recap_gui.gui.telling import Telling
from recap_gui.gui.theme import SMALL, UNIT, Look, font
from recap_gui.gui.widgets import TypedTable, dot, is_seen, quiet_selection, tooltip
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Character

NAME, SCENES, FIRST, LAST, ALIASES = range(5)
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
_HEADS = tuple(QT_TRANSLATE_NOOP("CastModel", name) for name in ("Name", "Scenes", "First", "Last", "Also called"))

AnyIndex = QModelIndex | QPersistentModelIndex


class CastModel(QAbstractTableModel):
    """One row per character, outside figures last."""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._look = look
        self.cast: list[Character] = []
        self._telling: Telling | None = None
        self._there: dict[str, list[int]] = {}  # of `_telling`: in another one scenes have other numbers
        self.stale = True

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self._look = look
        self.stale = True

    def renew(self) -> None:
        """Read the cast anew, if it may be another one."""
        if not self.stale:
            return
        self.stale = False
        self.beginResetModel()
        telling = self._workspace.telling
        self.cast = list(telling.cast.values()) if telling is not None else []
        if telling is not None:
            self.cast.sort(key=lambda c: (c.outside, -self._present(c)))
        self.endResetModel()

    def _scenes(self, character: Character) -> list[int]:
        telling = self._workspace.telling
        if telling is not self._telling:
            self._telling, self._there = telling, {}
        found = self._there.get(character.id)
        if found is None:
            there = telling.of(character.id) if telling is not None else []
            found = self._there[character.id] = [scene for scene, p in there if p.state == "present"]
        return found

    def _present(self, character: Character) -> int:
        return len(self._scenes(character))

    def words(self, row: int, column: int) -> str:
        """What stands in one cell."""
        character, telling = self.cast[row], self._workspace.telling
        assert telling is not None
        if column == NAME:
            return character.name
        if column == ALIASES:
            return ", ".join(form for form in character.aliases if form != character.name)
        if character.outside:
            return self.tr("outside") if column == SCENES else ""
        scenes = self._scenes(character)
        if column == SCENES:
            return str(len(scenes))
        labels = (telling.label(scene) for scene in (scenes if column == FIRST else reversed(scenes)))
        return next((label for label in labels if label), "")

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Characters."""
        return 0 if parent is not None and parent.isValid() else len(self.cast)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr(str(_HEADS[section]))
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid() or index.row() >= len(self.cast) or self._workspace.telling is None:
            return None
        character, column = self.cast[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.words(index.row(), column)
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            return dot(self._look.lane(self._workspace.telling.colour(character.id)))
        if role == Qt.ItemDataRole.ForegroundRole and (character.outside or column != NAME):
            return QBrush(QColor(self._look.muted))
        if role == Qt.ItemDataRole.ToolTipRole and column in (NAME, ALIASES):
            return tooltip(", ".join(character.aliases))
        if role == SORT_ROLE:
            scenes = self._scenes(character)
            numbers = {SCENES: len(scenes), FIRST: scenes[0] if scenes else -1, LAST: scenes[-1] if scenes else -1}
            return numbers.get(column, self.words(index.row(), column).casefold())
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The name can be edited in place."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename."""
        if role != Qt.ItemDataRole.EditRole or index.column() != NAME or not str(value).strip():
            return False
        if str(value) != self.cast[index.row()].name:
            self._workspace.rename(self.cast[index.row()].id, str(value))
        return True


class CastPanel(QWidget):
    """The cast; its selection is the workspace's."""

    menu_asked = Signal(object)
    """(QPoint on the screen, character id)"""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._following = False
        self.model = CastModel(workspace, look, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setSourceModel(self.model)
        self.table = self._build_table()
        quiet_selection(self.table, look)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._renew)
        workspace.selection_changed.connect(self._on_selection)
        workspace.story_changed.connect(self._on_story)

    def _build_table(self) -> TypedTable:
        table = TypedTable(self)
        table.setModel(self._sorted)
        table.setAccessibleName(self.tr("Cast"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(TypedTable.Shape.NoFrame)
        table.setSortingEnabled(True)
        table.sortByColumn(SCENES, Qt.SortOrder.DescendingOrder)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setFont(font(SMALL))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(UNIT * 5)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.set_measures(UNIT * 3, {NAME: 140, FIRST: 56, LAST: 56})
        header.setResizeContentsPrecision(50)
        for column in (SCENES, FIRST, LAST):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(ALIASES, QHeaderView.ResizeMode.Stretch)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)
        table.selectionModel().selectionChanged.connect(self._on_rows)
        return table

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self.model.set_look(look)
        quiet_selection(self.table, look)
        self._soon.start()

    def renew(self) -> None:
        """Read the cast now, seen or not."""
        self.model.renew()
        self._follow()

    @Slot(bool)
    def on_seen(self, seen: bool) -> None:  # noqa: FBT001 - the slot of a dock's signal
        """Read the cast when the panel comes to the front."""
        if seen:
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the cast."""
        super().showEvent(event)
        self._soon.start()

    @Slot()
    def _renew(self) -> None:
        if is_seen(self):
            self.renew()

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        self.model.stale = True
        self._soon.start()

    def edit_name(self, character: str) -> None:
        """Let the user type another name in place."""
        self.renew()
        row = next((n for n, c in enumerate(self.model.cast) if c.id == character), -1)
        if row >= 0:
            index = self._sorted.mapFromSource(self.model.index(row, NAME))
            self.table.setFocus()
            self.table.setCurrentIndex(index)
            if self.table.state() != TypedTable.State.EditingState:  # asked twice, Qt warns
                self.table.edit(index)

    @Slot(object)
    def _on_selection(self, _: object) -> None:
        if not self.model.stale:
            self._follow()

    def _follow(self) -> None:
        if self._following:
            return
        self._following = True
        rows = QItemSelection()
        chosen = self._workspace.selection.characters
        for row, character in enumerate(self.model.cast):
            if character.id in chosen:
                index = self._sorted.mapFromSource(self.model.index(row, 0))
                rows.select(index, index)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().select(rows, flags)
        self._following = False

    @Slot(QItemSelection, QItemSelection)
    def _on_rows(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self._following:
            return
        self._following = True
        rows = self.table.selectionModel().selectedRows()
        chosen = [self.model.cast[self._sorted.mapToSource(index).row()].id for index in rows]
        for number, character in enumerate(chosen):
            self._workspace.select_character(character, add=number > 0)
        self._following = False

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if index.isValid():
            character = self.model.cast[self._sorted.mapToSource(index).row()].id
            self.menu_asked.emit((self.table.viewport().mapToGlobal(at), character))
