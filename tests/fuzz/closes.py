"""The window closed at random moments. ``python tests/fuzz/closes.py [--count 200] [--seed N]``.

Each time the real program opens a recap, with the real child, and is closed somewhere between its first paint and long
after the story: it must be gone within three seconds, with exit status 0, and leave no process behind.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

HERE = Path(__file__).parent
MOST_SECONDS = 3.0
LATEST = 6.0
"""s after the start that it is closed at the latest."""


def one(seed: int, home: Path) -> int:
    """Be one program that is closed."""
    sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
    import rig

    rig.at_home(home)
    import window_files
    from PySide6.QtCore import QObject, QTimer, Slot

    rng = random.Random(seed)
    paths = [] if rng.random() < 0.1 else [str(rng.choice(window_files.good(home)))]
    troubles = rig.Troubles()

    class Closer(QObject):
        def __init__(self, program: object) -> None:
            super().__init__()
            self.program = program
            QTimer.singleShot(round(rng.uniform(0, LATEST) ** 2 / LATEST * 1000), self.shut)

        @Slot()
        def shut(self) -> None:
            if rng.random() < 0.3:
                self.program.window.dialogs.open_about()
            if rng.random() < 0.5:
                self.program.workspace.cycle_cell(1, "c1")
            print("closing", *(child.pid for child in psutil.Process().children(recursive=True)), flush=True)
            self.program.window.close()

    closers: list[Closer] = []

    def begin(program: object) -> None:
        closers.append(Closer(program))

    status = rig.run(paths, begin)
    for words in troubles.found:
        print("trouble", words.replace("\n", " | "), flush=True)
    return status


def close_once(seed: int) -> tuple[float, str]:
    """Seconds from the close to the end of the process, and what was wrong ("" for nothing)."""
    with tempfile.TemporaryDirectory(prefix="recap-close-") as home:
        argv = [sys.executable, str(HERE / "closes.py"), "--one", home, "--seed", str(seed)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            began = time.monotonic()
            try:
                out, err = process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                return 20.0, "it does not end"
            took = time.monotonic() - began
        if not line.startswith("closing"):
            return took, f"it ended before it was closed: {line} {err[-3000:]}"
        orphans = [pid for pid in map(int, line.split()[1:]) if psutil.pid_exists(pid)]
        wrong = [out] * ("trouble" in out) + [f"orphans {orphans}"] * bool(orphans)
        wrong += [f"exit status {process.returncode}: {err[-3000:]}"] * (process.returncode != 0)
        wrong += [f"it took {took:.1f} s"] * (took > MOST_SECONDS)
        return took, "; ".join(wrong)


def main() -> int:
    """Close and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        return one(chosen.seed, Path(chosen.one))
    bad, longest = 0, 0.0
    for seed in range(chosen.seed, chosen.seed + chosen.count):
        took, wrong = close_once(seed)
        longest = max(longest, took)
        bad += bool(wrong)
        if wrong:
            print(f"seed {seed}: {wrong}")
    print(f"seed {chosen.seed}: {chosen.count} closes, {bad} bad, the longest {longest:.2f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
