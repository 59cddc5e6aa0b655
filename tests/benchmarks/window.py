"""The window's promises: first paint, drop to blocks, gaps of the event loop, memory. Beside a bare PySide6 window.

    python tests/benchmarks/window.py [--runs 5]

Wall times in ms from the start of the process, medians over the runs, in one run of this script; offscreen, software
raster. The budgets are those of the reliability promises. A child process is this script with the name of a part.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
FIRST, SECOND = SAMPLES / "03-quay-division.txt", SAMPLES / "05-reckoning-of-aldermere.txt"


def since_start() -> float:
    """Milliseconds since the process was asked for."""
    return (time.time() - float(os.environ["RECAP_BENCHMARK_START"])) * 1000


def memory() -> float:
    """Resident memory of this process, MB."""
    import psutil

    return psutil.Process().memory_info().rss / 2**20


def bare_window() -> dict[str, float]:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    figures: dict[str, float] = {}

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if "first paint" not in figures:
                figures["first paint"] = since_start()
                QTimer.singleShot(300, application.quit)

    window = Window()
    window.resize(1280, 800)
    window.show()
    application.exec()
    figures["memory"] = memory()
    return figures


def app() -> dict[str, float]:
    """Start with one recap, drop another on the running window; watch the event loop all the while."""
    from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot
    from PySide6.QtWidgets import QApplication

    from recap_gui.gui.app import Program

    application = QApplication([])
    application.setApplicationName("recap-gui benchmark")
    figures: dict[str, float] = {}

    class Watch(QObject):
        """Takes the times, and the longest gap between two beats of a 1 ms timer."""

        def __init__(self) -> None:
            super().__init__()
            self.clock = QElapsedTimer()
            self.clock.start()
            self.gap = 0.0
            self.begun = 0.0
            self.step = 0
            self.beats = QTimer(self)
            self.beats.timeout.connect(self.beat)
            self.asks = QTimer(self)
            self.asks.timeout.connect(self.ask)
            self.asks.start(5)

        @Slot()
        def beat(self) -> None:
            self.gap = max(self.gap, self.clock.nsecsElapsed() / 1e6)
            self.clock.restart()

        @Slot()
        def painted(self) -> None:
            figures["first paint"] = since_start()
            self.clock.restart()
            self.beats.start(1)

        @Slot(object)
        def text_there(self, _documents: object) -> None:
            figures.setdefault("text readable", since_start())

        @Slot()
        def ask(self) -> None:
            now = time.perf_counter() * 1000
            story = program.workspace.story
            source = story.episodes[0].source if story is not None and story.episodes else ""
            if self.step == 0 and view_shows(FIRST.name, source):
                application.processEvents()
                figures["blocks, from process start"] = since_start()
                figures["gap while starting"] = self.gap
                self.pause()
            elif self.step == 1 and now > self.begun:
                self.gap, self.begun, self.step = 0.0, now, 2
                program.window.open_paths((SECOND,))
            elif self.step == 2 and view_shows(SECOND.name, source):
                application.processEvents()
                figures["drop to blocks"] = time.perf_counter() * 1000 - self.begun
                figures["gap while analysing"] = self.gap
                figures["memory"] = memory()
                application.quit()

        def pause(self) -> None:
            """The child is warm by now; let everything settle."""
            self.step, self.begun = 1, time.perf_counter() * 1000 + 1500

    def view_shows(name: str, source: str) -> bool:
        return source == name and program.window.timeline is not None

    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder))
        watch = Watch()
        program.window.painted.connect(watch.painted)
        program.workspace.documents_changed.connect(watch.text_there)
        QTimer.singleShot(60_000, application.quit)
        program.start([FIRST])
        application.exec()
        program.close()
    return figures


def measured(part: str) -> dict[str, float]:
    """The figures of one run of `part` in a process of its own, with a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
            "XDG_CACHE_HOME": home,
            "RECAP_BENCHMARK_START": str(time.time()),
        }
        done = subprocess.run([sys.executable, __file__, part], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", choices=["bare", "app"])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(bare_window() if options.part == "bare" else app()))
        return
    runs: dict[str, list[dict[str, float]]] = {"bare": [], "app": []}
    for _ in range(options.runs):
        for part, found in runs.items():
            found.append(measured(part))

    def median(part: str, figure: str) -> float:
        return statistics.median(run[figure] for run in runs[part])

    bare = median("bare", "first paint")
    rows = [
        ("bare window: first paint", bare, "ms", None),
        ("first paint", median("app", "first paint"), "ms", 3 * bare),
        ("text readable, from process start", median("app", "text readable"), "ms", 1000),
        ("blocks, from process start", median("app", "blocks, from process start"), "ms", 3000),
        ("drop on a running window to blocks painted", median("app", "drop to blocks"), "ms", 1000),
        ("longest gap of the event loop while starting", median("app", "gap while starting"), "ms", 100),
        ("longest gap while the child works, one recap", median("app", "gap while analysing"), "ms", 50),
        ("memory over a bare window", median("app", "memory") - median("bare", "memory"), "MB", 170),
    ]
    for name, figure, unit, budget in rows:
        verdict = "" if budget is None else f"   budget {budget:6.0f}   {'ok' if figure <= budget else 'OVER'}"
        print(f"{name:<48}{figure:9.0f} {unit}{verdict}")
    print(f"first paint is {median('app', 'first paint') / bare:.2f} x that of a bare window")


if __name__ == "__main__":
    main()
