"""Staying close to an older drawing, held against every drawing there is."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import permutations

from oracle import random_story

from recap_gui.layout.crossings import Instance, build, count_crossings, is_valid
from recap_gui.layout.crossings.closest import closest, unlike
from recap_gui.layout.crossings.instance import inversions
from recap_gui.layout.crossings.solve import solutions


def nearest_of_all(instance: Instance, like: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Fewest crossings, and how unlike `like` the drawing with so few is that is most like it: all are tried."""
    costs: dict[tuple[int, ...], tuple[int, int]] = {}
    for t, layer in enumerate(instance.layers):
        now = {}
        for order in permutations(layer.alive):
            place = {line: at for at, line in enumerate(order)}
            spots = [[place[line] for line in meeting] for meeting in layer.meetings]
            if any(max(at) - min(at) >= len(at) for at in spots):
                continue
            off = inversions(like[t], order)
            before = [(a + inversions(was, order), b) for was, (a, b) in costs.items()] or [(0, 0)]
            crossings, apart = min(before)
            now[order] = (crossings, apart + off)
        costs = now
    return min(costs.values())


def test_among_the_best_the_nearest_is_found_nearly_always_and_none_is_ever_worse():
    rng = random.Random(5)
    same = tries = 0
    while tries < 40:
        instance = build(*random_story(rng, most_lines=5, most_layers=9))
        if len(instance.layers) < 3:
            continue
        tries += 1
        *_, old = solutions(instance, seconds=60)
        like = [rng.sample(order, len(order)) if rng.random() < 0.4 else list(order)[::-1] for order in old.orders]
        best = [list(order) for order in old.orders]
        found = closest(instance, best, like, deadline=time.monotonic() + 60)
        fewest, apart = nearest_of_all(instance, like)
        assert is_valid(instance, found)
        assert count_crossings(found) == fewest == old.crossings
        assert apart <= unlike(found, like) <= unlike(best, like)
        same += unlike(found, like) <= apart + 1
    assert same >= 32


def test_the_search_ends_nearer_than_without():
    rng = random.Random(9)
    for _ in range(12):
        instance = build(*random_story(rng, most_lines=5, most_layers=9))
        if not instance.layers:
            continue
        like = [rng.sample(layer.alive, len(layer.alive)) for layer in instance.layers]
        *_, fresh = solutions(instance, seconds=60)
        *_, near = solutions(instance, seconds=60, like=like)
        assert near.crossings == fresh.crossings and near.is_proved
        assert unlike([list(o) for o in near.orders], like) <= unlike([list(o) for o in fresh.orders], like)
