"""The scenes as a table: sortable, filterable, copyable, with the same selection as everything else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Slot,
)
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from recap_gui.gui.reader_page import kind_name
from recap_gui.gui.theme import SMALL, UNIT, Look, font
from recap_gui.gui.widgets import Line, quiet_selection, tooltip
from recap_gui.gui.workspace import Workspace

NUMBER, HEADING, TIME, PRESENT, MENTIONED, WORDS = range(6)
SORT_ROLE = Qt.ItemDataRole.UserRole + 1

_HEADS = tuple(
    str(QT_TRANSLATE_NOOP("SceneModel", name))
    for name in ("Scene", "Place or heading", "Time", "Present", "Talked about", "Words")
)

AnyIndex = QModelIndex | QPersistentModelIndex


class SceneModel(QAbstractTableModel):
    """One row per scene of the workspace's story."""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._muted = QBrush(QColor(look.muted))
        workspace.story_changed.connect(self._on_story)

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self._muted = QBrush(QColor(look.muted))

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        self.beginResetModel()
        self.endResetModel()

    def words(self, scene: int, column: int) -> str:
        """What stands in one cell."""
        telling = self._workspace.telling
        assert telling is not None
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

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Scenes."""
        telling = self._workspace.telling
        return 0 if telling is None or (parent is not None and parent.isValid()) else len(telling)

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
        if telling is None or not index.isValid():
            return None
        scene, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(scene, column)
        if role == SORT_ROLE:
            if column == NUMBER:
                return scene
            if column == WORDS:
                return len(telling.text(scene).split())
            return self.words(scene, column).casefold()
        if role == Qt.ItemDataRole.ForegroundRole and telling.scenes[scene].kind != "scene":
            return self._muted
        if role == Qt.ItemDataRole.ToolTipRole and column in (HEADING, PRESENT, MENTIONED):
            return tooltip(self.words(scene, column)) if self.words(scene, column) else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == WORDS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class _Filter(QSortFilterProxyModel):
    """Rows in which every word typed stands somewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted: tuple[str, ...] = ()
        self.setSortRole(SORT_ROLE)

    @Slot(str)
    def set_words(self, words: str) -> None:
        self._wanted = tuple(words.casefold().split())
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        model = self.sourceModel()
        assert isinstance(model, SceneModel)
        if not self._wanted:
            return True
        line = " ".join(model.words(row, column) for column in range(model.columnCount())).casefold()
        return all(word in line for word in self._wanted)


class _Table(QTableView):
    """The table itself; copying gives tab-separated lines."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows, with their header, on the clipboard."""
        model = self.model()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = range(model.columnCount())
        lines = ["\t".join(str(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns)]
        lines += ["\t".join(str(model.index(r, c).data() or "") for c in columns) for r in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))


class SceneTable(QWidget):
    """The table with a line to filter it."""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._following = False
        self.model = SceneModel(workspace, look, self)
        self._filter = _Filter(self)
        self._filter.setSourceModel(self.model)
        self.filter_line = QLineEdit(self)
        self.filter_line.setPlaceholderText(self.tr("Filter scenes: a place, a name, two names …"))
        self.filter_line.setAccessibleName(self.tr("Filter scenes"))
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.textChanged.connect(self._filter.set_words)
        self.table = self._build_table()
        quiet_selection(self.table, look)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        line = QWidget(self)
        inner = QVBoxLayout(line)
        inner.setContentsMargins(UNIT * 2, UNIT, UNIT * 2, UNIT)
        inner.addWidget(self.filter_line)
        box.addWidget(line)
        box.addWidget(Line())
        box.addWidget(self.table, 1)
        workspace.selection_changed.connect(self._on_selection)
        workspace.story_changed.connect(self._on_selection)

    def _build_table(self) -> _Table:
        table = _Table(self)
        table.setModel(self._filter)
        table.setAccessibleName(self.tr("Scenes"))
        table.setSortingEnabled(True)
        table.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setAlternatingRowColors(True)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(UNIT * 3 + 4)
        header = table.horizontalHeader()
        header.setFont(font(SMALL))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(UNIT * 7)
        for column, width in ((NUMBER, 136), (HEADING, 200), (TIME, 110), (MENTIONED, 170), (WORDS, 64)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(PRESENT, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().selectionChanged.connect(self._on_rows)
        return table

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self.model.set_look(look)
        quiet_selection(self.table, look)
        self.table.viewport().update()

    @Slot(object)
    def _on_selection(self, _: object) -> None:
        """Select the rows of the selected scenes."""
        if self._following:
            return
        self._following = True
        rows = QItemSelection()
        for scene in self._workspace.selection.scenes:
            index = self._filter.mapFromSource(self.model.index(scene, 0))
            if index.isValid():
                rows.select(index, index)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().select(rows, flags)
        scene_now = self._workspace.selection.scene
        if scene_now is not None:
            current = self._filter.mapFromSource(self.model.index(scene_now, 0))
            if current.isValid():
                self.table.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.table.scrollTo(current)
        self._following = False

    @Slot(QItemSelection, QItemSelection)
    def _on_rows(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        """Tell the workspace which scenes the rows are."""
        if self._following:
            return
        scenes = sorted(self._filter.mapToSource(i).row() for i in self.table.selectionModel().selectedRows())
        current = self._filter.mapToSource(self.table.currentIndex()).row()
        if not scenes:
            return
        self._following = True
        if len(scenes) > 1 and scenes[-1] - scenes[0] == len(scenes) - 1:
            other = scenes[0] if current == scenes[-1] else scenes[-1]
            self._workspace.select_scene(other)
            self._workspace.select_scene(current if current in scenes else scenes[-1], extend=True)
        else:
            self._workspace.go_to(current if current in scenes else scenes[0])
        self._following = False

    def scene_under(self, y: int) -> int | None:
        """The scene in the row at `y` of the table's viewport."""
        row = self.table.rowAt(y)
        return None if row < 0 else self._filter.mapToSource(self._filter.index(row, 0)).row()
