"""An error that C raises in a method called by Qt is an exception for the caller, not the end of the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QTableView, QWidget


class _Model(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 3

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 1

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return [][index.row()] if role == Qt.ItemDataRole.DisplayRole else None


class _Shown(QWidget):
    def showEvent(self, event: object) -> None:
        {}["gone"]


def test_in_an_event(qtbot, capture_errors) -> None:
    widget = _Shown()
    qtbot.addWidget(widget)
    capture_errors(KeyError, widget.show)


def test_in_a_model_behind_a_proxy_while_a_column_is_measured(qtbot, capture_errors) -> None:
    model, proxy, view = _Model(), QSortFilterProxyModel(), QTableView()
    proxy.setSourceModel(model)
    view.setModel(proxy)
    qtbot.addWidget(view)
    capture_errors(IndexError, lambda: view.sizeHintForColumn(0))


@pytest.fixture
def capture_errors(qtbot):
    """Does something that must end in an error of a kind: raised at once, or told to the hook."""

    def done(kind: type[Exception], do) -> None:
        with qtbot.captureExceptions() as caught:
            try:
                do()
            except kind:
                return
        assert any(issubclass(one[0], kind) for one in caught)

    return done
