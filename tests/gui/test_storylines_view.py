"""The storylines on screen, by real events: clicks, keys, wheel, hits, corrections, and the search behind them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget, QWidget
from timeline_helpers import CTRL, NO, SHIFT, click, drag, key, settle, story, wheel

sys.path.insert(0, str(Path(__file__).parents[1] / "layout/storylines"))
from made import known

from recap_gui.drawing.storyline_bends import MARGIN, bends
from recap_gui.gui import storylines_view
from recap_gui.gui.storylines_bending import WayBack
from recap_gui.gui.storylines_view import StorylinesView
from recap_gui.gui.timeline_view import TimelineView
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.storylines import problem
from recap_gui.layout.storylines.search import storylines
from recap_gui.story.season import join


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


@pytest.fixture
def beside(view, monkeypatch):
    """The storylines with the lanes in one stack, as the window has them, and motion."""
    monkeypatch.setattr(storylines_view, "duration", lambda _view: 140)
    stack = QStackedWidget()
    lanes = TimelineView(view._workspace)
    lanes.motion = False
    stack.addWidget(lanes)
    stack.addWidget(view)
    view.set_lanes_view(lanes)
    stack.resize(1280, 720)
    stack.show()
    view._workspace.story_changed.emit(view._workspace.story)
    settle()
    stack.setCurrentWidget(view)
    *_, best = storylines(problem(story()), seconds=60)
    view.show_layout(best)
    settle()
    view.motion = True
    stack.setCurrentWidget(lanes)
    QTest.qWait(400)
    yield stack, lanes, view
    view.setParent(None)
    stack.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def ways_back(lanes: TimelineView) -> list[WayBack]:
    return [child for child in lanes.children() if isinstance(child, WayBack) and child.isVisible()]


def test_lines_come_from_the_rows_of_the_lanes_and_end_in_their_picture(beside):
    stack, lanes, view = beside
    stack.setCurrentWidget(view)
    start = view.bending._from
    assert view.bending.under_way and start is not None
    viewport, body = view.navigator.viewport, view.body_box()
    for line, character in enumerate(start.characters):
        lane = lanes.index.layout.lane_of(character)
        level = float(start.y[line][~np.isnan(start.y[line])][0])
        px = (level + MARGIN) * viewport.y_scale - viewport.y_origin + body.y()
        top = lanes.navigator.room.lane_top(lanes.navigator.viewport, lane) + lanes.render_parts.ruler_height
        assert px == pytest.approx(top + lanes.navigator.viewport.y_scale / 2, abs=1.0)
    edges = viewport.to_px_x(start.columns.x) + body.x()
    theirs = lanes.navigator.viewport.to_px_x(lanes.index.layout.columns.x) + lanes.canvas.x()
    assert edges == pytest.approx(theirs, abs=1.0)
    QTest.qWait(500)
    assert not view.bending.under_way
    assert np.nanmax(view.layout_.hulls) > 0
    assert view.render_parts.blocks == 0


def test_after_lines_have_moved_the_selection_lies_where_scenes_are_drawn(beside):
    stack, _lanes, view = beside
    stack.setCurrentWidget(view)
    QTest.qWait(500)
    columns = replace(view.layout_.columns, x=view.layout_.columns.x * 1.5)
    view._on_found(replace(view.layout_, columns=columns))
    assert view.bending.under_way
    QTest.qWait(500)
    assert view.layout_.columns.x == pytest.approx(columns.x)
    assert view.index.layout.columns.x == pytest.approx(columns.x)


def test_lines_go_back_to_their_rows_over_the_lanes_and_leave_nothing_behind(beside):
    stack, lanes, view = beside
    stack.setCurrentWidget(view)
    QTest.qWait(500)
    stack.setCurrentWidget(lanes)
    assert len(ways_back(lanes)) == 1
    QTest.qWait(600)
    assert not ways_back(lanes)


def test_without_motion_nothing_moves_between_lanes_and_storylines(beside):
    stack, lanes, view = beside
    view.motion = False
    stack.setCurrentWidget(view)
    assert not view.bending.under_way
    stack.setCurrentWidget(lanes)
    assert not ways_back(lanes)


def test_to_the_table_nothing_goes_back(beside):
    stack, lanes, view = beside
    table = QWidget()
    stack.addWidget(table)
    stack.setCurrentWidget(view)
    QTest.qWait(400)
    stack.setCurrentWidget(table)
    settle()
    stack.setCurrentWidget(lanes)
    assert not ways_back(lanes)


def test_how_many_lines_there_are_can_be_chosen_by_the_keyboard(view):
    view._workspace.set_story(known("got_s01e01"))
    settle()
    assert view.lines.isVisible()
    texts = [view.lines.itemText(at) for at in range(view.lines.count())]
    assert texts[0].startswith("12 of ") and texts[-1].startswith("All ")
    assert view.lines.currentText().startswith("16 of ")
    view.lines.setFocus()
    QTest.keyClick(view.lines, Qt.Key.Key_End)
    assert view.asked[-1][0].left_out == 0


def test_a_story_of_few_offers_no_choice(view):
    assert not view.lines.isVisible()


def test_what_could_not_be_proved_is_told_as_a_bound(view):
    view.search.found.emit(replace(view._best, crossings=7, bound=4))
    view.search.ended.emit()
    assert "3" in view.corner._words


def test_the_picture_stands_in_the_middle_of_the_view(view):
    layout, viewport = view.layout_, view.navigator.viewport
    top = (float(np.nanmin(layout.y)) + MARGIN) * viewport.y_scale
    bottom = viewport.height - (float(np.nanmax(layout.y)) + MARGIN) * viewport.y_scale
    assert top == pytest.approx(bottom, abs=0.1 * viewport.height)


def test_lines_of_a_longer_season_are_resized_while_those_of_a_shorter_one_are_looked_for(view):
    longer = join((story(), story(), story()))
    view._workspace.set_story(longer)
    *_, best = storylines(problem(longer), seconds=60)
    view.search.found.emit(best)
    columns = view.index.n_columns
    view._workspace.set_story(story())
    view.resize(1000, 640)
    settle()
    assert view.index.n_columns == columns, "the lines of before stand until the new ones are found"
    *_, best = storylines(problem(story()), seconds=60)
    view.search.found.emit(best)
    view.resize(1280, 720)
    settle()
    assert view.index.n_columns == len(best.columns) < columns


def test_a_sweep_with_shift_over_scenes_selects_them(view):
    y = view.render_parts.ruler_height // 2
    where = bends(view.layout_, view.navigator.viewport)
    xs = [round(sum(where.hull(column - where.columns.start)) / 2) for column in (3, 5)]
    drag(view.canvas.viewport(), QPoint(xs[0], y), QPoint(xs[1], y), held=SHIFT)
    assert list(view._workspace.selection.scenes) == [view.index.scene(column) for column in (3, 4, 5)]


def test_pointing_at_a_line_shows_who_and_where(view):
    column, line = a_cell(view)
    QTest.mouseMove(view.canvas.viewport(), point(view, column, line))
    assert view._workspace.hovered.scene == view.index.scene(column)
    assert view._workspace.hovered.character == view.layout_.characters[line]
    QTest.qWait(450)
    assert view.card.isVisible()


def test_names_keep_their_places_while_zooming_and_find_better_ones_after(view):
    image(view)
    for _ in range(3):
        wheel(view.canvas.viewport(), QPoint(400, 300), angle=(0, 120), held=CTRL)
        settle()
    assert view.render_parts._names._is_restless
    QTest.qWait(300)
    assert not view.render_parts._names._is_restless


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
