"""The corrected story saved as gold, from the menu."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from recap_gui.gui import gold_saving
from recap_gui.gui.app import Program
from recap_gui.gui.gold_saving import GoldSaving


@pytest.fixture
def gold(opened: Program) -> GoldSaving:
    opened.window.actions_table["save_gold"].trigger()
    dialog = opened.window.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("quay.gold.json")
    dialog.reject()
    return opened.window.findChild(GoldSaving)


def test_what_was_corrected_is_the_gold(opened: Program, gold: GoldSaving, qtbot, tmp_path: Path) -> None:
    opened.workspace.rename("c2", "Sanjit Rao")
    opened.workspace.set_presence(1, "c3", "present")
    gold._story = opened.workspace.story
    gold.save_to(str(tmp_path / "quay"))
    target = tmp_path / "quay.gold.json"
    qtbot.waitUntil(target.exists, timeout=5_000)
    found = json.loads(target.read_text(encoding="utf-8"))
    assert [scene["place"] for scene in found["scenes"]] == [None, "the quay", "the bar", None]
    assert found["scenes"][1]["present"] == ["Maeve Corrigan", "Lavery"]
    assert found["scenes"][1]["mentioned"] == ["Sanjit Rao"]


def test_nothing_is_replaced_unasked(opened: Program, gold: GoldSaving, qtbot, tmp_path: Path) -> None:
    target = tmp_path / "quay.gold.json"
    target.write_text("mine")
    gold.save_to(str(target))
    box = opened.window.findChild(QMessageBox)
    box.reject()
    qtbot.wait(50)
    assert target.read_text() == "mine"
    gold.save_to(str(target))
    box = next(b for b in opened.window.findChildren(QMessageBox) if b.isVisible())
    next(b for b in box.buttons() if b.text() == "Replace").click()
    qtbot.waitUntil(lambda: target.read_text() != "mine", timeout=5_000)


def test_a_full_disk_is_told(opened: Program, gold: GoldSaving, qtbot, tmp_path: Path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(gold_saving, "write_whole", full)
    gold.save_to(str(tmp_path / "quay.gold.json"))
    qtbot.waitUntil(lambda: "the disk is full" in opened.window.message_bar.words, timeout=5_000)
    assert list(tmp_path.glob("*.gold.json")) == []
