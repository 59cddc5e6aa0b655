"""What the context menus offer, and that it is done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from recap_gui.gui.app import Program
from tests.gui.conftest import TEXT, small_story


def _entries(menu: QMenu) -> dict[str, QAction]:
    found: dict[str, QAction] = {}
    for action in menu.actions():
        if action.menu() is not None:
            found |= {f"{action.text()} > {text}": one for text, one in _entries(action.menu()).items()}
        elif action.text():
            found[action.text()] = action
    return found


def _choose(program: Program, menu: QMenu, text: str) -> None:
    entry = _entries(menu)[text]
    menu.triggered.emit(entry)
    menu.deleteLater()


def test_a_scene_of_the_table_has_its_verbs(opened: Program, qtbot) -> None:
    window = opened.window
    window.show_view(2)
    qtbot.wait(20)
    table = window.table.table
    at = table.visualRect(table.model().index(2, 1)).center()
    QApplication.sendEvent(
        table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    )
    menu = next(m for m in window.findChildren(QMenu) if m.isVisible())
    offered = _entries(menu)
    assert {"Join with the scene before", "Place, time, kind…", "Kind > It tells no scene"} <= offered.keys()
    assert offered["Present > Lavery"].isChecked() and offered["Talked about > Maeve Corrigan"].isChecked()
    _choose(opened, menu, "Present > Maeve Corrigan")
    menu.close()
    assert opened.workspace.telling.presence(2, "c1").state == "present"


@pytest.mark.parametrize(("entry", "scene"), [("Let this scene begin here", 2), ("Let the next scene begin here", 3)])
def test_breaks_are_moved_to_the_caret(opened: Program, entry: str, scene: int) -> None:
    opened.workspace.set_scene(3, kind="scene")
    offset = TEXT.index("They talk")
    _choose(opened, opened.window.menus.for_text(0, offset, None, None), entry)
    assert opened.workspace.telling.scenes[scene].start == offset


def test_selected_words_become_a_character_or_mean_one(opened: Program) -> None:
    span = (TEXT.index("the bar"), TEXT.index("the bar") + 7)
    _choose(opened, opened.window.menus.for_text(0, span[0], span, None), "“the bar” is a character")
    assert "the bar" in {c.name for c in opened.workspace.telling.cast.values()}
    opened.workspace.undo_stack.undo()
    _choose(opened, opened.window.menus.for_text(0, span[0], span, None), "The words mean > Lavery")
    assert "the bar" in opened.workspace.telling.cast["c3"].aliases


def test_selected_words_become_place_and_time_of_their_scene(opened: Program) -> None:
    span = (TEXT.index("the bar"), TEXT.index("the bar") + 7)
    _choose(opened, opened.window.menus.for_text(0, span[0], span, None), "The time is “the bar”")
    assert opened.workspace.telling.scenes[2].time == "the bar"
    waits = (TEXT.index("Corrigan waits"), TEXT.index("Corrigan waits") + 14)
    _choose(opened, opened.window.menus.for_text(0, waits[0], waits, None), "The scene is set at “Corrigan waits”")
    assert opened.workspace.telling.scenes[1].place == "Corrigan waits"


def test_everything_about_a_character(opened: Program) -> None:
    workspace, menus = opened.workspace, opened.window.menus
    _choose(opened, menus.for_timeline(None, "c1"), "Somebody else is meant by > Corrigan")
    assert {"Maeve Corrigan", "Corrigan"} <= {c.name for c in workspace.telling.cast.values()}
    _choose(opened, menus.for_timeline(None, "c1"), "Same person as > Corrigan")
    assert len(workspace.telling.cast) == 3
    _choose(opened, menus.for_timeline(None, "c2"), "Colour > Colour 7")
    assert workspace.telling.colour("c2") == 6
    _choose(opened, menus.for_timeline(None, "c2"), "Outside the story")
    assert workspace.telling.cast["c2"].outside
    _choose(opened, menus.for_timeline(None, "c2"), "Not a person")
    assert "c2" not in workspace.telling.cast
    while workspace.undo_stack.canUndo():
        workspace.undo_stack.undo()
    assert workspace.corrections == ()


def test_a_scene_is_described_in_its_dialog(opened: Program, qtbot) -> None:
    from recap_gui.gui.scene_dialog import SceneDialog

    opened.workspace.select_scene(1)
    opened.window.actions_table["describe_scene"].trigger()
    dialog = opened.window.findChild(SceneDialog)
    dialog.place.setText("the long quay")
    dialog.time.setText("dusk")
    dialog.kind.setCurrentIndex(dialog.kind.findData("previously"))
    dialog._accept()
    scene = opened.workspace.telling.scenes[1]
    assert (scene.place, scene.time, scene.kind) == ("the long quay", "dusk", "previously")
    assert len(opened.workspace.corrections) == 1


def test_a_name_that_is_nobodys_is_made_one_without_selecting_it(opened: Program) -> None:
    menus, text = opened.window.menus, TEXT.replace("By tidewrack", "o, Tidewrack")
    (episode,) = small_story().episodes
    opened.workspace.set_story(replace(small_story(), episodes=(replace(episode, text=text),)))
    menu = menus.for_text(0, text.index("Tidewrack") + 3, None, None)
    _choose(opened, menu, "“Tidewrack” is a character")
    assert "Tidewrack" in {c.name for c in opened.workspace.telling.cast.values()}
    offered = [action.text() for action in menus.for_text(0, text.index("waits") + 2, None, None).actions()]
    assert not any("is a character" in words for words in offered)
