"""Storylines with the fewest crossings: how good, how soon and how surely, over all instances.

    python tests/benchmarks/storylines.py [FOLDER ...] [--seconds 15] [--long 5] [--textbook] [--all] [--top 12 20]

FOLDER holds instances (tests/data/storylines unless given). For each: crossings, bound, and the time to the first
picture, to the best, and to its proof, in CPU seconds of one thread. Where `optima.json` of the folder or of the tests
knows the optimum, a wrong one ends the run with status 1. `--textbook` solves Matrix, Inception and Star Wars with the
usual linear-ordering program in scipy.optimize.milp as well. Instances of more than 120 layers get `--long` seconds
each, and with `--top` also their most frequent characters alone.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402  (the threads come first)

from recap_gui.layout.crossings import Instance, build, count_crossings, is_valid  # noqa: E402
from recap_gui.layout.crossings.solve import solutions  # noqa: E402

STORIES = Path(__file__).parents[1] / "data/storylines"
SHORT = 120
TEXTBOOK = ("ist_matrix", "ist_inception", "ist_starwars")


@dataclass(frozen=True, slots=True)
class Run:
    """What one search gave, times in CPU seconds."""

    name: str
    layers: int
    lines: int
    crossings: int
    bound: int
    first: float
    best: float
    total: float
    fault: str = ""

    @property
    def is_proved(self) -> bool:
        return self.crossings == self.bound

    def line(self) -> str:
        proof = f"{self.total:8.3f}" if self.is_proved else f"≥ {self.bound:5}"
        return (
            f"{self.name:34} {self.lines:4} {self.layers:5} {self.crossings:6} {self.first * 1e3:7.1f} "
            f"{self.best:8.3f} {proof} {self.fault}"
        )


HEADER = f"{'instance':34} lines layers cross. first ms best s    proof s"


def search(name: str, instance: Instance, seconds: float, known: int | list[int] | None) -> Run:
    """One search, judged by its own count and by what is `known` (an optimum, or a bound and the best known)."""
    low, high = (known, known) if isinstance(known, int) else (known or (0, None))
    gc.collect()  # what the search before left is not this one's to pay
    start = time.process_time()
    first = best = 0.0
    fewest = None
    fault = ""
    for found in solutions(instance, seconds=seconds):
        now = time.process_time() - start
        first = first or now
        if fewest is None or found.crossings < fewest:
            fewest, best = found.crossings, now
        if not is_valid(instance, found.orders) or count_crossings(found.orders) != found.crossings:
            fault = "INVALID DRAWING"
    total = time.process_time() - start
    if found.crossings < low or (high is not None and found.bound > high):
        fault = f"WRONG: known {known}"
    return Run(name, len(instance.layers), len(instance.lines), found.crossings, found.bound, first, best, total, fault)


def instance_of(story: dict, convention: str, most: int | None = None) -> Instance:
    """The instance of a file's contents, of its `most` frequent characters where given."""
    chosen = story["characters"]
    if most is not None:
        count = Counter(c for scene in story["scenes"] if len(scene["characters"]) > 1 for c in scene["characters"])
        chosen = [name for name, _ in count.most_common(most)]
    kept = set(chosen)
    scenes = [(scene.get("t"), [c for c in scene["characters"] if c in kept]) for scene in story["scenes"]]
    return build(chosen, scenes, convention)


def stories(folders: Sequence[Path]) -> Iterator[tuple[str, dict, dict]]:
    """Name, contents and known optima of every instance."""
    seen = set()
    for folder in folders:
        table = folder / "optima.json"
        known = json.loads((table if table.exists() else STORIES / "optima.json").read_text("utf-8"))["instances"]
        for path in sorted(folder.glob("*.json")):
            if path.stem != "optima" and path.stem not in seen:
                seen.add(path.stem)
                yield path.stem, json.loads(path.read_text("utf-8")), known.get(path.stem, {}).get("crossings", {})


def textbook(instance: Instance, seconds: float) -> tuple[float, int | None]:
    """The usual program: a variable per layer and pair, no circles of three, one more per possible crossing."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    start = time.process_time()
    variable: dict[tuple[int, int, int], int] = {}
    cost: list[int] = []
    entries: list[tuple[int, int, float]] = []
    low: list[float] = []
    high: list[float] = []

    def new(price: int) -> int:
        cost.append(price)
        return len(cost) - 1

    def row(terms: Sequence[tuple[int, float]], least: float, most: float) -> None:
        entries.extend((len(low), column, value) for column, value in terms)
        low.append(least)
        high.append(most)

    def says(t: int, a: int, b: int) -> tuple[int, float, float]:
        """Column, factor and constant of "a above b"."""
        return (variable[t, a, b], 1.0, 0.0) if a < b else (variable[t, b, a], -1.0, 1.0)

    for t, layer in enumerate(instance.layers):
        alive = sorted(layer.alive)
        for a, b in combinations(alive, 2):
            variable[t, a, b] = new(0)
        for a, b, c in combinations(alive, 3):
            row([(variable[t, a, b], 1), (variable[t, b, c], 1), (variable[t, a, c], -1)], 0, 1)
        for meeting in layer.meetings:
            for other in alive:
                if other not in meeting:
                    (one, f, k), *rest = (says(t, member, other) for member in meeting)
                    for column, g, m in rest:
                        row([(column, g), (one, -f)], k - m, k - m)
    for t, (before, layer) in enumerate(pairwise(instance.layers)):
        for a, b in combinations(sorted(set(before.alive) & set(layer.alive)), 2):
            pays, was, now = new(1), variable[t, a, b], variable[t + 1, a, b]
            row([(pays, 1), (now, -1), (was, 1)], 0, np.inf)
            row([(pays, 1), (now, 1), (was, -1)], 0, np.inf)
    rows, columns, values = zip(*entries, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(low), len(cost)))
    integral = np.array([1 - price for price in cost])
    answer = milp(
        np.array(cost),
        constraints=LinearConstraint(matrix, low, high),
        integrality=integral,
        bounds=Bounds(0, 1),
        options={"time_limit": seconds},
    )
    optimum = round(answer.fun) if answer.status == 0 else None
    return time.process_time() - start, optimum


def summary(short: Sequence[Run]) -> None:
    """The figures of issue 8 over the instances of at most 120 layers with a known optimum."""
    proved = [run for run in short if run.is_proved]
    within = sum(run.total <= 1 for run in proved)
    print(f"\n≤ {SHORT} layers: {len(short)} variants, proved {len(proved)}, of them within 1 s {within}")
    print(f"slowest proof {max(run.total for run in proved):.2f} s", end="; ")
    print(f"median {statistics.median(run.total for run in short) * 1e3:.0f} ms (target 50 ms)", end="; ")
    print(f"slowest first picture {max(run.first for run in short) * 1e3:.0f} ms (target 30 ms)")


def compare() -> bool:
    """The textbook's program beside ours; False where the optima differ."""
    print(f"\n{'':14} {'textbook s':>10} {'cut LP s':>9} {'ratio':>6}")
    agree = True
    for name in TEXTBOOK:
        story = json.loads((STORIES / f"{name}.json").read_text("utf-8"))
        instance = instance_of(story, "spanhull")
        ours = min((search(name, instance, 60, None) for _ in range(3)), key=lambda run: run.total)
        seconds, optimum = textbook(instance, 600)
        agree &= optimum == ours.crossings
        print(f"{name:14} {seconds:10.2f} {ours.total:9.4f} {seconds / ours.total:6.0f} {optimum} {ours.crossings}")
    return agree


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[STORIES])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--long", type=float, default=5)
    parser.add_argument("--textbook", action="store_true")
    parser.add_argument("--all", action="store_true", help="a line for every instance, not only the slow and the long")
    parser.add_argument("--top", nargs="*", type=int, default=[])
    options = parser.parse_args()
    runs: dict[str, Run] = {}
    short: list[Run] = []
    print(HEADER)
    for name, story, known in stories(options.folders):
        for convention in known or ("hull",):
            instance = instance_of(story, convention)
            is_long = len(instance.layers) > SHORT
            wanted = known.get(convention)
            run = search(
                f"{name} {convention}", instance, max(options.long, 0.1) if is_long else options.seconds, wanted
            )
            runs[run.name] = run
            if not is_long and isinstance(wanted, int):
                short.append(run)
            if options.all or is_long or run.fault or run.total > 1 or not run.is_proved:
                print(run.line(), flush=True)
            if is_long and convention == "hull":
                for most in options.top:
                    part = search(f"{name} hull, top {most}", instance_of(story, "hull", most), options.long, None)
                    runs[part.name] = part
                    print(part.line(), flush=True)
    if short:
        summary(short)
    agree = compare() if options.textbook else True
    faults = [run for run in runs.values() if run.fault]
    print(f"\n{len(runs)} searches, {len(faults)} wrong" + ("" if agree else "; the textbook disagrees"))
    return 1 if faults or not agree else 0


if __name__ == "__main__":
    sys.exit(main())
