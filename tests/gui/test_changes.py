"""Corrections that lost their words: listed, attached anew or dropped; failures with a way on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from recap_gui.gui.app import Program
from recap_gui.story.corrections import Anchor, Correction
from tests.gui.conftest import small_story

LOST = Anchor("words that stand nowhere in it", "before them ", " and after them")


def _with(program: Program, correction: Correction) -> None:
    program.workspace.set_story(small_story(), (correction,))
    panel = program.window.panels.changes
    program.window.show_panel("changes")
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualItemRect(panel.list.item(0)).center()
    )


def _press(program: Program, text: str) -> None:
    buttons = [b for b in program.window.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert buttons, text
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def test_a_lost_place_is_attached_to_the_selected_scene(opened: Program, qtbot) -> None:
    _with(opened, Correction("a1", "scene", in_=LOST, place="the pier", fields=("place",)))
    assert len(opened.workspace.unplaced) == 1
    opened.workspace.select_scene(2)
    _press(opened, "Attach to the selection")
    assert opened.workspace.unplaced == ()
    assert opened.workspace.telling.scenes[2].place == "the pier"
    opened.workspace.undo_stack.undo()
    assert len(opened.workspace.unplaced) == 1


def test_a_lost_name_is_attached_to_the_selected_character(opened: Program, qtbot) -> None:
    _with(opened, Correction("a2", "rename", character="Nobody Known", into="Ray"))
    opened.workspace.select_cell(2, "c2")
    _press(opened, "Attach to the selection")
    assert opened.workspace.unplaced == ()
    assert opened.workspace.telling.cast["c2"].name == "Ray"


def test_a_lost_correction_is_dropped(opened: Program, qtbot) -> None:
    _with(opened, Correction("a3", "split", at=LOST))
    _press(opened, "Drop")
    assert opened.workspace.corrections == ()


def test_what_could_not_be_placed_is_said_with_the_way_to_the_list(opened: Program, qtbot) -> None:
    _with(opened, Correction("a4", "split", at=LOST))
    opened.window.docks["changes"].close()
    opened.session.said.emit("1 could not be placed")
    _press(opened, "Show them")
    assert not opened.window.docks["changes"].isHidden()


def test_a_click_on_a_correction_shows_its_place_and_del_goes_on_to_the_next(opened: Program, qtbot) -> None:
    workspace, panel = opened.workspace, opened.window.panels.changes
    workspace.confirm(2, "c3")
    workspace.rename("c1", "Ann")
    workspace.rename("c2", "Bob")
    opened.window.show_panel("changes")
    listed = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert listed[2].startswith("Right as found: Lavery at “Rao finds")
    at = panel.list.visualItemRect(panel.list.item(2)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert workspace.selection.scene == 2
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert [c.into for c in workspace.corrections] == ["Bob"]
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert workspace.corrections == ()
