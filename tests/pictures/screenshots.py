"""Makes the pictures of the README and the guide from the samples, through the real window and the real export.

    python tests/pictures/screenshots.py [NAME ...]     all, or some: window-light window-dark season storylines
                                                        correcting export-dialog export

Offscreen, at twice the size, into resources/guide/. Each picture is one run of this script in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
GUIDE = ROOT / "resources" / "guide"
QUAY = SAMPLES / "03-quay-division.txt"
WINDOWS = {
    # name: recap, look, view, selected scene
    "window-light": (QUAY, "light", "lanes", 7),
    "window-dark": (SAMPLES / "05-reckoning-of-aldermere.txt", "dark", "lanes", 4),
    "season": (SAMPLES / "season-harbour", "light", "lanes", 2),
    "storylines": (SAMPLES / "05-reckoning-of-aldermere.txt", "light", "storylines", None),
    "correcting": (QUAY, "light", "correcting", None),
    "export-dialog": (SAMPLES / "season-harbour", "light", "export", None),
}
SIZE = (1280, 760)


def picture_window(name: str) -> None:
    """Open the recap in the real window, select a scene, and keep what is seen."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from recap_gui.gui.app import Program
    from recap_gui.gui.export_dialog import ExportDialog
    from recap_gui.gui.settings import THEME

    recap, look, view, scene = WINDOWS[name]
    application = QApplication([])
    shown: list[ExportDialog] = []
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder))
        program.settings.set(THEME, look)
        program.window.resize(*SIZE)

        def is_there() -> bool:
            story = program.workspace.story
            wanted = len(list(recap.glob("*.txt"))) if recap.is_dir() else 1
            return story is not None and len(story.episodes) == wanted and program.window.timeline is not None

        def wait() -> None:
            if not is_there():
                QTimer.singleShot(100, wait)
                return
            if view == "storylines":
                program.window.show_view(1)
            if view == "export":
                open_export()
            if view == "correcting":
                program.window.show_panel("review")
            if scene is not None:
                program.workspace.select_scene(scene)
            QTimer.singleShot(1500 if view == "lanes" else 4000, keep)

        def open_export() -> None:
            """A sheet of A4 for each episode, shown as a whole."""
            program.window.dialogs.open_export()
            dialog = program.window.findChild(ExportDialog)
            for combo, value in ((dialog.choices.pages, "episode"), (dialog.choices.size_of, "a4")):
                combo.setCurrentIndex(combo.findData(value))
            dialog.preview.true_size.setChecked(False)
            dialog.resize(1200, 704)  # the offscreen screen is small
            shown.append(dialog)

        def keep() -> None:
            image = (shown or [program.window])[0].grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
            if not image.save(str(GUIDE / f"{name}.png"), "PNG", 0):
                raise SystemExit(f"{name}.png could not be written")
            application.quit()

        program.start([recap])
        wait()
        application.exec()
        program.close()


def picture_export() -> None:
    """The export of an episode, as the command line writes it."""
    out = GUIDE / "export.png"
    command = [sys.executable, "-m", "recap_gui", "export", str(QUAY), "-o", str(out), "--scale", "1"]
    subprocess.run(command, check=True, cwd=ROOT)


def main(names: list[str]) -> None:
    if len(names) == 2 and names[0] == "--one":
        picture_window(names[1])
        return
    for name in names or [*WINDOWS, "export"]:
        if name == "export":
            picture_export()
        else:
            with tempfile.TemporaryDirectory() as home:
                homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
                environment = os.environ | homes | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
                subprocess.run([sys.executable, __file__, "--one", name], check=True, env=environment)
        print(f"{name}.png: {(GUIDE / f'{name}.png').stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
