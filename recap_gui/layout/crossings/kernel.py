"""The pair graph, reduced without loss: a node whose heaviest edge outweighs its others goes with that neighbour."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from recap_gui.layout.crossings.pairs import Key, PairGraph, Signs


class Kernel:
    """What remains of `graph` to be decided.

    Attributes:
        nodes: the nodes of the graph that remain; kernel node ``i`` is graph node ``nodes[i]``.
        edges: ``(i, j, differ, weight)``: costs `weight` where the signs of i and j are equal, if `differ`, else where
            they are not.
        triangles: three literals of kernel nodes that are never all equal.
        constant: the cost that no choice avoids.
    """

    def __init__(self, graph: PairGraph, *, keep: Iterable[Key] = ()) -> None:
        self.size = len(graph.keys)
        self.constant = graph.constant
        self._merged: list[tuple[int, int | None, int]] = []
        self._links: list[dict[int, list[int]]] = [{} for _ in range(self.size)]
        for (u, v, differ), weight in graph.weights.items():
            link = self._links[u].setdefault(v, [0, 0])
            self._links[v][u] = link
            link[differ] += weight
        for u in range(self.size):
            for v in [v for v in self._links[u] if u < v]:
                self._cancel(u, v)
        kept = {node for triangle in graph.triangles for node, _ in triangle}
        kept.update(graph.number[key] for key in keep if key in graph.number)
        alive = self._reduce(kept)
        self.nodes = [node for node in range(self.size) if alive[node]]
        self.number = {node: i for i, node in enumerate(self.nodes)}
        self.edges = [
            (self.number[u], self.number[v], int(link[1] > 0), max(link))
            for u in self.nodes
            for v, link in self._links[u].items()
            if u < v
        ]
        self.triangles = [tuple((self.number[node], flip) for node, flip in tri) for tri in graph.triangles]

    def _cancel(self, u: int, v: int) -> None:
        """Parallel edges of opposite sign: one of the two is paid in any case."""
        link = self._links[u][v]
        both = min(link)
        self.constant += both
        link[0] -= both
        link[1] -= both
        if not any(link):
            del self._links[u][v], self._links[v][u]

    def _reduce(self, kept: set[int]) -> list[bool]:
        alive = [True] * self.size
        waiting = [node for node in range(self.size) if node not in kept]
        is_waiting = [node not in kept for node in range(self.size)]
        while waiting:
            node = waiting.pop()
            is_waiting[node] = False
            if not alive[node]:
                continue
            links = self._links[node]
            if not links:
                alive[node] = False
                self._merged.append((node, None, 0))
                continue
            heaviest = max(links, key=lambda other: max(links[other]))
            if 2 * max(links[heaviest]) < sum(max(link) for link in links.values()):
                continue
            alive[node] = False
            touched = self._merge(node, heaviest)
            for other in [*touched, heaviest]:
                if other not in kept and not is_waiting[other]:
                    waiting.append(other)
                    is_waiting[other] = True
        return alive

    def _merge(self, node: int, into: int) -> list[int]:
        """Hang the edges of `node` on `into`, whose sign it follows; the neighbours that changed."""
        differ = int(self._links[node][into][1] > 0)
        self._merged.append((node, into, differ))
        touched = []
        for other, link in list(self._links[node].items()):
            del self._links[other][node]
            if other == into:
                continue
            joined = self._links[into].setdefault(other, [0, 0])
            self._links[other][into] = joined
            joined[0] += link[differ]
            joined[1] += link[1 - differ]
            self._cancel(into, other)
            touched.append(other)
        self._links[node] = {}
        return touched

    def expand(self, signs: Signs) -> Signs:
        """Signs of the kernel's nodes into signs of all the graph's nodes."""
        full = np.zeros(self.size, np.int8)
        full[self.nodes] = signs
        for node, into, differ in reversed(self._merged):
            if into is not None:
                full[node] = full[into] ^ differ
        return full

    def components(self) -> list[int]:
        """A number for each of the graph's nodes, equal for nodes whose signs depend on each other."""
        root = list(range(self.size))

        def find(node: int) -> int:
            while root[node] != node:
                root[node] = root[root[node]]
                node = root[node]
            return node

        for i, j, _, _ in self.edges:
            root[find(self.nodes[i])] = find(self.nodes[j])
        for triangle in self.triangles:
            for i, _ in triangle[1:]:
                root[find(self.nodes[i])] = find(self.nodes[triangle[0][0]])
        for node, into, _ in self._merged:
            if into is not None:
                root[find(node)] = find(into)
        return [find(node) for node in range(self.size)]
