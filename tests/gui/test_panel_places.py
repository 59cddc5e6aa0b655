"""The panels' places: remembered from start to start, and as at first again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from recap_gui.gui.app import Program
from recap_gui.gui.settings import Settings
from recap_gui.work.pool import Pool
from tests.gui.conftest import small_document, small_story


def _started(folder: Path, settings: Settings, qtbot) -> Program:
    made = Program(folder, settings)
    made.start()
    qtbot.waitUntil(lambda: made.window.timeline is not None, timeout=20_000)
    made.window.resize(1400, 900)
    made.workspace.open_documents((small_document(),))
    made.workspace.set_story(small_story())
    qtbot.wait(30)
    return made


def _ended(program: Program, qtbot) -> None:
    program.window.close()
    program.discard()
    qtbot.wait(10)


def test_panels_are_where_they_were_at_the_next_start(tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pool, "warm", lambda _pool: None)
    file = tmp_path / "settings.ini"
    first = _started(tmp_path, Settings(file), qtbot)
    first.window.docks["why"].close()
    first.window.show_panel("cast")
    _ended(first, qtbot)

    second = _started(tmp_path, Settings(file), qtbot)
    docks = second.window.docks
    assert docks["why"].isHidden()
    assert not docks["cast"].isHidden()
    second.window.places.reset()
    assert not any(dock.isHidden() for dock in docks.values())
    _ended(second, qtbot)


def test_what_was_closed_stays_closed_when_another_recap_opens(opened: Program, qtbot) -> None:
    opened.window.docks["cast"].close()
    opened.workspace.close_story()
    assert all(dock.isHidden() for dock in opened.window.docks.values())
    opened.workspace.open_documents((small_document(),))
    opened.workspace.set_story(small_story())
    assert opened.window.docks["cast"].isHidden()
    assert not opened.window.docks["reader"].isHidden()


def test_the_panels_are_not_loaded_before_the_window_has_been_seen() -> None:
    code = "import sys, recap_gui.gui.app; print(*sys.modules)"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    loaded = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    late = {"recap_gui.gui.reader_panel", "recap_gui.gui.cast_panel", "psutil", "importlib.metadata", "pyqtgraph"}
    assert not late & set(loaded.stdout.split())
