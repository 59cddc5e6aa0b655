"""Pictures of the whole window in a language that nobody speaks, 40 % longer: what is not translated, what is cut.

    python tests/pictures/longer_words.py FOLDER [--text 130] [--size 1280x720] [--look dark]

Offscreen; a picture for every panel, view, dialog and menu, with a real recap that the real child analyses.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


def pictures(folder: Path, text: str, size: tuple[int, int], look: str) -> None:
    """Go through all there is to see, and keep each."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from recap_gui.gui.app import Program
    from recap_gui.gui.settings import TEXT_SIZE, THEME
    from tests.gui.pseudo import Pseudo

    application = QApplication([])
    translator = Pseudo()
    application.installTranslator(translator)
    with tempfile.TemporaryDirectory() as data:
        program = Program(Path(data))
        program.settings.set(TEXT_SIZE, int(text))
        program.settings.set(THEME, look)
        program.window.resize(*size)
        program.start([])
        while program.window.timeline is None:
            QTest.qWait(50)
        QTest.qWait(300)
        for name, widget in seen(program):
            widget.grab().save(str(folder / f"{name}.png"))
        program.close()


def seen(program) -> Iterator[tuple[str, object]]:
    """Everything the window can show, named."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QDialog

    window = program.window
    yield "welcome", window
    program.session.open_paths([ROOT / "resources" / "samples" / "04-cutlass-cove.html"])
    while program.workspace.story is None:
        QTest.qWait(100)
    QTest.qWait(800)
    yield "opened", window
    scenes = program.workspace.story.episodes[0].scenes
    program.workspace.select_cell(next(n for n, s in enumerate(scenes) if s.kind == "scene"), "c1")
    for name in window.docks:
        window.show_panel(name)
        QTest.qWait(300)
        yield f"panel-{name}", window
    for view in (1, 2, 0):
        window.show_view(view)
        QTest.qWait(1500 if view == 1 else 300)
        yield f"view-{view}", window
    dialogs = window.dialogs
    for opens in (
        *(dialogs.open_settings, dialogs.open_about, dialogs.open_keys, dialogs.open_guide, dialogs.open_jump),
        *(dialogs.open_palette, dialogs.open_export, lambda: dialogs.open_scene(1)),
        lambda: window.messages.show_error("Traceback"),
    ):
        opens()
        QTest.qWait(500)
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                yield f"dialog-{type(dialog).__name__}", dialog
                dialog.close()
    for menu in window.menuBar().actions():
        menu.menu().popup(window.pos())
        QTest.qWait(60)
        yield f"menu-{window.menuBar().actions().index(menu)}", menu.menu()
        menu.menu().close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", default="100")
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--look", default="light")
    given = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    given.folder.mkdir(parents=True, exist_ok=True)
    width, height = map(int, given.size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
        pictures(given.folder, given.text, (width, height), given.look)
