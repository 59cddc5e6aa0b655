"""The cut linear program on a kernel: ``y = 1`` where an edge is paid, odd cycles pay at least once.

Barahona and Mahjoub (1986), "On the cut polytope": walking round a cycle, the sides change an even number of times, so
a cycle whose edges demand an odd number of changes has one edge that is paid. Such cycles are found where the present
solution breaks the rule: first along shortest-path trees (fast), then exactly, as shortest paths from a node to itself
with the other sign in the doubled graph.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from recap_gui.layout.crossings.kernel import Kernel
from recap_gui.layout.crossings.pairs import Key, PairGraph, Signs
from recap_gui.layout.crossings.simplex import GrowingProgram, Row

Ints: TypeAlias = npt.NDArray[np.int64]
CutKey: TypeAlias = frozenset[tuple[int, float]]
PortableCut: TypeAlias = tuple[tuple[Key, Key, int, float], ...]
"""A cut that outlives its kernel: for each edge its two nodes' keys, whether it asks for a change, its factor."""

VIOLATION = 1e-3
"""A cut that is broken by less is not worth its row."""
SHARED = 6
"""So many new cuts at most may use one edge: cuts that overlap say the same."""
TREE_HOP = 0.02
"""A small price per edge, so that short cycles come first."""


class CutProgram:
    """The relaxation of a kernel, tightened cut by cut."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.size = len(kernel.nodes)
        self.edge_at: dict[tuple[int, int], int] = {}
        ends: list[tuple[int, int]] = []
        differ: list[int] = []
        weight: list[int] = []
        for i, j, changes, cost in kernel.edges:
            self.edge_at[min(i, j), max(i, j)] = len(ends)
            ends.append((i, j))
            differ.append(changes)
            weight.append(cost)
        for triangle in kernel.triangles:
            for (i, flip), (j, other) in self._sides(triangle):
                if (min(i, j), max(i, j)) not in self.edge_at:
                    self.edge_at[min(i, j), max(i, j)] = len(ends)
                    ends.append((i, j))
                    differ.append(flip ^ other)
                    weight.append(0)
        pairs = np.array(ends, np.int64).reshape(-1, 2)
        self.u, self.v = pairs[:, 0].copy(), pairs[:, 1].copy()
        self.differ = np.array(differ, np.int64)
        self.edges = len(ends)
        self.y = np.zeros(self.edges)
        self.cost = 0.0
        self.rounds = 0
        self.random = np.random.default_rng(1)
        self._program = GrowingProgram(np.array(weight, np.float64)) if self.edges else None
        self._known: set[CutKey] = set()
        self._cuts: list[CutKey] = []
        keys = np.minimum(self.u, self.v) * self.size + np.maximum(self.u, self.v)
        self._by_key = np.argsort(keys)
        self._sorted_keys = keys[self._by_key]
        self._trees_fail = 0
        self._use_trees = self.size > 60
        self._hop = 0.08 if self.size < 800 else 0.25
        self._hot: Ints = np.zeros(0, np.int64)
        self._add_triangles()

    @staticmethod
    def _sides(triangle: Sequence[tuple[int, int]]) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
        p, q, r = triangle
        return ((p, q), (q, r), (p, r))

    def _add_triangles(self) -> None:
        """Of three literals that are never all equal, exactly two of the three sides change."""
        rows = []
        for triangle in self.kernel.triangles:
            columns, values, need = [], [], 2.0
            for (i, flip), (j, other) in self._sides(triangle):
                edge = self.edge_at[min(i, j), max(i, j)]
                same = self.differ[edge] == flip ^ other
                columns.append(edge)
                values.append(1.0 if same else -1.0)
                need -= 0.0 if same else 1.0
            rows.append(Row(tuple(columns), tuple(values), need, need))
        if rows and self._program is not None:
            self._program.add(rows)

    @property
    def bound(self) -> float:
        """A lower bound for the crossings of every drawing (the relaxation's cost, not rounded)."""
        return self.kernel.constant + self.cost

    def tighten(self, deadline: float, *, most: int = 400) -> int:
        """Find broken cuts, add some `most` of them at most, solve again; the number added.

        0 when none is broken, -1 when it was later than `deadline` (`time.monotonic`) before the new optimum was there.
        """
        if self._program is None:
            return 0
        added = self._separate(most, deadline)
        if not added:
            return 0
        return added if self._solve(deadline) else -1

    def _solve(self, deadline: float) -> bool:
        assert self._program is not None
        solved = self._program.solve(seconds=deadline - time.monotonic())
        if solved is None:
            return False
        self.cost, self.y = solved
        self.rounds += 1
        return True

    # Finding cuts

    def _separate(self, most: int, deadline: float) -> int:
        if self._use_trees:
            added = self._separate_by_trees(max(most, self.size // 4), deadline)
            if added >= max(4, self.size // 100):
                return added
            if added == 0 or self._trees_fail > 2:
                self._use_trees = self._trees_fail < 8
            self._trees_fail += 1
            if added:
                return added
        sources, first = self._sources()
        while True:
            added = self._separate_exactly(sources, first, most, deadline)
            if added or self._hop < 1e-4 or time.monotonic() > deadline:
                return added
            self._hop = self._hop / 4 if self._hop > 0.01 else 1e-5

    def _sources(self) -> tuple[Ints, int]:
        """The nodes to look from, and how many of them come first: those where cuts were broken last time."""
        if not ((len(self._hot) and self._hop > 1e-4) or len(self._hot) > 40):
            return self.random.permutation(self.size), self.size
        some = self.random.choice(self.size, min(max(64, self.size // 8), self.size), replace=False)
        likely = np.unique(np.concatenate([self._hot, some]))
        rest = np.setdiff1d(np.arange(self.size), likely, assume_unique=True)
        return np.concatenate([self.random.permutation(likely), self.random.permutation(rest)]), len(likely)

    def _separate_by_trees(self, most: int, deadline: float) -> int:
        """Odd cycles that an edge outside a shortest-path tree closes."""
        y = np.clip(self.y, 0, 1)
        cost = np.minimum(y, 1 - y)
        changed = (y > 0.5).astype(np.int64)
        graph = csr_matrix(
            (np.tile(cost + TREE_HOP, 2), (np.concatenate([self.u, self.v]), np.concatenate([self.v, self.u]))),
            shape=(self.size, self.size),
        )
        roots = self.random.choice(self.size, min(max(6, min(40, self.size // 60)), self.size), replace=False)
        distances, predecessors = dijkstra(graph, directed=True, indices=roots, return_predecessors=True)
        found: list[tuple[float, Row, CutKey]] = []
        for distance, parents in zip(distances, predecessors, strict=True):
            self._close_cycles(parents.astype(np.int64), np.isfinite(distance), y, cost, changed, most, found)
            if time.monotonic() > deadline:
                break
        found.sort(key=lambda cut: (len(cut[1].columns) * (0.3 + cut[0]), len(cut[1].columns)))
        return self._take(found, most)

    def _close_cycles(
        self,
        parent: Ints,
        reached: npt.NDArray[np.bool_],
        y: npt.NDArray[np.float64],
        cost: npt.NDArray[np.float64],
        changed: Ints,
        most: int,
        found: list[tuple[float, Row, CutKey]],
    ) -> None:
        nodes = np.arange(self.size)
        parent = np.where(parent < 0, nodes, parent)
        children = np.flatnonzero(parent != nodes)
        low = np.minimum(children, parent[children])
        high = np.maximum(children, parent[children])
        edge_up = np.zeros(self.size, np.int64)
        edge_up[children] = self._by_key[np.searchsorted(self._sorted_keys, low * self.size + high)]
        # Sign, cost and depth along the tree by pointer jumping: log(depth) passes over all nodes at once.
        side = np.zeros(self.size, np.int64)
        total = np.zeros(self.size)
        depth = np.zeros(self.size, np.int64)
        side[children] = (self.differ ^ changed)[edge_up[children]]
        total[children] = cost[edge_up[children]]
        depth[children] = 1
        jump = parent.copy()
        ups = [parent]
        while True:
            following = jump[jump]
            side = side ^ side[jump]
            total = total + total[jump]
            depth = depth + depth[jump]
            if (following == jump).all():
                break
            jump = following
            ups.append(jump)
        meet = self._lowest_common(ups, parent, depth)
        odd = side[self.u] ^ side[self.v] ^ self.differ
        slack = total[self.u] + total[self.v] - 2 * total[meet] + np.where(odd == 1, y, 1 - y)
        in_tree = (parent[self.u] == self.v) | (parent[self.v] == self.u)
        broken = np.flatnonzero(reached[self.u] & reached[self.v] & ~in_tree & (slack < 1 - VIOLATION))
        length = depth[self.u] + depth[self.v] - 2 * depth[meet]
        for edge in broken[np.lexsort((length[broken], np.round(slack[broken], 1)))][:most]:
            columns = [int(edge)]
            values = [1.0 if odd[edge] else -1.0]
            for end in (int(self.u[edge]), int(self.v[edge])):
                node = end
                while node != meet[edge]:
                    up = int(edge_up[node])
                    columns.append(up)
                    values.append(-1.0 if changed[up] else 1.0)
                    node = int(parent[node])
            self._offer(found, float(slack[edge]), columns, values)

    def _lowest_common(self, ups: Sequence[Ints], parent: Ints, depth: Ints) -> Ints:
        """For each edge the node where the tree paths of its two ends meet."""
        deeper = depth[self.u] >= depth[self.v]
        a = np.where(deeper, self.u, self.v)
        b = np.where(deeper, self.v, self.u)
        ahead = depth[a] - depth[b]
        for k, up in enumerate(ups):
            a = np.where((ahead >> k) & 1 == 1, up[a], a)
        for up in reversed(ups):
            apart = up[a] != up[b]
            a, b = np.where(apart, up[a], a), np.where(apart, up[b], b)
        return np.where(a == b, a, parent[a])

    def _separate_exactly(self, sources: Ints, first: int, most: int, deadline: float) -> int:
        """Shortest walks from a node to itself with the other sign: shorter than 1 means a broken cut."""
        y = np.clip(self.y, 0, 1)
        doubled = self._doubled(y)
        found: list[tuple[float, Row, CutKey]] = []
        hot: set[int] = set()
        for at in range(0, len(sources), 64):
            if at >= first and len(found) > most // 8:
                break
            chunk = sources[at : at + 64]
            distance, predecessor = dijkstra(
                doubled, directed=True, indices=chunk * 2, return_predecessors=True, limit=1 - VIOLATION
            )
            reached = distance[np.arange(len(chunk)), chunk * 2 + 1]
            for k in np.flatnonzero(reached < 1 - VIOLATION):
                hot.add(int(chunk[k]))
                self._offer_walk(found, y, int(chunk[k]), predecessor[k])
            if time.monotonic() > deadline or len(found) > 2 * most:
                break
        self._hot = np.array(sorted(hot), np.int64)
        found.sort(key=lambda cut: (round(cut[0], 2), len(cut[1].columns)))
        return self._take(found, most)

    def _doubled(self, y: npt.NDArray[np.float64]) -> csr_matrix:
        """Every node once per sign; an arc that keeps what its edge asks costs ``y``, one that does not ``1 - y``."""
        rows: list[Ints] = []
        columns: list[Ints] = []
        costs: list[npt.NDArray[np.float64]] = []
        keeps, breaks = y < 1 - 1e-7, y > 1e-7
        for sign in (0, 1):
            here = self.u * 2 + sign
            for chosen, there, cost in (
                (keeps, self.v * 2 + (sign ^ self.differ), y),
                (breaks, self.v * 2 + (sign ^ self.differ ^ 1), 1 - y),
            ):
                rows += [here[chosen], there[chosen]]
                columns += [there[chosen], here[chosen]]
                costs += [cost[chosen] + self._hop] * 2
        size = 2 * self.size
        return csr_matrix((np.concatenate(costs), (np.concatenate(rows), np.concatenate(columns))), shape=(size, size))

    def _offer_walk(
        self, found: list[tuple[float, Row, CutKey]], y: npt.NDArray[np.float64], source: int, predecessor: Ints
    ) -> None:
        walk = [source * 2 + 1]
        while walk[-1] != source * 2:
            walk.append(int(predecessor[walk[-1]]))
        # Only the shortest odd part: the walk may pass a node twice.
        met: dict[int, int] = {}
        low, high = 0, len(walk) - 1
        for i, spot in enumerate(walk):
            node = spot >> 1
            if node in met and walk[met[node]] ^ spot == 1 and i - met[node] < high - low:
                low, high = met[node], i
            met[node] = i
        columns, values = [], []
        for a, b in zip(walk[low:high], walk[low + 1 : high + 1], strict=True):
            edge = self.edge_at[min(a >> 1, b >> 1), max(a >> 1, b >> 1)]
            if edge in columns:
                return
            columns.append(edge)
            values.append(1.0 if (a ^ b) & 1 == self.differ[edge] else -1.0)
        need = 1.0 - values.count(-1.0)
        left = float(np.dot(values, y[columns])) - need
        if left < -VIOLATION:
            self._offer(found, left, columns, values)

    def _offer(
        self, found: list[tuple[float, Row, CutKey]], score: float, columns: Sequence[int], values: Sequence[float]
    ) -> None:
        key = frozenset(zip(columns, values, strict=True))
        if key not in self._known:
            self._known.add(key)
            need = 1.0 - sum(1 for value in values if value < 0)
            found.append((score, Row(tuple(columns), tuple(values), need), key))

    def _take(self, found: Sequence[tuple[float, Row, CutKey]], most: int) -> int:
        """Add the first of `found`, leaving out those that share their edges with too many before them."""
        used = np.zeros(self.edges, np.int64)
        rows: list[Row] = []
        for _, row, key in found:
            if len(rows) >= most or used[list(row.columns)].max() >= SHARED:
                self._known.discard(key)
                continue
            used[list(row.columns)] += 1
            rows.append(row)
            self._cuts.append(key)
        if rows and self._program is not None:
            self._program.add(rows)
        return len(rows)

    # Handing cuts on, and rounding

    def portable_cuts(self, graph: PairGraph) -> list[PortableCut]:
        """The cuts found so far, named by what their nodes are about: they hold in a refined graph as well."""
        name = [graph.keys[node] for node in self.kernel.nodes]
        return [
            tuple((name[self.u[e]], name[self.v[e]], int(self.differ[e]), value) for e, value in sorted(cut))
            for cut in self._cuts
        ]

    def seed(self, cuts: Iterable[PortableCut], graph: PairGraph, deadline: float) -> None:
        """Start from cuts of an earlier program, as far as their edges are still there."""
        found: list[Row] = []
        for cut in cuts:
            row = self._translated(cut, graph)
            if row is None:
                continue
            key = frozenset(zip(row.columns, row.values, strict=True))
            if key not in self._known:
                self._known.add(key)
                self._cuts.append(key)
                found.append(row)
        if found and self._program is not None:
            self._program.add(found)
            self._solve(deadline)

    def _translated(self, cut: PortableCut, graph: PairGraph) -> Row | None:
        columns, values = [], []
        for one, other, differ, value in cut:
            i, j = (self.kernel.number.get(graph.number.get(key, -1), -1) for key in (one, other))
            edge = self.edge_at.get((min(i, j), max(i, j)))
            if i < 0 or j < 0 or edge is None:
                return None
            columns.append(edge)
            values.append(value if self.differ[edge] == differ else -value)
        return Row(tuple(columns), tuple(values), 1.0 - sum(1 for value in values if value < 0))

    def rounded(self, *, jitter: float = 0.0) -> Signs:
        """Signs for the kernel's nodes along a spanning forest of the edges the solution is surest of."""
        certainty = np.abs(self.y - 0.5)
        if jitter:
            certainty = certainty + self.random.random(self.edges) * jitter
        changes = self.differ ^ (self.y > 0.5)
        root = list(range(self.size))
        sign = [0] * self.size

        def find(node: int) -> int:
            path = []
            while root[node] != node:
                path.append(node)
                node = root[node]
            against = 0
            for passed in reversed(path):
                against ^= sign[passed]
                sign[passed] = against
                root[passed] = node
            return node

        for edge in np.argsort(-certainty, kind="stable"):
            a, b = int(self.u[edge]), int(self.v[edge])
            one, two = find(a), find(b)
            if one != two:
                root[two] = one
                sign[two] = (sign[a] if a != one else 0) ^ (sign[b] if b != two else 0) ^ int(changes[edge])
        return np.array([sign[node] if find(node) != node else 0 for node in range(self.size)], np.int8)
