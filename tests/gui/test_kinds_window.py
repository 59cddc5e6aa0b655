"""Every kind of file in the real window: saved by real programs, pasted, of unknown kind, read again as another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from recap_gui.gui.app import Program

REAL = Path(__file__).parents[1] / "data" / "real"
SLOW = 60_000
"""ms: the child loads the language model first."""


@pytest.fixture(autouse=True)
def _clipboard(qapp) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()  # what Python put there must not outlive it


def open_one(program: Program, qtbot, path: Path) -> None:
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((path,))


def open_copy(program: Program, qtbot, folder: Path, path: Path) -> None:
    """Open a copy: corrections are saved beside it."""
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    open_one(program, qtbot, copy)


def names(program: Program) -> str:
    return " ".join(c.name for c in program.workspace.story.characters)


def read_as(program: Program, qtbot, words: str) -> None:
    """Choose one entry of File, Read again as."""
    menu = program.window.actions_table.submenu("read_as")
    menu.aboutToShow.emit()
    action = next(action for action in menu.actions() if action.text() == words)
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        action.trigger()


def click_on_button(qtbot, view, words: str, scene: int) -> None:
    """One click in the middle of what the line of a scene offers."""
    view.go_to_offset(0, view.telling.scenes[scene].start)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.wait(20)
    line = next(line for line in reversed(view.shown.set_lines) if line.insert.words.endswith(words))
    box = view.cursorRect(view.sight.cursor_at((line.button + line.end) // 2))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.wait(20)


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "epub", "mhtml"])
def test_files_saved_by_real_programs_open(program: Program, qtbot, suffix: str) -> None:
    open_one(program, qtbot, REAL / f"lantern-row-2x03.{suffix}")
    (episode,) = program.workspace.story.episodes
    assert (episode.title, episode.show, episode.season, episode.number) == ("Low Water", "Lantern Row", 2, 3)
    assert sum(scene.kind == "scene" for scene in episode.scenes) >= 3
    assert all(name in names(program) for name in ("Bea", "Ansel", "Cleo", "Iyer"))
    assert "Bea Marrow lays the key on the counter." in program.window.reader.view.toPlainText()


def test_furniture_is_folded_to_a_line_and_put_back_with_one_click(program: Program, qtbot, tmp_path: Path) -> None:
    open_copy(program, qtbot, tmp_path, REAL.parent / "recaps" / "04-cutlass-cove.html")
    workspace, view = program.workspace, program.window.reader.view
    apart = [n for n, scene in enumerate(workspace.telling.scenes) if scene.apart == "comments"]
    assert apart and "MargeInDuluth says" not in view.toPlainText()
    assert "readers wrote it   Put back" in view.toPlainText()
    click_on_button(qtbot, view, "Put back", apart[0])
    assert "MargeInDuluth says" in view.toPlainText() and "Set apart again" in view.toPlainText()
    assert workspace.telling.scenes[apart[0]].kind == "scene"
    workspace.undo_stack.undo()
    qtbot.wait(50)
    assert "MargeInDuluth says" not in view.toPlainText()
    assert workspace.telling.scenes[apart[0]].apart == "comments"


def test_what_was_put_back_is_set_apart_again_with_one_click_or_key(program: Program, qtbot, tmp_path: Path) -> None:
    open_copy(program, qtbot, tmp_path, REAL.parent / "recaps" / "04-cutlass-cove.html")
    workspace, view = program.workspace, program.window.reader.view
    comments = next(n for n, scene in enumerate(workspace.telling.scenes) if scene.apart == "comments")
    workspace.put_back(comments)
    workspace.set_scene(comments, place="the comments")
    click_on_button(qtbot, view, "Set apart again", comments)
    assert workspace.telling.scenes[comments].apart == "comments"
    assert [c.place for c in workspace.corrections] == ["the comments"]
    for key, apart in ((Qt.Key.Key_Return, None), (Qt.Key.Key_Enter, "comments")):
        view.setTextCursor(view.sight.cursor_at(view.shown.set_lines[-1].start + 2))
        qtbot.keyClick(view, key)
        assert workspace.telling.scenes[comments].apart == apart


def test_a_click_beside_the_button_unfolds_what_is_set_apart(program: Program, qtbot, tmp_path: Path) -> None:
    open_copy(program, qtbot, tmp_path, REAL.parent / "recaps" / "04-cutlass-cove.html")
    view = program.window.reader.view
    line = view.shown.set_lines[0]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(view.textCursor()).center())
    view.verticalScrollBar().setValue(0)
    box = view.cursorRect(view.sight.cursor_at(line.start + 3))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert "Skip to content" in view.toPlainText() and not program.workspace.corrections
    assert "Put back" in view.toPlainText().splitlines()[0]


@pytest.mark.parametrize(
    ("name", "kind"), [("lantern-row-2x03.doc", "old Word"), ("lantern-row-2x03.pdf", "PDF"), ("noise.bin", "no text")]
)
def test_an_unknown_kind_ends_in_a_text_and_a_sentence_of_help(
    program: Program, qtbot, tmp_path: Path, name: str, kind: str
) -> None:
    path = REAL / name
    if not path.exists():
        path = tmp_path / name
        path.write_bytes(bytes(range(256)) * 20 + b"The ferry leaves without her again." + bytes(range(256)))
    open_one(program, qtbot, path)
    assert kind in program.window.message_bar.words
    assert "save" in program.window.message_bar.words.lower()
    words = {"lantern-row-2x03.doc": "Cleo puts out the lamp.", "noise.bin": "The ferry leaves without her again."}
    assert words.get(name, "Nothing in this file can be read as text") in program.window.reader.view.toPlainText()
    assert [scene.kind for scene in program.workspace.story.episodes[0].scenes] == ["frame"]


def test_how_a_file_was_read_is_remembered_until_it_is_read_as_it_seems(
    program: Program, qtbot, tmp_path: Path
) -> None:
    path, other = tmp_path / "recap.txt", tmp_path / "other.txt"
    path.write_bytes("Čeněk a Ruth vešli do přístavu.\n\nSam waits for Ruth at the pier.\n".encode("windows-1250"))
    other.write_text("Sam waits for Ruth at the pier.\n", encoding="utf-8")
    open_one(program, qtbot, path)
    read_as(program, qtbot, "Windows-1250")
    for then in (other, path):
        open_one(program, qtbot, then)
    assert "Čeněk" in program.workspace.story.episodes[0].text
    read_as(program, qtbot, "As it seems to be")
    for then in (other, path):
        open_one(program, qtbot, then)
        assert "Čeněk" not in program.workspace.story.episodes[0].text
    menu = program.window.actions_table.submenu("read_as")
    menu.aboutToShow.emit()
    assert next(a for a in menu.actions() if a.text() == "As it seems to be").isChecked()


def test_a_wrong_guess_of_the_encoding_is_put_right_in_the_menu(program: Program, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "recap.txt"
    path.write_bytes(
        "Čeněk a Ruth vešli do přístavu. Ruth odešla.\n\nSam waits for Ruth at the pier.\n".encode("windows-1250")
    )
    open_one(program, qtbot, path)
    assert "Čeněk" not in program.workspace.story.episodes[0].text
    read_as(program, qtbot, "Windows-1250")
    assert "Čeněk a Ruth" in program.workspace.story.episodes[0].text
    assert "Čeněk a Ruth" in program.window.reader.view.toPlainText()
    read_as(program, qtbot, "As it seems to be")
    assert "Čeněk" not in program.workspace.story.episodes[0].text


def test_a_wrong_guess_of_the_format_is_put_right_in_the_menu(program: Program, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "recap.txt"
    path.write_text(
        "# The Quay\n\nRuth meets **Sam** at the pier.\n\n# The Bar\n\nSam drinks with Jude.\n", encoding="utf-8"
    )
    open_one(program, qtbot, path)
    assert "**Sam**" in program.workspace.story.episodes[0].text
    read_as(program, qtbot, "Markdown")
    assert "**" not in program.workspace.story.episodes[0].text
    assert program.session.recaps[0].document.format == "markdown"
    menu = program.window.actions_table.submenu("read_as")
    menu.aboutToShow.emit()
    assert "Markdown" in [action.text() for action in menu.actions() if action.isChecked()]


def test_what_failed_can_be_read_as_something_else(program: Program, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "recap.docx"
    path.write_text("Ruth meets Sam at the pier. Sam leaves.\n", encoding="utf-8")
    open_one(program, qtbot, path)
    assert "Ruth meets Sam" in program.window.reader.view.toPlainText(), "what can be made out"
    read_as(program, qtbot, "Plain text")
    assert program.session.recaps[0].document.format == "text"
    assert "Sam" in names(program)


def test_rich_text_is_pasted_with_its_headings(program: Program, qtbot) -> None:
    data = QMimeData()
    data.setHtml((REAL / "chromium-clipboard.html").read_text("utf-8"))
    data.setText("Lantern Row recap as plain text")
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.actions_table["paste"].trigger()
    (episode,) = program.workspace.story.episodes
    assert (episode.title, episode.number) == ("Low Water", 3)
    assert "At the ferry office" in {scene.heading for scene in episode.scenes}
    assert all(name in names(program) for name in ("Bea", "Ansel", "Iyer"))
    QGuiApplication.clipboard().setText(
        "Lantern Row, Season 2, Episode 4: “Flood”\n\nCleo waits for Bea. Bea is late.\n"
    )
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.actions_table["paste"].trigger()
    assert [e.title for e in program.workspace.story.episodes] == ["Low Water", "Flood"]


def test_code_is_pasted_as_plain_text(program: Program, qtbot) -> None:
    data = QMimeData()
    data.setHtml('<div style="font-family: monospace"><span>Ruth meets Sam.</span></div>')
    data.setText("Ruth meets Sam. Sam leaves.\n")
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.actions_table["paste"].trigger()
    assert program.workspace.story.episodes[0].text == "Ruth meets Sam. Sam leaves.\n"
