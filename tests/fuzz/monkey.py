"""A monkey at the real window. ``python tests/fuzz/monkey.py [--runs 5] [--actions 20000] [--seed N] [--quick]``.

Random actions of the menus, keys, mouse, wheel, drops, corrections, good and hostile files, themes, sizes, dialogs.
Each run is a process of its own. Nothing may raise, Qt may not warn, no action may take ten seconds, the memory may not
grow by 60 MB after the first fifth, and the program must end by itself. ``--quick`` uses a child that finds a story at
once. The seed repeats a run, as far as the clock allows; what went wrong is told with the actions before it.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MOST_GROWTH = 60.0
"""MB after the first fifth."""
_HANG = 60


def one_run(actions: int, seed: int, *, quick: bool) -> int:
    """Be one run: prints its outcome as JSON."""
    sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
    import rig

    with tempfile.TemporaryDirectory(prefix="recap-monkey-") as made:
        home = Path(made)
        rig.at_home(home)
        os.chdir(home)
        troubles = rig.Troubles()
        from monkey_hands import Monkey

        from recap_gui.gui.memory import one_heap

        one_heap()  # as the program does first of all: the watch below is a thread already
        monkeys: list[Monkey] = []

        def begin(program: object) -> None:
            faulthandler.enable()  # to stderr again: the program lets it write to a file of its own
            monkeys.append(Monkey(program, actions, random.Random(seed), home, troubles))
            monkeys[0].start()

        faulthandler.dump_traceback_later(_HANG, exit=True)
        status = rig.run([], begin, child=rig.QUICK_CHILD if quick else None)
        faulthandler.cancel_dump_traceback_later()
        monkey = monkeys[0]
        outcome = {
            "seed": seed, "status": status, "done": monkey.done, "troubles": troubles.found[:5],
            "before": monkey.before_trouble, "memory": [round(m) for m in monkey.memory], "slow": monkey.slowest(),
            "did": dict(monkey.counts.most_common()), "shown": monkey.shown,
        }  # fmt: skip
    print(json.dumps(outcome))
    return 0


def judged(outcome: dict, actions: int) -> list[str]:
    """What is wrong with the outcome of a run."""
    wrong = [f"trouble: {words}" for words in outcome["troubles"]]
    if wrong:
        wrong.append("the actions before it: " + "; ".join(outcome["before"]))
    if outcome["status"] != 0 or outcome["done"] < actions:
        wrong.append(f"ended with {outcome['status']} after {outcome['done']} actions")
    if growth(outcome) > MOST_GROWTH:
        wrong.append(f"grew by {growth(outcome):.0f} MB: {outcome['memory']}")
    if outcome["slow"] and outcome["slow"][0][0] > 10_000:
        wrong.append(f"too slow: {outcome['slow'][0]}")
    return wrong


def growth(outcome: dict) -> float:
    """MB that the memory grew by after the first fifth, measured with nothing open."""
    first, *later = outcome["memory"]
    return max(later) - first if later else 0.0


def run(actions: int, seed: int, *, quick: bool, timeout: float) -> tuple[dict, list[str]]:
    """One run in a process of its own: its outcome and what is wrong with it."""
    argv = [sys.executable, str(HERE / "monkey.py"), "--one", "--actions", str(actions), "--seed", str(seed)]
    ended = subprocess.run(
        argv + ["--quick"] * quick, capture_output=True, text=True, timeout=timeout, check=False, errors="replace"
    )
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines:
        return {}, [f"died with {ended.returncode}:\n{ended.stderr[-6000:]}"]
    outcome = json.loads(lines[-1])
    wrong = judged(outcome, actions)
    if ended.returncode != 0:
        wrong.append(f"exit status {ended.returncode}:\n{ended.stderr[-3000:]}")
    return outcome, wrong


def main() -> int:
    """Let monkeys loose and tell what they did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--actions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        return one_run(chosen.actions, chosen.seed, quick=chosen.quick)
    bad = 0
    for seed in range(chosen.seed, chosen.seed + chosen.runs):
        outcome, wrong = run(chosen.actions, seed, quick=chosen.quick, timeout=60 + chosen.actions)
        bad += bool(wrong)
        if outcome:
            did, slow = sum(outcome["did"].values()), [(f"{ms} ms", what) for ms, what in outcome["slow"][:4]]
            print(f"seed {seed}: {did} actions, {outcome['shown']} stories shown, memory {outcome['memory']}, {slow}")
        else:
            print(f"seed {seed}: no outcome")
        for words in wrong:
            print("  " + words.replace("\n", "\n  "))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
