"""The timeline's speed and memory: frames at 40, 10,000 and 1,100,000 marks, beside other ways to draw the same.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/timeline.py [--peers] [--frames 120]

A frame is: change the view, let the event loop paint, at 1920×1080 on software raster. Times are CPU time of the thread
(`time.thread_time`, ms), medians and 95th percentiles; ratios are to one `drawImage` of a frame in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
sys.path.insert(0, str(Path(__file__).parent))

WIDTH, HEIGHT = 1920, 1080
MARKS = (40, 10_000, 1_100_000)
TARGETS = {"pan, 40 px a scene": 6.0, "pan, 1 px a scene": 8.0, "pan, everything in view": 10.0, "zoom sweep": 12.0}
"""p95 in ms at 1,100,000 marks."""


def percentile(times: list[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def frames(step: Callable[[int], None], paints: Callable[[], int], count: int) -> tuple[list[float], int]:
    """CPU ms of `count` frames, and the most paints that one frame took."""
    from PySide6.QtCore import QCoreApplication

    times, most = [], 0
    for number in range(count):
        before = paints()
        start = time.thread_time()
        step(number)
        QCoreApplication.processEvents()
        times.append((time.thread_time() - start) * 1000)
        most = max(most, paints() - before)
    return times, most


def calibration() -> float:
    """CPU ms of copying one frame: the mean of 20."""
    from PySide6.QtGui import QImage, QPainter

    source, target = (QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32) for _ in range(2))
    source.fill(0xFF808080)
    painter = QPainter(target)
    start = time.thread_time()
    for _ in range(20):
        painter.drawImage(0, 0, source)
    spent = (time.thread_time() - start) * 1000 / 20
    painter.end()
    return spent


def make_view(marks: int):
    from PySide6.QtWidgets import QApplication
    from synthetic import synthetic_layout

    from recap_gui.gui.theme import LIGHT, font, palette
    from recap_gui.gui.timeline_view import TimelineView
    from recap_gui.gui.workspace import Workspace

    QApplication.setStyle("Fusion")
    QApplication.setPalette(palette(LIGHT))
    QApplication.setFont(font())
    workspace = Workspace()
    view = TimelineView(workspace)
    view.motion = False
    view.resize(WIDTH, HEIGHT)
    view.show()
    view.show_layout(synthetic_layout(marks))
    for _ in range(4):
        QApplication.processEvents()
    return workspace, view


def pan_steps(view, right: int, down: int) -> Callable[[int], None]:
    """A pan to and fro."""

    def step(number: int) -> None:
        sign = 1 if number // 40 % 2 == 0 else -1
        view.navigator.pan(sign * right, sign * down)

    return step


def measure(marks: int, count: int) -> dict[str, tuple[list[float], int]]:
    """All scenarios on one layout."""
    from dataclasses import replace

    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    from recap_gui.gui.timeline_moves import NOTCH
    from recap_gui.gui.timeline_place import place_at

    workspace, view = make_view(marks)
    navigator, item = view.navigator, view.canvas.item

    def paints() -> int:
        return int(item.paints)

    room = navigator.room
    scene_units = room.limits.width / view.index.n_columns
    middle = room.limits.width / 2
    found: dict[str, tuple[list[float], int]] = {}

    def look_at(px_a_scene: float, lane: float) -> None:
        navigator.place(replace(navigator.viewport, x0=middle, x_scale=px_a_scene / scene_units, y_scale=lane, y0=3))
        QApplication.processEvents()

    look_at(40, 20)
    found["pan, 40 px a scene"] = frames(pan_steps(view, 24, 0), paints, count)
    found["pan lanes, 40 px a scene"] = frames(pan_steps(view, 0, 10), paints, count)
    found["pan both ways, 40 px a scene"] = frames(pan_steps(view, 17, 9), paints, count)
    look_at(1, 20)
    found["pan, 1 px a scene"] = frames(pan_steps(view, 24, 0), paints, count)
    fitted = room.fitted()
    navigator.place(replace(fitted, x_scale=fitted.x_scale * 1.2, y_scale=max(fitted.y_scale * 1.02, 0.51)))
    QApplication.processEvents()
    found["pan, everything in view"] = frames(pan_steps(view, 4, 0), paints, count)
    navigator.place(fitted)
    QApplication.processEvents()
    half = max(4, count // 2)
    top = max(NOTCH, (40 / scene_units / fitted.x_scale) ** (1 / half))

    def zoom(number: int) -> None:
        navigator.zoom(top if number < half else 1 / top, 700.0)

    found["zoom sweep"] = frames(zoom, paints, 2 * half)
    look_at(40, 20)
    found["zoom sweep, tall lanes"] = frames(
        lambda n: navigator.zoom(1 / top if n < half else top, 700.0), paints, 2 * half
    )

    look_at(40, 20)
    viewport = view.canvas.viewport()

    def hover(number: int) -> None:
        at = QPointF(200 + number * 37 % 1200, 120 + number * 23 % 700)
        event = QMouseEvent(QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
        QApplication.sendEvent(viewport, event)

    found["hover"] = frames(hover, paints, count)
    start = time.thread_time()
    for number in range(10_000):
        place_at(view.index, room, navigator.viewport, number % 1600, number % 900)
    found["hit test"] = ([(time.thread_time() - start) * 1000 / 10_000], 0)
    view.close()
    view.deleteLater()
    workspace.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def memory(*arguments: str) -> float:
    """MB of resident memory of a process of its own that shows something."""
    command = [sys.executable, __file__, "--show", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(told.stdout.splitlines()[-1]))


def show(what: str) -> None:
    """Show one thing and tell the memory."""
    import psutil
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication.instance() or QApplication([])
    kept: object
    if what == "bare":
        kept = QWidget()
        kept.resize(WIDTH, HEIGHT)
        kept.show()
    elif what.startswith("items"):
        import peers

        kept = peers.ItemPerBlock(int(what.split("-")[1]))
        kept.resize(WIDTH, HEIGHT)
        kept.show()
    else:
        kept = make_view(int(what))
    for _ in range(4):
        application.processEvents()
    print(json.dumps(psutil.Process().memory_info().rss / 1e6), flush=True)
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--show")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--frames", type=int, default=120)
    parser.add_argument("--no-memory", action="store_true")
    options = parser.parse_args()
    if options.show:
        show(options.show)
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    unit = calibration()
    print(f"one drawImage of {WIDTH}×{HEIGHT}: {unit:.2f} ms (the mean of 20)\n")
    all_found = {marks: measure(marks, options.frames) for marks in MARKS}
    print(
        f"{'CPU ms a frame: median / p95':32}"
        + "".join(f"{marks:>20,}" for marks in MARKS)
        + "    × drawImage  × 10,000  target"
    )
    for name in all_found[MARKS[0]]:
        cells = ""
        for marks in MARKS:
            times, _ = all_found[marks][name]
            cells += f"{percentile(times, 0.5):12.3f} / {percentile(times, 0.95):5.3f}" if name == "hit test" else (
                f"{percentile(times, 0.5):12.2f} / {percentile(times, 0.95):5.2f}")  # fmt: skip
        big, small = (percentile(all_found[marks][name][0], 0.95) for marks in (MARKS[-1], 10_000))
        target = TARGETS.get(name, {"hover": 1.0, "hit test": 0.010}.get(name))
        verdict = "" if target is None else f"≤ {target:g} {'ok' if big <= target else 'MISSED'}"
        print(f"{name:32}{cells}{big / unit:14.1f}{big / max(small, 1e-9):10.1f}   {verdict}")
    most = max(paints for found in all_found.values() for _, paints in found.values())
    print(f"\nmost paints in one frame: {most}")
    if not options.no_memory:
        bare = memory("bare")
        print(
            f"memory: bare window {bare:.0f} MB"
            + "".join(f"; {m:,} marks +{memory(str(m)) - bare:.0f} MB" for m in MARKS)
            + " (budget +170)"
        )
    if options.peers:
        import peers

        peers.compare(application, all_found, unit)


if __name__ == "__main__":
    main()
