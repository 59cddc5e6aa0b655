"""Recaps that other programs change while they are open: read again unasked in a season, asked about otherwise."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from recap_gui.gui.app import Program
from recap_gui.gui.settings import CHANGED
from recap_gui.story import anchors
from recap_gui.story.anchors import Found
from recap_gui.story.corrections import Anchor

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n"
)
MORE = "\nAt the lighthouse, Winifred Ogilvie lights the lamp. Dunne helps Winifred.\n"
SLOW = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "quay"
    made.mkdir()
    for number in (1, 2, 3):
        episode(made, number).write_text(f"Quay S01E0{number}\n\n{RECAP}", encoding="utf-8")
    return made


def episode(folder: Path, number: int) -> Path:
    return folder / f"quay-s01e0{number}.txt"


def open_all(program: Program, qtbot, path: Path) -> None:
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((path,))
    program.window.message_bar.hide()
    qtbot.wait(200)


def names(program: Program) -> set[str]:
    return {c.name for c in program.workspace.telling.cast.values()}


def rewrite(path: Path, way: str, text: str) -> None:
    """As programs do: in place, in two goes, or a new file put in the old one's place (editors, sync tools)."""
    if way == "in place":
        path.write_text(text, encoding="utf-8")
    elif way == "renamed over":
        new = path.with_name("." + path.name + ".swp")
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    else:  # moved aside first, as vim does with a backup
        path.rename(path.with_name("." + path.name + "~"))
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("way", ["in place", "renamed over", "moved aside"])
def test_a_changed_recap_of_a_season_is_read_again_unasked(program: Program, qtbot, folder: Path, way: str) -> None:
    open_all(program, qtbot, folder)
    window, workspace = program.window, program.workspace
    maeve = next(c.id for c in workspace.telling.cast.values() if "Maeve" in c.name)
    workspace.rename(maeve, "Sergeant Corrigan")
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    window.reader.view.setFocus()
    focus = window.focusWidget()
    with qtbot.waitSignal(program.session.followed, timeout=SLOW):
        rewrite(episode(folder, 2), way, f"Quay S01E02\n\n{RECAP}{MORE}")
    assert "Winifred Ogilvie" in names(program) and "Sergeant Corrigan" in names(program)
    assert [e.number for e in workspace.story.episodes] == [1, 2, 3]
    assert window.message_bar.isHidden() and "read again" in window.status.currentMessage()
    assert window.focusWidget() is focus
    workspace.undo_stack.undo()
    assert "Sergeant Corrigan" not in names(program) and "Winifred Ogilvie" in names(program)


def test_several_that_change_at_once_are_read_again_in_one_go(program: Program, qtbot, folder: Path) -> None:
    open_all(program, qtbot, folder)
    followed = []
    program.session.followed.connect(followed.append)
    for number in (1, 2, 3):
        rewrite(episode(folder, number), "renamed over", f"Quay S01E0{number}\n\n{RECAP}{MORE}")
    qtbot.waitUntil(lambda: bool(followed), timeout=SLOW)
    qtbot.wait(3000)
    assert [len(batch.recaps) for batch in followed] == [3]
    assert all("Winifred" in e.text for e in program.workspace.story.episodes)


def test_what_cannot_be_carried_over_is_said_once_with_a_way_to_see_it(program: Program, qtbot, folder: Path) -> None:
    open_all(program, qtbot, folder)
    workspace, bar = program.workspace, program.window.message_bar
    scene = next(n for n, s in enumerate(workspace.telling.scenes) if "In the bar" in workspace.telling.text(n))
    workspace.set_scene(scene, place="the back room")
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    with qtbot.waitSignal(program.session.followed, timeout=SLOW):
        rewrite(episode(folder, 1), "renamed over", f"Quay S01E01\n\n{RECAP.split(chr(10))[0]}\n{MORE}")
    assert not bar.isHidden() and "fits the new text no more; it is kept" in bar.words
    button = next(button for button in bar._buttons if button.text() == "Show them")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert len(workspace.unplaced) == 1 and len(workspace.corrections) == 1
    assert program.window.docks["changes"].isVisible()
    with qtbot.waitSignal(program.session.followed, timeout=SLOW):  # the words come back: so does the correction
        rewrite(episode(folder, 1), "renamed over", f"Quay S01E01\n\n{RECAP}{MORE}")
    assert not workspace.unplaced and "the back room" in {s.place for s in workspace.telling.scenes}


@pytest.mark.parametrize("is_open", [True, False])
def test_lost_words_are_never_looked_for_on_the_gui_thread(
    program: Program, qtbot, folder: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    open_all(program, qtbot, folder)
    workspace, where = program.workspace, []
    for words in ("Rao brings", "Dunne loses", "and Lavery laughs"):
        workspace.split(1, workspace.story.episodes[1].text.index(words))
    made = len(workspace.corrections)
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    if not is_open:
        program.window.close_recap()
    searched = anchors._among_changed_words

    def noted(text: str, anchor: Anchor) -> Found | None:
        where.append(threading.current_thread() is threading.main_thread())
        return searched(text, anchor)

    monkeypatch.setattr(anchors, "_among_changed_words", noted)
    changed = f"Quay S01E02\n\n{RECAP.replace('Rao brings', 'He fetches').replace('Dunne loses', 'He wins')}{MORE}"
    signal = program.session.followed if is_open else program.session.opened
    with qtbot.waitSignal(signal, timeout=SLOW):
        rewrite(episode(folder, 2), "renamed over", changed)
        if not is_open:
            program.window.open_paths((folder,))
    assert len(workspace.corrections) == made > 1 and changed in {e.text for e in workspace.story.episodes}
    program.window.show_panel("changes")
    qtbot.wait(50)
    assert where and not any(where)


def test_a_file_that_goes_or_becomes_none_is_said_and_what_was_read_stays(
    program: Program, qtbot, folder: Path
) -> None:
    open_all(program, qtbot, folder)
    bar, before = program.window.message_bar, program.workspace.story
    aside = folder / ".aside"
    episode(folder, 2).rename(aside)
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=SLOW)
    assert "quay-s01e02.txt is not in its place any more" in bar.words and "corrections are kept" in bar.words
    assert program.workspace.story is before
    bar.hide()
    aside.rename(episode(folder, 2))
    episode(folder, 3).write_bytes(bytes(range(256)) * 40)
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=SLOW)
    assert "quay-s01e03.txt" in bar.words and "no text" in bar.words
    qtbot.wait(3000)
    assert [e.text for e in program.workspace.story.episodes] == [e.text for e in before.episodes]


def test_a_single_recap_is_asked_about_unless_the_settings_say_otherwise(program: Program, qtbot, folder: Path) -> None:
    open_all(program, qtbot, episode(folder, 1))
    bar = program.window.message_bar
    rewrite(episode(folder, 1), "renamed over", f"Quay S01E01\n\n{RECAP}{MORE}")
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=SLOW)
    assert "was changed on the disk" in bar.words and "Winifred Ogilvie" not in names(program)
    program.settings.set(CHANGED, "always")
    with qtbot.waitSignal(program.session.followed, timeout=SLOW):
        rewrite(episode(folder, 1), "in place", f"Quay S01E01\n\n{MORE}{RECAP}")
    assert "Winifred Ogilvie" in names(program)


def test_a_season_that_another_window_has_is_asked_about(program: Program, qtbot, folder: Path) -> None:
    open_all(program, qtbot, folder)
    others = next(w for w in program._watchers if hasattr(w, "mine"))
    others.mine = False
    others._timer.stop()
    bar = program.window.message_bar
    rewrite(episode(folder, 1), "renamed over", f"Quay S01E01\n\n{RECAP}{MORE}")
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=SLOW)
    assert "another window" in bar.words and "Winifred Ogilvie" not in names(program)
