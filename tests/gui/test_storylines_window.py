"""Storylines in the whole window: the tab's key, hits, the reader, corrections and the horizon, as with the lanes."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

sys.path.insert(0, str(Path(__file__).parents[1] / "layout/storylines"))
from timeline_helpers import story

from recap_gui.drawing.storyline_bends import bends
from recap_gui.gui.app import Program
from recap_gui.gui.storylines_view import StorylinesView
from recap_gui.layout.storylines.search import storylines
from recap_gui.story import Document

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(program: Program, qtbot, monkeypatch) -> Program:
    """The window on twelve scenes, its storylines shown by the key 2 and found at once."""
    qtbot.waitUntil(lambda: program.window.storylines is not None, timeout=20_000)
    view = program.window.storylines
    assert view is not None
    view.motion = False

    def found(what, like=None) -> None:
        *_, best = storylines(what, seconds=60, like=like)
        view.search.found.emit(best)

    monkeypatch.setattr(view.search, "ask", found)
    told = story()
    program.workspace.open_documents((Document(told.episodes[0].text, source="twelve.txt", sha256="0" * 64),))
    program.workspace.set_story(told)
    program.window._on_title("Twelve scenes")
    qtbot.wait(50)
    program.window.show_view(0)
    QTest.keyClick(program.window.timeline, Qt.Key.Key_2)
    qtbot.waitUntil(view.isVisible)
    qtbot.wait(50)
    return program


def a_cell(view: StorylinesView) -> tuple[QPoint, int, str]:
    """A point on a line in a scene where several meet; the scene, the character."""
    layout = view.layout_
    column = next(c for c in range(len(layout.columns)) if layout.hulls[c][1] - layout.hulls[c][0] >= 1)
    line = int(np.nanargmin(np.where(layout.state[:, column] & 1, layout.y[:, column], np.nan)))
    where = bends(layout, view.navigator.viewport)
    left, right = where.hull(column - where.columns.start)
    y = float(where.y[line, column - where.columns.start]) + view.render_parts.ruler_height
    return QPoint(round((left + right) / 2), round(y)), view.index.scene(column), layout.characters[line]


def test_the_key_2_shows_the_storylines_with_the_keyboard_in_them(shown: Program) -> None:
    window = shown.window
    assert window.views.currentWidget() is window.storylines
    assert window.tabs.currentIndex() == 1
    assert window.storylines.layout_.is_proved
    assert "fewest possible" in window.status._detail.text()
    QTest.keyClick(window.storylines, Qt.Key.Key_1)
    assert window.views.currentWidget() is window.timeline


def test_a_click_selects_in_reader_and_lanes_alike(shown: Program, qtbot) -> None:
    view = shown.window.storylines
    at, scene, character = a_cell(view)
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown.workspace.selection.cell == (scene, character)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.window.reader.isAncestorOf(shown.window.focusWidget()))


def test_the_space_bar_corrects_a_cell_and_the_lines_follow(shown: Program, qtbot) -> None:
    view = shown.window.storylines
    at, scene, character = a_cell(view)
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    before = view.layout_
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert len(shown.workspace.corrections) == 1
    qtbot.waitUntil(lambda: view.layout_ is not before)
    line, column = view.layout_.line_of(character), view.index.column(scene)
    assert line < 0 or not view.layout_.state[line, column] & 1
    shown.window.commands.undo()
    qtbot.waitUntil(lambda: bool(view.layout_.state[view.layout_.line_of(character), view.index.column(scene)] & 1))


def test_hits_of_the_search_are_marked_in_the_storylines(shown: Program, qtbot) -> None:
    window = shown.window
    window.commands.find()
    field = window.focusWidget()
    QTest.keyClicks(field, "talked about")
    qtbot.waitUntil(lambda: len(window.storylines._overlay.hits) == 1, timeout=5_000)
    window.storylines.canvas.grab()
    assert any(patch.look == "hit" for patch in window.storylines.canvas.item.patches)


def test_selecting_elsewhere_brings_the_scene_into_view(shown: Program, qtbot) -> None:
    view = shown.window.storylines
    for _ in range(14):
        view.navigator.zoom(2**0.25, 0.0)
    shown.workspace.select_scene(12)
    shown.workspace.reveal_asked.emit(12)
    qtbot.wait(300)
    first, last = view.navigator.viewport.visible_x()
    left, right = view.index.units(range(view.index.column(12), view.index.column(12) + 1))
    assert first <= right and left <= last
