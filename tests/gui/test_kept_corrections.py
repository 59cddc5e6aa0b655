"""Corrections that are hidden for a while, and earlier versions of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from recap_gui.gui.app import Program

RECAP = "Ann goes to the quay. Bob waits there for Ann.\n\nIn the bar Cal plays cards with Bob. Ann comes in.\n"
SLOW = 60_000


def test_corrections_can_be_hidden_and_shown_again(opened: Program) -> None:
    workspace, action = opened.workspace, opened.window.actions_table["bare"]
    workspace.rename("c2", "Sanjit Rao")
    action.trigger()
    assert workspace.telling.cast["c2"].name == "Rao" and action.isChecked()
    assert len(workspace.corrections) == 1
    refused: list[str] = []
    workspace.refused.connect(refused.append)
    workspace.rename("c3", "Lavery the Cheat")
    assert "hidden" in refused[0] and len(workspace.corrections) == 1
    opened.window.message_bar._buttons[0].click()
    assert workspace.telling.cast["c2"].name == "Sanjit Rao" and not action.isChecked()
    action.trigger()
    workspace.undo_stack.undo()
    assert not workspace.is_bare and workspace.telling.cast["c2"].name == "Rao"


def test_corrections_found_beside_the_recap_can_be_left_out(opened: Program) -> None:
    opened.workspace.rename("c2", "Sanjit Rao")
    opened.session.said.emit("1 correction of yours is applied.")
    next(b for b in opened.window.message_bar._buttons if b.text() == "Show without").click()
    assert opened.workspace.is_bare


@pytest.mark.parametrize("damage", [b"{broken", b'{"format": "recap-timeline/corrections", "version": 9}'])
def test_of_corrections_that_cannot_be_used_an_earlier_version_is_offered(
    program: Program, qtbot, tmp_path: Path, damage: bytes
) -> None:
    recap = tmp_path / "a.txt"
    recap.write_text(RECAP, encoding="utf-8")
    program.window.open_paths((recap,))
    qtbot.waitUntil(lambda: program.workspace.story is not None, timeout=SLOW)
    for words in ("Bob waits", "Ann comes"):
        program.workspace.split(0, RECAP.index(words))
        qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    beside = tmp_path / "a.txt.recap.json"
    beside.write_bytes(damage)
    program.window.close_recap()
    program.window.open_paths((recap,))
    bar = program.window.message_bar
    qtbot.waitUntil(lambda: "An earlier version has 1 correction." in bar.words, timeout=SLOW)
    assert "a.txt.recap.json is left as it is" in bar.words
    bar._buttons[0].click()
    assert [c.do for c in program.workspace.corrections] == ["split"]
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    assert beside.read_bytes() == damage
