"""Orders and folds of the timeline: the tightest order from the child, columns that fold, high contrast."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from recap_gui.drawing.style import style
from recap_gui.gui.app import Program
from recap_gui.gui.laying_out import lay_out
from recap_gui.gui.settings import THEME
from recap_gui.gui.theme import font
from recap_gui.gui.timeline_order import TightestOrder, order_problem
from recap_gui.layout import arrangement
from recap_gui.layout.order import lane_span
from tests.gui.timeline_helpers import click, settle, story, timeline


def test_the_window_never_looks_for_the_tightest_order_itself(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("looked for on the GUI thread")

    monkeypatch.setattr(arrangement, "tightest", never)
    with timeline() as view:
        view._workspace.order_lanes("tightest")
        assert view.index is not None
        assert view.index.layout.lanes == 4


def test_the_tightest_order_comes_from_the_child_with_its_proof(program: Program, qtbot) -> None:
    told: list[str] = []
    order = program.window.findChild(TightestOrder)
    assert order is not None
    order.told.connect(told.append)
    workspace = program.workspace
    workspace.set_story(story())
    workspace.order_lanes("tightest")
    qtbot.waitUntil(lambda: bool(workspace.lanes.tightest), timeout=60_000)
    assert told[-1].startswith("Tightest order: proved")
    made = lay_out(workspace.story, workspace.lanes)
    assert [ids[0] for ids in made.characters] == list(workspace.lanes.tightest)
    problem = order_problem(lay_out(workspace.story, replace(workspace.lanes, tightest=())), ())
    at = {character: number for number, character in enumerate(problem.characters)}
    found = lane_span([at[c] for c in workspace.lanes.tightest], problem.scenes)
    assert found <= lane_span(range(len(at)), problem.scenes)


def test_pinned_lanes_and_folds_take_no_part_in_the_order(workspace) -> None:
    made = lay_out(workspace.story, replace(workspace.lanes, pinned=("c2",)))
    assert "c2" not in order_problem(made, ("c2",)).characters


def test_a_click_on_the_ruler_opens_a_folded_column_and_a_second_one_folds_it(qapp) -> None:
    with timeline() as view:
        index = view.index
        assert index is not None and index.stub(0)
        stub = index.units(range(1))[1]
        click(view.canvas.viewport(), QPoint(1, 8))
        assert view._workspace.lanes.folded_kinds == ()
        assert view._workspace.selection.scene == 0
        assert view.index is not None and not view.index.stub(0)
        assert view.index.units(range(1))[1] > stub
        click(view.canvas.viewport(), QPoint(1, 8))
        assert view.index.stub(0)


def test_a_click_on_the_ruler_over_a_scene_folds_nothing(qapp) -> None:
    with timeline() as view:
        for _ in range(2):
            click(view.canvas.viewport(), QPoint(400, 8))
        assert view._workspace.lanes.folded_kinds == ("frame",)


def test_the_view_menu_folds_each_kind(opened: Program) -> None:
    table, workspace = opened.window.actions_table, opened.workspace
    table["fold_previously"].trigger()
    assert set(workspace.lanes.folded_kinds) == {"frame", "previously"}
    table["fold_frames"].trigger()
    assert workspace.lanes.folded_kinds == ("previously",)
    assert table["fold_previously"].isChecked() and not table["fold_frames"].isChecked()


@pytest.mark.parametrize("theme", ["contrast", "contrast-dark"])
def test_high_contrast_is_worn_by_window_and_timeline(opened: Program, theme: str) -> None:
    opened.settings.set(THEME, theme)
    assert opened.theme.style == style(theme)
    assert opened.window.timeline.render_parts.colours.ground.name() == style(theme).colour("ground")


def test_every_part_of_the_timeline_has_a_name_for_screen_readers(qapp) -> None:
    with timeline() as view:
        view._workspace.select_character("c1")
        view._workspace.select_character("c2", add=True)
        parts = (view, view.canvas, view.heads, view.overview, view.corner, view.question)
        assert all(part.accessibleName() for part in parts)
        named = [w for part in parts for w in part.findChildren(QAbstractButton)]
        assert named and all(button.accessibleName() or button.text() for button in named)


def test_the_canvas_describes_what_is_selected(qapp) -> None:
    with timeline() as view:
        view._workspace.select_cell(1, "c1")
        assert "Ada" in view.canvas.accessibleDescription()


@pytest.mark.parametrize("part", ["canvas", "heads"])
def test_the_keyboard_is_seen_to_be_in_a_part(qapp, part: str) -> None:
    with timeline() as view:
        view.activateWindow()
        widget = getattr(view, part)
        view.corner.findChildren(QAbstractButton)[0].setFocus()
        settle()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        assert widget.hasFocus()
        assert widget.grab().toImage() != without


def test_larger_type_gets_wider_heads_and_larger_names(qapp) -> None:
    with timeline() as view:
        before, small = view.heads_width, view._lettering.of(48)
        view.set_style(style("light", text_scale=2.0))
        view.setFont(font(26))
        settle()
        large = view._lettering.of(48)
        assert view.heads_width > before
        assert small is not None and large is not None and large[0].pixelSize() > small[0].pixelSize()
        assert view.heads.width() == view.heads_width


def test_figures_without_room_are_cut_with_a_sign(qapp) -> None:
    with timeline(width=620) as view:
        view.corner.set_figures("2,000 lanes · 330,000 scenes and more than that")
        label = view.corner.findChild(QLabel)
        assert label.text().endswith("…")
        assert label.accessibleName().startswith("2,000 lanes")
