"""Forty files of all kinds dropped at once, good and bad: one season, one list of what failed, no error anywhere."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from recap_gui.gui.app import Program
from recap_gui.gui.failures import FailureList
from recap_gui.gui.one_by_one import OneByOne

DATA = Path(__file__).parents[1] / "data"
REAL = DATA / "real"
SLOW = 120_000


def _bad(folder: Path) -> set[str]:
    """Files that cannot be read, each in its own way; their names."""
    bad = {
        "half.docx": (REAL / "quay-division.docx").read_bytes()[:5000],
        "half.odt": (REAL / "quay-division.odt").read_bytes()[:9000],
        "half.epub": (REAL / "lantern-row-2x03.epub").read_bytes()[:2000],
        "locked.pdf": (REAL / "locked.pdf").read_bytes(),
        "book.pdf": (REAL / "lantern-row-2x03.pdf").read_bytes(),
        "old.doc": (REAL / "lantern-row-2x03.doc").read_bytes(),
        "empty.odt": b"",
        "blank.txt": b" \n\n ",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "noise.txt": bytes(range(256)) * 20,
        "script.html": b"<html><body><script>write()</script></body></html>",
        "tiny.rtf": b"{\\rtf1",
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    if sys.platform != "win32":
        os.mkfifo(folder / "pipe.txt")
        bad["pipe.txt"] = b""
    return {*bad, "gone.txt"}


def _good(folder: Path) -> int:
    """Twenty-three episodes of one show, and two of others; how many the show has."""
    recaps = sorted((DATA / "recaps" / "season-harbour").glob("*.txt"))
    for number in range(1, 24):
        recap = recaps[(number - 1) % 4]
        words = recap.read_text("utf-8").replace(recap.name[:6], f"S01E{number:02}")
        (folder / f"S01E{number:02}.txt").write_text(words, encoding="utf-8")
    for name in ("quay-division.docx", "lantern-row-2x03.odt"):
        shutil.copy(REAL / name, folder)
    return 23


def _drop(program: Program, paths: list[Path]) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, window = QPointF(200, 200), program.window
    how = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(at.toPoint(), *how))
    QApplication.sendEvent(window, QDropEvent(at, *how))


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[list[Path], set[str], int]:
    folder = tmp_path / "mixed"
    folder.mkdir()
    bad, episodes = _bad(folder), _good(folder)
    return sorted(folder.iterdir()), bad, episodes


def test_each_bad_file_costs_itself_and_one_list_tells_of_all(program: Program, qtbot, mixed) -> None:
    paths, bad, episodes = mixed
    failed: list[tuple] = []
    program.session.failed.connect(failed.append)
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        _drop(program, paths)
    assert [sorted(name for name, _ in found) for found in failed] == [sorted(bad)]
    assert len(program.workspace.story.episodes) == episodes
    bar = program.window.message_bar
    assert bar.words == f"{len(bad)} recaps could not be opened. The others are shown."
    (button,) = (button for button in bar._buttons if button.text() == "Show the list")
    button.click()
    listed = program.window.findChild(FailureList).text.toPlainText()
    assert all(name in listed for name in bad) and len(listed.split("\n\n")) == len(bad)
    offered = program.window.findChild(OneByOne).list
    assert offered.count() == 3


def test_cancelled_in_the_middle_what_has_come_stays_and_the_next_drop_opens(program: Program, qtbot, mixed) -> None:
    paths, _, _ = mixed
    failed: list[tuple] = []
    program.session.failed.connect(failed.append)
    _drop(program, paths)
    qtbot.waitUntil(lambda: program.workspace.story is not None, timeout=SLOW)
    program.opener.cancel()
    came = len(program.workspace.story.episodes)
    qtbot.wait(500)
    assert not program.session.is_busy and len(program.workspace.story.episodes) >= came and not failed
    first = next(path for path in paths if path.name == "S01E01.txt")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((first,))
    assert [episode.number for episode in program.workspace.story.episodes] == [1]
