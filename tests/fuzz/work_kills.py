"""The real program killed while someone corrects without a pause. ``python tests/fuzz/work_kills.py [--count 200]``.

A correction every 40 ms, each written down with its time; ``kill -9`` at a random moment. What lies beside the recap
must be whole, must be a state that was there, and the first correction it lacks must be younger than one second.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
MOST_SECONDS = 1.0
_PAUSE = 40
_TEXT = (
    "Ann goes to the quay.\n\nBob meets Ann there. Ann and Bob talk.\n\nMeanwhile Cal waits for Bob. Cal goes.\n\n" * 8
)


def one(home: Path, seed: int) -> int:
    """Be the program that is killed."""
    sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
    import rig

    rig.at_home(home)
    from PySide6.QtCore import QObject, QTimer, Slot

    rng = random.Random(seed)

    class Hands(QObject):
        def __init__(self, program: object) -> None:
            super().__init__()
            self.workspace = program.workspace
            self.log = os.open(home / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            self.timer = QTimer(self, interval=_PAUSE)
            self.timer.timeout.connect(self.correct)
            self.timer.start()

        @Slot()
        def correct(self) -> None:
            w = self.workspace
            if w.telling is None:
                return
            scene, who = rng.randrange(len(w.telling)), rng.choice([*w.telling.cast])
            match rng.randrange(6):
                case 0:
                    w.undo_stack.undo()
                case 1:
                    w.split(0, rng.randrange(len(_TEXT)))
                case _:
                    w.cycle_cell(scene, who)
            ids = " ".join(sorted(c.id for c in w.corrections))
            os.write(self.log, f"{time.time()} {ids}\n".encode())

    hands: list[Hands] = []

    def begin(program: object) -> None:
        hands.append(Hands(program))

    return rig.run([str(home / "a.txt")], begin, child=rig.QUICK_CHILD)


def kill_once(rng: random.Random) -> float:
    """How old (s) the oldest lost correction was at the kill.

    Raises:
        AssertionError: when what is on the disk is not a state that was there.
    """
    from recap_gui.files.corrections_file import decode

    with tempfile.TemporaryDirectory(prefix="recap-kill-") as made:
        home = Path(made)
        (home / "a.txt").write_text(_TEXT)
        argv = [sys.executable, str(HERE / "work_kills.py"), "--one", made, "--seed", str(rng.randrange(2**32))]
        with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            until = time.monotonic() + 60
            while not (home / "log").exists() or not (home / "log").stat().st_size:
                assert process.poll() is None and time.monotonic() < until, process.stderr.read()
                time.sleep(0.01)
            time.sleep(rng.uniform(0.1, 3.5))
            assert process.poll() is None, process.stderr.read()
            killed = time.time()
            process.kill()
            process.wait()
        lines = [line.split() for line in (home / "log").read_text().splitlines() if line]
        states = [(0.0, frozenset[str]())] + [(float(at), frozenset(ids)) for at, *ids in lines]
        beside = home / "a.txt.recap.json"
        there = frozenset(c.id for c in decode(beside.read_bytes()).corrections) if beside.exists() else frozenset()
        same = [n for n, (_, ids) in enumerate(states) if ids == there]
        assert same, f"{len(there)} corrections on the disk are no state that was there"
        assert (home / "a.txt").read_text() == _TEXT
        lost = next((at for at, ids in states[same[-1] + 1 :] if ids != there), killed)
        return killed - lost


def main() -> int:
    """Kill and measure."""
    sys.path[:0] = [str(HERE.parent.parent)]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        return one(Path(chosen.one), chosen.seed)
    rng = random.Random(chosen.seed)
    lost = sorted(kill_once(rng) for _ in range(chosen.count))
    print(
        f"seed {chosen.seed}: {chosen.count} kills; lost at most the last {lost[-1]:.2f} s, "
        f"median {lost[len(lost) // 2]:.2f} s"
    )
    return 0 if lost[-1] <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
