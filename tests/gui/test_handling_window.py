"""The rows of the handling table that need the whole window: find, jump, palette, keys, reading, names, touch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLineEdit
from timeline_helpers import block, click, settle, timeline

from recap_gui.gui.app import Program
from recap_gui.gui.keys_overlay import KeysOverlay
from recap_gui.gui.palette import Palette
from recap_gui.gui.why_panel import WhyPanel

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def shown(opened: Program) -> Program:
    """The window with the keyboard in the timeline."""
    opened.window.activateWindow()
    opened.window.show_view(0)
    settle()
    assert opened.window.timeline.canvas.hasFocus()
    return opened


def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key on whatever has the keyboard."""
    QTest.keyClick(QApplication.focusWidget(), key, held)
    settle()


def _close_dialogs(program: Program) -> None:
    for dialog in program.window.findChildren(QDialog):
        dialog.close()
    settle()


def test_ctrl_f_finds_and_f3_goes_on_and_back(shown: Program) -> None:
    window = shown.window
    _press(Qt.Key.Key_F, CTRL)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit) and window.reader.isAncestorOf(line)
    QTest.keyClicks(line, "corrigan")
    settle()
    marks = [patch for patch in window.timeline.canvas.item.patches if patch.look == "hit"]
    assert marks and len(window.timeline.overview.hits) == 2
    first = shown.workspace.caret
    window.timeline.setFocus()
    _press(Qt.Key.Key_F3)
    second = shown.workspace.caret
    assert second != first
    _press(Qt.Key.Key_F3, SHIFT)
    assert shown.workspace.caret == first


def _palette(program: Program, qtbot) -> QLineEdit:
    """The line of the palette that is open."""
    palette = program.window.findChild(Palette)
    assert palette is not None
    qtbot.waitUntil(palette.isVisible)
    assert palette.line.hasFocus()
    return palette.line


def test_a_palette_has_its_keyboard_in_the_line_before_any_window_manager_gives_it_one(shown: Program) -> None:
    """On X11 a popup is never made active: what was typed went nowhere."""
    palette = Palette((), "", shown.window)
    palette.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    palette.show()
    assert palette.focusWidget() is palette.line
    palette.close()


def test_ctrl_g_jumps_to_anyone(shown: Program, qtbot) -> None:
    _press(Qt.Key.Key_G, CTRL)
    line = _palette(shown, qtbot)
    QTest.keyClicks(line, "lavery")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert shown.workspace.selection.characters == ("c3",)


def test_ctrl_shift_p_does_anything_by_name(shown: Program, qtbot) -> None:
    _press(Qt.Key.Key_P, CTRL | SHIFT)
    line = _palette(shown, qtbot)
    QTest.keyClicks(line, "table")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert shown.window.views.currentWidget() is shown.window.table


def test_a_question_mark_shows_all_keys(shown: Program) -> None:
    QTest.keyClicks(QApplication.focusWidget(), "?")
    settle()
    overlay = shown.window.findChild(KeysOverlay)
    assert overlay is not None and overlay.isVisible()
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    settle()
    assert not shown.window.findChildren(KeysOverlay) or not overlay.isVisible()


def test_enter_goes_to_the_text_and_escape_back(shown: Program) -> None:
    shown.workspace.select_scene(2)
    _press(Qt.Key.Key_Return)
    assert shown.window.reader.view.hasFocus()
    _press(Qt.Key.Key_Escape)
    assert shown.window.timeline.canvas.hasFocus()


def test_a_click_says_why_without_moving_the_picture(shown: Program) -> None:
    view = shown.window.timeline
    before = view.viewport
    click(view.canvas.viewport(), block(view, 2, "c3"))
    assert shown.workspace.selection.cell == (2, "c3")
    assert view.viewport == before
    account = shown.window.findChild(WhyPanel).account
    assert account is not None and "Lavery" in account.title


def test_f2_asks_for_another_name(shown: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QInputDialog, "open", lambda dialog: asked.append(dialog.textValue()))
    shown.workspace.select_character("c2")
    _press(Qt.Key.Key_F2)
    _close_dialogs(shown)
    assert asked == ["Rao"] or shown.window.cast.table.state() == shown.window.cast.table.State.EditingState


def test_alt_arrows_go_through_the_views_seen(shown: Program) -> None:
    view = shown.window.timeline
    view.motion = False
    fitted = view.viewport
    shown.workspace.select_scene(2)
    _press(Qt.Key.Key_F)
    near = view.viewport
    assert near != fitted
    _press(Qt.Key.Key_Left, ALT)
    assert view.viewport == fitted
    _press(Qt.Key.Key_Right, ALT)
    assert view.viewport == near
    _press(Qt.Key.Key_Backspace)
    assert view.viewport == fitted


def test_two_fingers_on_a_touch_screen_pinch(qapp: object) -> None:
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    assert isinstance(device, QPointingDevice)
    with timeline() as view:
        canvas = view.canvas.viewport()
        scale = view.viewport.x_scale

        def fingers(apart: int) -> tuple[QPoint, QPoint]:
            return QPoint(500 - apart, 300), QPoint(500 + apart, 300)

        one, other = fingers(40)
        touch = QTest.touchEvent(canvas, device)
        touch.press(0, one, canvas).press(1, other, canvas)
        touch.commit()
        for apart in range(48, 161, 8):
            one, other = fingers(apart)
            touch = QTest.touchEvent(canvas, device)
            touch.move(0, one, canvas).move(1, other, canvas)
            touch.commit()
            settle()
        one, other = fingers(160)
        touch = QTest.touchEvent(canvas, device)
        touch.release(0, one, canvas).release(1, other, canvas)
        touch.commit()
        settle()
        assert view.viewport.x_scale > 2 * scale


def test_a_click_in_the_ribbon_of_reader_mode_shows_its_scene_in_the_text(shown: Program, qtbot) -> None:
    window, workspace = shown.window, shown.workspace
    _press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.timeline.height() <= 56)
    overview, index = window.timeline.overview, window.timeline.index
    for scene in (2, 1):
        first, last = index.units(range(index.column(scene), index.column(scene) + 1))
        at = QPoint(round(overview._x((first + last) / 2)), 20)
        QTest.mouseClick(overview, Qt.MouseButton.LeftButton, pos=at)
        settle()
        assert workspace.selection.scene == scene
        assert overview._selected is not None and overview._selected.first == first
        view = window.reader.view
        assert view.sight.holds(view.shown.to_qt(workspace.telling.scenes[scene].start))
    assert "Detail left out" not in window.status.currentMessage()
    _press(Qt.Key.Key_F9)
