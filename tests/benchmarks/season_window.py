"""Many recaps in the real window: 22 episodes and 200, cold and kept; a tree of 10,000 files with links in circles.

python tests/benchmarks/season_window.py            prints seconds, the longest gap of the event loop, and memory
python tests/benchmarks/season_window.py --quick    22 episodes alone

A gap is told as the machine's clock saw it, and as the processor time used in it: by the window's own thread, and by
all threads of the program, of which one may have held the interpreter. On a busy machine the program's gap lies between
the two.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parent))
from season import season

from recap_gui.files.listing import recaps_in
from recap_gui.gui.app import Program
from recap_gui.gui.settings import Settings

_MB = 2**20
LONGEST = 600.0


class Heart(QObject):
    """Beats every 5 ms; remembers the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._beat)
        self.reset()
        self._timer.start()

    def reset(self) -> None:
        self._last = time.perf_counter(), time.thread_time(), time.process_time()
        self.longest, self.busiest, self.together, self.over = 0.0, 0.0, 0.0, 0

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time(), time.process_time()
        self.longest = max(self.longest, now[0] - self._last[0])
        busy = now[1] - self._last[1]
        self.busiest, self.together = max(self.busiest, busy), max(self.together, now[2] - self._last[2])
        self.over += busy > 0.1
        self._last = now


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not true():
        if time.monotonic() > end:
            raise SystemExit("given up")
        QApplication.processEvents()
        time.sleep(0.001)


def opened(program: Program, heart: Heart, folder: Path, episodes: int) -> str:
    """Open `folder`; a line of figures."""
    resident = psutil.Process().memory_info().rss
    heart.reset()
    begun, first = time.perf_counter(), 0.0
    program.window.open_paths((folder,))

    def shown() -> int:
        return len(program.workspace.story.episodes) if program.workspace.story is not None else 0

    until(lambda: shown() > 0 and program.session.paths and program.session.paths[0].parent == folder)
    first = time.perf_counter() - begun
    until(lambda: shown() == episodes and not program.session.is_busy)
    last = time.perf_counter() - begun
    until(lambda: time.perf_counter() - begun > last + 0.5)
    grown = (psutil.Process().memory_info().rss - resident) / _MB
    return (
        f"first {first:6.2f} s  all {last:6.2f} s  longest gap {1000 * heart.longest:4.0f} ms "
        f"({1000 * heart.busiest:4.0f} ms of its own, {heart.over} over 100; all threads {1000 * heart.together:.0f})  "
        f"memory +{grown:.0f} MB"
    )


def folder_of(root: Path, many: int) -> Path:
    folder = root / f"season of {many}"
    folder.mkdir()
    recaps = season()
    for number in range(many):
        text = recaps[number % len(recaps)][1].decode().split("\n", 1)[1]
        name = f"S{number // 22 + 1:02}E{number % 22 + 1:02}"
        (folder / f"{name}.txt").write_text(f"Harbour {name}\n{text}\nDay {number}.\n", encoding="utf-8")
    return folder


def tree(root: Path) -> Path:
    """10,000 files in 100 folders, with links that lead in circles, and 200 recaps at the top."""
    top = root / "tree"
    for number in range(100):
        inside = top / f"folder {number}"
        inside.mkdir(parents=True)
        for file in range(98):
            (inside / f"{file}.txt").write_bytes(b"Ruth leaves.")
        (inside / "up").symlink_to(top, target_is_directory=True)
        (inside / "round.txt").symlink_to(inside / "round.txt")
    for file in range(200):
        (top / f"recap {file}.txt").write_bytes(b"Ruth leaves.")
    (top / "circle").symlink_to(top, target_is_directory=True)
    return top


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        application = QApplication([])
        program = Program(Path(home) / "data", Settings(Path(home) / "settings.ini"))
        program.start()
        until(lambda: program.window.timeline is not None)
        until(lambda: len(program.pool.pids) == 2)
        time.sleep(8)  # the children load the language model
        heart = Heart()
        print(f"load {os.getloadavg()[0]:.1f}")
        for many in (22,) if chosen.quick else (22, 200):
            folder = folder_of(Path(home), many)
            print(f"{many:4} recaps, cold   {opened(program, heart, folder, many)}", flush=True)
            program.window.close_recap()
            until(lambda: program.workspace.story is None)
            print(f"{many:4} recaps, kept   {opened(program, heart, folder, many)}", flush=True)
            program.window.close_recap()
        if not chosen.quick:
            top = tree(Path(home))
            begun = time.perf_counter()
            found = recaps_in(top)
            took = time.perf_counter() - begun
            print(f"tree of 10,000 files: {len(found.files)} recaps listed in {took:.3f} s (goal ≤ 3 s)")
        program.window.close()
        program.discard()
        application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
