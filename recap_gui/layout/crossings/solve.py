"""The search: better and better drawings with a bound, until the bound meets the drawing."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from recap_gui.layout.crossings.closest import closest
from recap_gui.layout.crossings.cuts import CutProgram, PortableCut
from recap_gui.layout.crossings.greedy import adapted, first_drawing
from recap_gui.layout.crossings.instance import Instance, Order, count_crossings, is_valid
from recap_gui.layout.crossings.kernel import Kernel
from recap_gui.layout.crossings.nearest import nearest
from recap_gui.layout.crossings.pairs import Key, Pair, PairGraph, Signs, unobserved
from recap_gui.layout.crossings.realise import realise

ROUNDINGS = 20
"""Roundings with jitter once the relaxation is solved but the bound not met."""
REFINEMENTS = 12
"""Times the pair graph is refined; the benchmark needs at most four."""
LONG = 120
"""Layers from which windows are polished between the rounds of the relaxation."""
CLOSE_SECONDS = 4.0
"""Seconds for coming close to an older drawing once the fewest crossings are found."""
MEND_SECONDS = 0.5
"""Seconds in which an older drawing is mended before the search begins."""
HELD_BACK = 3.0
"""Seconds in which better drawings are not told of where one is to stay close: lines would go, only to come back."""
SURE = 1e-5
"""The linear program's tolerance: its cost is rounded up only above this."""


@dataclass(frozen=True, slots=True)
class Found:
    """A drawing, its crossings, and a lower bound for those of any drawing. Equal: the fewest possible, proved."""

    orders: tuple[tuple[int, ...], ...]
    crossings: int
    bound: int

    @property
    def is_proved(self) -> bool:
        """Whether no drawing has fewer crossings."""
        return self.crossings <= self.bound


def solutions(
    instance: Instance,
    *,
    seconds: float = 10.0,
    like: Sequence[Sequence[int]] | None = None,
    polish: bool = True,
) -> Iterator[Found]:
    """Better and better drawings of `instance`, the first at once; the last one is the best.

    Ends when the bound meets the crossings, when nothing more can be done, or after `seconds`. `like` is a drawing to
    stay close to: one that is valid is kept where none has fewer crossings; one that is not is adapted and mended
    window by window; in the end the drawing most like it is looked for among those with as few crossings.
    """
    if not instance.layers:
        yield Found((), 0, 0)
        return
    begun = time.monotonic()
    search = Search(instance, deadline=begun + seconds, like=like, polish=polish)
    last: Found | None = None
    for _ in search.run():
        now = search.found()
        if last is not None and like is not None and time.monotonic() < begun + HELD_BACK:
            continue
        if last is None or (now.crossings, -now.bound) != (last.crossings, -last.bound):
            last = now
            yield now
    if like is not None:
        yield search.closest(like, deadline=time.monotonic() + CLOSE_SECONDS)


class Search:
    """One search over one instance; `first` and `last` fix the orders of the outer layers (for windows)."""

    def __init__(
        self,
        instance: Instance,
        *,
        deadline: float,
        like: Sequence[Sequence[int]] | None = None,
        first: Order | None = None,
        last: Order | None = None,
        start: Sequence[Order] | None = None,
        refinements: int = REFINEMENTS,
        polish: bool = False,
    ) -> None:
        self.instance = instance
        self.deadline = deadline
        self.like = like
        self.first, self.last = first, last
        self.refinements = refinements
        self.polish = polish
        self.bound = 0
        if start is not None:
            self.best, self.crossings = list(start), count_crossings(start)
        else:
            self.best, self.crossings = first_drawing(instance)
        self.close: list[Order] = []
        self._moved: list[Order] | None = None
        self._step: _Relaxation | None = None
        if like is not None:
            self._stay_close(like)

    def _stay_close(self, like: Sequence[Sequence[int]]) -> None:
        """Begin with `like`, made to fit and better where that takes little time, unless it crosses more often."""
        orders = [list(order) for order in like]
        if not is_valid(self.instance, orders):
            orders = adapted(self.instance, orders)
            until = min(self.deadline, time.monotonic() + MEND_SECONDS)
            for width in (4, 8):
                orders = improve_by_windows(self.instance, orders, width=width, deadline=until)
        self.close = orders
        if (crossings := count_crossings(orders)) <= self.crossings:
            self.best, self.crossings = orders, crossings

    def found(self) -> Found:
        """The best so far."""
        if self.like is not None and not (self.first or self.last) and self.best is not self._moved:
            self.best = self._moved = nearest(self.best, self.close, self.like)
            self.crossings = count_crossings(self.best)
        orders = tuple(tuple(order) for order in self.best)
        return Found(orders, self.crossings, min(self.bound, self.crossings))

    def closest(self, like: Sequence[Sequence[int]], *, deadline: float) -> Found:
        """Of the drawings with as few crossings as the best so far one that is most like `like`."""
        best = self.found().orders
        cuts = [] if self._step is None else self._step.program.portable_cuts(self._step.graph)
        orders = [list(order) for order in best]
        self.best = self._moved = closest(self.instance, orders, like, cuts=cuts, deadline=deadline)
        self.crossings = count_crossings(self.best)
        return self.found()

    def is_done(self) -> bool:
        """Whether the bound meets the drawing."""
        return self.bound >= self.crossings

    def _is_over(self) -> bool:
        return self.is_done() or time.monotonic() > self.deadline

    def run(self) -> Iterator[None]:
        """Search on; each step may have found something better."""
        yield
        if self.polish and len(self.instance.layers) > 8 and not self.is_done():
            self._polish((4, 8) if len(self.instance.layers) > LONG else (4,), share=0.15)
            yield
        extra: dict[int, set[Pair]] = {}
        cuts: list[PortableCut] = []
        triangles = False
        for refinement in range(self.refinements + 1):
            keep = {key for cut in cuts for one, other, _, _ in cut for key in (one, other)}
            step = self._step = _Relaxation(self, extra, triangles=triangles, keep=keep, cuts=cuts)
            yield from step.run()
            if self._is_over():
                return
            signs, orders = step.try_harder(turn=refinement < 2 or refinement % 3 == 0)
            yield
            if self.polish and not self.is_done():
                self._polish((6, 12, 20) if refinement < 3 else (6,), share=0.3)
                yield
            if self._is_over():
                return
            missing = unobserved(step.graph, signs, orders)
            if not missing and triangles:
                return
            triangles = True
            cuts = step.program.portable_cuts(step.graph)
            for t, pairs in missing.items():
                extra.setdefault(t, set()).update(pairs)

    def offer(self, orders: list[Order]) -> int:
        """Take a drawing if it is better; its crossings."""
        crossings = count_crossings(orders)
        if crossings < self.crossings and is_valid(self.instance, orders):
            self.best, self.crossings = orders, crossings
        return crossings

    def raise_bound(self, bound: float) -> None:
        """Take a lower bound if it is higher."""
        self.bound = max(self.bound, math.ceil(bound - SURE))

    def _polish(self, widths: Sequence[int], *, share: float) -> None:
        now = time.monotonic()
        until = min(self.deadline, now + share * (self.deadline - now))
        for width in widths:
            self.offer(improve_by_windows(self.instance, self.best, width=width, deadline=until))
            if self.is_done() or time.monotonic() > until:
                return


class _Relaxation:
    """One pair graph with its cut program, and the drawings rounded from it."""

    def __init__(
        self,
        search: Search,
        extra: dict[int, set[Pair]],
        *,
        triangles: bool,
        keep: set[Key],
        cuts: Sequence[PortableCut],
    ) -> None:
        self.search = search
        self.graph = PairGraph(search.instance, extra=extra, triangles=triangles, first=search.first, last=search.last)
        self.kernel = Kernel(self.graph, keep=keep)
        self.program = CutProgram(self.kernel)
        self.components = self.kernel.components()
        self.program.seed(cuts, self.graph, search.deadline)

    def run(self) -> Iterator[None]:
        """Tighten until no cut is broken, rounding on the way."""
        search = self.search
        while True:
            added = self.program.tighten(search.deadline)
            if added >= 0:
                search.raise_bound(self.program.bound)
            late = time.monotonic() > search.deadline
            if added <= 0 or late:
                if not late and not search.is_done():
                    self.round()
                yield
                return
            if not search.is_done() and (self.program.rounds % 2 == 0 or self.program.rounds > 6):
                _, orders = self.round()
                self._polish_rounded(orders)
            yield
            if search.is_done():
                return

    def _polish_rounded(self, orders: list[Order]) -> None:
        search = self.search
        is_long = len(search.instance.layers) > LONG
        near = count_crossings(orders) < 1.6 * search.crossings + 50
        if search.polish and is_long and near and self.program.rounds >= 4 and not search.is_done():
            until = min(search.deadline, time.monotonic() + 2.0)
            search.offer(improve_by_windows(search.instance, orders, width=6, deadline=until))

    def round(self, *, jitter: float = 0.0) -> tuple[Signs, list[Order]]:
        """A drawing from the present solution, offered to the search; with the signs it was made from."""
        signs = self.kernel.expand(self.program.rounded(jitter=jitter))
        orders, turned = realise(self.graph, signs, self.components)
        self.search.offer(orders)
        return self._oriented(signs, turned), orders

    def _oriented(self, signs: Signs, turned: dict[int, int]) -> Signs:
        flips = np.array([turned.get(component, 0) for component in self.components], np.int8)
        return np.asarray(signs ^ flips, np.int8)

    def try_harder(self, *, turn: bool) -> tuple[Signs, list[Order]]:
        """More roundings, and turning whole components upside down one by one while that helps."""
        search = self.search
        signs, orders = self.round()
        for i in range(ROUNDINGS):
            if search.is_done() or time.monotonic() > search.deadline:
                return signs, orders
            self.round(jitter=0.2 if i < ROUNDINGS // 2 else 0.6)
        sizes = Counter(self.components)
        several = sorted((c for c, size in sizes.items() if size > 1), key=lambda c: -sizes[c])
        if len(several) < 2 or not turn:
            return signs, orders
        base = self.kernel.expand(self.program.rounded())
        turned = dict.fromkeys(several, 0)
        orders, chosen = realise(self.graph, base, self.components, turned)
        fewest = search.offer(orders)
        better = True
        while better:
            better = False
            for component in several:
                if search.is_done() or time.monotonic() > search.deadline:
                    return self._oriented(base, chosen), orders
                turned[component] ^= 1
                other, other_chosen = realise(self.graph, base, self.components, turned)
                crossings = search.offer(other)
                if crossings < fewest:
                    orders, chosen, fewest, better = other, other_chosen, crossings, True
                else:
                    turned[component] ^= 1
        return self._oriented(base, chosen), orders


def improve_by_windows(
    instance: Instance, orders: Sequence[Sequence[int]], *, width: int, deadline: float
) -> list[Order]:
    """`orders` with every stretch of `width` layers drawn anew between its neighbours, from the start to the end."""
    best = [list(order) for order in orders]
    count = len(instance.layers)
    for begin in range(0, count, max(1, width // 2)):
        if time.monotonic() > deadline:
            break
        end = min(count, begin + width)
        low, high = max(0, begin - 1), min(count, end + 1)
        part = best[low:high]
        if not count_crossings(part):
            continue
        search = Search(
            Instance(instance.lines, instance.layers[low:high]),
            deadline=min(deadline, time.monotonic() + 1.0),
            first=part[0] if low < begin else None,
            last=part[-1] if high > end else None,
            start=part,
            refinements=3,
        )
        for _ in search.run():
            pass
        best[low:high] = search.best
        if end == count:
            break
    return best
