"""The timeline on a real X server, driven by its mouse and keyboard: what xdotool presses comes through the server."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from timeline_helpers import CTRL, NOTCH, block, settle, timeline, wheel

from recap_gui.gui.timeline_moves import NOTCH as ZOOM_NOTCH
from recap_gui.gui.timeline_view import TimelineView

pytestmark = pytest.mark.x11

needs_xdotool = pytest.mark.skipif(shutil.which("xdotool") is None, reason="xdotool is not installed")


@pytest.fixture
def view(qapp, qtbot) -> Iterator[TimelineView]:
    assert qapp.platformName() == "xcb"
    room = qapp.primaryScreen().size()
    assert room.width() >= 1280 and room.height() >= 720, f"the X server's screen is too small: {room}"
    with timeline() as shown:
        shown.move(0, 0)
        qtbot.waitExposed(shown)
        shown.activateWindow()
        shown.canvas.setFocus()
        QTest.qWait(150)
        yield shown


def xdo(*words: object) -> None:
    """Let the X server's mouse or keyboard do something, and the window take notice."""
    subprocess.run(["xdotool", *map(str, words)], check=True, timeout=20)
    QTest.qWait(120)


def point_at(widget: QWidget, at: QPoint) -> None:
    """Move the real pointer to a point of a widget."""
    there = widget.mapToGlobal(at)
    xdo("mousemove", there.x(), there.y())


def test_zoom_and_one_paint_a_frame(view: TimelineView, qtbot) -> None:
    before, paints = view.viewport, view.canvas.item.paints
    wheel(view.canvas.viewport(), QPoint(500, 300), angle=(0, NOTCH), held=CTRL)
    assert view.viewport.x_scale == pytest.approx(before.x_scale * ZOOM_NOTCH)
    qtbot.waitUntil(lambda: view.canvas.item.paints > paints)
    assert view.canvas.item.paints == paints + 1


@needs_xdotool
def test_the_servers_wheel_zooms_at_the_pointer(view: TimelineView, qtbot) -> None:
    at = QPoint(500, 300)
    point_at(view.canvas.viewport(), at)
    before = view.viewport
    unit = before.from_px_x(at.x())
    xdo("keydown", "ctrl", "click", 4, "click", 4, "keyup", "ctrl")
    qtbot.waitUntil(lambda: view.viewport.x_scale > before.x_scale)
    assert view.viewport.x_scale == pytest.approx(before.x_scale * ZOOM_NOTCH**2)
    assert view.viewport.to_px_x(unit) == pytest.approx(at.x(), abs=1)


@needs_xdotool
def test_a_drag_with_the_servers_mouse_pans(view: TimelineView, qtbot) -> None:
    view.navigator.zoom(4.0, 300.0)
    settle()
    before = view.viewport.x_origin
    point_at(view.canvas.viewport(), QPoint(600, 420))
    xdo("mousedown", 1)
    for _ in range(6):
        xdo("mousemove_relative", "--", -20, 0)
    xdo("mouseup", 1)
    qtbot.waitUntil(lambda: view.viewport.x_origin == before + 120)


@needs_xdotool
def test_a_click_selects_and_the_servers_keys_go_on(view: TimelineView, qtbot) -> None:
    workspace = view._workspace
    point_at(view.canvas.viewport(), block(view, 3, "c2"))
    xdo("click", 1)
    qtbot.waitUntil(lambda: workspace.selection.cell == (3, "c2"))
    xdo("key", "Right")
    qtbot.waitUntil(lambda: workspace.selection.cell == (4, "c2"))
    xdo("key", "period")
    qtbot.waitUntil(lambda: workspace.selection.cell is not None and workspace.selection.cell[0] > 4)
    xdo("key", "p")
    qtbot.waitUntil(lambda: workspace.lanes.pinned == ("c2",))


@needs_xdotool
def test_the_card_comes_where_the_pointer_rests(view: TimelineView, qtbot) -> None:
    point_at(view.canvas.viewport(), block(view, 9, "c2") - QPoint(2, 0))
    xdo("mousemove_relative", 2, 0)
    qtbot.waitUntil(lambda: view.card.isVisible() and view.card.lines[0] == "Bo – mentioned (unsure)")


def test_what_is_on_screen_is_what_was_painted_at_any_size(view: TimelineView, qapp, qtbot) -> None:
    for width, height in ((1280, 720), (700, 400), (1000, 600)):
        view.resize(width, height)
        qtbot.waitUntil(lambda size=(width, height): (view.width(), view.height()) == size)
        QTest.qWait(150)
        room = view.frameGeometry()
        shot = view.screen().grabWindow(0, room.x(), room.y(), width, height).toImage()
        seen = _pixels(shot)
        painted = _pixels(view.grab().toImage())
        assert len(np.unique(painted)) > 30  # not blank
        assert (seen == painted).mean() > 0.995
        assert view.viewport.shows_all_of_time(view.navigator.room.limits)


def _pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()].copy()
