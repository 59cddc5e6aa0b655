"""What the crossing search is held against: random instances, and dynamic programming over all permutations.

Shares no code with the search. A permutation is the bit set of the pairs it has upside down, so that crossings between
two layers are the bits in which two sets differ, among the pairs alive in both.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations, pairwise, permutations

import numpy as np

Scenes = list[tuple[int | None, list[str]]]
"""Time and characters, as `recap_gui.layout.crossings.build` takes them."""


def random_story(rng: random.Random, *, most_lines: int = 6, most_layers: int = 12) -> tuple[list[str], Scenes]:
    """Characters and scenes, some of them at once, some with one character alone."""
    names = [f"L{i}" for i in range(rng.randint(3, most_lines))]
    scenes: Scenes = []
    for time in range(rng.randint(2, most_layers)):
        rest = rng.sample(names, rng.randint(1, len(names)))
        at_once = rng.random() < 0.35
        while rest:
            size = min(len(rest), rng.choice((1, 2, 2, 2, 3, 3, 4)))
            scenes.append((time, rest[:size]))
            rest = rest[size:]
            if not at_once:
                break
    return names, scenes


def fewest_crossings(characters: Sequence[str], scenes: Scenes, convention: str) -> int:
    """The optimum by dynamic programming over every valid permutation of every layer."""
    number = {name: i for i, name in enumerate(characters)}
    moments: list[list[set[int]]] = []
    for (time, members), before in zip(scenes, [(object(), []), *scenes], strict=False):
        if time is None or time != before[0]:
            moments.append([])
        moments[-1].append({number[name] for name in members})
    alive = _alive(moments, convention)
    n = len(characters)
    costs: np.ndarray | None = None
    states = np.zeros(0, np.uint64)
    for (_, was), (groups, lives) in pairwise([([], set()), *zip(moments, alive, strict=True)]):
        now = _permutations(tuple(sorted(lives)), tuple(tuple(sorted(g)) for g in groups if len(g) > 1), n)
        if costs is None:
            costs = np.zeros(len(now))
        else:
            both = _mask(was & lives, n)
            changed = np.bitwise_count((states[:, None] ^ now[None, :]) & np.uint64(both))
            costs = (costs[:, None] + changed).min(0)
        states = now
    return 0 if costs is None else int(costs.min())


def _alive(moments: Sequence[Sequence[set[int]]], convention: str) -> list[set[int]]:
    here = [set().union(*groups) for groups in moments]
    if convention == "spans":
        return here
    counted = here
    if convention == "hull":
        counted = [set().union(*(g for g in groups if len(g) > 1)) for groups in moments]
    result = []
    for t in range(len(moments)):
        before, after = set().union(*counted[: t + 1]), set().union(*counted[t:])
        result.append(set().union(*here) if convention == "all" else before & after)
    return result


@cache
def _bit(a: int, b: int, n: int) -> int:
    return 1 << (a * n + b)


def _mask(lines: Iterable[int], n: int) -> int:
    return sum(_bit(a, b, n) for a, b in combinations(sorted(lines), 2))


@cache
def _permutations(lines: tuple[int, ...], groups: tuple[tuple[int, ...], ...], n: int) -> np.ndarray:
    found = []
    for order in permutations(lines):
        place = {line: i for i, line in enumerate(order)}
        spans = [[place[line] for line in group] for group in groups]
        if all(max(span) - min(span) == len(span) - 1 for span in spans):
            found.append(sum(_bit(a, b, n) for a, b in combinations(lines, 2) if place[a] > place[b]))
    return np.array(found, np.uint64)
