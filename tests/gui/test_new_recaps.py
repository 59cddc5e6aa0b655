"""A folder that gets new recaps while its season is open."""

from __future__ import annotations

import shutil
from pathlib import Path

from recap_gui.gui.app import Program

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n"
)
SLOW = 60_000


def _season(program: Program, qtbot, tmp_path: Path) -> Path:
    folder = tmp_path / "quay"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"quay-s01e0{number}.txt").write_text(f"Quay S01E0{number}\n\n{RECAP}", encoding="utf-8")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((folder,))
    program.window.message_bar.end()
    qtbot.wait(300)
    return folder


def test_a_new_recap_is_offered_and_added(program: Program, qtbot, tmp_path: Path) -> None:
    folder = _season(program, qtbot, tmp_path)
    bar = program.window.message_bar
    (folder / "notes.pdf").write_bytes(b"no recap")
    (folder / "quay-s01e03.txt").write_text(f"Quay S01E03\n\n{RECAP}", encoding="utf-8")
    qtbot.waitUntil(lambda: "quay-s01e03.txt" in bar.words and not bar.isHidden(), timeout=10_000)
    button = next(button for button in bar._buttons if button.text() == "Add as episode")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        button.click()
    assert [e.number for e in program.workspace.story.episodes] == [1, 2, 3]


def test_a_corrections_file_of_ours_is_no_news(program: Program, qtbot, tmp_path: Path) -> None:
    folder = _season(program, qtbot, tmp_path)
    bar = program.window.message_bar
    program.workspace.rename(program.workspace.story.characters[0].id, "Sergeant Corrigan")
    qtbot.waitUntil(lambda: (folder / "season.recap.json").exists(), timeout=10_000)
    qtbot.wait(1800)
    assert bar.isHidden()


def test_a_renamed_recap_is_no_further_episode_and_is_followed_by_opening_the_folder(
    program: Program, qtbot, tmp_path: Path
) -> None:
    folder = _season(program, qtbot, tmp_path)
    bar = program.window.message_bar
    (folder / "quay-s01e02.txt").rename(folder / "quay-s01e02-final.txt")
    qtbot.waitUntil(lambda: "quay-s01e02.txt is called quay-s01e02-final.txt now" in bar.words, timeout=10_000)
    qtbot.wait(4500)  # the look at the files themselves comes later, and must not say that it is gone
    assert "is called" in bar.words
    assert [button.text() for button in bar._buttons] == ["Open the folder", "Leave it"]
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        bar._buttons[0].click()
    assert [path.name for path in program.session.paths] == ["quay-s01e01.txt", "quay-s01e02-final.txt"]


def test_what_is_not_so_any_more_is_not_said_any_more(program: Program, qtbot, tmp_path: Path) -> None:
    folder = _season(program, qtbot, tmp_path)
    bar = program.window.message_bar
    new = folder / "quay-s01e03.txt"
    new.write_text(f"Quay S01E03\n\n{RECAP}", encoding="utf-8")
    qtbot.waitUntil(lambda: new.name in bar.words and bar.is_saying, timeout=10_000)
    new.unlink()
    qtbot.waitUntil(lambda: not bar.is_saying, timeout=10_000)
    folder.rename(tmp_path / "away")
    qtbot.waitUntil(lambda: "not in their places" in bar.words and bar.is_saying, timeout=15_000)
    (tmp_path / "away").rename(folder)
    qtbot.waitUntil(lambda: not bar.is_saying, timeout=15_000)


def test_a_folder_that_was_put_anew_is_watched_on(program: Program, qtbot, tmp_path: Path) -> None:
    folder = _season(program, qtbot, tmp_path)
    shutil.copytree(folder, tmp_path / "copy")
    shutil.rmtree(folder)
    qtbot.wait(1500)
    shutil.copytree(tmp_path / "copy", folder)
    (folder / "quay-s01e03.txt").write_text(f"Quay S01E03\n\n{RECAP}", encoding="utf-8")
    bar = program.window.message_bar
    qtbot.waitUntil(lambda: "quay-s01e03.txt" in bar.words and bar.is_saying, timeout=15_000)
