"""Opens a saved story of 100,000 presences in the real window: how long it takes, how long the window does not answer.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/saved_story.py [--presences 100000] [--profile]

Wall times in ms from the drop on a running window (its child warm) to the blocks painted, and the longest gap of the
event loop on the way; with the CPU time of the window's thread beside them, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SCENES, CAST = 20, 420
"""Scenes an episode, and everybody of the season."""
GIVEN = ("Ada", "Bo", "Cy", "Di", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou", "Max", "Nan", "Ode", "Pip")
FAMILY = (
    "Abbot",
    "Birch",
    "Crane",
    "Dunn",
    "Eames",
    "Frost",
    "Gale",
    "Hume",
    "Ivers",
    "Jarvis",
    "Kemp",
    "Lowe",
    "Marsh",
)
PLACES = ("the quay", "Ward 4", "the kitchen", "the station", "the bar", "the lighthouse", "Court 2")


def saved_story(presences: int, *, seed: int = 4):
    """A season with about `presences` presences, three in a scene, told in sentences of a dozen words."""
    from recap_gui.story import Character, Episode, Mention, Reason, Scene, Story

    rng = random.Random(seed)
    names = [f"{GIVEN[n % len(GIVEN)]} {FAMILY[n // len(GIVEN) % len(FAMILY)]}{n // 208 or ''}" for n in range(CAST)]
    cast = tuple(Character(f"c{n + 1}", name, (name,)) for n, name in enumerate(names))
    count = max(1, presences // (3 * SCENES))
    episodes = []
    for number in range(count):
        base = number * (CAST - 40) // count
        company = [base + at for at in rng.sample(range(40), 12)]
        text, scenes, mentions = "", [], []
        for scene in range(SCENES):
            start = len(text)
            place = rng.choice(PLACES)
            text += f"At {place}, it is late. "
            for who in rng.sample(company, 3):
                at = len(text)
                text += f"{names[who]} walks in and says what has to be said about the boat. "
                span = (at, at + len(names[who]))
                why = (Reason("subject of an action", (span,), 1.0),)
                state = "present" if rng.random() < 0.85 else "mentioned"
                mentions.append(Mention(*span, f"c{who + 1}", "name", state, round(rng.uniform(0.5, 1), 2), why))
            text += "\n"
            kind = "previously" if scene == 0 else "scene"
            scenes.append(Scene(f"e{number}s{scene}", start, len(text), kind, place=place, time="night"))
        title = f"The {rng.choice(FAMILY)} affair"
        made = Episode(f"e{number}", text, tuple(scenes), tuple(mentions), title, season=1, number=number + 1)
        episodes.append(made)
    return Story("A long season", cast, tuple(episodes))


class Gaps:
    """The longest times between two beats of a 1 ms timer, on the clock (`gaps`) and of the thread's CPU (`spent`)."""

    def __init__(self, parent) -> None:
        from PySide6.QtCore import QElapsedTimer, QTimer

        self.gaps: list[float] = []
        self.spent: list[float] = []
        self._cpu = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(parent, interval=1)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Watch from now on."""
        self.gaps, self.spent = [], []
        self._clock.start()
        self._cpu = time.thread_time()
        self._timer.start()

    def _beat(self) -> None:
        self.gaps.append(self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()
        now = time.thread_time()
        self.spent.append((now - self._cpu) * 1000)
        self._cpu = now

    @property
    def longest(self) -> list[float]:
        """The three longest, in ms."""
        return sorted(self.gaps, reverse=True)[:3]

    @property
    def dearest(self) -> list[float]:
        """The three that took most CPU, in ms."""
        return sorted(self.spent, reverse=True)[:3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presences", type=int, default=100_000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from recap_gui.files.story_json import encode
    from recap_gui.gui.app import Program

    story = saved_story(options.presences)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = folder
        path = Path(folder) / "season.story.json"
        path.write_bytes(encode(story))
        application = QApplication([])
        program = Program(Path(folder) / "data")
        gaps = Gaps(program)
        profile = cProfile.Profile()
        progress: list[float] = []
        wait_until(lambda: program.window.timeline is not None, program.start)
        program.opener.progressed.connect(lambda share, _doing: progress.append(share))
        until = time.monotonic() + 3  # the child gets warm
        wait_until(lambda: time.monotonic() > until)

        def painted() -> bool:
            timeline = program.window.timeline
            return program.workspace.story is not None and timeline.index is not None

        start, cpu, whole = time.perf_counter(), time.thread_time(), busy(program)
        gaps.start()
        if options.profile:
            profile.enable()
        program.window.open_paths((path,))
        wait_until(painted)
        for _ in range(4):
            application.processEvents()
        took, spent, all_spent = time.perf_counter() - start, time.thread_time() - cpu, busy(program) - whole
        QTimer.singleShot(1500, application.quit)
        application.exec()
        if options.profile:
            profile.disable()
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        told = f"{path.stat().st_size / 1e6:.0f} MB, {len(story.episodes):,} episodes, {options.presences:,} presences"
        print(f"{told}: {took * 1000:,.0f} ms to the blocks, {spent * 1000:,.0f} ms CPU of the window's thread")
        print(f"CPU of window and child together: {all_spent * 1000:,.0f} ms, most of it one after the other")
        print("longest gaps of the event loop: " + ", ".join(f"{gap:.0f}" for gap in gaps.longest) + " ms")
        print("of the thread's CPU: " + ", ".join(f"{gap:.0f}" for gap in gaps.dearest) + " ms")
        print(f"told its progress {len(progress)} times")
        program.window.close()
        program.discard()


def busy(program) -> float:
    """CPU seconds of this process and of its children."""
    import psutil

    children = [psutil.Process(pid).cpu_times() for pid in program.pool.pids]
    return time.process_time() + sum(times.user + times.system for times in children)


def wait_until(condition, begin=None) -> None:
    """Let the event loop run until `condition` holds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    timer = QTimer(interval=2)
    timer.timeout.connect(lambda: condition() and loop.quit())
    timer.start()
    if begin is not None:
        begin()
    loop.exec()
    timer.stop()


if __name__ == "__main__":
    main()
