"""The window without a mouse: every part is reached by Tab, shows that it has the keyboard, and has a name."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from timeline_helpers import settle, timeline

from recap_gui.gui.app import Program
from recap_gui.gui.overview import Span, moved_by
from recap_gui.gui.timeline_view import TimelineView


@pytest.fixture
def view(qapp: object):
    with timeline() as shown:
        shown.navigator.zoom(4.0, 300.0)
        shown.overview.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        yield shown


def _pixels(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


def _press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    settle()


class TestOverview:
    def test_arrows_and_pages_move_the_window(self, view: TimelineView) -> None:
        start, width = view.viewport.x_origin, view.viewport.width
        _press(view.overview, Qt.Key.Key_Right)
        assert view.viewport.x_origin == pytest.approx(start + width / 10, abs=1)
        _press(view.overview, Qt.Key.Key_Left)
        assert view.viewport.x_origin == pytest.approx(start, abs=1)
        _press(view.overview, Qt.Key.Key_PageDown)
        assert view.viewport.x_origin == pytest.approx(start + width * 0.9, abs=1)
        _press(view.overview, Qt.Key.Key_PageUp)
        assert view.viewport.x_origin == pytest.approx(start, abs=1)

    def test_home_and_end_bring_the_ends(self, view: TimelineView) -> None:
        _press(view.overview, Qt.Key.Key_End)
        assert view.viewport.visible_x()[1] == pytest.approx(view.navigator.room.limits.width, rel=1e-3)
        _press(view.overview, Qt.Key.Key_Home)
        assert view.viewport.x_origin == 0

    def test_plus_and_minus_resize_the_window_around_its_middle(self, view: TimelineView) -> None:
        scale, (first, last) = view.viewport.x_scale, view.viewport.visible_x()
        _press(view.overview, Qt.Key.Key_Plus)
        assert view.viewport.x_scale == pytest.approx(scale / 2**0.25, rel=0.01)
        _press(view.overview, Qt.Key.Key_Minus)
        assert view.viewport.x_scale == pytest.approx(scale, rel=0.01)
        assert view.viewport.visible_x() == pytest.approx((first, last), rel=0.01)

    def test_escape_goes_back_to_the_picture(self, view: TimelineView) -> None:
        _press(view.overview, Qt.Key.Key_Escape)
        assert view.canvas.hasFocus()

    def test_other_keys_are_the_timelines(self, view: TimelineView) -> None:
        view._workspace.select_character("c3")
        _press(view.overview, Qt.Key.Key_P)
        assert view._workspace.lanes.pinned == ("c3",)

    def test_with_ctrl_or_alt_a_key_is_not_the_overviews(self) -> None:
        assert moved_by(Qt.Key.Key_A, Span(0, 1), 10) is None

    def test_its_focus_is_seen(self, view: TimelineView) -> None:
        with_focus = _pixels(view.overview)
        view.canvas.setFocus()
        settle()
        assert (with_focus != _pixels(view.overview)).any()

    def test_a_click_shows_no_ring_and_a_key_does(self, view: TimelineView) -> None:
        QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 500))
        settle()
        assert view.canvas.hasFocus()
        assert not [patch for patch in view.canvas.item.patches if patch.look == "focus"]
        view.heads.setFocus()
        QTest.keyClick(view.heads, Qt.Key.Key_Tab)
        settle()
        assert view.canvas.hasFocus()
        assert [patch for patch in view.canvas.item.patches if patch.look == "focus"]

    def test_it_says_what_is_in_view(self, view: TimelineView) -> None:
        QAccessible.setActive(True)
        try:
            view.verbs.show_all()
            assert view.overview.accessibleDescription() == "The whole story is in view: 4 lanes · 12 scenes"
            view.navigator.zoom(6.0, 0.0)
            assert view.overview.accessibleDescription().startswith("In view: ")
        finally:
            QAccessible.setActive(False)


class TestElements:
    def test_what_is_selected_is_an_element_where_it_is_seen(self, view: TimelineView) -> None:
        view.verbs.show_all()
        view._workspace.select_cell(9, "c2")
        found = view._access.selected
        assert QAccessible.queryAccessibleInterface(found).text(QAccessible.Text.Name).startswith("Bo, mentioned")
        cell = next(patch.box for patch in view._maker().selected(view._workspace.selection) if patch.look == "cell")
        top = view.render_parts.ruler_height
        assert found.geometry() == QRect(*cell).translated(view.canvas.x(), top)
        assert view.canvas.accessibleDescription() == found.accessibleName()
        view._workspace.clear_selection()
        assert found.isHidden()

    def test_it_takes_no_clicks(self, view: TimelineView) -> None:
        view._workspace.select_cell(9, "c2")
        middle = view._access.selected.geometry().center()
        assert view.childAt(middle) not in (view._access.selected, view._access.ruler)

    def test_every_part_of_the_timeline_has_a_name(self, view: TimelineView) -> None:
        parts = (view, view.canvas, view.heads, view.corner, view.overview, view.question, view._access.ruler)
        names = [QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) for part in parts]
        assert all(names) and len(set(names)) == len(names)


def test_tab_reaches_everything_in_the_window_and_comes_round(opened: Program, qtbot) -> None:
    window = opened.window
    window.activateWindow()
    window.show_view(0)
    reached: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in reached and len(reached) < 100:
        reached.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    wanted = {
        "canvas": window.timeline.canvas,
        "heads": window.timeline.heads,
        "overview": window.timeline.overview,
        "corner": window.timeline.corner.findChild(QWidget, "corner_show_all"),
        "tabs": window.tabs,
        "reader": window.reader.view,
    }
    assert not [name for name, widget in wanted.items() if widget not in reached]
    window.show_view(2)
    reached = []
    while (now := QApplication.focusWidget()) is not None and now not in reached and len(reached) < 100:
        reached.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert window.table.table in reached and window.table.filter_line in reached


def test_whatever_has_the_keyboard_shows_it(opened: Program, qtbot) -> None:
    window = opened.window
    window.show_view(0)
    unseen, unnamed = [], []
    parts = [w for w in window.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled()]
    for part in parts:
        shown = part.isVisibleTo(window) and window.rect().intersects(
            QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        )
        if not shown or part.focusProxy() is not None:
            continue
        window.menuBar().setFocus()
        QApplication.processEvents()
        before = _pixels(window)
        part.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        name = f"{type(part).__name__} {part.objectName()}"
        if not (before != _pixels(window)).any():
            unseen.append(name)
        if not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name):
            unnamed.append(name)
    assert not unseen
    assert not unnamed
