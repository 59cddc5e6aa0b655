"""The tightest lane order: people who share scenes stand side by side (least total height of the scenes' blocks).

With lanes in one fixed order, a scene reaches from its topmost to its lowest lane. The sum of these reaches is also
the sum, over the cuts between neighbouring lanes, of the scenes that straddle the cut; so it depends only on which
lanes lie above each cut, and dynamic programming over these prefix sets finds the optimum. Lanes with the same scenes
(twins) are interchangeable: a set is counted by how many of each twin class it holds. Groups that share no scene are
ordered by themselves. Beyond `MOST_STATES` a heuristic (spectral start, best insertion, exact windows, perturbation)
takes over, and the result does not claim to be proved. No clock and no true randomness: same input, same order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int32]
Scene: TypeAlias = tuple[int, ...]

MOST_STATES = 1 << 20
"""Prefix sets in the exact search: 20 lanes without twins, about 0.4 s."""
WINDOW = 10
ROUNDS, ROUNDS_IF_LARGE = 12, 5
"""Disturbed restarts of the heuristic: 60 lanes × 600 scenes stay under a second."""
LARGE = 12_000
"""Lanes × distinct scenes from which on there are fewer restarts."""
_FAR = np.int32(1 << 29)


@dataclass(frozen=True, slots=True)
class Tightest:
    """A lane order with its `span` (sum over scenes of lowest minus topmost position); `proved` = none is tighter."""

    order: tuple[int, ...]
    span: int
    proved: bool


def lane_span(order: Sequence[int], scenes: Iterable[Scene]) -> int:
    """The sum over `scenes` of the distance between their topmost and lowest lane in `order`."""
    at = {lane: position for position, lane in enumerate(order)}
    total = 0
    for scene in scenes:
        positions = [at[lane] for lane in scene]
        total += max(positions, default=0) - min(positions, default=0)
    return total


def tightest(lanes: int, scenes: Iterable[Scene], *, most_states: int = MOST_STATES) -> Tightest:
    """The order of lanes ``0 … lanes - 1`` with the least span over `scenes` (each the lanes of those present)."""
    weights = Counter(scene for scene in (tuple(sorted(set(s))) for s in scenes) if len(scene) > 1)
    order: list[int] = []
    proved = True
    for group in _groups(lanes, weights):
        own = {scene: weight for scene, weight in weights.items() if scene[0] in group}
        best = [*group] if len(group) < 3 else _exact(sorted(group), own, most_states)
        if best is None:
            proved = False
            best = _Search(sorted(group), own).run()
        # An order and its mirror are equally tight: keep the one nearer to the order that came in.
        order += best if _inversions(best) <= len(best) * (len(best) - 1) / 4 else best[::-1]
    return Tightest(tuple(order), lane_span(order, weights.elements()), proved)


def _inversions(order: Sequence[int]) -> int:
    values = np.array(order)
    return int(np.triu(values[:, None] > values[None, :], 1).sum())


def _groups(lanes: int, weights: Counter[Scene]) -> list[list[int]]:
    """Lanes joined by scenes, each group sorted, groups by their first lane."""
    parent = list(range(lanes))

    def root(lane: int) -> int:
        while parent[lane] != lane:
            parent[lane] = parent[parent[lane]]
            lane = parent[lane]
        return lane

    for scene in weights:
        for lane in scene[1:]:
            a, b = root(scene[0]), root(lane)
            parent[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = defaultdict(list)
    for lane in range(lanes):
        groups[root(lane)].append(lane)
    return [groups[first] for first in sorted(groups)]


def _exact(lanes: list[int], weights: dict[Scene, int], most_states: int) -> list[int] | None:
    """The optimal order of one group, or None where there are too many prefix sets."""
    scenes_of: dict[int, list[int]] = defaultdict(list)
    for number, scene in enumerate(weights):
        for lane in scene:
            scenes_of[lane].append(number)
    twins: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for lane in lanes:
        twins[tuple(scenes_of[lane])].append(lane)
    classes = sorted(twins.values(), key=len)
    states = 1
    for members in classes:
        states *= len(members) + 1
        if states > most_states:
            return None
    class_of = {lane: number for number, members in enumerate(classes) for lane in members}
    parts: Counter[tuple[tuple[int, ...], bool, bool]] = Counter()
    for scene, weight in weights.items():
        parts[tuple(sorted({class_of[lane] for lane in scene})), False, False] += weight
    left = [members[::-1] for members in classes]
    return [left[number].pop() for number in _sequence([len(m) + 1 for m in classes], parts)]


def _sequence(radices: list[int], parts: Counter[tuple[tuple[int, ...], bool, bool]]) -> list[int]:
    """Classes in the order of least cut weight; class ``i`` comes ``radices[i] - 1`` times.

    `parts` counts scenes by (the classes in it, whether it also has lanes before, and after, the ones ordered here).
    """
    cut, strides = _cuts(radices, parts)
    levels, starts = _levels(radices)
    best = np.full(len(cut), _FAR, np.int32)
    best[0] = 0
    for level in range(1, len(starts) - 1):
        here = levels[starts[level] : starts[level + 1]]
        least = np.full(len(here), _FAR, np.int32)
        for radix, stride in zip(radices, strides, strict=True):
            if radix == 2:  # a set without the lane is its own predecessor, which is still far
                np.minimum(least, best[here & ~np.int32(stride)], out=least)
            else:
                has = (here // stride) % radix > 0
                np.minimum(least, np.where(has, best[here - np.where(has, stride, 0)], _FAR), out=least)
        best[here] = least + cut[here]
    state, backwards = len(cut) - 1, []
    while state:
        wanted = best[state] - cut[state]
        for number in range(len(radices) - 1, -1, -1):
            stride = strides[number]
            if (state // stride) % radices[number] and best[state - stride] == wanted:
                backwards.append(number)
                state -= stride
                break
    return backwards[::-1]


def _cuts(radices: list[int], parts: Counter[tuple[tuple[int, ...], bool, bool]]) -> tuple[Ints, list[int]]:
    """For every prefix set the weight of the scenes that straddle its end, and the strides of the classes."""
    strides = [1]
    for radix in radices[:-1]:
        strides.append(strides[-1] * radix)
    full = strides[-1] * radices[-1] - 1
    inside, outside = np.zeros(full + 1, np.int32), np.zeros(full + 1, np.int32)
    for (classes, before, after), weight in parts.items():
        members = sum((radices[number] - 1) * strides[number] for number in classes)
        if not after:
            inside[members] += weight
        if not before:
            outside[full - members] += weight
    shape = tuple(radices[::-1])
    inside, outside = inside.reshape(shape), outside.reshape(shape)
    for axis in range(len(shape)):  # sums over all subsets, and over all supersets
        np.cumsum(inside, axis=axis, out=inside)
        mirrored = np.flip(outside, axis)
        np.cumsum(mirrored, axis=axis, out=mirrored)
    return (sum(parts.values()) - inside - outside).ravel(), strides


def _levels(radices: list[int]) -> tuple[Ints, list[int]]:
    """All prefix sets sorted by how many lanes they hold, and where each size begins."""
    size = np.zeros(1, np.uint8)
    for radix in radices:
        size = (size[None, :] + np.arange(radix, dtype=np.uint8)[:, None]).ravel()
    starts = [0, *np.cumsum(np.bincount(size)).tolist()]
    return np.argsort(size, kind="stable").astype(np.int32), starts


class _Search:
    """The heuristic for one group: local search from a spectral order, and from disturbed forms of the best so far."""

    def __init__(self, lanes: list[int], weights: dict[Scene, int]) -> None:
        self._lanes = lanes
        index = {lane: number for number, lane in enumerate(lanes)}
        self._member = np.zeros((len(weights), len(lanes)), np.bool_)
        for row, scene in enumerate(weights):
            self._member[row, [index[lane] for lane in scene]] = True
        self._weight = np.array(list(weights.values()), np.int64)
        self._rng = np.random.default_rng(0)

    def run(self) -> list[int]:
        best = self._improved(self._spectral())
        least = self._span(best)
        for _ in range(ROUNDS if self._member.size < LARGE else ROUNDS_IF_LARGE):
            other = self._improved(self._disturbed(best))
            span = self._span(other)
            if span < least:
                best, least = other, span
        return [self._lanes[number] for number in best]

    def _improved(self, order: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        return self._inserted(self._windowed(self._inserted(order)))

    def _reach(self, member: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """First and last position of each scene, columns of `member` being positions."""
        return member.argmax(1), member.shape[1] - 1 - member[:, ::-1].argmax(1)

    def _span(self, order: npt.NDArray[np.intp]) -> int:
        first, last = self._reach(self._member[:, order])
        return int((self._weight * (last - first)).sum())

    def _spectral(self) -> npt.NDArray[np.intp]:
        """Lanes by the Fiedler vector of "share a scene"."""
        member = self._member.astype(np.float64)
        share = self._weight / np.maximum(1, member.sum(1) - 1)
        together = member.T @ (member * share[:, None])
        np.fill_diagonal(together, 0)
        laplacian = np.diag(together.sum(1)) - together
        vector: npt.NDArray[np.float64] = np.linalg.eigh(laplacian)[1][:, 1]
        return np.argsort(np.round(vector, 9), kind="stable")

    def _inserted(self, order: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Single lanes moved to their best place until no move helps."""
        improved = True
        while improved:
            improved = False
            for lane in self._rng.permutation(len(order)):
                old = int(np.flatnonzero(order == lane)[0])
                rest = np.delete(order, old)
                cost = self._insertion_costs(lane, rest)
                new = int(cost.argmin())
                if cost[new] < cost[old]:
                    order = np.insert(rest, new, lane)
                    improved = True
        return order

    def _insertion_costs(self, lane: int, rest: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
        """How much each place for `lane` among `rest` adds to the span, but for a constant."""
        first, last = self._reach(self._member[:, rest])
        own = self._member[:, lane]
        change = np.zeros(len(rest) + 2, np.int64)  # scenes of others grow by one where the lane comes between
        np.add.at(change, first[~own] + 1, self._weight[~own])
        np.add.at(change, last[~own] + 1, -self._weight[~own])
        cost = np.cumsum(change)[: len(rest) + 1]
        a, b = first[own][:, None], last[own][:, None]
        place = np.arange(len(rest) + 1)[None, :]
        grown = np.where(place <= a, b + 1 - place, np.where(place > b, place - a, b - a + 1))
        total: npt.NDArray[np.int64] = cost + (self._weight[own][:, None] * grown).sum(0)
        return total

    def _windowed(self, order: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Windows of neighbouring lanes put in their best order by the exact method."""
        start = 0
        while True:
            stop = min(len(order), start + WINDOW)
            member = self._member[:, order]
            before, after = member[:, :start].sum(1) > 0, member[:, stop:].sum(1) > 0
            parts: Counter[tuple[tuple[int, ...], bool, bool]] = Counter()
            for row in np.flatnonzero((member[:, start:stop].sum(1) > 0) & ~(before & after)):
                inside = tuple(np.flatnonzero(member[row, start:stop]).tolist())
                parts[inside, bool(before[row]), bool(after[row])] += int(self._weight[row])
            best = _sequence([2] * (stop - start), parts)
            order = np.concatenate((order[:start], order[start:stop][best], order[stop:]))
            if stop == len(order):
                return order
            start += WINDOW // 2

    def _disturbed(self, order: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """A stretch of `order` moved elsewhere, or turned round."""
        n = len(order)
        a, b = sorted(self._rng.choice(n, 2, replace=False).tolist())
        if self._rng.random() < 0.5:
            return np.concatenate((order[:a], order[a:b][::-1], order[b:]))
        length = min(n // 2, 3 + int(self._rng.integers(6)))
        stretch, rest = order[a : a + length], np.concatenate((order[:a], order[a + length :]))
        at = int(self._rng.integers(len(rest) + 1))
        return np.concatenate((rest[:at], stretch, rest[at:]))
