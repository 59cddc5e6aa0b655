"""Saves that follow each other faster than the disk: what was undone stays undone, and nothing is left unsaved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from recap_gui.files.corrections_file import decode
from recap_gui.files.corrections_store import Store, recap_target
from recap_gui.gui.jobs import Background
from recap_gui.gui.saving import Saver
from recap_gui.gui.workspace import Workspace
from tests.gui.conftest import small_document


@pytest.fixture
def saver(workspace: Workspace, tmp_path: Path) -> Iterator[Saver]:
    store = Store(tmp_path / "data")
    background = Background()
    made = Saver(workspace, store, background, workspace)
    kept = store.load(recap_target(tmp_path / "quay.txt", "0" * 64))
    made.begin([(kept, small_document())], ())
    yield made
    background.close()


def _on_disk(tmp_path: Path) -> list[str]:
    path = tmp_path / "quay.txt.recap.json"
    return [c.id for c in decode(path.read_bytes()).corrections] if path.exists() else []


def _ids(workspace: Workspace) -> list[str]:
    return [c.id for c in workspace.corrections]


@pytest.mark.parametrize("how", ["save", "flush"])
def test_what_was_undone_while_it_was_being_saved_stays_undone(
    workspace: Workspace, saver: Saver, qtbot, tmp_path: Path, how: str
) -> None:
    workspace.rename("c2", "Sanjit Rao")
    saver.save()  # its answer is not heard before the next one begins
    workspace.undo_stack.undo()
    workspace.rename("c3", "Lavery the Cheat")
    getattr(saver, how)()
    qtbot.waitUntil(lambda: saver.is_saved, timeout=20_000)
    saver.background.close(20.0)  # all that was handed in is done
    qtbot.wait(50)
    assert [c.into for c in workspace.corrections] == ["Lavery the Cheat"]
    assert _on_disk(tmp_path) == _ids(workspace) and saver.is_saved


def test_what_is_undone_to_what_was_saved_is_saved_again(workspace, saver, qtbot, tmp_path: Path) -> None:
    workspace.rename("c2", "Sanjit Rao")
    saver.flush()
    workspace.rename("c3", "Lavery the Cheat")
    saver.save()
    workspace.undo_stack.undo()  # as it was saved before, and the disk gets the other
    qtbot.waitUntil(lambda: len(_on_disk(tmp_path)) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: _on_disk(tmp_path) == _ids(workspace), timeout=20_000)
    assert len(workspace.corrections) == 1


def test_another_writer_is_followed_and_a_look_that_is_late_is_no_harm(workspace, saver, qtbot, tmp_path: Path) -> None:
    workspace.rename("c2", "Sanjit Rao")
    saver.flush()
    other = Store(tmp_path / "data")
    theirs = other.load(recap_target(tmp_path / "quay.txt", "0" * 64))
    saver.look()
    workspace.rename("c3", "Lavery the Cheat")
    saver.flush()
    qtbot.wait(100)
    assert len(workspace.corrections) == 2
    other.save(theirs, theirs.file)  # brings nothing of its own, and takes nothing away
    saver.look()
    qtbot.wait(100)
    assert _on_disk(tmp_path) == _ids(workspace) and len(workspace.corrections) == 2
