"""The order of a season, asked about and changed in the window; recaps that are no season, opened one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from recap_gui.gui.app import Program
from recap_gui.gui.one_by_one import OneByOne
from recap_gui.gui.order_sheet import OrderSheet

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n"
)
SLOW = 60_000


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def open_all(program: Program, qtbot, *paths: Path) -> None:
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths(paths)
    qtbot.wait(20)


def sources(program: Program) -> list[str]:
    return [episode.source.removesuffix(".txt") for episode in program.workspace.story.episodes]


@pytest.fixture
def unsure(tmp_path: Path) -> Path:
    return write(
        tmp_path / "quay",
        harbour=f"The Harbour\n\n{RECAP}",
        anchor=f"The Anchor\n\n{RECAP}",
        dory=f"The Dory\n\n{RECAP}",
    )


def test_an_unsure_order_is_asked_about_and_kept(program: Program, qtbot, unsure: Path) -> None:
    open_all(program, qtbot, unsure)
    sheet = program.window.findChild(OrderSheet)
    assert sheet is not None and sheet.isVisible() and not sheet.isModal()
    assert sources(program) == ["anchor", "dory", "harbour"]
    assert "placed by its title" in sheet.list.item(0).text()
    sheet.list.setCurrentRow(2)
    QTest.keyClick(sheet.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(sheet.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert sheet.list.currentRow() == 0 and sheet.list.item(0).text().startswith("1.  ")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        QTest.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert sources(program) == ["harbour", "anchor", "dory"]
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    kept = json.loads((unsure / "season.recap.json").read_text("utf-8"))
    assert kept["order"] == ["harbour.txt", "anchor.txt", "dory.txt"]
    program.window.close_recap()
    open_all(program, qtbot, unsure)
    assert sources(program) == ["harbour", "anchor", "dory"]
    assert not any(s.isVisible() for s in program.window.findChildren(OrderSheet))


def test_lines_are_dragged(program: Program, qtbot, unsure: Path) -> None:
    open_all(program, qtbot, unsure)
    sheet = program.window.findChild(OrderSheet)
    model = sheet.list.model()
    assert model.moveRow(model.index(0, 0).parent(), 0, model.index(0, 0).parent(), 3)
    assert [name.removesuffix(".txt") for name in sheet.order] == ["dory", "harbour", "anchor"]
    assert [sheet.list.item(row).text()[:2] for row in range(3)] == ["1.", "2.", "3."]
    sheet.reject()
    assert sources(program) == ["anchor", "dory", "harbour"]


def test_numbers_that_are_clear_are_told_in_passing(program: Program, qtbot, tmp_path: Path) -> None:
    season = write(tmp_path / "s", **{f"quay-s01e0{n}": f"Quay S01E0{n}\n\n{RECAP}" for n in (1, 2)})
    open_all(program, qtbot, season)
    assert program.window.findChild(OrderSheet) is None
    assert program.window.message_bar.words == "2 episodes, ordered by number."
    program.window.message_bar.chosen.emit("order")
    sheet = program.window.findChild(OrderSheet)
    assert "it says S01E01" in sheet.list.item(0).text()
    sheet.reject()
    open_all(program, qtbot, season)
    assert program.window.message_bar.isHidden(), "told once"


def test_what_is_no_season_is_opened_one_by_one(program: Program, qtbot, tmp_path: Path) -> None:
    other = "Inspector Hale visits Norma Pike. Pike lies, and Hale knows it.\n\nIn the garden, Hale digs up a box.\n"
    mixed = write(
        tmp_path / "mixed",
        **{
            "bay-s01e01": f"Bay S01E01\n\n{RECAP}",
            "bay-s01e02": f"Bay S01E02\n\n{RECAP}",
            "fog-s01e01": f"Fog S01E01\n\n{other}",
        },
    )
    open_all(program, qtbot, mixed)
    assert sources(program) == ["bay-s01e01", "bay-s01e02"]
    dialog = program.window.findChild(OneByOne)
    assert dialog.list.item(0).text().split("\n")[0] == "Bay"
    rect = dialog.list.visualItemRect(dialog.list.item(1))
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert sources(program) == ["fog-s01e01"]
    assert dialog.isVisible()
    dialog.reject()
