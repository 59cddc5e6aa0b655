"""Signs into a real drawing: permutations that follow a solution of the pair graph as far as permutations can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recap_gui.layout.crossings.instance import Order
from recap_gui.layout.crossings.pairs import PairGraph, Signs


def realise(
    graph: PairGraph, signs: Signs, components: Sequence[int], orientation: Mapping[int, int] | None = None
) -> tuple[list[Order], dict[int, int]]:
    """A drawing that follows `signs`, and the orientation chosen for each component (1 = turned upside down).

    The signs within a component are only known up to turning all of them: a component whose orientation is not given
    takes the one that agrees best with the order before it. By default components of several nodes stand as they are.
    """
    if orientation is None:
        sizes = Counter(components)
        orientation = {component: 0 for component, size in sizes.items() if size > 1}
    realiser = _Realiser(graph, signs, components, dict(orientation))
    return [realiser.next_order(t) for t in range(len(graph.instance.layers))], realiser.turned


class _Realiser:
    """Builds one order after the other; holds what the order before says."""

    def __init__(self, graph: PairGraph, signs: Signs, components: Sequence[int], turned: dict[int, int]) -> None:
        self.graph = graph
        self.signs = [int(sign) for sign in signs]
        self.component = components
        self.turned = turned
        if graph.has_true:
            self.turned[components[0]] = 1 - self.signs[0]
        self.before: Order = []
        self.place: dict[int, int] = {}

    def next_order(self, t: int) -> Order:
        if t in self.graph.fixed:
            self.before = list(self.graph.fixed[t])
            return self.before
        layer = self.graph.instance.layers[t]
        alive = set(layer.alive)
        old = [line for line in self.before if line in alive]
        self.place = {line: i for i, line in enumerate(old)}
        self.seen = self.graph.observed[t]
        self.upcoming = self.graph.upcoming[t]
        self.watched = self.graph.extra.get(t, frozenset())
        self._orient(t, self.place, undecided_stays=True)
        order = self._with_meetings(layer.alive, layer.meetings) if layer.meetings else self._arranged(layer.alive)
        self._orient(t, {line: i for i, line in enumerate(order)}, undecided_stays=False)
        self.before = order
        return order

    def _orient(self, t: int, place: Mapping[int, int], *, undecided_stays: bool) -> None:
        """Turn components that have no orientation yet so that they agree with the places of an order."""
        votes: dict[int, int] = {}
        for node, pairs in self.graph.by_node[t].items():
            component = self.component[node]
            if component in self.turned:
                continue
            vote = votes.get(component, 0)
            for a, b, flipped in pairs:
                if a in place and b in place:
                    vote += 1 if (place[a] < place[b]) == bool(self.signs[node] ^ flipped) else -1
            votes[component] = vote
        for component, vote in votes.items():
            if vote or not undecided_stays:
                self.turned[component] = int(vote < 0)

    # What the solution says of two lines

    def _above(self, x: int, y: int) -> bool:
        node, flipped = self.seen[min(x, y), max(x, y)]
        turned = self.turned.get(self.component[node], 0)
        return bool(self.signs[node] ^ flipped ^ (x > y) ^ turned)

    def _is_known(self, x: int, y: int) -> bool:
        return self.component[self.seen[min(x, y), max(x, y)][0]] in self.turned

    def _wish(self, x: int, y: int) -> int:
        """1 where the next observation has x above y, -1 for below, 0 for none."""
        said = self.upcoming.get((min(x, y), max(x, y)))
        if said is None or self.component[said[0]] not in self.turned:
            return 0
        node, flipped = said
        return 1 if self.signs[node] ^ flipped ^ (x > y) ^ self.turned[self.component[node]] else -1

    # Orders within a group and around meetings

    def _arranged(self, group: Sequence[int]) -> Order:
        """`group` in the old order with newcomers where their wishes are met; crossings wait as long as they can."""
        if len(group) < 2:
            return list(group)
        old = sorted((line for line in group if line in self.place), key=self.place.__getitem__)
        if not self._must_turn(set(old)):
            order, broken = self._with_newcomers(old, [line for line in group if line not in self.place])
            if not broken:
                return order
        else:
            order = old + [line for line in group if line not in self.place]
        return self._topological(group) or order

    def _must_turn(self, old: set[int]) -> bool:
        """Whether a pair that is watched here has to change sides now."""
        return any(
            a in old and b in old and self._above(a, b) != (self.place[a] < self.place[b]) for a, b in self.watched
        )

    def _with_newcomers(self, old: Order, new: Sequence[int]) -> tuple[Order, int]:
        order = list(old)
        broken = 0
        for line in new:
            wishes = [self._wish(line, other) for other in order]
            # On top of all, the line breaks every wish to stand below another.
            cost = sum(1 for wish in wishes if wish < 0)
            best, at = cost, 0
            for i, wish in enumerate(wishes):
                cost += wish
                if cost < best:
                    best, at = cost, i + 1
            broken += best
            order.insert(at, line)
        return order, broken

    def _topological(self, group: Sequence[int]) -> Order | None:
        """`group` sorted by "next observed, else as before" wherever the two do not contradict; None in a circle."""
        after: dict[int, list[int]] = {line: [] for line in group}
        waits = dict.fromkeys(group, 0)
        for i, x in enumerate(group):
            for y in group[i + 1 :]:
                wish = self._wish(x, y)
                was = 0
                if x in self.place and y in self.place:
                    was = 1 if self.place[x] < self.place[y] else -1
                if (min(x, y), max(x, y)) in self.watched:
                    was = wish
                if wish and was and wish != was:
                    continue
                side = wish or was
                if side:
                    upper, lower = (x, y) if side > 0 else (y, x)
                    after[upper].append(lower)
                    waits[lower] += 1
        ready = [line for line in group if not waits[line]]
        order: Order = []
        while ready:
            line = min(ready, key=lambda z: self.place.get(z, -1))
            ready.remove(line)
            order.append(line)
            for lower in after[line]:
                waits[lower] -= 1
                if not waits[lower]:
                    ready.append(lower)
        return order if len(order) == len(group) else None

    def _with_meetings(self, alive: Sequence[int], meetings: Sequence[tuple[int, ...]]) -> Order:
        in_meeting = {line for meeting in meetings for line in meeting}
        free = [line for line in alive if line not in in_meeting]
        down = self._meeting_order(meetings)
        sides = {i: self._sides(meetings[i], [line for line in self.place if line not in in_meeting]) for i in down}
        gaps: list[Order] = [[] for _ in range(len(meetings) + 1)]
        for line in free:
            below = []
            for i in down:
                is_above = sides[i][line] if line in sides[i] else not self._above(meetings[i][0], line)
                below.append(not is_above)
            cost = sum(len(meetings[i]) for i, under in zip(down, below, strict=True) if under)
            best, gap = cost, 0
            for k, (i, under) in enumerate(zip(down, below, strict=True)):
                cost += -len(meetings[i]) if under else len(meetings[i])
                if cost < best:
                    best, gap = cost, k + 1
            gaps[gap].append(line)
        order = self._arranged(gaps[0])
        for k, i in enumerate(down):
            order = order + self._arranged(meetings[i]) + self._arranged(gaps[k + 1])
        return order

    def _meeting_order(self, meetings: Sequence[tuple[int, ...]]) -> list[int]:
        """Concurrent meetings from top to bottom: by wins among each other."""
        if len(meetings) == 1:
            return [0]
        centres = []
        for meeting in meetings:
            spots = [self.place[line] for line in meeting if line in self.place]
            centres.append(sum(spots) / len(spots) if spots else None)
        wins = [0] * len(meetings)
        for i, meeting in enumerate(meetings):
            for j in range(i + 1, len(meetings)):
                one, two = centres[i], centres[j]
                if self._is_known(meeting[0], meetings[j][0]):
                    upper = self._above(meeting[0], meetings[j][0])
                else:
                    upper = one < two if one is not None and two is not None else True
                wins[i if upper else j] += 1
        return sorted(range(len(meetings)), key=lambda i: (-wins[i], centres[i] or 0.0))

    def _sides(self, meeting: Sequence[int], free: Sequence[int]) -> dict[int, bool]:
        """Whether each free line runs above `meeting`; undecided ones so that the fewest lines are passed."""
        head = meeting[0]
        above = [None if not self._is_known(head, line) else not self._above(head, line) for line in free]
        if None in above:
            spots = [self.place[line] for line in meeting if line in self.place]
            up, down = [], []
            for line, side in zip(free, above, strict=True):
                if side is None:
                    passed = sum(1 for spot in spots if spot < self.place[line])
                    up.append(0.01 * passed)
                    down.append(0.01 * (len(spots) - passed))
                else:
                    up.append(0.0 if side else float(len(meeting)))
                    down.append(float(len(meeting)) if side else 0.0)
            cost = sum(down)
            best, gap = cost, 0
            for i in range(len(free)):
                cost += up[i] - down[i]
                if cost < best - 1e-9:
                    best, gap = cost, i + 1
            above = [i < gap if side is None else side for i, side in enumerate(above)]
        return {line: bool(side) for line, side in zip(free, above, strict=True)}
