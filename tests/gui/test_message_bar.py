"""The message bar: nothing moves when it comes, keys reach it, it is read out, and it covers nothing for long."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QToolButton

from recap_gui.gui import message_bar
from recap_gui.gui.app import Program
from recap_gui.gui.settings import TEXT_SIZE
from tests.gui.timeline_helpers import block

LONG = "The recap was changed on the disk. 14 of 16 corrections were carried over; the words of 2 are not found. " * 2
UNDO = (("undo", "Undo"), ("bare", "Show without"))


def places(program: Program) -> list[object]:
    window, view = program.window, program.window.timeline
    parts = (window.centre, window.tabs, window.views, view.canvas, view.heads, view.overview, window.status)
    return [(part.mapToGlobal(QPoint(0, 0)), part.size()) for part in parts] + [block(view, 1, "c1"), view.viewport]


def folded_button(program: Program) -> QToolButton:
    (button,) = [b for b in program.window.status.findChildren(QToolButton) if b.text() == "Message"]
    return button


@pytest.mark.parametrize("words", ["Short.", LONG])
@pytest.mark.parametrize("size", [100, 200])
def test_nothing_moves_when_a_message_comes_or_goes(opened: Program, qtbot, words: str, size: int) -> None:
    opened.window.resize(1280, 720)
    opened.settings.set(TEXT_SIZE, size)
    qtbot.wait(50)
    bar, before = opened.window.message_bar, places(opened)
    opened.window.messages.say(words, UNDO)
    qtbot.wait(20)
    assert bar.isVisible() and places(opened) == before
    room = opened.window.centre.rect()
    assert room.contains(bar.geometry())
    assert bar.geometry().top() > room.height() / 2, "the ruler and most of the lanes are free"
    label = bar._words
    assert label.height() >= label.heightForWidth(label.width()), "all of it can be read"
    bar.fold()
    qtbot.wait(20)
    assert places(opened) == before
    bar.unfold()
    bar.end()
    qtbot.wait(20)
    assert places(opened) == before


def test_it_stays_at_the_bottom_when_the_window_is_resized(opened: Program, qtbot) -> None:
    bar, centre = opened.window.message_bar, opened.window.centre
    opened.window.messages.say(LONG)
    for width, height in ((1280, 720), (1900, 1000), (1024, 700)):
        opened.window.resize(width, height)
        qtbot.wait(20)
        assert centre.height() - bar.geometry().bottom() < 12
        assert abs(bar.geometry().center().x() - centre.width() / 2) <= 1


def test_f6_goes_to_it_and_back_and_escape_closes_it(opened: Program, qtbot) -> None:
    window, bar = opened.window, opened.window.message_bar
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.focus_view()
    assert window.timeline.canvas.hasFocus()
    window.messages.say("Two are one person now.", UNDO)
    assert window.timeline.canvas.hasFocus(), "a message takes no keyboard by itself"
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert bar._buttons[0].hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.timeline.canvas.hasFocus() and bar.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.keyClick(bar._buttons[0], Qt.Key.Key_Tab)
    assert bar._buttons[1].hasFocus()
    qtbot.keyClick(bar._buttons[1], Qt.Key.Key_Escape)
    assert not bar.is_saying and window.timeline.canvas.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.status.currentMessage() == "There is no message."


def test_enter_presses_the_button_that_keys_have_reached_and_its_ring_is_seen(opened: Program, qtbot) -> None:
    window, bar = opened.window, opened.window.message_bar
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opened.workspace.merge(("c1", "c2"), "c1")
    window.messages.say("Two are one person now.", UNDO)
    quiet = bar._buttons[0].grab().toImage()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert bar._buttons[0].grab().toImage() != quiet
    qtbot.keyClick(bar._buttons[0], Qt.Key.Key_Return)
    assert not bar.is_saying and opened.workspace.corrections == ()
    assert window.timeline.canvas.hasFocus()


def test_after_a_while_it_folds_into_the_status_bar_and_can_be_had_again(opened: Program, qtbot) -> None:
    window, bar = opened.window, opened.window.message_bar
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QCursor.setPos(window.mapToGlobal(QPoint(5, 5)))
    bar._patience.setInterval(50)
    window.messages.say("Two are one person now.", UNDO)
    qtbot.waitUntil(bar.isHidden)
    button = folded_button(opened)
    assert bar.is_saying and button.isVisible() and "Two are one person" in button.accessibleDescription()
    bar._patience.setInterval(60_000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bar.isVisible() and not button.isVisible()
    bar.fold()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert bar._buttons[0].hasFocus() and not button.isVisible()
    bar._patience.setInterval(20)
    bar._patience.start()
    qtbot.wait(120)
    assert bar.isVisible(), "not while somebody is at it"


def test_what_must_be_answered_does_not_fold_and_another_message_takes_the_place_of_a_folded_one(opened, qtbot) -> None:
    window, bar = opened.window, opened.window.message_bar
    bar._patience.setInterval(20)
    window.messages.say("It could not be saved.", stays=True)
    qtbot.wait(120)
    assert bar.isVisible()
    bar.fold()
    window.messages.say("Something else.")
    assert bar.isVisible() and bar.words == "Something else." and not folded_button(opened).isVisible()


def test_a_click_meant_for_what_was_there_goes_there(opened: Program, qtbot) -> None:
    window, bar = opened.window, opened.window.message_bar
    window.resize(1280, 720)
    window.messages.say("Two are one person now.", UNDO)
    at = bar._buttons[0].mapToGlobal(bar._buttons[0].rect().center())
    bar.end()
    QCursor.setPos(at)
    window.messages.say("Two are one person now.", UNDO)
    below = QApplication.widgetAt(at)
    assert below is not None and not bar.isAncestorOf(below)
    qtbot.waitUntil(lambda: bar.isAncestorOf(QApplication.widgetAt(at)), timeout=5_000)


def test_it_is_read_out_with_the_way_to_its_buttons(opened: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    class Listening:
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: object) -> None:
            heard.append(event.message())

    monkeypatch.setattr(message_bar, "QAccessible", Listening)
    opened.window.messages.say("Rourke & Daly is gone.", (("forget", "Forget R&D"),))
    assert heard == ["Rourke & Daly is gone. F6: Forget R&D."]
    assert opened.window.message_bar.accessibleDescription() == "Rourke & Daly is gone."


def test_reader_mode_is_not_covered(opened: Program, qtbot) -> None:
    bar = opened.window.message_bar
    opened.window.messages.say("Two are one person now.")
    opened.window.reader_mode.toggle()
    qtbot.wait(20)
    assert bar.isHidden() and folded_button(opened).isVisible()
    opened.window.reader_mode.toggle()
