"""The whole window: actions, dialogs, hostile words, closing."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QMenu

from recap_gui.gui.actions import ACTIONS, sequences
from recap_gui.gui.app import Program
from recap_gui.gui.error_dialog import ErrorDialog
from recap_gui.gui.palette import Palette
from recap_gui.gui.waiting import DELAY, Waiting
from recap_gui.story import Document, Episode, Scene, Story
from recap_gui.story.phrase import phrase
from tests.gui.conftest import small_document, small_story


def test_every_action_has_a_verb(program: Program) -> None:
    for do in ACTIONS:
        names = (f"fill_{do.verb}", f"choose_{do.verb}") if do.submenu else (do.verb,)
        assert all(callable(program.window.actions_table.command(name)) for name in names)


def test_no_two_actions_have_the_same_keys() -> None:
    keys = [key.toString(QKeySequence.SequenceFormat.PortableText) for do in ACTIONS for key in sequences(do)]
    assert len(keys) == len(set(keys))


def test_keys_without_ctrl_are_never_shortcuts_of_the_window() -> None:
    for do in ACTIONS:
        for key in sequences(do):
            text = key.toString(QKeySequence.SequenceFormat.PortableText)
            assert len(text) > 1 and text not in {"Space", "Return", "Enter", "Home", "End", "Esc"}, text


def test_nothing_can_be_done_to_a_story_that_is_not_there(program: Program) -> None:
    table = program.window.actions_table
    assert not any(table[verb].isEnabled() for verb in ("export", "find", "undo", "join", "reload"))
    assert table["open_files"].isEnabled()


def test_every_submenu_fills(opened: Program) -> None:
    opened.workspace.select_cell(1, "c1")
    for do in ACTIONS:
        if do.submenu:
            menu = opened.window.actions_table.submenu(do.verb)
            menu.aboutToShow.emit()
            assert not menu.isEmpty(), do.verb


def test_orders_of_lanes_are_those_of_the_layout(opened: Program) -> None:
    menu = opened.window.actions_table.submenu("order")
    menu.aboutToShow.emit()
    for action in menu.actions():
        action.trigger()
        assert opened.workspace.lanes.order == action.data()


def test_the_title_is_the_recaps_name(opened: Program) -> None:
    assert opened.window.windowTitle() == "Quay Division – Recap Timeline"
    opened.window.close_recap()
    assert opened.window.windowTitle() == "Recap Timeline"
    assert opened.window.centre.pages.currentWidget() is opened.window.welcome


def test_undo_stands_in_the_menu_with_its_name(opened: Program) -> None:
    action = opened.window.actions_table["undo"]
    assert not action.isEnabled()
    opened.workspace.rename("c2", "Rao & Rao")
    assert action.text() == "Undo: rename Rao"
    action.trigger()
    assert opened.workspace.corrections == ()


def test_reader_mode_and_back(opened: Program, qtbot) -> None:
    window = opened.window
    before = {name: dock.isHidden() for name, dock in window.docks.items()}
    window.actions_table["reader_mode"].trigger()
    assert [name for name, dock in window.docks.items() if not dock.isHidden()] == ["reader"]
    assert window.views.height() < 80
    qtbot.keyClick(window.reader.view, Qt.Key.Key_Escape)
    assert {name: dock.isHidden() for name, dock in window.docks.items()} == before
    assert not window.actions_table["reader_mode"].isChecked()


def test_jump_goes_where_the_words_say(opened: Program, qtbot) -> None:
    opened.window.dialogs.open_jump()
    palette = opened.window.findChild(Palette)
    qtbot.keyClicks(palette.line, "the bar")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert opened.workspace.selection.scenes == range(2, 3)


def test_the_palette_does_what_it_lists(opened: Program, qtbot) -> None:
    opened.window.dialogs.open_palette()
    palette = opened.window.findChild(Palette)
    qtbot.keyClicks(palette.line, "table")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert opened.window.views.currentWidget() is opened.window.table


def test_the_scene_form_makes_one_correction(opened: Program) -> None:
    opened.window.dialogs.open_scene(2)
    dialog = opened.window.findChild(QDialog)
    dialog.place.setText("the pub")
    dialog.time.setText("")
    dialog._accept()
    assert len(opened.workspace.corrections) == 1
    assert opened.workspace.telling.heading(2) == "the pub"


def test_a_file_dropped_is_opened_and_text_is_taken(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr(program.session, "open_paths", taken.append)
    monkeypatch.setattr(program.session, "open_text", lambda text, _kind: taken.append(text))
    for fill in (lambda m: m.setUrls([QUrl.fromLocalFile("/r/a.txt")]), lambda m: m.setText("Ann goes.")):
        data = QMimeData()
        fill(data)
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        program.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert taken == [(Path("/r/a.txt"),), "Ann goes."]


def test_a_remote_address_is_never_opened(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr(program.session, "open_paths", taken.append)
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/recap.html")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    program.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert taken == []


def test_a_vanished_recent_recap_says_so(program: Program, tmp_path: Path, qtbot) -> None:
    program.settings.add_recent((str(tmp_path / "gone.txt"),))
    row = program.window.welcome._recent.itemAt(0).widget()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert "gone.txt is not there any more" in program.window.message_bar.words
    program.window.message_bar._buttons[0].click()
    assert program.settings.recent() == ()


def test_an_error_is_told_once_with_a_report_to_copy(program: Program) -> None:
    program.window.messages.show_error("Traceback: a\n")
    program.window.messages.show_error("Traceback: b\n")
    (dialog,) = program.window.findChildren(ErrorDialog)
    assert "Traceback: a" in dialog.report
    assert "PySide6" in dialog.report
    dialog._copy()
    assert QGuiApplication.clipboard().text() == dialog.report
    dialog.close()


def test_the_keys_page_names_every_key(opened: Program) -> None:
    opened.window.dialogs.open_keys()
    dialog = opened.window.findChild(QDialog)
    assert dialog.isVisible()
    dialog.close()


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".json", ".csv"])
def test_the_export_dialog_writes_what_it_shows(opened: Program, tmp_path: Path, qtbot, suffix: str) -> None:
    from recap_gui.gui.export_dialog import ExportDialog

    dialog = ExportDialog(opened.workspace, "Quay", opened.window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._picture is not None, timeout=20_000)
    target = tmp_path / f"out{suffix}"
    dialog.save_to(str(target))
    qtbot.waitUntil(lambda: "Saved as" in dialog.facts.text(), timeout=20_000)
    assert target.stat().st_size > 100
    dialog.close()


def test_an_export_that_cannot_be_written_says_why(opened: Program, tmp_path: Path, qtbot) -> None:
    from recap_gui.gui.export_dialog import ExportDialog

    dialog = ExportDialog(opened.workspace, "Quay", opened.window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._picture is not None, timeout=20_000)
    dialog.save_to(str(tmp_path / "no such folder" / "out.svg"))
    qtbot.waitUntil(lambda: "could not be written" in dialog.warning.text(), timeout=20_000)
    dialog.close()


class _Watch:
    """Tells whether anything opened a file (Linux inotify)."""

    def __init__(self, path: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._fd = self._libc.inotify_init1(os.O_NONBLOCK)
        opened, accessed = 0x20, 0x1
        assert self._libc.inotify_add_watch(self._fd, os.fsencode(path), opened | accessed) >= 0

    def events(self) -> int:
        try:
            data = os.read(self._fd, 65536)
        except BlockingIOError:
            return 0
        return len(data) // struct.calcsize("iIII")

    def close(self) -> None:
        os.close(self._fd)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="watches a file with inotify")
def test_no_word_of_a_recap_is_ever_taken_for_markup(program: Program, tmp_path: Path, qtbot) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"\x89PNG\r\n\x1a\n")
    watch = _Watch(canary)
    bad = f'<img src="file:{canary}">'
    story = small_story()
    cast = tuple(replace(c, name=f"{bad} {c.id}", aliases=(f"{bad} {c.id}", bad)) for c in story.characters)
    (episode,) = story.episodes
    why = tuple(replace(reason, rule=bad) for reason in episode.mentions[0].why)
    episode = replace(
        episode,
        title=bad,
        show=bad,
        source=bad,
        scenes=tuple(replace(s, place=bad, time=bad, heading=bad, why=why) for s in episode.scenes),
        mentions=tuple(replace(m, why=why) for m in episode.mentions),
    )
    story = replace(story, title=bad, characters=cast, episodes=(episode,))
    window, workspace = program.window, program.workspace
    workspace.open_documents((replace(small_document(), title=bad, source=bad, notes=(phrase("{bad}", bad=bad),)),))
    workspace.set_story(story)
    window._on_title(bad)
    window.messages.say(bad, (("undo", bad),))
    window.messages.tell(bad)
    program.settings.add_recent((f"/r/{bad}.txt",))
    for scene in range(4):
        for character in ("c1", "c2", "c3"):
            workspace.select_cell(scene, character)
    for view in (1, 0):
        window.show_view(view)
        qtbot.wait(30)
    for name in window.docks:
        window.show_panel(name)
        qtbot.wait(30)
    workspace.rename("c1", f"{bad} again")
    for menu in (window.menus.for_timeline(1, "c1"), window.menus.for_text(0, 20, (14, 20), "c1")):
        menu.popup(QPoint(10, 10))
        qtbot.wait(30)
        assert isinstance(menu, QMenu)
        menu.close()
    for open_dialog in (
        window.dialogs.open_jump,
        window.dialogs.open_about,
        lambda: window.dialogs.open_scene(1),
        window.dialogs.open_export,
    ):
        open_dialog()
        qtbot.wait(200)
        for dialog in window.findChildren(QDialog):
            dialog.close()
    window.cast.renew()
    window.show_view(2)
    for model in (window.cast.model, window.table.model):
        assert model.rowCount()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                shown = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
                assert shown is None or "<img" not in shown
    window.messages.show_error(bad)
    qtbot.wait(50)
    for dialog in window.findChildren(QDialog):
        dialog.close()
    assert watch.events() == 0
    canary.read_bytes()
    assert watch.events() > 0  # the watch itself works
    watch.close()


def test_a_drop_onto_an_open_story_can_add_an_episode(opened: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr(opened.session, "open_paths", lambda paths, add=False: taken.append((paths, add)))
    window = opened.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/r/b.txt")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for x in (5, window.width() - 5):
        window.drops.target.show_for(QPoint(x, 50))
        window.dropEvent(QDropEvent(QPointF(x, 50), Qt.DropAction.CopyAction, data, buttons, keys))
    assert taken == [((Path("/r/b.txt"),), False), ((Path("/r/b.txt"),), True)]
    assert window.drops.target.isHidden()


def test_question_mark_and_digits_belong_to_the_timeline(opened: Program, qtbot) -> None:
    window = opened.window
    window.show_view(0)
    qtbot.keyClick(window.timeline, Qt.Key.Key_2)
    assert window.views.currentWidget() is window.storylines
    window.show_view(0)
    qtbot.keyClick(window.timeline, Qt.Key.Key_3)
    assert window.views.currentWidget() is window.table
    window.show_view(0)
    qtbot.keyClicks(window.timeline, "?")
    (dialog,) = window.findChildren(QDialog)
    assert dialog.windowTitle() == "Keys"
    dialog.close()


def test_a_text_without_a_scene_says_so_in_the_place_of_the_pictures(program: Program, qtbot) -> None:
    (waiting,) = program.window.findChildren(Waiting)
    text = "Share this page!\n"
    frame = Scene("e1s1", 0, len(text), kind="frame")
    program.workspace.open_documents((Document(text),))
    program.workspace.set_story(Story("Nothing", (), (Episode("e1", text, (frame,)),)))
    assert waiting.isVisible() and "No scene" in waiting.words.findChild(QLabel).text()
    program.window.show_view(2)
    assert waiting.isHidden(), "the table has its row"
    program.window.show_view(0)
    assert waiting.isVisible()
    program.workspace.set_scene(0, kind="scene")
    assert waiting.isHidden()


def test_while_the_story_is_being_found_the_window_says_so_unless_it_comes_at_once(program: Program, qtbot) -> None:
    (waiting,) = program.window.findChildren(Waiting)
    program.workspace.open_documents((small_document(),))
    program.workspace.set_story(small_story())
    qtbot.wait(DELAY + 100)
    assert waiting.isHidden(), "it came at once"
    program.workspace.open_documents((small_document(),))
    qtbot.waitUntil(waiting.isVisible, timeout=5_000)
    program.window.resize(1000, 650)
    qtbot.waitUntil(lambda: waiting.size() == program.window.views.size(), timeout=5_000)
    program.opener.cancelled.emit()
    assert waiting.isHidden(), "nothing will come"
    program.workspace.open_documents((small_document(),))
    qtbot.waitUntil(waiting.isVisible, timeout=5_000)
    program.workspace.set_story(small_story())
    assert waiting.isHidden()
