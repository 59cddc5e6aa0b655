"""The signed graph of observed pairs: what an instance says about "above" and "below", and what it costs to change.

A node says "x runs above y" at one layer, where x stands for a meeting and y for another meeting or a free line: all
pairs of lines on the two sides share it. An edge joins two consecutive observations of one pair; it costs its weight
where they differ. A solution is a sign for every node.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.layout.crossings.instance import Instance, Layer, Order

Pair: TypeAlias = tuple[int, int]
"""Two lines, the smaller number first."""
Literal_: TypeAlias = tuple[int, int]
"""A node and whether the pair says the opposite of it (1) or the same (0)."""
Key: TypeAlias = tuple[int, int, int]
"""What a node is about: layer, x, y. It outlives a rebuilt graph."""
Signs: TypeAlias = npt.NDArray[np.int8]

TRUE_KEY: Key = (-1, -1, -1)
"""The node that is always true: it carries the orders that are fixed."""


class PairGraph:
    """The signed pair graph of `instance`.

    `extra` holds, by layer, pairs to observe although no meeting demands it; `triangles` asks for the rule that no
    three lines run in a circle. `first` and `last` fix the order of the first and last layer. With `like`, orders of
    an older drawing, every pair that stands otherwise costs one, and a crossing more than all of them.
    """

    def __init__(
        self,
        instance: Instance,
        *,
        extra: Mapping[int, Collection[Pair]] | None = None,
        triangles: bool = False,
        first: Order | None = None,
        last: Order | None = None,
        like: Sequence[Sequence[int]] | None = None,
    ) -> None:
        self.instance = instance
        self.extra = {t: frozenset(pairs) for t, pairs in (extra or {}).items()}
        self.fixed: dict[int, Order] = {}
        if last is not None:
            self.fixed[len(instance.layers) - 1] = last
        if first is not None:
            self.fixed[0] = first
        self.has_true = bool(self.fixed) or like is not None
        self.keys: list[Key] = [TRUE_KEY] if self.has_true else []
        self.observed: list[dict[Pair, Literal_]] = []
        self.triangles: list[tuple[Literal_, Literal_, Literal_]] = []
        for t, layer in enumerate(instance.layers):
            seen = self._observe_fixed(layer, self.fixed[t]) if t in self.fixed else self._observe(t, layer)
            self.observed.append(seen)
            if t not in self.fixed and ((triangles and len(layer.meetings) > 1) or t in self.extra):
                self._close_triangles(t, layer, seen)
        self.number = {key: node for node, key in enumerate(self.keys)}
        self.weights: dict[tuple[int, int, int], int] = defaultdict(int)
        self.constant = 0
        self.chains: dict[tuple[Pair, int], list[tuple[int, int, int]]] = {}
        self._join_observations()
        if like is not None:
            self._prefer(like)
        self.upcoming = self._upcoming()
        self.by_node = [self._by_node(seen) for seen in self.observed]

    def _observe(self, t: int, layer: Layer) -> dict[Pair, Literal_]:
        seen: dict[Pair, Literal_] = {}
        free = _free_lines(layer)
        for i, meeting in enumerate(layer.meetings):
            others = [*layer.meetings[i + 1 :], *((line,) for line in free)]
            for other in others:
                node = self._node((t, meeting[0], other[0]))
                for a in meeting:
                    for b in other:
                        seen[min(a, b), max(a, b)] = (node, int(a > b))
        for a, b in sorted(self.extra.get(t, ())):
            if (a, b) not in seen:
                seen[a, b] = (self._node((t, a, b)), 0)
        return seen

    def _observe_fixed(self, layer: Layer, order: Order) -> dict[Pair, Literal_]:
        place = {line: i for i, line in enumerate(order)}
        return {(a, b): (0, int(place[a] > place[b])) for a, b in combinations(sorted(layer.alive), 2)}

    def _node(self, key: Key) -> int:
        self.keys.append(key)
        return len(self.keys) - 1

    def _close_triangles(self, t: int, layer: Layer, seen: Mapping[Pair, Literal_]) -> None:
        heads = [meeting[0] for meeting in layer.meetings]
        triples = set()
        for i, j in combinations(range(len(heads)), 2):
            for third in [*heads[j + 1 :], *_free_lines(layer)]:
                triples.add(tuple(sorted((heads[i], heads[j], third))))
        for a, b in self.extra.get(t, ()):
            triples.update(tuple(sorted((a, b, c))) for c in layer.alive if c not in (a, b))
        done = set()
        for a, b, c in sorted(triples):
            sides = [seen.get((a, b)), seen.get((b, c)), seen.get((a, c))]
            if None in sides:
                continue
            p, q, r = (side for side in sides if side is not None)
            triangle = (p, q, (r[0], r[1] ^ 1))
            if len({node for node, _ in triangle}) == 3 and frozenset(triangle) not in done:
                done.add(frozenset(triangle))
                self.triangles.append(triangle)

    def _join_observations(self) -> None:
        last: dict[Pair, Literal_] = {}
        life: dict[Pair, int] = {}
        layers = self.instance.layers
        for t, seen in enumerate(self.observed):
            for pair, (node, flipped) in seen.items():
                if pair in last:
                    before, was = last[pair]
                    differ = was ^ flipped
                    if before == node:
                        self.constant += differ
                    else:
                        self.weights[min(before, node), max(before, node), differ] += 1
                last[pair] = (node, flipped)
                self.chains.setdefault((pair, life.setdefault(pair, 0)), []).append((t, node, flipped))
            following = set(layers[t + 1].alive) if t + 1 < len(layers) else set()
            for pair in [pair for pair in last if not (pair[0] in following and pair[1] in following)]:
                del last[pair]
                life[pair] += 1

    def _prefer(self, like: Sequence[Sequence[int]]) -> None:
        wishes: dict[tuple[int, int, int], int] = defaultdict(int)
        for seen, order in zip(self.observed, like, strict=False):
            place = {line: i for i, line in enumerate(order)}
            for (a, b), (node, flipped) in seen.items():
                if node and a in place and b in place:
                    wishes[0, node, flipped ^ int(place[a] > place[b])] += 1
        dear = sum(wishes.values()) + 1
        self.constant *= dear
        for edge in self.weights:
            self.weights[edge] *= dear
        for edge, weight in wishes.items():
            self.weights[edge] += weight

    def _upcoming(self) -> list[dict[Pair, Literal_]]:
        """For each layer, the next observation of each pair at or after it within the pair's common life."""
        result: list[dict[Pair, Literal_]] = []
        current: dict[Pair, Literal_] = {}
        for t in range(len(self.observed) - 1, -1, -1):
            alive = set(self.instance.layers[t].alive)
            current = {pair: said for pair, said in current.items() if pair[0] in alive and pair[1] in alive}
            current.update(self.observed[t])
            result.append(current)
        return result[::-1]

    @staticmethod
    def _by_node(seen: Mapping[Pair, Literal_]) -> dict[int, list[tuple[int, int, int]]]:
        by_node: dict[int, list[tuple[int, int, int]]] = {}
        for (a, b), (node, flipped) in seen.items():
            by_node.setdefault(node, []).append((a, b, flipped))
        return by_node

    def paid(self, signs: Signs) -> dict[Pair, int]:
        """How often each pair changes sides in the solution `signs`; pairs that never do are left out."""
        paid: dict[Pair, int] = defaultdict(int)
        for (pair, _), chain in self.chains.items():
            for (_, u, was), (_, v, flipped) in pairwise(chain):
                paid[pair] += int(signs[u] ^ signs[v] ^ was ^ flipped)
        return paid


def _free_lines(layer: Layer) -> list[int]:
    meeting = {line for members in layer.meetings for line in members}
    return [line for line in layer.alive if line not in meeting]


def unobserved(graph: PairGraph, signs: Signs, orders: Sequence[Order]) -> dict[int, set[Pair]]:
    """Pairs to observe as well, by layer, because the drawing pays more for them than the solution `signs` does."""
    places = [{line: i for i, line in enumerate(order)} for order in orders]
    wanted: dict[int, set[Pair]] = defaultdict(set)

    def want(t: int, a: int, b: int) -> None:
        pair = (min(a, b), max(a, b))
        if a == b or pair in graph.observed[t] or pair in wanted[t]:
            return
        wanted[t].add(pair)
        for step in (-1, 1):
            at = t + step
            while 0 <= at < len(orders) and a in places[at] and b in places[at] and pair not in graph.observed[at]:
                if abs(at - t) >= 12:
                    break
                wanted[at].add(pair)
                at += step

    changes = _changes_of_side(orders, places)
    paid = graph.paid(signs)
    overpaid = [pair for pair, times in changes.items() if len(times) > paid[pair]]
    for a, b in overpaid:
        for t in _around(changes[a, b], -1, 0):
            if a in places[t] and b in places[t]:
                want(t, a, b)
    for t, place in enumerate(places):
        for (a, b), (node, flipped) in graph.observed[t].items():
            if (place[a] < place[b]) != bool(signs[node] ^ flipped):
                low, high = sorted((place[a], place[b]))
                for between in orders[t][low + 1 : high]:
                    want(t, a, between)
                    want(t, b, between)
                for near in (t - 1, t + 1):
                    if 0 <= near < len(orders) and a in places[near] and b in places[near]:
                        want(near, a, b)
    if not any(wanted.values()):
        for a, b in overpaid:
            for t in _around(changes[a, b], -1, 0):
                together = [m for m in graph.instance.layers[t].meetings if a in m and b in m]
                for other in together[0] if together else orders[t]:
                    if a in places[t] and b in places[t]:
                        want(t, a, other)
                        want(t, b, other)
    return {t: pairs for t, pairs in wanted.items() if pairs}


def _changes_of_side(orders: Sequence[Order], places: Sequence[Mapping[int, int]]) -> dict[Pair, list[int]]:
    changes: dict[Pair, list[int]] = defaultdict(list)
    for t in range(1, len(orders)):
        before, now = places[t - 1], places[t]
        common = sorted(line for line in orders[t] if line in before)
        for a, b in combinations(common, 2):
            if (before[a] < before[b]) != (now[a] < now[b]):
                changes[a, b].append(t)
    return changes


def _around(times: Sequence[int], *steps: int) -> Iterator[int]:
    for t in times:
        for step in steps:
            yield t + step
