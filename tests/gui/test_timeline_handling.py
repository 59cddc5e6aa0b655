"""Every row of the handling table (DESIGN §4) that is the timeline's, driven by real events on the real widget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from timeline_helpers import (
    ALT,
    CTRL,
    NOTCH,
    SHIFT,
    block,
    click,
    drag,
    head,
    key,
    move,
    pinch,
    settle,
    timeline,
    wheel,
)

from recap_gui.gui.timeline_moves import NOTCH as ZOOM_NOTCH
from recap_gui.gui.timeline_view import TimelineView

BODY = QPoint(500, 300)
RULER = QPoint(500, 20)


@pytest.fixture
def view(qapp: object) -> Iterator[TimelineView]:
    with timeline() as shown:
        yield shown


@pytest.fixture
def low(qapp: object) -> Iterator[TimelineView]:
    """A timeline zoomed in, in a window so low that not all lanes fit."""
    with timeline(height=220) as shown:
        shown.navigator.zoom_lanes(4.0, 0.0)
        shown.navigator.zoom(4.0, 300.0)
        settle()
        assert not shown.navigator.room.shows_all_lanes(shown.viewport)
        yield shown


def test_it_opens_fitted(view: TimelineView) -> None:
    assert view.viewport == view.navigator.room.fitted()
    assert view.viewport.shows_all_of_time(view.navigator.room.limits)


class TestThroughTime:
    def test_shift_wheel(self, low: TimelineView) -> None:
        before = low.viewport
        wheel(low.canvas.viewport(), QPoint(500, 100), angle=(0, -NOTCH), held=SHIFT)
        assert low.viewport.x_origin == before.x_origin + 96
        assert low.viewport.y0 == before.y0

    def test_two_fingers_sideways_pixel_for_pixel(self, low: TimelineView) -> None:
        before = low.viewport.x_origin
        wheel(low.canvas.viewport(), QPoint(500, 100), pixels=(-17, 0), angle=(-34, 0))
        assert low.viewport.x_origin == before + 17

    @pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
    def test_drag_pulls_the_picture(self, low: TimelineView, button: Qt.MouseButton) -> None:
        before = low.viewport.x_origin
        drag(low.canvas.viewport(), QPoint(600, 100), QPoint(540, 100), button)
        assert low.viewport.x_origin == before + 60

    def test_a_pan_has_no_inertia(self, low: TimelineView) -> None:
        drag(low.canvas.viewport(), QPoint(600, 100), QPoint(540, 100))
        left = low.viewport
        QTest.qWait(200)
        assert low.viewport == left

    def test_plain_wheel_over_ruler_and_overview(self, low: TimelineView) -> None:
        before = low.viewport
        wheel(low.canvas.viewport(), RULER, angle=(0, -NOTCH))
        wheel(low.overview, QPoint(600, 20), angle=(0, -NOTCH))
        assert low.viewport.x_origin == before.x_origin + 192
        assert low.viewport.y0 == before.y0

    def test_arrows_select_scene_by_scene(self, view: TimelineView) -> None:
        view._workspace.select_scene(3)
        key(view, Qt.Key.Key_Right)
        assert view._workspace.selection.scenes == range(4, 5)
        key(view, Qt.Key.Key_Left)
        assert view._workspace.selection.scenes == range(3, 4)

    def test_pages_home_and_end(self, low: TimelineView) -> None:
        key(low, Qt.Key.Key_Home)
        assert low._workspace.selection.scenes == range(1)
        assert low.viewport.x0 == 0
        key(low, Qt.Key.Key_PageDown)
        assert low.viewport.x_origin == round(0.9 * low.viewport.width)
        key(low, Qt.Key.Key_PageUp)
        assert low.viewport.x_origin == 0
        key(low, Qt.Key.Key_End)
        assert low._workspace.selection.scenes == range(12, 13)
        assert low.viewport.visible_x()[1] == pytest.approx(low.navigator.room.limits.width)


class TestThroughLanes:
    def test_wheel(self, low: TimelineView) -> None:
        before = low.viewport
        wheel(low.canvas.viewport(), QPoint(500, 100), angle=(0, -NOTCH))
        assert low.viewport.y0 > before.y0
        assert low.viewport.x0 == before.x0

    def test_wheel_over_the_heads(self, low: TimelineView) -> None:
        before = low.viewport
        wheel(low.heads, QPoint(60, 40), angle=(0, -NOTCH))
        assert low.viewport.y0 > before.y0

    def test_wheel_moves_through_time_when_all_lanes_fit(self, view: TimelineView) -> None:
        view.navigator.zoom(4.0, 300.0)
        before = view.viewport
        wheel(view.canvas.viewport(), BODY, angle=(0, -NOTCH))
        assert view.viewport.x_origin == before.x_origin + 96
        wheel(view.canvas.viewport(), BODY, angle=(0, -NOTCH), held=SHIFT)
        assert view.viewport.x_origin == before.x_origin + 192

    def test_the_setting_turns_wheel_and_shift_wheel(self, low: TimelineView) -> None:
        low.wheel = "time"
        before = low.viewport
        wheel(low.canvas.viewport(), QPoint(500, 100), angle=(0, -NOTCH))
        assert (low.viewport.x_origin, low.viewport.y0) == (before.x_origin + 96, before.y0)
        wheel(low.canvas.viewport(), QPoint(500, 100), angle=(0, -NOTCH), held=SHIFT)
        assert low.viewport.y0 > before.y0

    def test_arrows_go_lane_by_lane_in_the_same_scene(self, view: TimelineView) -> None:
        view._workspace.select_cell(3, "c1")
        key(view, Qt.Key.Key_Down)
        assert view._workspace.selection.cell == (3, "c2")
        key(view, Qt.Key.Key_Up)
        assert view._workspace.selection.cell == (3, "c1")


class TestAlongOneCharacter:
    def test_full_stop_and_comma(self, view: TimelineView) -> None:
        view._workspace.select_cell(2, "c1")
        key(view, Qt.Key.Key_Period, text=".")
        assert view._workspace.selection.cell == (4, "c1")
        key(view, Qt.Key.Key_Comma, text=",")
        assert view._workspace.selection.cell == (2, "c1")

    def test_the_arrows_in_the_head(self, view: TimelineView) -> None:
        view._workspace.select_cell(2, "c1")
        move(view.heads, head(view, "c1"))
        before, after = view.heads._rows.icon_boxes(0)[:2]
        click(view.heads, after.center().toPoint())
        assert view._workspace.selection.cell == (4, "c1")
        click(view.heads, before.center().toPoint())
        assert view._workspace.selection.cell == (2, "c1")


class TestZoom:
    def test_ctrl_wheel_zooms_a_fourth_root_of_two_at_the_pointer(self, view: TimelineView) -> None:
        before = view.viewport
        wheel(view.canvas.viewport(), BODY, angle=(0, NOTCH), held=CTRL)
        assert view.viewport.x_scale == pytest.approx(before.x_scale * ZOOM_NOTCH)
        assert view.viewport.y_scale == before.y_scale
        assert view.viewport.from_px_x(500) * view.viewport.x_scale == pytest.approx(
            before.from_px_x(500) * view.viewport.x_scale, abs=1.0
        )

    def test_fine_wheels_zoom_in_parts_of_a_notch(self, view: TimelineView) -> None:
        before = view.viewport.x_scale
        for _ in range(8):
            wheel(view.canvas.viewport(), BODY, angle=(0, 15), held=CTRL)
        assert view.viewport.x_scale == pytest.approx(before * ZOOM_NOTCH)

    @pytest.mark.parametrize("part", ["canvas", "heads", "corner", "overview"])
    def test_pinch_everywhere(self, view: TimelineView, part: str) -> None:
        before = view.viewport.x_scale
        widget = view.canvas.viewport() if part == "canvas" else getattr(view, part)
        pinch(widget, QPoint(50, 30), 0.25)
        assert view.viewport.x_scale == pytest.approx(before * 1.25)

    def test_ctrl_wheel_over_the_heads(self, view: TimelineView) -> None:
        before = view.viewport.x_scale
        wheel(view.heads, QPoint(50, 30), angle=(0, NOTCH), held=CTRL)
        assert view.viewport.x_scale == pytest.approx(before * ZOOM_NOTCH)
        assert view.viewport.x0 == 0

    def test_limits(self, view: TimelineView) -> None:
        for _ in range(60):
            view.navigator.zoom(2.0, 500.0)
        limits = view.navigator.room.limits
        assert view.viewport.x_scale == limits.x_scale_max
        for _ in range(60):
            view.navigator.zoom(0.5, 500.0)
        assert view.viewport == view.navigator.room.fitted()

    def test_plus_and_minus_keep_the_selected_scene_where_it_is(self, view: TimelineView) -> None:
        view._workspace.select_scene(6)
        at = block(view, 6, "c1").x()
        key(view, Qt.Key.Key_Plus, text="+")
        assert view.viewport.x_scale > view.navigator.room.fitted().x_scale
        assert abs(block(view, 6, "c1").x() - at) <= 1
        key(view, Qt.Key.Key_Minus, text="-")
        assert view.viewport == view.navigator.room.fitted()

    def test_zooming_in_and_out_again_throws_nobody_elsewhere(self, view: TimelineView) -> None:
        view.navigator.zoom(6.0, 400.0)
        before = view.viewport
        for _ in range(6):
            wheel(view.canvas.viewport(), BODY, angle=(0, NOTCH), held=CTRL)
        for _ in range(6):
            wheel(view.canvas.viewport(), BODY, angle=(0, -NOTCH), held=CTRL)
        assert abs(view.viewport.x_origin - before.x_origin) <= 2


class TestLaneHeight:
    def test_alt_wheel_which_qt_delivers_in_x(self, view: TimelineView) -> None:
        before = view.viewport
        wheel(view.canvas.viewport(), BODY, angle=(NOTCH, 0), held=ALT)
        assert view.viewport.y_scale == pytest.approx(before.y_scale * ZOOM_NOTCH)
        assert view.viewport.x_scale == before.x_scale

    def test_ctrl_up_and_down(self, view: TimelineView) -> None:
        before = view.viewport.y_scale
        key(view, Qt.Key.Key_Up, CTRL)
        assert view.viewport.y_scale == pytest.approx(before * ZOOM_NOTCH)
        key(view, Qt.Key.Key_Down, CTRL)
        assert view.viewport.y_scale == pytest.approx(before)


class TestAllFitBack:
    def test_all_by_key_button_and_double_click_on_the_ruler(self, view: TimelineView) -> None:
        fitted = view.viewport
        for bring_all in (
            lambda: key(view, Qt.Key.Key_0, text="0"),
            lambda: click(view.findChild(object, "corner_show_all"), QPoint(8, 8)),
            lambda: QTest.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=RULER),
            lambda: QTest.mouseDClick(view.overview, Qt.MouseButton.LeftButton, pos=QPoint(700, 20)),
        ):
            view.navigator.zoom(5.0, 600.0)
            assert view.viewport != fitted
            bring_all()
            assert view.viewport == fitted

    def test_fit_selection(self, view: TimelineView) -> None:
        view._workspace.select_scene(4)
        key(view, Qt.Key.Key_F, text="f")
        first, last = view.index.units(range(4, 5))
        left, right = view.viewport.visible_x()
        assert left < first and last < right
        assert (last - first) / (right - left) > 0.8

    @pytest.mark.parametrize(("pressed", "held"), [(Qt.Key.Key_Backspace, None), (Qt.Key.Key_Left, ALT)])
    def test_back(self, view: TimelineView, pressed: Qt.Key, held: Qt.KeyboardModifier | None) -> None:
        before = view.viewport
        view._workspace.select_scene(4)
        key(view, Qt.Key.Key_F, text="f")
        key(view, pressed, held or Qt.KeyboardModifier.NoModifier)
        assert view.viewport == before

    def test_a_row_of_wheel_turns_is_one_step_back(self, view: TimelineView) -> None:
        before = view.viewport
        for _ in range(5):
            wheel(view.canvas.viewport(), BODY, angle=(0, NOTCH), held=CTRL)
        key(view, Qt.Key.Key_Backspace)
        assert view.viewport == before
        key(view, Qt.Key.Key_Right, ALT)
        assert view.viewport.x_scale == pytest.approx(before.x_scale * ZOOM_NOTCH**5)


class TestSelect:
    def test_a_click_on_a_block_selects_the_cell(self, view: TimelineView) -> None:
        click(view.canvas.viewport(), block(view, 3, "c3"))
        assert view._workspace.selection.cell == (3, "c3")

    def test_a_click_on_an_empty_place_selects_it_too(self, view: TimelineView) -> None:
        click(view.canvas.viewport(), block(view, 1, "c4"))
        assert view._workspace.selection.cell == (1, "c4")

    def test_a_click_on_the_ruler_selects_the_scene(self, view: TimelineView) -> None:
        click(view.canvas.viewport(), QPoint(block(view, 5, "c1").x(), 20))
        assert view._workspace.selection.scenes == range(5, 6)
        assert view._workspace.selection.cell is None

    def test_a_click_on_a_head_selects_the_character(self, view: TimelineView) -> None:
        click(view.heads, head(view, "c2"))
        assert view._workspace.selection.characters == ("c2",)

    def test_shift_click_and_shift_arrows_extend(self, view: TimelineView) -> None:
        click(view.canvas.viewport(), block(view, 3, "c1"))
        click(view.canvas.viewport(), block(view, 6, "c1"), SHIFT)
        assert view._workspace.selection.scenes == range(3, 7)
        key(view, Qt.Key.Key_Right, SHIFT)
        assert view._workspace.selection.scenes == range(3, 8)
        key(view, Qt.Key.Key_Left, SHIFT)
        assert view._workspace.selection.scenes == range(3, 7)

    def test_shift_drag_sweeps_over_scenes(self, view: TimelineView) -> None:
        drag(view.canvas.viewport(), block(view, 2, "c1"), block(view, 5, "c1"), held=SHIFT)
        assert view._workspace.selection.scenes == range(2, 6)

    def test_selecting_moves_nothing(self, view: TimelineView) -> None:
        view.navigator.zoom(5.0, 500.0)
        before = view.viewport
        click(view.canvas.viewport(), BODY)
        click(view.canvas.viewport(), QPoint(1060, 100))
        assert view.viewport == before

    def test_keys_bring_what_they_select_into_view(self, view: TimelineView) -> None:
        view.navigator.zoom(5.0, 0.0)
        for _ in range(13):
            key(view, Qt.Key.Key_Right)
            first, last = view.index.units(view.index.columns(view._workspace.selection.scenes))
            left, right = view.viewport.visible_x()
            assert left - 1e-6 <= first and last <= right + 1e-6

    def test_escape_selects_nothing(self, view: TimelineView) -> None:
        click(view.canvas.viewport(), block(view, 3, "c1"))
        key(view, Qt.Key.Key_Escape)
        assert view._workspace.selection.empty


class TestLanes:
    def test_pin_hide_only_by_key(self, view: TimelineView) -> None:
        view._workspace.select_character("c3")
        key(view, Qt.Key.Key_P, text="p")
        assert view._workspace.lanes.pinned == ("c3",)
        assert view.index.lane("c3") == 0
        key(view, Qt.Key.Key_I, text="i")
        assert view.index.layout.names == ["Cy"]
        key(view, Qt.Key.Key_I, text="i")
        key(view, Qt.Key.Key_H, text="h")
        assert view.index.lane("c3") is None

    @pytest.mark.parametrize(("icon", "kept"), [(2, "pinned"), (3, "only"), (4, "hidden")])
    def test_pin_hide_only_by_icon(self, view: TimelineView, icon: int, kept: str) -> None:
        move(view.heads, head(view, "c2"))
        box = view.heads._rows.icon_boxes(view.index.lane("c2"))[icon]
        click(view.heads, box.center().toPoint())
        assert getattr(view._workspace.lanes, kept) == ("c2",)

    def test_pinned_lanes_stay_on_top_at_any_scroll(self, low: TimelineView) -> None:
        low._workspace.pin("c4")
        low.navigator.zoom_lanes(0.5, 0.0)
        settle()
        wheel(low.canvas.viewport(), QPoint(500, 100), angle=(0, -5 * NOTCH))
        room = low.navigator.room
        assert room.lane_top(low.viewport, 0) == 0
        assert low.viewport.y0 > 1
        assert low.index.character(room.lane_at(low.viewport, 3)) == "c4"

    def test_alt_arrows_move_the_lane(self, view: TimelineView) -> None:
        view._workspace.select_character("c1")
        key(view, Qt.Key.Key_Down, ALT)
        assert list(view.index.layout.names) == ["Bo", "Ada", "Cy", "Di"]
        key(view, Qt.Key.Key_Up, ALT)
        assert list(view.index.layout.names) == ["Ada", "Bo", "Cy", "Di"]

    def test_drag_a_head_between_two(self, view: TimelineView) -> None:
        gap = head(view, "c3") + QPoint(0, round(view.viewport.y_scale / 2) - 1)
        drag(view.heads, head(view, "c1"), gap)
        assert list(view.index.layout.names) == ["Bo", "Cy", "Ada", "Di"]

    def test_escape_lets_a_dragged_head_go(self, view: TimelineView) -> None:
        start, end = head(view, "c1"), head(view, "c4") + QPoint(0, 16)
        QTest.mousePress(view.heads, Qt.MouseButton.LeftButton, pos=start)
        move(view.heads, end, Qt.MouseButton.LeftButton)
        assert view.heads.drag is not None
        QTest.keyClick(view.heads, Qt.Key.Key_Escape)
        QTest.mouseRelease(view.heads, Qt.MouseButton.LeftButton, pos=end)
        assert list(view.index.layout.names) == ["Ada", "Bo", "Cy", "Di"]

    def test_a_head_held_on_another_offers_to_merge(self, view: TimelineView, qtbot) -> None:
        QTest.mousePress(view.heads, Qt.MouseButton.LeftButton, pos=head(view, "c1"))
        move(view.heads, head(view, "c2") + QPoint(0, 8), Qt.MouseButton.LeftButton)
        move(view.heads, head(view, "c3"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: view.heads.drag is not None and view.heads.drag.offers)
        with qtbot.waitSignal(view.verbs.merge_asked) as asked:
            QTest.mouseRelease(view.heads, Qt.MouseButton.LeftButton, pos=head(view, "c3"))
        assert asked.args == [("c3", "c1")]

    def test_a_drop_without_waiting_merges_nobody(self, view: TimelineView, qtbot) -> None:
        with qtbot.assertNotEmitted(view.verbs.merge_asked):
            drag(view.heads, head(view, "c1"), head(view, "c3"), steps=2)


class TestLaneQuestion:
    def test_two_heads_ask_which_scenes_they_share(self, view: TimelineView) -> None:
        click(view.heads, head(view, "c1"))
        click(view.heads, head(view, "c2"), CTRL)
        assert view.question.isVisible()
        assert [view.index.scene(c) for c in view.answer.columns] == [1, 4, 6, 11, 12]
        assert view.question.told == "Ada + Bo: together 5 · any of them 10 · none of them 2 · first 1, last 12"

    def test_n_and_shift_n_go_through_the_answer(self, view: TimelineView) -> None:
        view._workspace.select_character("c1")
        view._workspace.select_character("c2", add=True)
        found = []
        for _ in range(3):
            key(view, Qt.Key.Key_N, text="n")
            found.append(view._workspace.selection.scene)
        key(view, Qt.Key.Key_N, SHIFT, text="N")
        found.append(view._workspace.selection.scene)
        assert found == [1, 4, 6, 4]
        assert view._workspace.selection.characters == ("c1", "c2")

    def test_asking_for_any_or_none(self, view: TimelineView) -> None:
        view._workspace.select_character("c1")
        view._workspace.select_character("c2", add=True)
        click(view.question._buttons["none"], QPoint(8, 8))
        assert [view.index.scene(c) for c in view.answer.columns] == [5, 10]

    def test_one_character_asks_nothing(self, view: TimelineView) -> None:
        click(view.heads, head(view, "c1"))
        assert view.answer is None
        assert not view.question.isVisible()


class TestCorrectReadFind:
    def test_space_turns_a_cell_on(self, view: TimelineView) -> None:
        click(view.canvas.viewport(), block(view, 1, "c1"))
        states = []
        for _ in range(3):
            key(view, Qt.Key.Key_Space, text=" ")
            found = view._workspace.telling.presence(1, "c1")
            states.append(found.state if found else "absent")
        assert states == ["mentioned", "absent", "present"]

    def test_shift_and_space_turn_it_back(self, view: TimelineView) -> None:
        workspace, states = view._workspace, []
        workspace.select_cell(2, "c2")
        for _ in range(3):
            key(view, Qt.Key.Key_Space, SHIFT, text=" ")
            found = workspace.telling.presence(2, "c2")
            states.append(found.state if found else "absent")
        order = ["present", "absent", "mentioned"] * 2
        assert any(states == order[at : at + 3] for at in range(3))

    def test_enter_asks_for_the_text(self, view: TimelineView, qtbot) -> None:
        with qtbot.waitSignal(view.verbs.read_asked):
            key(view, Qt.Key.Key_Return)

    def test_hover_card_says_who_where_and_the_first_sentence(self, view: TimelineView, qtbot) -> None:
        move(view.canvas.viewport(), block(view, 9, "c2"))
        assert not view.card.isVisible()
        qtbot.waitUntil(view.card.isVisible)
        assert view.card.lines == ("Bo – mentioned (unsure)", "9 · Place 2 · night", "Scene 9 begins.")

    def test_a_jump_brings_a_scene_and_a_lane_into_view(self, low: TimelineView) -> None:
        low._workspace.go_to(12)
        first, last = low.index.units(range(12, 13))
        left, right = low.viewport.visible_x()
        assert left <= first and last <= right + 1e-6
        low.show_character("c4")
        lane = low.index.lane("c4")
        assert low.viewport.visible_y()[1] >= lane + 1 - 1e-6

    def test_hits_are_marked_on_timeline_and_overview(self, view: TimelineView) -> None:
        view.set_hits([2, 5, 400])
        settle()
        hits = [patch for patch in view.canvas.item.patches if patch.look == "hit"]
        assert len(hits) == 2
        assert len(view.overview.hits) == 2
        view.set_hits([])
        settle()
        assert not [patch for patch in view.canvas.item.patches if patch.look == "hit"]


def test_the_setting_turns_letter_keys_off(qapp: object) -> None:
    with timeline(letters=False) as view:
        view._workspace.select_character("c3")
        key(view, Qt.Key.Key_P, text="p")
        assert view._workspace.lanes.pinned == ()
        key(view, Qt.Key.Key_Right)
        assert view._workspace.selection.scenes


def test_letter_keys_work_in_the_heads(view: TimelineView) -> None:
    view._workspace.select_character("c3")
    QTest.keyClick(view.heads, Qt.Key.Key_P)
    assert view._workspace.lanes.pinned == ("c3",)
