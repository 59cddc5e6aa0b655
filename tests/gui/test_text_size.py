"""All type of the window grows to twice its size, at once, and the window holds it at 1280×720."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from recap_gui.gui import theme
from recap_gui.gui.app import Program
from recap_gui.gui.settings import TEXT_SIZE
from recap_gui.gui.theme import BODY, SMALL, font


@pytest.fixture(autouse=True)
def usual_size_afterwards(qapp: QApplication) -> Iterator[None]:
    """The size is the application's, and other tests share the application."""
    yield
    qapp.setProperty(theme._SCALE, None)
    qapp.setFont(font())


def _typed(window: QWidget) -> dict[QWidget, int]:
    """The px of type of every label and button in the window."""
    parts = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    return {part: part.fontInfo().pixelSize() for part in parts}


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_every_label_and_button_grows_with_the_setting_and_back(opened: Program, qtbot, percent: int) -> None:
    before = _typed(opened.window)
    opened.settings.set(TEXT_SIZE, percent)
    qtbot.wait(50)
    after = _typed(opened.window)
    both = [(part, was, after[part]) for part, was in before.items() if part in after]
    assert len(both) > 20
    assert not [(part.text(), was, now) for part, was, now in both if abs(now - was * percent / 100) > 1]
    assert QApplication.font().pixelSize() == round(BODY * percent / 100)
    assert font(SMALL).pixelSize() == round(SMALL * percent / 100)
    assert font(15).pixelSize() == 15  # px are px
    opened.settings.reset(TEXT_SIZE)
    qtbot.wait(50)
    assert all(now == before.get(part, now) for part, now in _typed(opened.window).items())


def test_the_timeline_grows_with_the_setting(opened: Program, qtbot) -> None:
    timeline = opened.window.timeline
    ruler, heads, tallest = timeline.render_parts.ruler_height, timeline.heads_width, timeline.viewport.y_scale
    opened.settings.set(TEXT_SIZE, 200)
    qtbot.wait(50)
    assert timeline.render_parts.ruler_height > 1.6 * ruler
    assert timeline.heads_width > 1.2 * heads
    assert timeline.viewport.y_scale == 2 * tallest  # few lanes: there is room
    assert timeline.heads._rows.row(0).font.pixelSize() == 2 * BODY


def test_twice_the_size_holds_in_a_small_window(opened: Program, qtbot) -> None:
    window = opened.window
    opened.settings.set(TEXT_SIZE, 200)
    window.resize(1280, 720)
    qtbot.wait(100)
    assert (window.width(), window.height()) == (1280, 720)  # nothing asks for more
    room = window.rect()
    for part in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        if part.isVisibleTo(window) and not part.visibleRegion().isEmpty():
            place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
            assert room.contains(place), (part, place)
    body = window.timeline.canvas.body_size
    assert body[0] > 300 and body[1] > 200


def test_rows_of_tables_hold_their_type(opened: Program, qtbot) -> None:
    window = opened.window
    window.show_view(2)
    window.show_panel("cast")
    opened.settings.set(TEXT_SIZE, 200)
    qtbot.waitUntil(lambda: window.cast.model.rowCount() > 0)
    for table in (window.table.table, window.cast.table):
        assert table.rowHeight(0) >= QFontMetrics(table.font()).height()
