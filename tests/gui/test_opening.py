"""The whole way with the real child: opened, read, corrected, saved, opened again; the window closes at any moment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recap_gui.gui.app import Program
from recap_gui.gui.settings import Settings

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n\n"
    "Maeve Corrigan walks in. She arrests Lavery, and Rao takes Dunne home.\n"
)
SLOW = 60_000
"""ms: the child loads the language model first."""


@pytest.fixture
def recap(tmp_path: Path) -> Path:
    file = tmp_path / "quay.txt"
    file.write_text(RECAP, encoding="utf-8")
    return file


def test_opened_corrected_saved_and_opened_again(program: Program, qtbot, recap: Path, tmp_path: Path) -> None:
    with qtbot.waitSignal(program.session.title_changed):
        program.window.open_paths((recap,))
    qtbot.waitUntil(lambda: program.workspace.story is not None, timeout=SLOW)
    assert program.window.reader.view.toPlainText().find("Maeve Corrigan waits") >= 0
    maeve = next(c.id for c in program.workspace.telling.cast.values() if "Maeve" in c.name)
    program.workspace.rename(maeve, "Sergeant Corrigan")
    beside = recap.with_name("quay.txt.recap.json")
    qtbot.waitUntil(lambda: program.saver.is_saved and beside.exists(), timeout=10_000)
    assert recap.read_text(encoding="utf-8") == RECAP
    assert program.settings.recent() == ((str(recap),),)
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.reload()
    assert program.workspace.undo_stack.canUndo()
    assert "Sergeant Corrigan" in {c.name for c in program.workspace.telling.cast.values()}
    assert "1 correction of yours is applied." in program.window.message_bar.words
    program.window.close_recap()
    assert program.workspace.story is None


@pytest.mark.parametrize("make", ["empty", "gone", "pipe", "folder"])
def test_what_cannot_be_opened_says_why_and_loses_nothing(program: Program, qtbot, tmp_path: Path, make: str) -> None:
    path = tmp_path / "odd.txt"
    if make == "empty":
        path.write_bytes(b"")
    elif make == "pipe":
        os.mkfifo(path)
    elif make == "folder":
        path.mkdir()
    program.window.open_paths((path,))
    qtbot.waitUntil(lambda: program.window.message_bar.words != "", timeout=SLOW)
    assert program.window.message_bar.words
    assert program.workspace.story is None
    assert not program.opener.is_busy


def test_the_window_closes_in_the_middle_of_an_analysis(program: Program, qtbot, recap: Path) -> None:
    recap.write_text(RECAP * 200, encoding="utf-8")
    program.window.open_paths((recap,))
    qtbot.waitUntil(lambda: bool(program.workspace.documents), timeout=SLOW)
    program.window.close()
    assert program.pool.pids == ()
    assert program.window.isHidden()


def test_cancel_leaves_the_window_as_it_was(program: Program, qtbot, recap: Path) -> None:
    recap.write_text(RECAP * 200, encoding="utf-8")
    program.window.open_paths((recap,))
    qtbot.waitUntil(lambda: bool(program.workspace.documents), timeout=SLOW)
    with qtbot.waitSignal(program.opener.cancelled):
        program.window.status.cancel_asked.emit()
    assert not program.opener.is_busy
    assert "Maeve Corrigan waits" in program.window.reader.view.toPlainText()


def test_pasted_text_is_a_recap(program: Program, qtbot, settings: Settings) -> None:
    program.window.open_text(RECAP)
    qtbot.waitUntil(lambda: program.workspace.story is not None, timeout=SLOW)
    assert program.workspace.story.episodes[0].text == RECAP
    assert settings.recent() == ()


def test_a_season_keeps_what_concerns_all_in_its_folder(program: Program, qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "season"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"quay-s01e0{number}.txt").write_text(f"Quay S01E0{number}\n\n{RECAP}", encoding="utf-8")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((folder,))
    assert len(program.workspace.story.episodes) == 2
    maeve = next(c.id for c in program.workspace.telling.cast.values() if "Maeve" in c.name)
    program.workspace.rename(maeve, "Sergeant Corrigan")
    program.workspace.set_presence(len(program.workspace.telling) - 1, maeve, "mentioned")
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    names = sorted(path.name for path in folder.glob("*.recap.json"))
    assert names == ["quay-s01e02.txt.recap.json", "season.recap.json"]
    after = program.workspace.story
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.reload()
    assert program.workspace.story == after
    assert program.workspace.unplaced == ()


def test_what_is_cancelled_while_files_are_looked_for_is_not_opened(program, qtbot, tmp_path):
    (tmp_path / "a.txt").write_text("Ruth leaves.", encoding="utf-8")
    began = []
    program.opener.began.connect(began.append)
    program.window.open_paths((tmp_path / "a.txt",))
    assert program.session.is_busy
    with qtbot.waitSignal(program.opener.cancelled, timeout=1000):
        program.opener.cancel()
    assert not program.session.is_busy
    program.window.open_paths((tmp_path / "a.txt",))
    program.window.close_recap()
    qtbot.wait(500)
    assert not began and program.workspace.story is None
