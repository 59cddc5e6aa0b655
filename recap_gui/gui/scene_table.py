"""The scenes as a table: sortable, filterable, copyable, with the same selection as everything else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from recap_gui.gui.scene_rows import HEADING, MENTIONED, NUMBER, PRESENT, TIME, WORDS, SceneModel
from recap_gui.gui.theme import SMALL, UNIT, Look, font
from recap_gui.gui.widgets import Line, TypedTable, quiet_selection
from recap_gui.gui.workspace import Workspace


class _Table(TypedTable):
    """The table itself; copying gives tab-separated lines."""

    def event(self, event: QEvent) -> bool:
        """Copying is ours while the keyboard is: the window's own copies the text of the scene."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.matches(QKeySequence.StandardKey.Copy))
            if event.isAccepted():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or whatever tables do."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows (all where none is), with their header, on the clipboard."""
        model = self.model()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows()) or range(model.rowCount())
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
        self.filter_line = QLineEdit(self)
        self.filter_line.setPlaceholderText(self.tr("Filter scenes: a place, a name, two names …"))
        self.filter_line.setAccessibleName(self.tr("Filter scenes"))
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.textChanged.connect(self.model.filter)
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
        self.model.arranged.connect(self._follow)

    def _build_table(self) -> _Table:
        table = _Table(self)
        table.setModel(self.model)
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
        header = table.horizontalHeader()
        header.setFont(font(SMALL))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(UNIT * 7)
        table.set_measures(UNIT * 3 + 4, {NUMBER: 136, HEADING: 200, TIME: 110, MENTIONED: 170, WORDS: 64})
        header.setSectionResizeMode(PRESENT, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().selectionChanged.connect(self._on_rows)
        return table

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self.model.set_look(look)
        quiet_selection(self.table, look)
        self.table.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow story and selection from now on."""
        super().showEvent(event)
        self.model.wake()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow no more."""
        super().hideEvent(event)
        self.model.sleep()

    @Slot(object)
    def _on_selection(self, _: object) -> None:
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Select the rows of the selected scenes."""
        if self._following or not self.isVisible():
            return
        self._following = True
        rows = QItemSelection()
        found = sorted(r for s in self._workspace.selection.scenes if (r := self.model.row_of(s)) is not None)
        for first, last in _runs(found):
            rows.select(self.model.index(first, 0), self.model.index(last, 0))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().select(rows, flags)
        scene_now = self._workspace.selection.scene
        row_now = self.model.row_of(scene_now) if scene_now is not None else None
        if row_now is not None:
            current = self.model.index(row_now, 0)
            self.table.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(current)
        self._following = False

    @Slot(QItemSelection, QItemSelection)
    def _on_rows(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        """Tell the workspace which scenes the rows are."""
        if self._following:
            return
        scenes = sorted(self.model.scene(index.row()) for index in self.table.selectionModel().selectedRows())
        index = self.table.currentIndex()
        current = self.model.scene(index.row()) if index.isValid() else -1
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
        return None if row < 0 else self.model.scene(row)


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted `rows` as stretches of neighbours: first and last of each."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
