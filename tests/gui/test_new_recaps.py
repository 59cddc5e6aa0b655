"""A folder that gets new recaps while its season is open."""

from __future__ import annotations

from pathlib import Path

from recap_gui.gui.app import Program

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n"
)
SLOW = 60_000


def test_a_new_recap_is_offered_and_added(program: Program, qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "quay"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"quay-s01e0{number}.txt").write_text(f"Quay S01E0{number}\n\n{RECAP}", encoding="utf-8")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((folder,))
    bar = program.window.message_bar
    bar.hide()
    qtbot.wait(300)
    (folder / "notes.pdf").write_bytes(b"no recap")
    (folder / "quay-s01e03.txt").write_text(f"Quay S01E03\n\n{RECAP}", encoding="utf-8")
    qtbot.waitUntil(lambda: "quay-s01e03.txt" in bar.words and not bar.isHidden(), timeout=10_000)
    button = next(button for button in bar._buttons if button.text() == "Add as episode")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        button.click()
    assert [e.number for e in program.workspace.story.episodes] == [1, 2, 3]


def test_a_corrections_file_of_ours_is_no_news(program: Program, qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "quay"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"quay-s01e0{number}.txt").write_text(f"Quay S01E0{number}\n\n{RECAP}", encoding="utf-8")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((folder,))
    bar = program.window.message_bar
    bar.hide()
    qtbot.wait(300)
    program.workspace.rename(program.workspace.story.characters[0].id, "Sergeant Corrigan")
    qtbot.waitUntil(lambda: (folder / "season.recap.json").exists(), timeout=10_000)
    qtbot.wait(1800)
    assert bar.isHidden()
