"""Breaks dragged on the timeline, with real mouse events."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from recap_gui.gui.timeline_view import TimelineView
from tests.gui.timeline_helpers import settle, timeline

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qapp: QApplication) -> Iterator[TimelineView]:
    with timeline() as made:
        yield made


def _edge(view: TimelineView, column: int) -> int:
    return round(float(view.viewport.to_px_x(view.index.units(range(column, column + 1))[0])))


def _move(view: TimelineView, x: int, held: Qt.MouseButton = LEFT) -> None:
    at = QPointF(x, 6)
    kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    QApplication.sendEvent(view.canvas.viewport(), QMouseEvent(kind, at, at, none, held, NO))


def _drag(view: TimelineView, start: int, end: int) -> None:
    QTest.mousePress(view.canvas.viewport(), LEFT, NO, QPoint(start, 6))
    for share in (0.3, 0.6, 1.0):
        _move(view, round(start + (end - start) * share))


def test_an_edge_in_the_ruler_is_dragged_to_where_a_sentence_begins(view: TimelineView) -> None:
    workspace, x = view._workspace, _edge(view, 4)
    old = workspace.telling.scenes[4].start
    _drag(view, x, _edge(view, 5) - 30)
    assert view.card.isVisible() and "begins here" in view.card.lines[0]
    QTest.mouseRelease(view.canvas.viewport(), LEFT, NO, QPoint(_edge(view, 5) - 30, 6))
    settle()
    scene, text = workspace.telling.scenes[4], workspace.story.episodes[0].text
    assert old < scene.start < scene.end
    assert text[: scene.start].endswith(". ") and text[scene.start].isupper()
    assert workspace.undo_stack.undoText() == "move the break"
    assert not view.card.isVisible()


def test_it_goes_no_further_than_the_scenes_beside_it(view: TimelineView) -> None:
    workspace = view._workspace
    _drag(view, _edge(view, 4), _edge(view, 2) - 40)
    QTest.mouseRelease(view.canvas.viewport(), LEFT, NO, QPoint(_edge(view, 2) - 40, 6))
    before, scene = workspace.telling.scenes[3:5]
    assert before.start < scene.start
    assert workspace.story.episodes[0].text[before.start : scene.start].strip()


def test_esc_lets_go_and_a_press_that_stays_is_a_click(view: TimelineView) -> None:
    workspace, x = view._workspace, _edge(view, 4)
    _drag(view, x, x + 60)
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.canvas.viewport(), LEFT, NO, QPoint(x + 60, 6))
    assert workspace.corrections == ()
    QTest.mouseClick(view.canvas.viewport(), LEFT, NO, QPoint(x, 6))
    assert workspace.selection.scenes == range(4, 5)
    assert workspace.corrections == ()


def test_where_columns_are_narrow_or_the_text_begins_there_is_no_grip(view: TimelineView) -> None:
    dragging = view._breaks
    assert dragging.grip_at(QPoint(_edge(view, 4), 6)) == 4
    assert dragging.grip_at(QPoint(_edge(view, 4) + 12, 6)) is None
    assert dragging.grip_at(QPoint(_edge(view, 4), view.render_parts.ruler_height + 5)) is None
    assert dragging.grip_at(QPoint(0, 6)) is None
    assert dragging.grip_at(QPoint(_edge(view, 1), 6)) is None  # beside a stub
    view._workspace.fold_kind("frame")
    settle()
    assert dragging.grip_at(QPoint(_edge(view, 1), 6)) == 1
    view.resize(300, 400)
    settle()
    assert all(dragging.grip_at(QPoint(x, 6)) is None for x in range(200))


def test_the_pointer_shows_that_an_edge_can_be_dragged(view: TimelineView) -> None:
    x = _edge(view, 4)
    _move(view, x, Qt.MouseButton.NoButton)
    assert view.canvas.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
    _move(view, x + 25, Qt.MouseButton.NoButton)
    assert view.canvas.viewport().cursor().shape() != Qt.CursorShape.SplitHCursor
