"""Makes the gallery: an episode, a season and 1.1 million marks, in three looks, each at one and at two device pixels.

    python tests/pictures/gallery.py [NAME ...]     all, or those whose names begin so: episode-light season

Offscreen, through the real window (the million through the timeline alone: no recap is so long), into
tests/pictures/gallery/. Each picture is one run of this script in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
GALLERY = Path(__file__).parent / "gallery"
SAMPLES = ROOT / "resources" / "samples"
RECAPS = {"episode": SAMPLES / "03-quay-division.txt", "season": SAMPLES / "season-harbour"}
LOOKS = ("light", "dark", "contrast")
MILLION = 1_100_000
SIZE = (1280, 760)
NAMES = [f"{what}-{look}-{scale}x" for what in (*RECAPS, "million") for look in LOOKS for scale in (1, 2)]


def picture(name: str) -> None:
    """Make one picture."""
    from PySide6.QtWidgets import QApplication

    what, look, _ = name.split("-")
    application = QApplication([])
    if what == "million":
        of_million(application, look, name)
    else:
        of_recap(application, RECAPS[what], look, name)


def of_recap(application, recap: Path, look: str, name: str) -> None:
    """The recap in the real window, a cell selected."""
    from PySide6.QtCore import QTimer

    from recap_gui.gui.app import Program
    from recap_gui.gui.settings import THEME

    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder))
        program.settings.set(THEME, look)
        program.window.resize(*SIZE)

        def is_there() -> bool:
            story = program.workspace.story
            wanted = len(list(recap.glob("*.txt"))) if recap.is_dir() else 1
            return story is not None and len(story.episodes) == wanted and program.window.timeline is not None

        def select() -> None:
            telling = program.workspace.telling
            scene = next(n for n in range(4, len(telling)) if telling.numbers[n] and telling.presences(n))
            program.workspace.select_cell(scene, telling.presences(scene)[0].character)
            QTimer.singleShot(1200, lambda: keep(program.window, name, application.quit))

        def wait() -> None:
            QTimer.singleShot(*((800, select) if is_there() else (100, wait)))

        program.start([recap])
        wait()
        application.exec()
        program.close()


def of_million(application, look: str, name: str) -> None:
    """All of 366,667 scenes and 2,000 lanes, and what a question to two of them finds."""
    from PySide6.QtCore import QTimer

    sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
    from synthetic import synthetic_layout

    from recap_gui.drawing.style import style
    from recap_gui.gui.flat_style import FlatStyle
    from recap_gui.gui.theme import LOOKS as WINDOW_LOOKS
    from recap_gui.gui.theme import font, palette
    from recap_gui.gui.timeline_view import TimelineView
    from recap_gui.gui.workspace import Workspace

    application.setStyle(FlatStyle())
    application.setPalette(palette(WINDOW_LOOKS[look]))
    application.setFont(font())
    view = TimelineView(Workspace(application))
    view.set_style(style(look))
    view.resize(*SIZE)
    view.show()
    view.show_layout(synthetic_layout(MILLION))
    view.setFocus()
    QTimer.singleShot(600, lambda: keep(view, name, application.quit))
    application.exec()


def keep(widget, name: str, then: Callable[[], None]) -> None:
    """Save what is seen of `widget` in its 256 most frequent colours: the pictures are flat."""
    import numpy as np
    from PySide6.QtGui import QImage

    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    colours, own, count = np.unique(pixels, return_inverse=True, return_counts=True)
    table = colours[np.argsort(-count, kind="stable")[:256]]
    parts = [
        (colours[:, None] >> shift & 0xFF).astype(int) - (table >> shift & 0xFF).astype(int) for shift in (16, 8, 0)
    ]
    nearest = sum(part**2 for part in parts).argmin(axis=1).astype(np.uint8)
    kept = np.ascontiguousarray(nearest[own].reshape(pixels.shape))
    small = QImage(kept.data, image.width(), image.height(), image.width(), QImage.Format.Format_Indexed8)
    small.setColorTable(table.tolist())
    if not small.save(str(GALLERY / f"{name}.png"), "PNG", 0):
        raise SystemExit(f"{name}.png could not be written")
    then()


def main(wanted: list[str]) -> None:
    if len(wanted) == 2 and wanted[0] == "--one":
        picture(wanted[1])
        return
    for name in NAMES:
        if wanted and not any(name.startswith(begins) for begins in wanted):
            continue
        with tempfile.TemporaryDirectory() as home:
            homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
            environment = os.environ | homes | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": name[-2]}
            subprocess.run([sys.executable, __file__, "--one", name], check=True, env=environment)
        print(f"{name}.png: {(GALLERY / f'{name}.png').stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
