"""The storylines on screen, by real events: clicks, keys, wheel, hits, corrections, and the search behind them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from timeline_helpers import CTRL, NO, click, key, settle, story, wheel

from recap_gui.drawing.storyline_bends import bends
from recap_gui.gui.storylines_view import StorylinesView
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.storylines import problem
from recap_gui.layout.storylines.search import storylines


@pytest.fixture
def view(qapp, monkeypatch):
    """The best storylines of twelve scenes; the search is only noted."""
    workspace = Workspace()
    made = StorylinesView(workspace)
    made.motion = False
    asked: list[object] = []
    monkeypatch.setattr(made.search, "ask", lambda what, like=None: asked.append((what, like)))
    made.asked = asked
    made.resize(1280, 720)
    made.show()
    workspace.set_story(story())
    *_, best = storylines(problem(story()), seconds=60)
    made.search.found.emit(best)
    settle()
    yield made
    made.close_search()
    made.close()
    made.deleteLater()
    workspace.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def point(view: StorylinesView, column: int, line: int, *, beside: float = 0.0) -> QPoint:
    """A point of the canvas on a line, in the middle of a column; `beside` px lower."""
    where = bends(view.layout_, view.navigator.viewport)
    left, right = where.hull(column - where.columns.start)
    y = float(where.y[line, column - where.columns.start]) + view.render_parts.ruler_height
    return QPoint(round((left + right) / 2), round(y + beside))


def a_cell(view: StorylinesView) -> tuple[int, int]:
    """A column with several people, and one line of it."""
    layout = view.layout_
    column = next(c for c in range(len(layout.columns)) if layout.hulls[c][1] - layout.hulls[c][0] >= 1)
    line = next(i for i in range(layout.lines) if layout.y[i, column] == layout.hulls[column][0])
    return column, line


def image(view: StorylinesView) -> QImage:
    settle()
    return view.canvas.grab().toImage()


def test_a_click_on_a_hull_selects_the_scene(view):
    column, line = a_cell(view)
    gap = view.navigator.viewport.y_scale / 2
    click(view.canvas.viewport(), point(view, column, line, beside=gap))
    selection = view._workspace.selection
    assert list(selection.scenes) == [view.index.scene(column)]
    assert not selection.characters


def test_a_click_on_a_line_in_a_scene_selects_the_cell(view):
    column, line = a_cell(view)
    click(view.canvas.viewport(), point(view, column, line))
    assert view._workspace.selection.cell == (view.index.scene(column), view.layout_.characters[line])


def test_a_click_on_a_name_selects_its_character(view):
    where = bends(view.layout_, view.navigator.viewport)
    line = view.layout_.line_of("c1")
    click(view.heads, QPoint(60, round(float(where.y[line, where.run(line).start]))))
    assert view._workspace.selection.characters == ("c1",)


def test_arrows_walk_through_scenes(view):
    column, line = a_cell(view)
    click(view.canvas.viewport(), point(view, column, line, beside=view.navigator.viewport.y_scale / 2))
    key(view, Qt.Key.Key_Right)
    assert list(view._workspace.selection.scenes) == [view.index.scene(column) + 1]


def test_the_wheel_zooms_around_the_pointer_and_zero_shows_all(view):
    fitted = view.navigator.viewport
    at = QPoint(400, 300)
    before = fitted.from_px_x(400)
    for _ in range(4):
        wheel(view.canvas.viewport(), at, angle=(0, 120), held=CTRL)
    assert view.navigator.viewport.x_scale > 1.5 * fitted.x_scale
    assert view.navigator.viewport.from_px_x(400) == pytest.approx(before, abs=2 / fitted.x_scale)
    key(view, Qt.Key.Key_0, NO, "0")
    assert view.navigator.viewport == fitted


def test_a_panned_picture_is_the_one_that_is_painted_anew(view):
    for _ in range(6):
        wheel(view.canvas.viewport(), QPoint(400, 300), angle=(0, 120), held=CTRL)
    image(view)
    for right in (37, 11, -24, 90):
        view.navigator.pan(right, 0)
        view.canvas.item.prepare(1.0)
        assert 0 < view.canvas.item.painted < 0.3 * view.canvas.width() * view.canvas.height()
        moved = image(view)
    view.canvas.item.forget()
    assert _differing(moved, image(view)) < 0.001


def test_hits_of_the_search_are_marked_and_unmarked(view):
    view.set_hits((2, 5))
    image(view)
    assert sum(patch.look == "hit" for patch in view.canvas.item.patches) == 2
    assert len(view.overview.hits) == 2
    view.set_hits(())
    image(view)
    assert not any(patch.look == "hit" for patch in view.canvas.item.patches)


def test_a_correction_asks_for_a_drawing_near_the_one_shown(view):
    before = len(view.asked)
    shown = view.layout_
    view._workspace.set_presence(5, "c4", "absent")
    assert len(view.asked) == before + 1
    assert view.layout_ is shown
    assert view.asked[-1][1] == view.layout_.memory()


def test_hidden_it_stops_searching_and_seen_again_it_goes_on(view, monkeypatch):
    stopped = []
    monkeypatch.setattr(view.search, "stop", lambda: stopped.append(True))
    view.hide()
    assert stopped
    view._workspace.set_story(story())
    asked = len(view.asked)
    view.show()
    settle()
    assert len(view.asked) == asked + 1


def test_a_short_story_fills_the_view(view):
    viewport, room = view.navigator.viewport, view.navigator.room
    assert room.limits.lanes * viewport.y_scale > 0.75 * room.height or viewport.y_scale == room.tallest


def test_it_closes_while_the_child_searches(qapp):
    workspace = Workspace()
    made = StorylinesView(workspace)
    made.show()
    workspace.set_story(story())
    settle()
    assert made.search._under_way
    made.close_search()
    made.close()
    made.deleteLater()
    workspace.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def _differing(one: QImage, other: QImage) -> float:
    """The share of pixels that differ visibly."""
    a, b = (
        np.frombuffer(bytes(i.convertToFormat(QImage.Format.Format_RGB32).constBits()), np.uint8).astype(int)
        for i in (one, other)
    )
    return float((np.abs(a - b) > 24).mean())
