"""The same recap in two windows and two processes, and recaps that change on the disk, with the real program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from recap_gui.files.corrections_file import decode
from recap_gui.gui.app import Program
from recap_gui.gui.settings import Settings

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n\n"
    "Maeve Corrigan walks in. She arrests Lavery, and Rao takes Dunne home.\n"
)
SLOW = 60_000

OTHER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from recap_gui.gui.app import Program
from recap_gui.gui.settings import Settings

application = QApplication([])
data, settings, recap = map(Path, sys.argv[1:])
program = Program(data, Settings(settings))
program.start([recap])
done = []


def act():
    if program.workspace.story is None or not program.window.message_bar.words:
        return
    if not done:
        print("said", program.window.message_bar.words, flush=True)
        who = next(c.id for c in program.workspace.telling.cast.values() if "Dunne" in c.name)
        program.workspace.rename(who, "Dunne the Cheat")
        done.append(True)
    elif program.saver.is_saved and "Sergeant" in str([c.into for c in program.workspace.corrections]):
        print("seen", [c.into for c in program.workspace.corrections], flush=True)
        program.window.close()
        application.quit()


timer = QTimer()
timer.timeout.connect(act)
timer.start(50)
QTimer.singleShot(60_000, application.quit)
application.exec()
program.discard()
"""


@pytest.fixture
def recap(tmp_path: Path) -> Path:
    file = tmp_path / "quay.txt"
    file.write_text(RECAP, encoding="utf-8")
    return file


@pytest.fixture
def second(qtbot, tmp_path: Path, program: Program) -> Iterator[Program]:
    """Another window of the same user."""
    made = Program(tmp_path / "data", Settings(tmp_path / "second.ini"))
    made.start()
    qtbot.waitUntil(lambda: made.window.timeline is not None, timeout=20_000)
    yield made
    made.window.close()
    made.discard()


def _open(program: Program, qtbot, recap: Path) -> None:
    program.window.open_paths((recap,))
    qtbot.waitUntil(lambda: program.workspace.story is not None and bool(program.session.recaps), timeout=SLOW)


def _id(program: Program, name: str) -> str:
    return next(c.id for c in program.workspace.telling.cast.values() if name in c.name)


def _names(program: Program) -> set[str]:
    return {c.name for c in program.workspace.telling.cast.values()}


def test_the_second_window_says_so_follows_and_takes_over(program, second, qtbot, recap: Path) -> None:
    _open(program, qtbot, recap)
    qtbot.wait(300)
    _open(second, qtbot, recap)
    qtbot.waitUntil(lambda: "another window too" in second.window.message_bar.words, timeout=10_000)
    assert "another window" not in program.window.message_bar.words
    program.workspace.rename(_id(program, "Maeve"), "Sergeant Corrigan")
    qtbot.waitUntil(lambda: "Sergeant Corrigan" in _names(second), timeout=10_000)
    second.window.message_bar._buttons[0].click()
    qtbot.waitUntil(lambda: "taken quay.txt over" in program.window.message_bar.words, timeout=10_000)
    second.workspace.rename(_id(second, "Dunne"), "Dunne the Cheat")
    qtbot.waitUntil(lambda: "Dunne the Cheat" in _names(program), timeout=10_000)
    second.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: "Dunne the Cheat" not in _names(program), timeout=10_000)
    assert "Sergeant Corrigan" in _names(program)
    assert recap.read_text(encoding="utf-8") == RECAP


def test_who_corrects_has_the_say(program, second, qtbot, recap: Path) -> None:
    _open(program, qtbot, recap)
    qtbot.wait(300)
    _open(second, qtbot, recap)
    qtbot.waitUntil(lambda: "another window too" in second.window.message_bar.words, timeout=10_000)
    second.workspace.rename(_id(second, "Dunne"), "Dunne the Cheat")
    qtbot.waitUntil(lambda: "taken quay.txt over" in program.window.message_bar.words, timeout=10_000)
    second.window.close_recap()
    qtbot.waitUntil(lambda: "Dunne the Cheat" in _names(program), timeout=10_000)
    qtbot.waitUntil(lambda: all(watcher.mine for watcher in program._watchers[:1]), timeout=10_000)


def test_two_processes_lose_nothing(program, qtbot, recap: Path, tmp_path: Path) -> None:
    _open(program, qtbot, recap)
    qtbot.wait(300)
    script = tmp_path / "other.py"
    script.write_text(OTHER, encoding="utf-8")
    argv = [sys.executable, str(script), str(tmp_path / "data"), str(tmp_path / "second.ini"), str(recap)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as other:
        qtbot.waitUntil(lambda: "Dunne the Cheat" in _names(program) or other.poll() is not None, timeout=SLOW)
        program.workspace.rename(_id(program, "Maeve"), "Sergeant Corrigan")
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=SLOW)
        out, err = other.communicate()
    assert "said quay.txt is open in another window too." in out, err[-2000:]
    assert "seen" in out, err[-2000:]
    kept = decode(recap.with_name("quay.txt.recap.json").read_bytes())
    assert {c.into for c in kept.corrections} == {"Dunne the Cheat", "Sergeant Corrigan"}


def test_a_recap_changed_on_the_disk_is_asked_about_and_corrections_are_carried_over(program, qtbot, recap) -> None:
    _open(program, qtbot, recap)
    maeve = _id(program, "Maeve")
    program.workspace.rename(maeve, "Sergeant Corrigan")
    program.workspace.split(0, RECAP.index("Dunne loses"))
    changed = RECAP.replace("Dunne loses and Lavery laughs.", "Nothing comes of it.") + "\nRao sleeps.\n"
    recap.write_text(changed, encoding="utf-8")
    qtbot.waitUntil(lambda: "was changed on the disk" in program.window.message_bar.words, timeout=10_000)
    assert program.workspace.story.episodes[0].text == RECAP
    program.window.message_bar._buttons[0].click()
    qtbot.waitUntil(lambda: program.workspace.story.episodes[0].text == changed, timeout=SLOW)
    assert "Sergeant Corrigan" in _names(program)
    assert [u.correction.do for u in program.workspace.unplaced] == ["split"]
    qtbot.waitUntil(lambda: "1 could not be placed" in program.window.message_bar.words, timeout=10_000)


def test_what_is_left_as_it_is_is_not_asked_about_again(program, qtbot, recap: Path) -> None:
    _open(program, qtbot, recap)
    recap.write_text(RECAP + "Rao sleeps.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: "was changed on the disk" in program.window.message_bar.words, timeout=10_000)
    program.window.message_bar._buttons[1].click()
    qtbot.wait(2_500)
    assert program.window.message_bar.isHidden()
    recap.write_text(RECAP + "Rao wakes.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: not program.window.message_bar.isHidden(), timeout=10_000)


def test_pasted_again_and_changed_the_corrections_are_offered(program, qtbot) -> None:
    program.window.open_text(RECAP)
    qtbot.waitUntil(lambda: program.workspace.story is not None, timeout=SLOW)
    program.workspace.split(0, RECAP.index("Dunne loses"))
    program.workspace.split(0, RECAP.index("She arrests"))
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    program.window.close_recap()
    program.window.open_text(RECAP.replace("plays cards", "plays chess"))
    qtbot.waitUntil(lambda: "earlier text like this" in program.window.message_bar.words, timeout=SLOW)
    assert program.workspace.corrections == ()
    program.window.message_bar._buttons[0].click()
    assert [c.do for c in program.workspace.corrections] == ["split", "split"]
    assert program.workspace.unplaced == ()
